"""Files that editors sent, what each would change, and what became of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from catalog.models.base import unique


class ImportState(models.TextChoices):
    """How far an import has come."""

    TO_PREVIEW = "to_preview", "being looked at"
    READY = "ready", "waiting for a decision"
    UNREADABLE = "unreadable", "refused as a whole"
    TO_APPLY = "to_apply", "being loaded"
    OUTDATED = "outdated", "needs a new preview"
    FAILED = "failed", "failed by a fault of the program"
    APPLIED = "applied", "loaded"
    DISCARDED = "discarded", "discarded"


# While a process of its own is at work on it, or should be.
AT_WORK = (ImportState.TO_PREVIEW, ImportState.TO_APPLY)
# Nothing more will be done about it.
OVER = (ImportState.APPLIED, ImportState.DISCARDED)


class CatalogImport(models.Model):
    """A file of rows of one kind, from its upload to a decision."""

    name = models.CharField("file", max_length=200)
    kind = models.CharField(max_length=60, help_text="The kind of row, as a word.")
    file = models.BinaryField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="sent by",
    )
    sent_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=20, choices=ImportState.choices, default=ImportState.TO_PREVIEW
    )
    # When a process was last asked to do something about it.
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="decided by",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    message = models.TextField(blank=True, default="")
    # What the preview found; the rows are `ImportedRow`s.
    revision = models.CharField("made on catalog", max_length=64, blank=True)
    next_revision = models.CharField("brings catalog", max_length=64, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    obstacles = models.JSONField(default=list)
    findings = models.JSONField(default=list)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = "import"
        # Whoever may add and change rows of a kind may import them.
        default_permissions = ()
        indexes = [
            models.Index(fields=["state"], name="catalogimport_state"),
            models.Index(fields=["-sent_at", "-id"], name="catalogimport_newest"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportedRow(models.Model):
    """One row of a file that would be added, changed or refused."""

    catalog_import = models.ForeignKey(
        CatalogImport, models.CASCADE, related_name="rows"
    )
    number = models.IntegerField()  # among all rows of the file
    line = models.IntegerField()
    effect = models.CharField(max_length=10)
    model = models.CharField(max_length=60)
    key = models.TextField(blank=True)
    told = models.TextField()  # as `catalog.imports.effects.RowEffect` keeps it

    class Meta:
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            unique("importedrow", "catalog_import", "effect", "number"),
        ]

    def __str__(self) -> str:
        return f"line {self.line}"

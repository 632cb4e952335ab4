"""The state of the catalog that a decision was made on, and its housekeeping."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone


class CatalogRevision(models.Model):
    """The one row that holds the decision document and its hash."""

    sha256 = models.CharField("SHA-256", max_length=64)
    document = models.TextField()
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="catalogrevision_one_row",
                violation_error_message="There is only one catalog revision.",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class DocumentPart(models.Model):
    """What the decision document says of one model, kept while nothing changes it.

    No foreign key: a part never stands in the way of its model.
    """

    model_id = models.BigIntegerField(primary_key=True)
    slug = models.TextField(blank=True)
    told = models.TextField(blank=True)  # empty for what no decision may name
    offerings = models.TextField(blank=True)
    sources = ArrayField(models.TextField(), blank=True, default=list)

    class Meta:
        default_permissions = ()  # derived: nobody edits it
        indexes = [models.Index(fields=["slug"], name="documentpart_slug")]

    def __str__(self) -> str:
        return self.slug


class KeptConcern(models.Model):
    """The rows that need a person for one reason, as the last change left them."""

    name = models.CharField(max_length=80, primary_key=True)
    day = models.DateField(null=True)  # NULL where the day does not matter
    newest = ArrayField(models.BigIntegerField())  # records of what was looked at
    rows = ArrayField(models.BigIntegerField())

    class Meta:
        default_permissions = ()  # derived: nobody edits it

    def __str__(self) -> str:
        return self.name


class StalePart(models.Model):
    """A model of which a row was written; triggers of the database note it."""

    model_id = models.BigIntegerField()

    class Meta:
        default_permissions = ()  # derived: nobody edits it

    def __str__(self) -> str:
        return str(self.model_id)


class DeletedRow(models.Model):
    """A shipped row that an editor deleted, so that no load brings it back."""

    kind = models.CharField(max_length=60)
    shipped_key = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "shipped_key"], name="deletedrow_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.shipped_key}"

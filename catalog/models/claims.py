"""What the articles under review say, and what is known better."""

from django.core.exceptions import ValidationError
from django.db import models

from catalog import validators
from catalog.models.base import CatalogRow, not_negative, slug_field
from catalog.models.sources import SourceKind


class ClaimStatus(models.TextChoices):
    SUPPORTED = "supported", "supported"
    DISPUTED = "disputed", "disputed"
    WRONG = "wrong", "wrong"


class Claim(CatalogRow):
    """One statement of an article, in our own words; never part of a decision."""

    slug = slug_field()
    article = models.ForeignKey(
        "catalog.Source",
        models.PROTECT,
        related_name="claims",
        limit_choices_to={"kind": SourceKind.ARTICLE},
    )
    line = models.IntegerField(help_text="0 when it is no single line.")
    subject = models.CharField(max_length=160, validators=[validators.plain_text])
    attribute = models.CharField(max_length=120, validators=[validators.plain_text])
    value = models.CharField(
        max_length=300, blank=True, default="", validators=[validators.plain_text]
    )
    unit = models.CharField(
        max_length=40, blank=True, default="", validators=[validators.plain_text]
    )
    statement = models.TextField(
        blank=True, default="", validators=[validators.plain_lines]
    )
    status = models.CharField(max_length=20, choices=ClaimStatus.choices)
    better_fact = models.TextField(
        blank=True, default="", validators=[validators.plain_lines]
    )
    better_sources = models.ManyToManyField(
        "catalog.Source", blank=True, related_name="+"
    )

    _history_m2m_fields = ("better_sources",)

    class Meta:
        ordering = ["article", "line", "slug"]
        constraints = [not_negative("claim", "line")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.attribute}"

    def clean(self) -> None:
        """A claim is made by an article under review."""
        if self.article_id and self.article.kind != SourceKind.ARTICLE:
            raise ValidationError({"article": "Choose a source of kind article."})

"""Where facts come from."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from catalog import validators
from catalog.models.base import (
    CatalogRow,
    has_web_address,
    note_field,
    slug_field,
    web_address_field,
)
from catalog.words import WordsOf


class SourceKind(models.TextChoices):
    VENDOR = "vendor", "vendor"
    INDEPENDENT = "independent", "independent measurement"
    AGGREGATOR = "aggregator", "aggregator"
    PRESS = "press", "press"
    COMMUNITY = "community", "community"
    ARTICLE = "article", "article under review"
    ESTIMATE = "estimate", "our own estimate"


class DateKind(models.TextChoices):
    PUBLISHED = "published", "published or stated"
    RETRIEVED = "retrieved", "retrieved"
    ESTIMATED = "estimated", "estimated"


class Source(CatalogRow):
    """A page, document or data set that states facts."""

    slug = slug_field()
    title = models.CharField(max_length=300, validators=[validators.plain_text])
    publisher = models.CharField(
        max_length=200, blank=True, default="", validators=[validators.plain_text]
    )
    kind = models.CharField(max_length=20, choices=SourceKind.choices)
    url = web_address_field()
    locator = models.CharField(
        max_length=300,
        blank=True,
        default="",
        validators=[validators.plain_text],
        help_text="Where to find it when it has no web address.",
    )
    published_on = models.DateField(null=True, blank=True)
    retrieved_on = models.DateField(null=True, blank=True)
    as_of = models.DateField("as of")
    date_kind = models.CharField(
        max_length=20,
        choices=DateKind.choices,
        help_text="What kind of date “as of” is.",
    )
    license = models.CharField(
        max_length=100, blank=True, default="", validators=[validators.plain_text]
    )
    note = note_field()

    class Meta:
        ordering = ["slug"]
        constraints = [has_web_address("source")]
        indexes = [GinIndex(WordsOf("slug", "title", "publisher"), name="source_words")]

    def __str__(self) -> str:
        return self.title

"""Benchmarks and the scores that models reached in them."""

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from catalog import validators
from catalog.models.base import (
    CatalogRow,
    FactManager,
    desk_indexes,
    in_order,
    not_negative,
    note_field,
    slug_field,
    status_field,
    unique,
)
from catalog.models.language_models import LanguageModel


class BenchmarkUnit(models.TextChoices):
    PERCENT = "percent", "percent"
    RATING = "rating", "rating"
    INDEX = "index", "index"


class BenchmarkStatus(models.TextChoices):
    ACTIVE = "active", "active"
    NEAR_SATURATED = "near_saturated", "near saturated"
    SATURATED = "saturated", "saturated"
    STALE = "stale", "stale"
    RETIRED = "retired", "retired"


class Benchmark(CatalogRow):
    """A test, and the range its scores may have."""

    slug = slug_field()
    name = models.CharField(max_length=120, validators=[validators.plain_text])
    measures = models.CharField(max_length=300, validators=[validators.plain_text])
    unit = models.CharField(max_length=20, choices=BenchmarkUnit.choices)
    minimum = models.DecimalField(
        max_digits=12, decimal_places=4, null=True, blank=True
    )
    maximum = models.DecimalField(
        max_digits=12, decimal_places=4, null=True, blank=True
    )
    higher_is_better = models.BooleanField(default=True)
    status = models.CharField(max_length=20, choices=BenchmarkStatus.choices)
    note = note_field()
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")

    class Meta:
        ordering = ["name"]
        constraints = [in_order("benchmark", "minimum", "maximum")]

    def __str__(self) -> str:
        return self.name

    def admits(self, value: Decimal) -> bool:
        """Whether a score of that value is possible."""
        above = self.minimum is None or value >= self.minimum
        below = self.maximum is None or value <= self.maximum
        return above and below

    def range_text(self) -> str:
        """The possible scores in a sentence."""
        low = "no lower end" if self.minimum is None else f"{self.minimum:f}"
        high = "no upper end" if self.maximum is None else f"{self.maximum:f}"
        return f"Scores of {self.name} run from {low} to {high}."


class ReportedBy(models.TextChoices):
    INDEPENDENT = "independent", "independent"
    VENDOR = "vendor", "vendor"
    AGGREGATOR = "aggregator", "aggregator"
    ARTICLE = "article", "article"


class BenchmarkScore(CatalogRow):
    """One score of one model, as one source gave it on one day."""

    natural_key_fields: ClassVar = (
        "model",
        "benchmark",
        "settings",
        "harness",
        "value",
        "source",
        "as_of",
    )

    model = models.ForeignKey(LanguageModel, models.CASCADE, related_name="scores")
    benchmark = models.ForeignKey(Benchmark, models.PROTECT, related_name="scores")
    value = models.DecimalField(max_digits=12, decimal_places=4)
    settings = models.CharField(
        max_length=200, blank=True, default="", validators=[validators.plain_text]
    )
    harness = models.CharField(
        max_length=120, blank=True, default="", validators=[validators.plain_text]
    )
    reported_by = models.CharField(max_length=20, choices=ReportedBy.choices)
    status = status_field()
    low = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    sample_size = models.IntegerField(null=True, blank=True)
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")
    note = note_field()

    objects = FactManager()

    class Meta:
        ordering = ["model", "benchmark", "-as_of"]
        verbose_name = "benchmark score"
        indexes = desk_indexes("benchmarkscore")
        constraints = [
            unique(
                "benchmarkscore",
                "model",
                "benchmark",
                "settings",
                "harness",
                "value",
                "source",
                "as_of",
            ),
            in_order("benchmarkscore", "low", "value"),
            in_order("benchmarkscore", "value", "high"),
            not_negative("benchmarkscore", "sample_size"),
        ]

    def __str__(self) -> str:
        return f"{self.value:f}"

    def clean(self) -> None:
        """Refuse a score outside the benchmark's range; a trigger does it too."""
        # A form that has already refused a value leaves it empty.
        value: Decimal | None = self.value
        if value is not None and self.benchmark_id and not self.benchmark.admits(value):
            raise ValidationError({"value": self.benchmark.range_text()})

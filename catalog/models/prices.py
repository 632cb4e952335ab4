"""What an offering costs, as dated rows that are never overwritten."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When

from catalog.models.base import (
    CatalogRow,
    FactManager,
    desk_indexes,
    not_negative,
    note_field,
    status_field,
)
from catalog.models.deployment import Offering


class Schedule(models.TextChoices):
    """The hours in which a price holds."""

    ALWAYS = "always", "always"
    PEAK = "peak", "peak hours"
    OFF_PEAK = "off_peak", "off-peak hours"


# PostgreSQL excludes overlaps by ranges; without the btree_gist extension equal
# values have to be written as ranges that hold just that value.
def same(expression: F | Case) -> tuple[Func, str]:
    """Equality as an overlap of one-value ranges."""
    point = Func(expression, expression, Value("[]"), function="int8range")
    return point, RangeOperators.OVERLAPS


SCHEDULE_NUMBER = Case(
    When(schedule=Schedule.PEAK, then=Value(1)),
    When(schedule=Schedule.OFF_PEAK, then=Value(2)),
    default=Value(0),
    output_field=models.IntegerField(),
)
PERIOD = Func(F("valid_from"), F("valid_until"), Value("[)"), function="daterange")


def usd_field(label: str, *, optional: bool = True) -> models.DecimalField:
    """US dollars per million tokens."""
    return models.DecimalField(
        f"{label} (USD per million tokens)",
        max_digits=12,
        decimal_places=6,
        null=optional,
        blank=optional,
    )


class Price(CatalogRow):
    """US dollars per million tokens, as one source gave them."""

    natural_key_fields: ClassVar = (
        "offering",
        "source",
        "above_tokens",
        "schedule",
        "valid_from",
    )

    offering = models.ForeignKey(Offering, models.CASCADE, related_name="prices")
    input = usd_field("input", optional=False)
    output = usd_field("output")
    cached_input = usd_field("cached input")
    batch_discount = models.DecimalField(
        max_digits=4,
        decimal_places=3,
        null=True,
        blank=True,
        help_text="Share taken off in batch mode, from 0 to 1.",
    )
    above_tokens = models.IntegerField(
        default=0,
        help_text="The price holds for requests longer than this many tokens.",
    )
    schedule = models.CharField(
        max_length=10, choices=Schedule.choices, default=Schedule.ALWAYS
    )
    valid_from = models.DateField(
        null=True, blank=True, help_text="First day; empty when not known."
    )
    valid_until = models.DateField(
        null=True, blank=True, help_text="The day after the last; empty if open."
    )
    is_free = models.BooleanField("free of charge", default=False)
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")
    status = status_field()
    vouched_on = models.DateField(
        "read again on",
        null=True,
        blank=True,
        help_text=(
            "Only for a true price more than ten times away from those before or "
            "beside it: the day on which somebody read it at its source once more. "
            "The note says what was seen."
        ),
    )
    note = note_field()

    objects = FactManager()

    class Meta:
        ordering = ["offering", "source", "above_tokens", "schedule", "valid_from"]
        indexes = [
            *desk_indexes("price"),
            models.Index(fields=["valid_from"], name="price_begins"),
            models.Index(fields=["valid_until"], name="price_ends"),
        ]
        constraints = [
            not_negative("price", "input", "output", "cached_input", "above_tokens"),
            models.CheckConstraint(
                condition=Q(is_free=True)
                | ~(Q(input=0) | Q(output=0) | Q(cached_input=0)),
                name="price_zero_only_if_free",
                violation_error_message=(
                    "A price of zero needs the mark “free of charge”; "
                    "leave unknown prices empty."
                ),
            ),
            models.CheckConstraint(
                condition=Q(batch_discount__isnull=True)
                | Q(batch_discount__gte=0, batch_discount__lte=1),
                name="price_batch_discount_is_share",
                violation_error_message="The batch discount is a share from 0 to 1.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lt=F("valid_until")),
                name="price_period_in_order",
                violation_error_message="“Valid from” must be before “valid until”.",
            ),
            models.CheckConstraint(
                condition=Q(vouched_on__isnull=True) | ~Q(note=""),
                name="price_vouched_with_note",
                violation_error_message=(
                    "Say in the note what was seen when the price was read again."
                ),
            ),
            ExclusionConstraint(
                name="price_no_overlap",
                expressions=[
                    same(F("offering_id")),
                    same(F("source_id")),
                    same(F("above_tokens")),
                    same(SCHEDULE_NUMBER),
                    (PERIOD, RangeOperators.OVERLAPS),
                ],
                violation_error_message=(
                    "This source already has a price for the same offering, tier "
                    "and hours in that period. Close the old row first."
                ),
            ),
        ]

    def __str__(self) -> str:
        output = "?" if self.output is None else f"{self.output.normalize():f}"
        return f"{self.input.normalize():f} in, {output} out"

    def clean(self) -> None:
        """Name a reversed period, which the database could not even index."""
        if self.valid_from and self.valid_until and self.valid_from >= self.valid_until:
            raise ValidationError(
                {"valid_until": "“Valid until” must be after “valid from”."}
            )

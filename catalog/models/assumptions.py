"""The defaults of the money and quality formulas."""

from django.db import models
from django.db.models import Q

from catalog import validators
from catalog.models.base import CatalogRow, in_order, note_field, slug_field


class Assumption(CatalogRow):
    """One default: its value, its range and who says so."""

    slug = slug_field()
    label = models.CharField(max_length=160, validators=[validators.plain_text])
    value = models.DecimalField(max_digits=18, decimal_places=6)
    low = models.DecimalField(max_digits=18, decimal_places=6)
    high = models.DecimalField(max_digits=18, decimal_places=6)
    unit = models.CharField(max_length=60, validators=[validators.plain_text])
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")
    note = note_field()

    class Meta:
        ordering = ["slug"]
        constraints = [
            in_order("assumption", "low", "value"),
            in_order("assumption", "value", "high"),
            # Most of them divide something.
            models.CheckConstraint(
                condition=Q(unit="share", low__gte=0, high__lte=1)
                | (~Q(unit="share") & Q(low__gt=0)),
                name="assumption_above_zero_or_share",
                violation_error_message=(
                    "A share runs from 0 to 1; any other assumption is above zero."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label

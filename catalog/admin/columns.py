"""Columns of the lists: figures without idle zeros, periods in words."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin

from catalog.models import Price

NOT_KNOWN = "not known"


def figure(name: str, label: str = "") -> Callable[[Any], str]:
    """A column with the number as people write it: 15 instead of 15.000000."""

    @admin.display(description=label or name.replace("_", " "), ordering=name)
    def column(row: Any) -> str:
        number = getattr(row, name)
        return NOT_KNOWN if number is None else f"{number.normalize():f}"

    column.__name__ = f"figure_{name}"
    return column


# As text, because the admin never breaks the line of a reference.
@admin.display(description="model", ordering="offering__model__name")
def offered_model(price: Price) -> str:
    """The model whose price it is."""
    return str(price.offering.model)


@admin.display(description="option", ordering="offering__option__name")
def offered_option(price: Price) -> str:
    """Where the price is asked."""
    return str(price.offering.option)


@admin.display(description="holds for", ordering="above_tokens")
def condition(price: Price) -> str:
    """The hours and the length of requests that a price is for."""
    parts = [] if price.schedule == "always" else [price.get_schedule_display()]
    if price.above_tokens:
        parts.append(f"above {price.above_tokens:,} tokens")
    return ", ".join(parts) or "all requests"


@admin.display(description="period", ordering="valid_from")
def period(price: Price) -> str:
    """The days on which a price holds."""
    match price.valid_from, price.valid_until:
        case None, None:
            return "open"
        case None, until:
            return f"until {until}"
        case start, None:
            return f"from {start}"
        case start, until:
            return f"{start} to {until}"

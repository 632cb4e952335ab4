"""A page as JSON: the same values that the page shows, and nothing that only draws."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from catalog.json_values import day, money

# Geometry is of no use without the page, and row numbers outside of this database.
LEFT_OUT = {"charts", "pk"}


def as_json(value: Any) -> Any:
    """Plain JSON of a page: dollars as text, dates in ISO form, unknown as null."""
    match value:
        case Decimal():
            return money(value)
        case date():
            return day(value)
        case list() | tuple():
            return [as_json(one) for one in value]
        case dict():
            return {key: as_json(one) for key, one in value.items()}
        case _ if is_dataclass(value):
            return {
                field.name: as_json(getattr(value, field.name))
                for field in fields(value)
                if field.name not in LEFT_OUT
            }
        case _:
            return value

"""All properties, in the order of their numbers.

The laws of cost arithmetic (P8, P11, P12) are tests of the formulas, and that a link
gives back its answers (P22) is a test of the pages.
"""

from advisor.scenarios.properties import (
    confidence,
    conflicts,
    explanation,
    gates,
    prices,
    rows,
    wishes,
)
from advisor.scenarios.properties.checking import Property


def first_number(one: Property) -> int:
    return int(one.number.removeprefix("P"))


PROPERTIES = tuple(
    sorted(
        (
            *rows.PROPERTIES,
            *gates.PROPERTIES,
            *wishes.PROPERTIES,
            *prices.PROPERTIES,
            *conflicts.PROPERTIES,
            *confidence.PROPERTIES,
            *explanation.PROPERTIES,
        ),
        key=first_number,
    )
)

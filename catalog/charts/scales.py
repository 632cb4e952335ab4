"""Logarithmic axes: where a value stands, and which values are named beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import ceil, floor, log10

STEPS = (1, 2, 5, 10)  # the round figures of a decade
LETTERS = ((12, "T"), (9, "B"), (6, "M"), (3, "k"))


@dataclass(frozen=True, kw_only=True)
class LogScale:
    """Places between two ends, in proportion to the logarithm of a value."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    @cached_property
    def ends(self) -> tuple[float, float]:
        return log10(self.low), log10(self.high)

    def at(self, value: Decimal) -> float:
        """The place of a value; outside the ends, nothing included, the nearer end."""
        bottom, top = self.ends
        power = log10(value) if value > 0 else bottom
        share = min(max((power - bottom) / (top - bottom), 0.0), 1.0)
        return self.start + share * (self.end - self.start)


def rounded_out(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """The nearest round figures around two positive values, never the same twice."""
    below, above = round_down(low), round_up(high)
    return below, above if above > below else above * 10


def round_down(value: Decimal) -> Decimal:
    exponent = value.adjusted()
    return max(
        figure for step in STEPS if (figure := Decimal(step).scaleb(exponent)) <= value
    )


def round_up(value: Decimal) -> Decimal:
    exponent = value.adjusted()
    return min(
        figure for step in STEPS if (figure := Decimal(step).scaleb(exponent)) >= value
    )


def ticks(low: Decimal, high: Decimal, most: int) -> Sequence[Decimal]:
    """As many round values between the ends as there is room for, evenly chosen."""
    return next(found for found in choices(low, high) if len(found) <= most)


def choices(low: Decimal, high: Decimal) -> Iterator[list[Decimal]]:
    """Sets of ticks, from close to sparse: 1, 2 and 5 of a decade, then decades."""
    first, last = floor(log10(low)), ceil(log10(high))
    decades = [Decimal(1).scaleb(exponent) for exponent in range(first, last + 1)]
    within = [one * step for one in decades for step in STEPS[:-1]]
    yield [value for value in within if low <= value <= high]
    for stride in range(1, len(decades) + 1):
        yield [
            one
            for one in decades
            if low <= one <= high and one.adjusted() % stride == 0
        ]
    yield []


def short(value: Decimal) -> str:
    """A round figure in the least room: 500, 10 k, 2 M, 1,000 T."""
    for exponent, letter in LETTERS:
        if value.adjusted() >= exponent:
            return f"{value.scaleb(-exponent).normalize():,f} {letter}"
    return f"{value.normalize():f}"

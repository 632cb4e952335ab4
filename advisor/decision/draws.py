"""Repeatable draws: the same for a name for ever, whatever else the catalog holds."""

from collections.abc import Iterable
from functools import cached_property, reduce
from hashlib import shake_256

import numpy as np
from numpy.typing import NDArray

from advisor.decision import cost
from advisor.decision.criteria import Criterion
from advisor.decision.memo import Memo

type Draw = NDArray[np.float64]  # one figure a draw, or a single one for all draws

DRAWS = 2_000
# A weight is taken to be right within this factor, either way: it is argued, not
# measured, and nobody who argues one knows it better than that, see decision record 12.
WIDEST = 2.0
FRACTION_BITS = 53  # of a float
WORD_BITS = 64


def highest(draws: Iterable[Draw]) -> Draw:
    return reduce(np.maximum, draws)


def added(draws: Iterable[Draw]) -> Draw:
    return reduce(np.add, draws)


class Draws:
    """What a name draws depends on the name alone, so that new rows move no others."""

    count = DRAWS

    def __init__(self) -> None:
        self.known = Memo[tuple[str, ...], Draw](limit=2_000)

    def even(self, *name: str) -> Draw:
        """Evenly between 0 and 1."""
        return self.known(name, lambda: self.stream("\n".join(name)))

    def stream(self, name: str) -> Draw:
        seed = shake_256(name.encode())
        words = np.frombuffer(seed.digest(self.count * WORD_BITS // 8), dtype="<u8")
        fractions = (words >> np.uint64(WORD_BITS - FRACTION_BITS)).astype(np.float64)
        return fractions / 2.0**FRACTION_BITS

    def factor(self, criterion: Criterion) -> Draw:
        """What a weight is multiplied by: evenly on a log scale."""
        return self.factors[criterion]

    @cached_property
    def factors(self) -> dict[Criterion, Draw]:
        evens = {one: self.even("weight", one.value) for one in Criterion}
        return {one: WIDEST ** (2 * even - 1) for one, even in evens.items()}

    def between(self, span: cost.Range, *name: str) -> Draw:
        """Triangular: the likely figure most often, never below low or above high."""
        low, likely, high = map(float, (span.low, span.likely, span.high))
        if low == high:
            return np.full(1, likely)
        return triangular(self.even(*name), low, likely, high)


def triangular(even: Draw, low: float, likely: float, high: float) -> Draw:
    """The figure below which such a share of a triangular distribution lies."""
    width = high - low
    rising = low + np.sqrt(even * width * (likely - low))
    falling = high - np.sqrt((1 - even) * width * (high - likely))
    return np.where(even * width < likely - low, rising, falling)

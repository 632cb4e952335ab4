"""One index of quality, from the benchmarks named here and nothing else."""

from collections.abc import Iterable
from math import log10

from advisor.decision.candidates import Model

# Blind votes of people who compare two answers, overall: independent of the vendors,
# and the only list that rates most models on one scale. Where a model has none, it
# has no index: no other benchmark in the catalog converts to this scale without a
# guess. Preference is not correctness; the result says so.
RATING_BENCHMARKS = ("arena-text",)
RATING_SCALE = 400  # points at which the better model wins ten times out of eleven


def quality_index(rating: float, best: float) -> float:
    """Twice the chance of beating the best model: 1 for the best, near 0 far below.

    q = 2 / (1 + 10^((best - rating) / 400)), the Elo (Bradley-Terry) expectation.
    """
    return 2 / (1 + 10 ** ((best - rating) / RATING_SCALE))


def rating_gap(index: float, other: float) -> float:
    """By how many points a rating of one index must rise to be one of another."""
    return RATING_SCALE * (log10(2 / index - 1) - log10(2 / other - 1))


def best_rating(models: Iterable[Model]) -> float | None:
    """The rating of the best model, or None where none is rated."""
    return max(
        (model.rating.value for model in models if model.rating is not None),
        default=None,
    )

"""Draws: even, bounded, and the same for a name whatever else is drawn."""

from decimal import Decimal

import numpy as np
import pytest

from advisor.decision.cost import Range
from advisor.decision.criteria import Criterion
from advisor.decision.draws import DRAWS, Draws, triangular


def span(low: str, likely: str, high: str) -> Range:
    return Range(low=Decimal(low), likely=Decimal(likely), high=Decimal(high))


def test_a_name_draws_the_same_for_ever():
    first = Draws().even("price", "alpha", "alpha-api")

    assert first[:3].tolist() == pytest.approx(
        [0.82243827, 0.54872143, 0.91756647], abs=1e-8
    )


def test_other_names_move_nothing():
    alone, after_others = Draws(), Draws()
    for criterion in Criterion:
        after_others.factor(criterion)

    assert (alone.even("x") == after_others.even("x")).all()


def test_names_are_told_apart_by_their_parts():
    assert (Draws().even("ab", "c") != Draws().even("a", "bc")).any()


def test_draws_are_even():
    even = np.sort(Draws().even("anything"))

    assert len(even) == DRAWS
    assert even[0] >= 0
    assert even[-1] < 1
    assert even == pytest.approx((np.arange(DRAWS) + 0.5) / DRAWS, abs=0.04)


def test_a_weight_is_halved_as_often_as_doubled():
    factor = Draws().factor(Criterion.EASE)

    assert 0.5 <= factor.min() < 0.51
    assert 1.96 < factor.max() <= 2
    assert np.median(np.log2(factor)) == pytest.approx(0, abs=0.05)


def test_the_likely_figure_parts_the_triangle():
    assert triangular(np.array([0, 0.25, 1]), 1, 2, 5).tolist() == [1, 2, 5]


@pytest.mark.parametrize(("low", "likely", "high"), [("1", "1", "3"), ("1", "3", "3")])
def test_a_figure_may_have_room_on_one_side_only(low, likely, high):
    drawn = Draws().between(span(low, likely, high), "x")

    assert drawn.min() >= 1
    assert drawn.max() <= 3
    middle = (float(low) + float(likely) + float(high)) / 3
    assert drawn.mean() == pytest.approx(middle, rel=0.02)


def test_a_figure_without_spread_is_always_the_same():
    assert Draws().between(span("2", "2", "2"), "x").tolist() == [2]

"""Who leads while plans compete: the best, and of equals the first named."""

from itertools import permutations

import pytest

from advisor.decision.contests import Contest
from advisor.decision.layouts import Way
from advisor.decision.plans import Verdict

OPEN, CLOSED = Verdict.OPEN, Verdict.CLOSED
FIRST, SECOND, THIRD = (
    Way(family=OPEN, singles=(), crews=(), rank=rank) for rank in range(3)
)


def contest(to_beat: float = float("-inf")) -> Contest:
    return Contest(dict.fromkeys((OPEN, CLOSED), to_beat))


@pytest.mark.parametrize(
    "order", [*permutations([(FIRST, 1), (SECOND, 2), (THIRD, 2)])]
)
def test_the_order_in_which_ways_come_decides_nothing(order):
    found = contest()
    for way, score in order:
        found.enter(way, score)

    assert found.best == {OPEN: SECOND}
    assert found.to_beat[OPEN] == 2


def test_nobody_leads_who_only_equals_a_rival_that_stood_before():
    found = contest(to_beat=2)
    found.enter(FIRST, 2)

    assert found.best == {}


def test_a_family_is_beaten_by_its_own_ways_alone():
    found = contest()
    found.enter(FIRST, 2)

    assert found.to_beat[CLOSED] == float("-inf")


@pytest.mark.parametrize(
    ("ceiling", "is_lost"), [(1.999, True), (2 - 1e-12, False), (2, False), (3, False)]
)
def test_what_stays_below_the_lead_is_lost_but_not_for_rounding(ceiling, is_lost):
    assert contest(to_beat=2).is_lost(OPEN, ceiling) is is_lost

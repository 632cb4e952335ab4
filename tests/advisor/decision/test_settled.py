"""When two ends of a way tell what lies between them."""

from dataclasses import replace

import pytest

from advisor.decision.plans import Plan, Verdict
from advisor.decision.weighing import Weighing, is_settled, ranked
from tests.advisor.decision.examples import weigh

USUAL = weigh()


def scored(**scores: float) -> Weighing:
    plans = {
        Verdict(family): Plan(family=Verdict(family), score=score, fields=())
        for family, score in scores.items()
    }
    return replace(USUAL, plans=plans, ranking=ranked(plans))


@pytest.mark.parametrize(
    ("near", "far", "settled"),
    [
        ({"open": 3, "closed": 2}, {"open": 2.5, "closed": 2}, True),
        ({"open": 3, "closed": 2}, {"open": 2, "closed": 1}, True),
        ({"open": 3, "closed": 2}, {"open": 1.9, "closed": 1}, False),  # they may cross
        ({"open": 3, "closed": 2}, {"open": 2, "closed": 3}, False),
        ({"closed": 3, "open": 2}, {"closed": 2.05, "open": 2}, True),
        ({"closed": 3, "open": 2}, {"closed": 2.04, "open": 2}, False),  # may look back
        ({}, {}, True),
    ],
)
def test_between_two_ends(near, far, settled):
    assert is_settled(scored(**near), scored(**far)) is settled


def test_a_slack_takes_from_the_lead():
    ends = scored(open=3, closed=2), scored(open=2.5, closed=2)

    assert is_settled(*ends, slack=0.5)
    assert not is_settled(*ends, slack=0.51)

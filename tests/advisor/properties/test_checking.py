"""How a property that is broken is told: how often, and by which few answers."""

from dataclasses import replace

import pytest

from advisor.decision.questions import Answers
from advisor.scenarios.properties.adapter import Advisor
from advisor.scenarios.properties.checking import Breach, Property, breach_of

SETS: tuple[Answers, ...] = (
    {"offline": "yes", "lock_in": "avoid"},
    {"lock_in": "avoid", "ml_staff": "none"},
    {"ml_staff": "none"},
)


def names_lock_in(advisor: Advisor, answers: Answers) -> str | None:
    return "it does" if "lock_in" in answers else None


PROPERTY = Property(
    number="P0",
    key="silence",
    sentence="Nobody speaks of it.",
    how_broken=names_lock_in,
)


def test_a_breach_is_counted_and_shown_by_the_smallest_answers(advisor: Advisor):
    breach = breach_of(PROPERTY, advisor, SETS)

    assert breach == Breach(count=2, examples=("lock_in=avoid: it does",))


def test_what_holds_is_no_breach(advisor: Advisor):
    assert breach_of(PROPERTY, advisor, SETS[2:]) is None


@pytest.mark.parametrize(("most", "holds"), [(0.66, False), (0.67, True)])
def test_a_rare_exception_is_borne_up_to_its_share(
    most: float, holds: bool, advisor: Advisor
):
    seldom = replace(PROPERTY, most=most)

    assert (breach_of(seldom, advisor, SETS) is None) == holds


def test_one_in_so_many_answer_sets_is_tried(advisor: Advisor):
    breach = breach_of(replace(PROPERTY, every=2), advisor, SETS)

    assert breach is not None
    assert breach.count == 1

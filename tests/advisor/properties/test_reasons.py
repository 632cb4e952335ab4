"""What stands as a reason for the verdict truly bears on it, and says how."""

from collections.abc import Sequence

import pytest

from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from advisor.decision.reasons import Reason, deciding, fact, reasons
from advisor.decision.recommendation import with_answer
from advisor.decision.weighing import Weighing
from advisor.scenarios.properties.adapter import Advisor
from advisor.scenarios.properties.checking import describe

START_UP: Answers = {
    "data_location": "any_vendor",
    "ml_staff": "some_devops",
    "tokens_per_day": 5_000_000,
    "growth": 20,
    "time_to_production": "days",
}
ROUNDING = 1e-6


def those_that_decided(answers: Answers, advisor: Advisor) -> list[Reason]:
    """The answers among the three reasons."""
    given = reasons(answers, advisor.weigher)
    weighing = advisor.weigher.weigh(answers)
    keys = {one["answer"] for one in deciding(given, weighing, advisor.weigher)}
    return [reason for reason in given if reason.key in keys]


def leads(weighing: Weighing, verdict: Verdict) -> dict[Verdict, float]:
    """How far a family's plan is ahead of each other one."""
    plans = weighing.plans
    return {f: plans[verdict].score - plans[f].score for f in plans if f is not verdict}


def adds_to_the_lead(here: Weighing, there: Weighing) -> bool:
    """Whether the advised plan is further ahead of some other, or of one fewer."""
    if here.verdict not in there.plans:
        return True
    ours, theirs = (leads(one, here.verdict) for one in (here, there))
    return any(f not in ours or ours[f] > theirs[f] + ROUNDING for f in theirs)


def test_p17_each_answer_among_the_reasons_bears_on_the_verdict(
    advisor: Advisor, situations: Sequence[Answers]
):
    """Taken back, it turns the verdict or costs it some of its lead.

    A bar that other answers set as well is the exception, and says so.
    """
    seen = 0
    for answers in situations:
        here = advisor.weigher.weigh(answers)
        for reason in those_that_decided(answers, advisor):
            there = advisor.weigher.weigh(with_answer(answers, reason.key, None))
            bears = here.verdict is not there.verdict or adds_to_the_lead(here, there)
            assert bears or "either." in reason.text, describe(answers)
            assert reason.text != fact(reason.key, answers), describe(answers)
            seen += 1
    assert seen > len(situations)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("time_to_production", "starting with a closed model."),
        ("growth", "moving to open weights within twelve months."),
        ("data_location", "starting with a closed model."),
    ],
)
def test_a_plan_in_stages_tells_which_half_of_the_year_an_answer_won(
    advisor: Advisor, key: str, words: str
):
    told = {one.key: one.text for one in those_that_decided(START_UP, advisor)}

    assert told[key].endswith(f"That speaks for {words}")

"""Through which criteria an answer put a side ahead, said truly."""

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.gains import worked_through
from advisor.decision.reasons import Reason, reasons
from tests.advisor.decision.examples import WEIGHER

HOME = {"data_location": "own_premises", "sensitive_share": 0.1}


def given(**answers: object) -> dict[str, Reason]:
    found = reasons(parse_answers(answers), WEIGHER)
    return {reason.key: reason for reason in found}


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"data_location": "any_vendor"}, "counts for less, which helps closed."),
        ({"quality_bar": "good_enough"}, "counts for less, which helps open."),
        ({"lock_in": "avoid"}, "counts for more, which helps open."),
        ({"input_output_ratio": 50}, "With that, closed gains most in “Cost”."),
    ],
)
def test_a_reason_says_whether_a_criterion_counts_for_more_or_less(answers, words):
    (reason,) = given(**answers).values()

    assert reason.text.endswith(words)


def test_where_parts_differ_the_mean_is_called_a_mean():
    """The weight rises for the hard half and falls for the routine half."""
    reason = given(quality_bar="strong", ml_staff="some_devops", **HOME)["quality_bar"]

    assert reason.text.endswith(
        "On average, “Quality of the answers” then counts for less, as routine traffic "
        "is judged one level lower; that helps open."
    )


def test_what_counts_double_works_through_what_was_picked():
    reason = given(
        priorities=["control", "independence"],
        ml_staff="ml_engineers",
        tokens_per_day=10_000_000,
        quality_bar="strong",
        lock_in="avoid",
    )["priorities"]

    assert reason.text.endswith(
        "“Independence of one vendor” then counts for more, which helps open."
    )


def test_growth_says_how_it_bears_on_a_plan_in_stages():
    """It moves nothing today: its gain is at the end of the year."""
    reason = given(tokens_per_day=100_000, growth=1000)["growth"]

    assert reason.text.endswith(
        "With that, open gains most in “Cost”. That speaks for moving to open weights "
        "within twelve months."
    )


def test_a_near_date_says_how_it_bears_on_a_plan_in_stages():
    reason = given(time_to_production="days")["time_to_production"]

    assert reason.text.endswith("That speaks for starting with a closed model.")


@pytest.mark.parametrize(
    ("key", "criteria"),
    [
        ("priorities", {"speed", "cost"}),
        ("tokens_per_day", {"independence", "cost"}),
        ("ml_staff", {"ease", "customization"}),
        ("growth", {"cost"}),
        ("modalities", set()),
    ],
)
def test_an_answer_works_through_what_it_weighs(key, criteria):
    answers = parse_answers({"priorities": ["speed", "cost"], "growth": 2})

    assert worked_through(key, answers) == criteria


def test_what_gained_more_by_what_is_picked_is_named_as_the_most():
    answers = {"lock_in": "fine", "ml_staff": "some_devops", "quality_bar": "strong"}
    reason = given(tokens_per_day=10_000_000, **answers, **HOME)["tokens_per_day"]

    assert reason.text.endswith(
        "With that, open gains in “Cost”, and most in “Ease of running”."
    )

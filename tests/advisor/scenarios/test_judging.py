"""Holding a result against a scenario: what counts as met and what does not."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from advisor.scenarios.judging import ADVICE_CHECKS, Standing, misses, standing
from advisor.scenarios.reading import Scenario

SCENARIO = Scenario(
    id="T-01",
    source="An article",
    situation="We want to own what we use.",
    written_answers={"lock_in": "avoid"},
    expected="open",
    acceptable=("hybrid",),
    unacceptable=("closed",),
    strength="weak",
    open_kind="self_host",
    pattern="sensitivity",
    confidence="low",
    must_ask_next="ml_staff",
    must_say=("exit_plan",),
    why="Weights can be kept.",
    sources=(),
    argued=None,
    prices_win=None,
    exception=None,
)


def result_with(verdict: str = "open", kind: str = "own_gpus") -> Mapping[str, Any]:
    plan = {
        "pattern": "sensitivity and difficulty",
        "assignments": [{"family": "open", "kind": kind}],
    }
    return {
        "verdict": verdict,
        "plans": {verdict: plan},
        "notes": [{"code": "exit_plan", "text": "Write down how you would leave."}],
        "confidence": "low",
        "next_question": "ml_staff",
    }


def test_the_expected_verdict_is_exact():
    assert standing(SCENARIO, result_with()) is Standing.EXACT


def test_a_weak_sentence_tolerates_an_acceptable_verdict():
    assert standing(SCENARIO, result_with("hybrid")) is Standing.TOLERATED


def test_a_strong_sentence_does_not():
    strong = replace(SCENARIO, strength="strong")

    assert standing(strong, result_with("hybrid")) is Standing.WRONG


def test_prices_may_overrule_a_strong_sentence():
    priced = replace(SCENARIO, strength="strong", prices_win="Hosted is cheaper now.")

    assert standing(priced, result_with("hybrid")) is Standing.PRICES_WIN
    assert standing(priced, result_with(kind="hosted_open")) is Standing.PRICES_WIN


def test_an_exception_still_has_to_be_acceptable():
    unsound = replace(SCENARIO, strength="strong", exception="The reason is gone.")

    assert standing(unsound, result_with("hybrid")) is Standing.EXCEPTION
    assert standing(unsound, result_with("closed")) is Standing.WRONG


def test_hosted_is_not_what_self_hosting_means():
    assert standing(SCENARIO, result_with(kind="hosted_open")) is Standing.WRONG


def test_self_hosting_is_not_what_hosted_means():
    hosted = replace(SCENARIO, open_kind="hosted_api")

    assert standing(hosted, result_with()) is Standing.WRONG


def test_a_hybrid_may_split_by_more_than_what_is_meant_and_not_by_something_else():
    by_load = replace(SCENARIO, pattern="load")

    assert standing(SCENARIO, result_with("hybrid")) is Standing.TOLERATED
    assert list(misses(by_load, result_with("hybrid"))) == [
        "It splits by sensitivity and difficulty, not by load."
    ]
    assert list(misses(by_load, result_with("open"))) == []


def test_nothing_that_fits_can_be_what_is_expected():
    hopeless = replace(SCENARIO, expected="none_fits")

    assert standing(hopeless, result_with("none_fits")) is Standing.EXACT
    assert standing(hopeless, result_with("closed")) is Standing.WRONG


def test_a_look_at_the_advice_alone_leaves_out_how_sure_it_is():
    unsure = {**result_with(), "confidence": "high", "next_question": None}

    assert standing(SCENARIO, unsure) is Standing.WRONG
    assert standing(SCENARIO, unsure, ADVICE_CHECKS) is Standing.EXACT


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("notes", [], "It does not say exit_plan."),
        ("confidence", "high", "The confidence is high, not low."),
        ("next_question", None, "It asks None next, not ml_staff."),
    ],
)
def test_each_miss_is_a_sentence(key: str, value: object, sentence: str):
    result = {**result_with(), key: value}

    assert list(misses(SCENARIO, result)) == [sentence]

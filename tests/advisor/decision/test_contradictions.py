"""Answers that contradict each other are named in pairs, whatever the catalog holds."""

from typing import Any

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.conflicts import conflicts
from advisor.decision.contradictions import CONTRADICTIONS, contradictions
from advisor.decision.refinements import QUESTION_BY_KEY
from tests.advisor.decision.examples import weigher

CLASHING: list[dict[str, object]] = [
    {"data_location": "any_vendor", "sensitive_share": 0.3},
    {"data_location": "own_premises", "sensitive_share": 0},
    {"data_location": "any_vendor", "offline": "yes"},
    {"offline": "yes", "safety_owner": "vendor"},
    {"quality_bar": "good_enough", "hard_share": 0.2},
    {"quality_bar": "frontier", "hard_share": 0},
    {"modalities": "text", "media_share": 0.2},
    {"batch_share": 1, "latency": "interactive"},
    {"traffic": "batch", "latency": "realtime"},
    {"tokens_per_day": 10_000, "context_tokens": 150_000},
    {"customization": "deep_finetune", "time_to_production": "days"},
    {"time_to_production": "months", "priorities": ["speed", "cost"]},
    {"lock_in": "fine", "priorities": "independence"},
]
GOING_TOGETHER: list[dict[str, object]] = [
    {},
    {"data_location": "any_vendor", "sensitive_share": 0},
    {"data_location": "own_premises", "sensitive_share": 0.3, "offline": "yes"},
    {"offline": "no", "safety_owner": "vendor", "data_location": "any_vendor"},
    {"quality_bar": "good_enough", "hard_share": 1},
    {"quality_bar": "strong", "hard_share": 0.2},
    {"modalities": ["text", "image"], "media_share": 0.2},
    {"batch_share": 0.9, "latency": "realtime"},
    {"traffic": "batch", "latency": "interactive"},
    {"tokens_per_day": 150_000, "context_tokens": 150_000},
    {"customization": "deep_finetune", "time_to_production": "weeks"},
    {"time_to_production": "months", "priorities": "cost"},
    {"lock_in": "avoid", "priorities": "independence"},
]


def broken(answers: dict[str, object]) -> list[set[str]]:
    return [{one.first, one.second} for one in contradictions(parse_answers(answers))]


@pytest.mark.parametrize("answers", CLASHING)
def test_two_answers_that_cannot_both_be_meant_are_named(answers):
    assert broken(answers) == [set(answers)]


def test_each_rule_is_broken_by_an_example():
    pairs = [set(answers) for answers in CLASHING]

    assert [{rule.first, rule.second} for rule in CONTRADICTIONS] == pairs


@pytest.mark.parametrize("answers", GOING_TOGETHER)
def test_answers_that_can_both_be_meant_are_left_alone(answers):
    assert broken(answers) == []


@pytest.mark.parametrize("answers", CLASHING)
def test_one_of_two_clashing_answers_alone_is_no_contradiction(answers):
    assert all(broken({key: value}) == [] for key, value in answers.items())


@pytest.mark.parametrize("rule", CONTRADICTIONS, ids=lambda rule: rule.text)
def test_a_rule_names_two_questions_and_says_how_to_go_on(rule):
    assert {rule.first, rule.second} <= QUESTION_BY_KEY.keys()
    assert rule.text.endswith(".")
    assert rule.way_out.endswith(".")


@pytest.mark.parametrize("answers", CLASHING)
def test_a_result_tells_the_contradiction_among_its_conflicts(answers):
    advisor = weigher()
    rows: list[Any] = conflicts(advisor.weigh(parse_answers(answers)), advisor)

    assert set(answers) in [set(row["answers"]) for row in rows]

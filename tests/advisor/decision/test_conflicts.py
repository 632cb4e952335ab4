"""Answers that cannot all be met are named in pairs, with a way out."""

from typing import Any

import pytest

from advisor.decision.candidates import Catalog
from advisor.decision.refinements import QUESTION_BY_KEY
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_GPUS,
    BETA_HARDWARE,
    BETA_HOSTED,
    CATALOG,
    GAMMA_DESK,
    catalog_of,
    result,
)

HOME = {"data_location": "own_premises"}
SITUATIONS: list[dict[str, object]] = [
    {"ml_staff": "none", **HOME},
    {"ml_staff": "none", "offline": "yes"},
    {"ml_staff": "none", "sensitive_share": 0.3},
    {"time_to_production": "days", **HOME},
    {"quality_bar": "frontier", **HOME},
    {"customization": "deep_finetune", "ml_staff": "none"},
    {"monthly_budget_usd": 1, "tokens_per_day": 10**9},
    {"modalities": "video", "ml_staff": "none"},
    {"quality_bar": "frontier", "offline": "yes", "ml_staff": "none"},
]


def pairs(catalog: Catalog = CATALOG, /, **answers: object) -> list[list[str]]:
    return [row["answers"] for row in result(catalog, **answers)["conflicts"]]


def conflict(catalog: Catalog = CATALOG, /, **answers: object) -> dict[str, Any]:
    (found,) = result(catalog, **answers)["conflicts"]
    assert isinstance(found, dict)
    return found


# --- All of them -----------------------------------------------------------------------


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_conflict_has_a_text_and_a_way_out(answers):
    for row in result(**answers)["conflicts"]:
        assert row["text"].endswith(".")
        assert row["way_out"].endswith(".")


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_conflict_stands_between_two_answers_that_were_given(answers):
    for first, second in pairs(**answers):
        assert first != second
        assert {first, second} <= set(answers)


@pytest.mark.parametrize("answers", SITUATIONS)
def test_each_of_these_situations_has_a_conflict(answers):
    assert pairs(**answers)


@pytest.mark.parametrize(
    "answers",
    [
        {},
        HOME,
        {"ml_staff": "none"},
        {"ml_staff": "ml_platform_team", **HOME},
        {"time_to_production": "days"},
        {"quality_bar": "frontier", "ml_staff": "none"},
        {"customization": "deep_finetune", "ml_staff": "ml_engineers"},
        {"customization": "light_finetune", "ml_staff": "none"},
        {"monthly_budget_usd": 10**9},
    ],
)
def test_answers_that_go_together_have_none(answers):
    assert pairs(**answers) == []


# --- One by one ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("forcing", "answer"), [("data_location", "own_premises"), ("offline", "yes")]
)
def test_what_must_stay_close_stands_against_having_nobody(forcing, answer):
    found = conflict(ml_staff="none", **{forcing: answer})

    assert found["answers"] == [forcing, "ml_staff"]


def test_any_answer_that_leaves_only_ones_own_machines_is_named():
    catalog = catalog_of(ALPHA_CLOUD, BETA_GPUS)

    found = conflict(
        catalog, ml_staff="none", data_location="own_cloud", origin_excluded="US"
    )

    assert found["answers"] == ["origin_excluded", "ml_staff"]


def test_sensitive_data_of_no_stated_place_stands_against_having_nobody():
    found = conflict(ml_staff="none", sensitive_share=0.3)

    assert found["answers"] == ["sensitive_share", "ml_staff"]


def test_a_conflict_about_a_part_names_the_part():
    found = conflict(ml_staff="none", sensitive_share=0.3, **HOME)

    assert "sensitive traffic" in found["text"]


def test_open_staff_is_a_condition_and_no_conflict():
    assert pairs(**HOME) == []


def test_machines_of_ones_own_are_not_built_within_days():
    found = conflict(time_to_production="days", **HOME)

    assert found["answers"] == ["data_location", "time_to_production"]


def test_the_best_models_are_not_to_be_had_at_home():
    catalog = catalog_of(BETA_HARDWARE)

    found = conflict(catalog, quality_bar="frontier", ml_staff="ml_engineers", **HOME)

    assert found["answers"] == ["data_location", "quality_bar"]


def test_deep_tuning_stands_against_having_no_engineers():
    found = conflict(customization="deep_finetune", ml_staff="some_devops")

    assert found["answers"] == ["customization", "ml_staff"]


# --- The budget ------------------------------------------------------------------------


def test_a_plan_above_the_budget_names_the_one_that_fits():
    told = result(
        catalog_of(ALPHA_API, BETA_HOSTED),
        quality_bar="good_enough",
        priorities="quality",
        lock_in="fine",
        tokens_per_day=10_000_000,
        monthly_budget_usd=500,
        ml_staff="none",
        customization="prompts",
        time_to_production="days",
        safety_owner="vendor",
    )
    (found,) = told["conflicts"]

    assert (told["verdict"], "The open plan" in found["way_out"]) == ("closed", True)


def test_a_budget_that_no_plan_fits_says_what_the_cheapest_costs():
    found = conflict(tokens_per_day=10**9, monthly_budget_usd=1)

    assert "Every plan" in found["text"]


def test_a_budget_that_the_advised_plan_fits_is_no_conflict():
    told = result(tokens_per_day=10**6)
    likely = told["plans"][told["verdict"]]["monthly_cost"]["likely"]

    assert pairs(tokens_per_day=10**6, monthly_budget_usd=likely + 0.01) == []


# --- Nothing left ----------------------------------------------------------------------


def test_where_nothing_fits_each_answer_that_would_open_a_way_is_named():
    found = pairs(catalog_of(ALPHA_API), offline="yes", modalities="image")

    assert found == [["offline", "modalities"]]


def test_where_nothing_fits_the_way_out_says_what_would_follow():
    catalog = catalog_of(ALPHA_API)
    found = conflict(catalog, offline="yes", modalities="image")

    assert QUESTION_BY_KEY["offline"].text in found["way_out"]
    assert "the advice would be closed" in found["way_out"]


def test_where_two_answers_close_every_way_both_are_named():
    catalog = catalog_of(ALPHA_API)

    assert pairs(catalog, offline="yes", origin_excluded="US") == [
        ["offline", "origin_excluded"]
    ]


def test_a_desk_keeps_the_peace():
    assert pairs(catalog_of(GAMMA_DESK), ml_staff="some_devops", **HOME) == []

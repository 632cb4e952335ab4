"""Answers that cannot all be met are named in pairs, with a way out."""

from dataclasses import replace
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
    price,
    rating,
    result,
    with_model,
)

HOME = {"data_location": "own_premises"}
SITUATIONS: list[dict[str, object]] = [
    {"ml_staff": "none", **HOME},
    {"ml_staff": "none", "offline": "yes"},
    {"ml_staff": "none", "sensitive_share": 0.3},
    {"time_to_production": "days", "tokens_per_day": 10**8, **HOME},
    {"quality_bar": "frontier", **HOME},
    {"customization": "deep_finetune", "ml_staff": "none"},
    {"monthly_budget_usd": 1, "tokens_per_day": 10**9},
    {"modalities": "image", "offline": "yes"},
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


def test_an_answer_that_nothing_meets_stands_alone():
    found = conflict(context_tokens=10**8, ml_staff="none")

    assert found["answers"] == ["context_tokens"]
    assert found["text"] == (
        "Nothing in the catalog meets your answer to “How long is the longest single "
        "input?”."
    )


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
    found = conflict(catalog_of(BETA_HARDWARE), time_to_production="days", **HOME)

    assert found["answers"] == ["data_location", "time_to_production"]


def test_a_workstation_is_set_up_within_days():
    assert pairs(catalog_of(GAMMA_DESK), time_to_production="days", **HOME) == []


def test_nothing_goes_to_a_provider_where_there_is_no_network():
    catalog = catalog_of(BETA_HARDWARE)
    found = conflict(catalog, time_to_production="days", offline="yes")

    assert found["way_out"] == "Start small, or move the date."


@pytest.mark.parametrize(
    ("share", "offers_a_provider"), [({}, False), ({"sensitive_share": 0.3}, True)]
)
def test_only_what_is_not_sensitive_may_start_at_a_provider(share, offers_a_provider):
    catalog = catalog_of(ALPHA_API, BETA_HARDWARE)
    found = conflict(
        catalog,
        time_to_production="days",
        ml_staff="ml_engineers",
        **{**HOME, **share},
    )

    assert ("at a provider" in found["way_out"]) == offers_a_provider


def test_where_every_part_needs_people_no_single_one_is_named():
    found = conflict(
        catalog_of(BETA_HARDWARE), quality_bar="strong", ml_staff="none", **HOME
    )

    assert found["text"].startswith("For all traffic,")


def test_of_three_answers_that_nothing_meets_the_gate_is_named_first():
    """Any two of them are met by somebody."""
    best = with_model(BETA_HARDWARE, slug="best", rating=rating(1500))
    seeing = with_model(BETA_HARDWARE, slug="seeing", inputs=frozenset({"image"}))

    found = pairs(
        catalog_of(ALPHA_API, best, seeing),
        quality_bar="frontier",
        hard_share=1,
        offline="yes",
        modalities=["image"],
        ml_staff="ml_engineers",
    )

    assert ["modalities", "offline"] in found


def test_the_best_models_are_not_to_be_had_at_home():
    catalog = catalog_of(BETA_HARDWARE)

    found = conflict(catalog, quality_bar="frontier", ml_staff="ml_engineers", **HOME)

    assert found["answers"] == ["data_location", "quality_bar"]


BEST_AT_HOME = with_model(BETA_HARDWARE, rating=rating(1480))  # just within the bar


@pytest.mark.parametrize(
    ("elsewhere", "answers", "way_out"),
    [
        (
            ALPHA_API,
            HOME,
            "Accept the gap, or allow the hard part to go to a vetted vendor.",
        ),
        (
            ALPHA_API,
            {"offline": "yes"},
            "Accept the gap, or let the hard part use the network.",
        ),
        (ALPHA_API, {"offline": "yes", **HOME}, "Accept the gap."),
        (BEST_AT_HOME, HOME, "Accept the gap."),
    ],
)
def test_the_way_to_better_models_is_told_where_there_is_one(
    elsewhere, answers, way_out
):
    catalog = catalog_of(BEST_AT_HOME, elsewhere)
    found = conflict(
        catalog, quality_bar="frontier", ml_staff="ml_engineers", **answers
    )

    assert found["way_out"] == way_out


def test_where_nothing_fits_no_gap_is_told():
    told = result(
        catalog_of(ALPHA_API, GAMMA_DESK),
        quality_bar="frontier",
        ml_staff="ml_engineers",
        **HOME,
    )

    assert told["verdict"] == "none_fits"
    assert not [one for one in told["conflicts"] if "gap" in one["way_out"]]


def test_deep_tuning_stands_against_having_no_engineers():
    found = conflict(customization="deep_finetune", ml_staff="some_devops")

    assert found["answers"] == ["customization", "ml_staff"]


# --- The budget ------------------------------------------------------------------------


def test_a_plan_above_the_budget_names_the_cheapest_that_fits():
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

    assert told["verdict"] == "closed"
    assert found["way_out"] == (
        "The cheapest that fits your answers is Beta on Host, at $198 a month."
    )


CHEAP_ALPHA = replace(
    with_model(ALPHA_API, slug="small", name="Small Alpha", rating=rating(1300)),
    prices=(price("0.03", "0.03"),),
)
BUDGET = {"monthly_budget_usd": 20, "tokens_per_day": 1_000_000, "ml_staff": "none"}


def test_a_cheaper_model_of_the_advised_side_is_a_way_out():
    catalog = catalog_of(ALPHA_API, CHEAP_ALPHA)
    found = conflict(catalog, priorities="quality", **BUDGET)

    assert "is Small Alpha on Alpha API, at $0.91 a month" in found["way_out"]


def test_a_lower_bar_is_no_way_out_where_none_is_lower():
    found = conflict(catalog_of(ALPHA_API), quality_bar="good_enough", **BUDGET)

    assert found["way_out"] == "Raise the budget or lower the volume."


def test_a_lower_bar_is_a_way_out_where_it_lets_something_cheaper_in():
    catalog = catalog_of(ALPHA_API, CHEAP_ALPHA)
    found = conflict(catalog, quality_bar="frontier", hard_share=1, **BUDGET)

    assert found["way_out"] == (
        "Raise the budget, lower the volume or accept a lower quality bar."
    )


def test_machines_cost_what_they_cost_at_any_volume():
    found = conflict(
        catalog_of(BETA_HARDWARE), ml_staff="ml_engineers", monthly_budget_usd=1, **HOME
    )

    assert found["way_out"] == "Raise the budget."


def test_a_budget_that_no_plan_fits_says_what_the_cheapest_costs():
    found = conflict(tokens_per_day=10**9, monthly_budget_usd=1)

    assert "Every plan" in found["text"]


def test_a_bill_just_above_the_budget_never_reads_like_the_budget():
    found = conflict(tokens_per_day=10, monthly_budget_usd=0)

    assert "costs a little more than $0.00 a month" in found["text"]


def test_a_budget_that_the_advised_plan_fits_is_no_conflict():
    told = result(tokens_per_day=10**6)
    likely = told["plans"][told["verdict"]]["monthly_cost"]["likely"]

    assert pairs(tokens_per_day=10**6, monthly_budget_usd=likely + 0.01) == []


# --- Nothing left ----------------------------------------------------------------------


def test_where_nothing_fits_each_answer_that_would_open_a_way_is_named():
    found = pairs(catalog_of(ALPHA_API), offline="yes", modalities="image")

    assert found == [["offline"]]


def test_an_answer_that_removes_nothing_is_not_blamed():
    found = pairs(
        catalog_of(ALPHA_API, BETA_HOSTED),
        data_location="any_vendor",
        quality_bar="frontier",
        origin_excluded="US",
        hard_share=1,
    )

    assert found == [
        ["quality_bar", "origin_excluded"],
        ["origin_excluded", "quality_bar"],
    ]


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


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"offline": "yes"}, "Without your answer to “"),
        ({"offline": "yes", "origin_excluded": "US"}, "Without your answers to “"),
    ],
)
def test_a_way_out_counts_the_answers_it_takes_back(answers, words):
    found = conflict(catalog_of(ALPHA_API), **answers)

    assert found["way_out"].startswith(words)


@pytest.mark.parametrize("staff", ["none", "some_devops"])
def test_developers_are_not_called_nobody(staff):
    found = conflict(catalog_of(BETA_HARDWARE), ml_staff=staff, **HOME)

    assert found["text"].endswith("and you have nobody who has run models.")


def test_a_desk_keeps_the_peace():
    assert pairs(catalog_of(GAMMA_DESK), ml_staff="some_devops", **HOME) == []

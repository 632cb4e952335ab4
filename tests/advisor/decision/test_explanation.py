"""The whole result: every key there, every part, every bill."""

from collections.abc import Mapping

import pytest

from advisor.decision.candidates import Location
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_HOSTED,
    catalog_of,
    result,
    with_option,
)
from tests.advisor.decision.situations import SITUATIONS

KEYS = {
    "verdict",
    "summary",
    "confidence",
    "confidence_reasons",
    "next_question",
    "reasons",
    "plans",
    "routing",
    "contributions",
    "close_call",
    "gates",
    "ledger",
    "next_steps",
    "inquiries",
    "cannot_know",
    "conflicts",
    "conditions",
    "flips",
    "robustness",
    "break_even",
    "shortlist",
    "vendor_questions",
    "ruled_out",
    "needs",
    "day",
    "notes",
    "assumptions",
    "catalog_revision",
    "method_version",
    "answers",
}
COST = {"low", "likely", "high"}
KEYS_OF_ROWS: Mapping[str, set[str]] = {
    "reasons": {"answer", "text", "favors", "weight"},
    "routing": {"traffic", "rule", "where", "share", "monthly_cost"},
    "contributions": {"criterion", "label", "closed", "open", "hybrid", "weight"},
    "gates": {
        "gate",
        "statement",
        "answer",
        "answer_text",
        "segment",
        "passed",
        "conditional",
        "failed",
    },
    "ledger": {"kind", "kind_name", "family", "ways", "outcome", "text", "rows"},
    "next_steps": {"by", "within", "text", "who"},
    "inquiries": {"to", "name", "questions"},
    "conflicts": {"answers", "text", "way_out"},
    "conditions": {"text", "option", "option_name", "answer", "in_writing"},
    "flips": {"key", "value", "value_text", "verdict", "text"},
    "shortlist": {
        "model",
        "model_name",
        "maker",
        "family",
        "from",
        "license",
        "quality",
        "rating",
        "where",
    },
    "ruled_out": {
        "model",
        "model_name",
        "option",
        "option_name",
        "gate",
        "statement",
        "fact",
        "source",
    },
    "notes": {"code", "text"},
    "assumptions": {
        "key",
        "label",
        "value",
        "low",
        "high",
        "unit",
        "text",
        "source",
    },
}
KEYS_OF_PLANS = {
    "feasible",
    "why_not",
    "score",
    "pattern",
    "monthly_cost",
    "assignments",
}
KEYS_OF_ASSIGNMENTS = {
    "segment",
    "segment_text",
    "share",
    "model",
    "model_name",
    "option",
    "option_name",
    "kind",
    "kind_name",
    "family",
    "monthly_cost",
    "basis",
}
# --- Everything is there ---------------------------------------------------------------


@pytest.mark.parametrize("answers", SITUATIONS)
def test_every_key_of_a_result_is_there(answers):
    assert set(result(**answers)) >= KEYS


@pytest.mark.parametrize("name", KEYS_OF_ROWS)
def test_every_key_of_a_row_is_there(name):
    rows = [row for answers in SITUATIONS for row in result(**answers)[name]]

    assert rows
    assert all(set(row) >= KEYS_OF_ROWS[name] for row in rows)


@pytest.mark.parametrize("answers", SITUATIONS)
def test_each_family_has_its_plan_or_says_why_not(answers):
    plans = result(**answers)["plans"]

    assert list(plans) == ["closed", "hybrid", "open"]
    for plan in plans.values():
        assert set(plan) >= KEYS_OF_PLANS
        assert plan["feasible"] == (plan["why_not"] is None)


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_plan_serves_every_part_of_the_traffic_once(answers):
    told = result(**answers)

    for plan in told["plans"].values():
        if plan["feasible"]:
            segments = [one["segment"] for one in plan["assignments"]]
            assert len(set(segments)) == len(segments)
            assert sum(one["share"] for one in plan["assignments"]) == pytest.approx(1)
            assert all(set(one) >= KEYS_OF_ASSIGNMENTS for one in plan["assignments"])


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_bill_runs_from_low_over_likely_to_high(answers):
    bills = [
        plan["monthly_cost"]
        for plan in result(**answers)["plans"].values()
        if plan["feasible"]
    ]

    assert all(set(bill) == COST for bill in bills)
    assert all(bill["low"] <= bill["likely"] <= bill["high"] for bill in bills)


def test_a_plan_in_stages_is_summed_up_in_one_sentence():
    assert result(tokens_per_day=100_000, growth=1000)["summary"] == (
        "Start with a closed model inside your own cloud account, and within twelve months "
        "move to open weights hosted in your own cloud account."
    )


@pytest.mark.parametrize("answers", SITUATIONS)
def test_the_parts_of_a_bill_add_up(answers):
    for plan in result(**answers)["plans"].values():
        parts = sum(one["monthly_cost"]["likely"] for one in plan["assignments"])
        whole = plan["monthly_cost"]["likely"] if plan["feasible"] else 0
        assert parts == pytest.approx(whole, abs=0.05)


@pytest.mark.parametrize(
    ("location", "words"),
    [
        (Location.OWN_CLOUD, "Use a closed model inside your own cloud account."),
        (
            Location.VETTED_VENDOR,
            "Use a closed model through a cloud’s worldwide service.",
        ),
    ],
)
def test_a_worldwide_service_is_not_called_ones_own_account(location, words):
    catalog = catalog_of(with_option(ALPHA_CLOUD, location=location))

    assert result(catalog)["summary"] == words


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"sensitive_share": 1}, "taken to stay on your own machines"),
        ({"regulated": "health"}, "nobody has said yet how far"),
        ({"context_tokens": 10**8}, "It is certain"),
    ],
)
def test_the_first_reason_for_being_sure_or_not(answers, words):
    assert words in result(**answers)["confidence_reasons"][0]


def test_nothing_that_fits_is_not_certain_while_a_place_is_guessed():
    told = result(sensitive_share=1, context_tokens=10**8)

    assert told["confidence"] == "low"
    assert "certain" not in " ".join(told["confidence_reasons"])


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_verdict_gives_its_reasons_for_being_sure_or_not(answers):
    assert result(**answers)["confidence_reasons"]


def test_the_answers_are_told_in_their_canonical_form():
    told = result(priorities=["cost", "control"], tokens_per_day="2M", lock_in=None)

    assert told["answers"] == {
        "tokens_per_day": 2_000_000,
        "priorities": ["cost", "control"],
    }


def test_the_day_and_the_catalog_are_named():
    told = result()

    assert (told["day"], told["catalog_revision"], told["method_version"]) == (
        "2026-11-22",
        "by-hand",
        "1",
    )


def test_nothing_fits_an_empty_catalog_and_the_result_is_whole():
    told = result(catalog_of())

    assert (told["verdict"], set(told) >= KEYS) == ("none_fits", True)


# --- What it says ----------------------------------------------------------------------


def test_a_hybrid_by_sensitivity_is_called_that():
    told = result(data_location="own_premises", sensitive_share=0.3)

    assert told["plans"]["hybrid"]["pattern"] == "sensitivity"


def test_a_hybrid_by_difficulty_is_called_that():
    told = result(catalog_of(ALPHA_API, BETA_HOSTED), quality_bar="frontier")

    assert told["plans"]["hybrid"]["pattern"] == "difficulty"


def test_traffic_is_routed_only_where_it_goes_to_more_than_one_place():
    assert result(catalog_of(ALPHA_API), quality_bar="strong")["routing"] == []


def test_a_route_says_how_to_tell_the_traffic():
    told = result(
        catalog_of(ALPHA_API, BETA_HOSTED),
        quality_bar="frontier",
        tokens_per_day=10**9,
        hard_share=0.1,
    )

    assert (told["verdict"], [row["rule"] for row in told["routing"]]) == (
        "hybrid",
        ["A request that is hard", "A request that is routine"],
    )


def test_growth_is_looked_at_only_where_somebody_spoke_of_it():
    assert result()["in_twelve_months"] is None


def test_next_years_volume_is_a_plain_number():
    told = result(tokens_per_day=3_000_000, growth=1.1)

    assert told["in_twelve_months"]["tokens_per_day"] == 3_300_000


def test_next_years_volume_stays_within_what_can_be_asked():
    told = result(tokens_per_day=10**15, growth=1000)

    assert told["in_twelve_months"]["tokens_per_day"] == 10**15


def test_next_year_says_which_models_the_advice_moves_to():
    told = result(
        catalog_of(ALPHA_API, BETA_HOSTED), tokens_per_day=10_000, growth=1000
    )

    assert told["in_twelve_months"]["places"] == [
        {"traffic": "all traffic", "where": "Beta, Host"}
    ]
    assert told["in_twelve_months"]["moves"] is True


def test_next_year_says_that_models_stay():
    told = result(catalog_of(ALPHA_API), tokens_per_day=1_000_000, growth=2)

    assert told["in_twelve_months"]["moves"] is False


def test_data_called_sensitive_without_a_place_is_said_to_be_read_as_ones_own():
    (reading,) = result(sensitive_share=0.5)["readings"]

    assert "your own premises" in reading


@pytest.mark.parametrize("place", ["own_premises", "own_cloud"])
def test_a_stated_place_is_no_reading_of_ours(place):
    assert result(sensitive_share=0.5, data_location=place)["readings"] == []


def test_an_assumption_stands_in_only_for_what_was_not_answered():
    def assumed(**answers: object) -> bool:
        keys = {row["key"] for row in result(**answers)["assumptions"]}
        return "tokens_per_day" in keys

    assert (assumed(), assumed(tokens_per_day=5)) == (True, False)


def test_every_assumption_that_a_result_names_has_a_source():
    told = result(data_location="own_premises", quality_bar="strong")

    assert all(row["source"] for row in told["assumptions"])

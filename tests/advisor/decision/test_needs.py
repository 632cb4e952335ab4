"""What answers mean: typed needs, and traffic in one to four parts."""

from itertools import product

import pytest

from advisor.decision.candidates import Location
from tests.advisor.decision.examples import needs, segments

LOCATIONS = (None, "any_vendor", "vetted_vendor", "own_cloud", "own_premises")
BARS = (None, "good_enough", "strong", "frontier")
SHARES = (None, 0, 0.3, 1)
COMBINATIONS = [
    {
        "data_location": location,
        "sensitive_share": sensitive,
        "quality_bar": bar,
        "hard_share": hard,
    }
    for location, sensitive, bar, hard in product(LOCATIONS, SHARES, BARS, SHARES)
]


@pytest.mark.parametrize("answers", COMBINATIONS)
def test_the_parts_make_up_all_traffic(answers):
    assert sum(one.share for one in segments(**answers)) == pytest.approx(1)


@pytest.mark.parametrize("answers", COMBINATIONS)
def test_no_part_is_empty(answers):
    assert all(one.share > 0 for one in segments(**answers))


@pytest.mark.parametrize("answers", COMBINATIONS)
def test_each_part_has_a_name_of_its_own(answers):
    keys = [one.key for one in segments(**answers)]

    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("answers", COMBINATIONS)
def test_traffic_is_split_by_sensitivity_only_where_a_part_is_sensitive(answers):
    is_split = answers["sensitive_share"] == 0.3 and (
        answers["data_location"] != "any_vendor"
    )

    assert {one.is_sensitive for one in segments(**answers)} == (
        {True, False} if is_split else {None}
    )


@pytest.mark.parametrize("answers", COMBINATIONS)
def test_traffic_is_split_by_difficulty_only_above_the_lowest_bar(answers):
    is_split = answers["quality_bar"] in {"strong", "frontier"} and (
        answers["hard_share"] in {None, 0.3}
    )

    assert {one.is_hard for one in segments(**answers)} == (
        {True, False} if is_split else {None}
    )


def test_without_answers_there_is_one_part_with_no_demands():
    (everything,) = segments()

    assert (everything.key, everything.location, everything.quality_bar) == (
        "all",
        Location.ANY_VENDOR,
        None,
    )


def test_both_splits_make_four_parts_with_shares_multiplied():
    parts = segments(
        data_location="own_cloud",
        sensitive_share=0.2,
        quality_bar="strong",
        hard_share=0.25,
    )

    assert {one.key: round(one.share, 6) for one in parts} == {
        "sensitive_hard": 0.05,
        "sensitive_routine": 0.15,
        "other_hard": 0.2,
        "other_routine": 0.6,
    }


def test_the_place_holds_for_the_sensitive_part_alone():
    parts = segments(data_location="own_cloud", sensitive_share=0.2)

    assert {one.key: one.location for one in parts} == {
        "sensitive": Location.OWN_CLOUD,
        "other": Location.ANY_VENDOR,
    }


def test_sensitive_data_without_a_place_is_read_as_the_strictest():
    parts = segments(sensitive_share=0.2)

    assert {one.key: one.location for one in parts} == {
        "sensitive": Location.OWN_PREMISES,
        "other": Location.ANY_VENDOR,
    }


def test_nothing_sensitive_may_go_anywhere_whatever_the_place():
    (everything,) = segments(data_location="own_premises", sensitive_share=0)

    assert everything.location is Location.ANY_VENDOR


def test_routine_traffic_is_judged_one_level_lower():
    parts = segments(quality_bar="frontier", hard_share=0.3)

    assert {one.key: one.quality_bar for one in parts} == {
        "hard": "frontier",
        "routine": "strong",
    }


def test_without_any_hard_traffic_all_is_judged_one_level_lower():
    (everything,) = segments(quality_bar="strong", hard_share=0)

    assert everything.quality_bar == "good_enough"


def test_an_unanswered_hard_share_is_the_assumed_half():
    parts = segments(quality_bar="strong")

    assert [one.share for one in parts] == [0.5, 0.5]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tokens_per_day", 1_000_000),
        ("input_output_ratio", 3),
        ("cached_share", 0),
        ("batch_share", 0),
        ("growth", 1),
        ("engineer_usd_year", 180_000),
    ],
)
def test_an_unanswered_number_takes_its_assumption(field, value):
    assert getattr(needs(), field) == value


def test_a_number_of_zero_is_an_answer():
    assert needs(tokens_per_day=0).tokens_per_day == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("offline", False),
        ("tuning", None),
        ("research_grade", False),
        ("staff", None),
        ("context_tokens", None),
        ("modalities", frozenset()),
        ("license_facts", frozenset()),
        ("origin_excluded", frozenset()),
        ("regimes", frozenset()),
    ],
)
def test_an_unanswered_choice_asks_for_nothing(field, value):
    assert getattr(needs(), field) == value


@pytest.mark.parametrize(
    ("answers", "field", "value"),
    [
        ({"offline": "yes"}, "offline", True),
        ({"offline": "no"}, "offline", False),
        ({"customization": "deep_finetune"}, "tuning", "deep_finetune"),
        ({"transparency": "research_grade"}, "research_grade", True),
        ({"regulated": "none"}, "regimes", frozenset()),
        ({"regulated": ["gdpr"]}, "regimes", frozenset({"gdpr"})),
        ({"modalities": ["text", "image"]}, "modalities", frozenset({"image"})),
        ({"engineer_cost_usd": 90_000}, "engineer_usd_year", 90_000),
    ],
)
def test_an_answer_is_understood_once(answers, field, value):
    assert getattr(needs(**answers), field) == value


def test_the_strictest_part_tells_how_far_anything_may_travel():
    wanted = needs(data_location="own_cloud", sensitive_share=0.1)

    assert wanted.strictest is Location.OWN_CLOUD


@pytest.mark.parametrize("share", [5e-324, 1e-200, 1e-9])
def test_no_part_is_too_small_to_reckon_with(share):
    parts = segments(
        data_location="own_premises",
        sensitive_share=share,
        quality_bar="strong",
        hard_share=share,
    )

    assert all(one.share > 1e-15 for one in parts)

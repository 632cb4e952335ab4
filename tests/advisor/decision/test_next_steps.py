"""What to do next: dated, in order, and for somebody."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from advisor.decision.candidates import Catalog, Subject
from advisor.decision.next_steps import span_in_words, time_of
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_GPUS,
    BETA_HARDWARE,
    BETA_HOSTED,
    CATALOG,
    GAMMA_DESK,
    catalog_of,
    clause,
    price,
    rating,
    result,
    with_license,
    with_model,
    with_option,
)
from tests.advisor.decision.situations import SITUATIONS


def steps(catalog: Catalog = CATALOG, /, **answers: object) -> list[Any]:
    found: list[Any] = result(catalog, **answers)["next_steps"]
    return found


def step(words: str, catalog: Catalog = CATALOG, /, **answers: object) -> Any:
    (found,) = [one for one in steps(catalog, **answers) if words in one["text"]]
    return found


def said(catalog: Catalog = CATALOG, /, **answers: object) -> str:
    return "\n".join(one["text"] for one in steps(catalog, **answers))


@pytest.mark.parametrize("answers", SITUATIONS)
def test_the_steps_come_in_the_order_of_their_days(answers):
    told = steps(**answers)

    assert [one["by"] for one in told] == sorted(one["by"] for one in told)


@pytest.mark.parametrize("answers", SITUATIONS)
def test_each_step_says_what_by_whom_and_by_when(answers):
    for one in steps(**answers):
        assert one["text"].endswith(".")
        assert one["who"]
        assert date.fromisoformat(one["by"]) > date(2026, 11, 22)


def test_the_open_question_that_matters_most_is_to_be_answered():
    told = step("no other open question")

    assert "“How far may your prompts travel?”" in told["text"]
    assert (told["by"], told["within"]) == ("2026-11-29", "a week")


def test_where_nothing_fits_something_must_give():
    told = steps(data_location="own_premises", context_tokens=10**8)

    assert "can be loosened" in told[0]["text"]
    assert not any("fifty" in one["text"] for one in told)


def test_vendors_and_sellers_are_sent_their_questions():
    assert "to Alpha API." in said(catalog_of(ALPHA_API))
    assert "to a seller of machines." in said(catalog_of(BETA_HARDWARE))


def test_a_condition_must_stand_in_writing_before_data_is_sent():
    asked = with_option(ALPHA_API, offers_baa=None)
    told = step("in writing", catalog_of(asked), regulated="health")

    assert "from Alpha API" in told["text"]
    assert told["by"] == "2026-12-22"


LIMITED = {Subject.OUTPUT_USE: clause(duty="have that confirmed in writing")}


@pytest.mark.parametrize(
    ("candidate", "answers"),
    [
        (
            with_license(ALPHA_API, output_use="conditional", clauses=LIMITED),
            {"license_facts": "trains_on_outputs"},
        ),
        (
            with_license(ALPHA_API, output_use="", clauses={}),
            {"license_facts": "trains_on_outputs"},
        ),
        (with_model(ALPHA_API, fine_tuning=None), {"customization": "light_finetune"}),
        (with_option(ALPHA_API, offers_dpa=None), {"data_location": "vetted_vendor"}),
    ],
)
def test_whatever_a_contract_must_settle_is_to_be_had_in_writing(candidate, answers):
    told = step("conditions in writing", catalog_of(candidate), **answers)

    assert "from Alpha API" in told["text"]


@pytest.mark.parametrize(
    ("candidate", "answers"),
    [
        (
            with_license(BETA_GPUS, output_use="conditional", clauses=LIMITED),
            {"license_facts": "trains_on_outputs"},
        ),
        (with_model(ALPHA_API, retires_on=date(2027, 11, 1)), {}),
        (with_license(BETA_HOSTED, commercial_use="conditional"), {}),
    ],
)
def test_what_is_to_be_done_and_not_signed_asks_for_no_paper(candidate, answers):
    told = result(catalog_of(candidate), **answers)

    assert told["conditions"]
    assert not any("conditions in writing" in one["text"] for one in told["next_steps"])


def test_no_paper_is_waited_for_where_none_is_missing():
    assert "in writing" not in said(catalog_of(ALPHA_API), regulated="health")


def test_machines_are_tried_before_they_are_bought():
    assert "before you buy" in said(catalog_of(BETA_HARDWARE))
    assert "before you buy" not in said(catalog_of(BETA_GPUS))


def test_people_are_named_where_nobody_is_there():
    told = step("Name who", catalog_of(BETA_GPUS), ml_staff="none")

    assert "50% of an engineer’s time" in told["text"]


def test_people_who_are_there_need_not_be_found():
    assert "Name who" not in said(catalog_of(BETA_GPUS), ml_staff="ml_engineers")


@pytest.mark.parametrize(
    ("engineers", "words"),
    [
        (0.05, "5% of an engineer’s time"),
        (1, "1 full-time engineer"),
        (1.5, "1.5 full-time engineers"),
    ],
)
def test_the_time_of_people_in_words(engineers, words):
    assert time_of(engineers) == words


@pytest.mark.parametrize(
    ("candidate", "words"),
    [
        (BETA_GPUS, "Reserve the machines for Beta, once the trial has gone well."),
        (BETA_HARDWARE, "Setting it up takes about 90 days."),
        (with_option(BETA_HARDWARE, setup_days=1), "about 1 day."),
    ],
)
def test_machines_are_ordered_with_their_set_up(candidate, words):
    assert words in said(catalog_of(candidate))


ROUTINE = replace(
    with_model(ALPHA_CLOUD, slug="mini", name="Mini", rating=rating(1410)),
    prices=(price("0.01", "0.02"),),
)


@pytest.mark.parametrize(
    ("catalog", "answers", "doubt"),
    [
        (
            CATALOG,
            {"data_location": "own_premises", "sensitive_share": 0.3},
            "sensitive",
        ),
        (
            catalog_of(ALPHA_API, ROUTINE),
            {"quality_bar": "frontier", "tokens_per_day": 10**10},
            "hard",
        ),
    ],
)
def test_several_places_need_a_switch_with_a_safe_side(catalog, answers, doubt):
    told = step("Build the switch", catalog, **answers)

    assert told["text"].endswith(f"In doubt it treats a request as {doubt}.")


def test_one_place_needs_no_switch():
    assert "Build the switch" not in said(catalog_of(ALPHA_API))


@pytest.mark.parametrize(
    ("candidate", "answers", "day"),
    [
        (ALPHA_API, {}, "2026-12-07"),  # two weeks of trial, one day of set-up
        (BETA_HARDWARE, {}, "2027-03-22"),  # a month, then 90 days
        (ALPHA_API, {"time_to_production": "days"}, "2026-11-30"),
        (ALPHA_API, {"time_to_production": "months"}, "2027-05-23"),
        (BETA_HARDWARE, {"time_to_production": "days"}, "2027-02-27"),
    ],
)
def test_the_first_users_come_when_it_is_ready_and_not_before_it_is_due(
    candidate, answers, day
):
    assert step("small group", catalog_of(candidate), **answers)["by"] == day


def test_a_short_time_shortens_what_comes_before():
    told = step("fifty", catalog_of(ALPHA_API), time_to_production="days")

    assert told["by"] == "2026-11-29"


def test_announced_prices_have_their_day():
    dearer = price("6", "30", valid_from=date(2027, 3, 1))
    today = price("3", "15", valid_until=date(2027, 3, 1))
    changing = replace(ALPHA_API, prices=(today, dearer))

    told = step("Announced prices", catalog_of(changing))
    assert (told["by"], told["within"], told["who"]) == ("2027-03-01", None, "Finance")


@pytest.mark.parametrize(
    ("candidate", "name"),
    [
        (with_model(ALPHA_API, retires_on=date(2027, 1, 1)), "Alpha"),
        (with_option(ALPHA_API, retired_on=date(2027, 1, 1)), "Alpha API"),
    ],
)
def test_an_end_that_is_announced_has_its_day(candidate, name):
    told = step("ends: move", catalog_of(candidate))

    assert told["text"].startswith(f"{name} ends")
    assert told["by"] == "2027-01-01"


def test_the_volume_that_turns_the_advice_is_to_be_watched():
    told = result(quality_bar="frontier")
    above = [
        flip
        for flip in told["flips"]
        if flip["key"] == "tokens_per_day" and flip["value"] > 1_000_000
    ]
    assert above
    nearest = min(above, key=lambda flip: flip["value"])

    watched = step("Look again", quality_bar="frontier")
    assert nearest["value_text"] in watched["text"]


def test_a_volume_at_which_nothing_fits_is_told_as_such():
    told = step("Look again", catalog_of(GAMMA_DESK), data_location="own_premises")

    assert told["text"].endswith("nothing would fit.")


def test_growth_tells_when_that_volume_is_reached():
    told = step("Look again", quality_bar="frontier", growth=100)

    assert "As you expect to grow" in told["text"]
    assert told["by"] < "2027-11-22"


def test_somebody_looks_again_in_any_case():
    assert step("Open these answers again")["within"] == "3 months"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (7, "a week"),
        (8, "two weeks"),
        (15, "three weeks"),
        (30, "a month"),
        (31, "5 weeks"),
        (91, "3 months"),
        (102, "4 months"),
        (182, "6 months"),
    ],
)
def test_spans_in_words(days, words):
    assert span_in_words(days) == words


def test_a_plan_in_stages_has_the_day_of_its_move():
    growing = {"tokens_per_day": 100_000, "growth": 1000}
    catalog = catalog_of(ALPHA_API, BETA_HOSTED)
    assert result(catalog, **growing)["plans"]["hybrid"]["pattern"] == "stage"

    told = step("Finish the move to Beta on Host", catalog, **growing)
    assert (told["by"], told["within"]) == ("2027-11-22", "12 months")


def test_what_is_sold_by_a_host_needs_no_machines():
    assert "machines" not in said(catalog_of(BETA_HOSTED))

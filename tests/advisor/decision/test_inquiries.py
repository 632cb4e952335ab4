"""What to ask vendors, whoever provides machines, and oneself."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from advisor.decision.asks import ASKS
from advisor.decision.candidates import Candidate, Subject
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_GPUS,
    BETA_HARDWARE,
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


def asked(*candidates: Candidate, **answers: object) -> dict[str, list[Any]]:
    """The questions by whom they go to."""
    groups = result(catalog_of(*candidates), **answers)["inquiries"]
    return {group["to"]: group["questions"] for group in groups}


def texts(*candidates: Candidate, **answers: object) -> str:
    groups = asked(*candidates, **answers)
    return "\n".join(one["text"] for some in groups.values() for one in some)


@pytest.mark.parametrize(
    ("unknown", "words"),
    [
        ({"trains_on_prompts": None}, "Do you train"),
        ({"retains_prompts": None}, "What do you keep"),
        ({"offers_dpa": None}, "Will you sign a data processing agreement"),
        ({"offers_region_choice": None}, "Can we choose the region"),
    ],
)
def test_what_nobody_has_published_is_asked(unknown, words):
    assert words in texts(with_option(ALPHA_API, **unknown))
    assert words not in texts(ALPHA_API)


@pytest.mark.parametrize(
    ("changes", "answers", "words"),
    [
        ({}, {"data_location": "vetted_vendor"}, "nothing we send is trained on"),
        ({"retains_prompts": True}, {"regulated": "legal"}, "for how long, who can"),
        (
            {"retains_prompts": True, "retention_days": 55},
            {"regulated": "legal"},
            "You are known to keep prompts for 55 days: what of ours",
        ),
        ({"offers_region_choice": False}, {"regulated": "gdpr"}, "which countries"),
        ({}, {"regulated": "gdpr"}, "Which region will the contract name"),
        ({}, {"regulated": "gdpr"}, "Which subcontractors"),
        ({}, {"regulated": "gdpr"}, "Please send the data processing agreement"),
        ({"offers_baa": None}, {"regulated": "health"}, "Will you sign a business"),
        ({}, {"regulated": "health"}, "business associate agreement cover Alpha"),
        ({}, {"regulated": "finance"}, "audit rights"),
        ({}, {"regulated": "legal"}, "secrecy"),
        ({}, {"regulated": "government"}, "authorization level"),
        ({"certifications": ()}, {"regulated": "gdpr"}, "Which certificates"),
        ({}, {"customization": "light_finetune"}, "Do you tune Alpha"),
    ],
)
def test_what_an_answer_asks_for_must_be_in_the_contract(changes, answers, words):
    candidate = with_option(ALPHA_API, **changes)

    assert words in texts(candidate, **answers)
    assert words not in texts(candidate)


@pytest.mark.parametrize(
    "words",
    [
        "before Alpha is withdrawn",
        "$3.00 in and $15.00 out",
        "availability",
        "1 M tokens a day, and about 1,000 a minute at the peak",
        "When we leave",
    ],
)
def test_every_vendor_is_asked_what_no_catalog_can_hold(words):
    assert words in texts(ALPHA_API)


def test_nobody_is_asked_for_how_long_where_that_is_known():
    kept = with_option(ALPHA_API, retains_prompts=True, retention_days=1)
    said = texts(kept, regulated="legal")

    assert "for how long" not in said
    assert "for 1 day:" in said


def test_nobody_is_asked_to_carry_nothing():
    assert "Can you carry" not in texts(ALPHA_API, tokens_per_day=0)


def test_several_models_are_withdrawn():
    groups = asked(
        ALPHA_API,
        replace(
            with_model(ALPHA_API, slug="mini", name="Mini", rating=rating(1410)),
            prices=(price("0.01", "0.02"),),
        ),
        quality_bar="frontier",
        tokens_per_day=10**10,
    )

    told = [one["text"] for one in groups["vendor"]]
    assert "How much notice do you give before Alpha and Mini are withdrawn?" in told


def test_an_announced_end_is_asked_about():
    ending = with_model(ALPHA_API, retires_on=date(2027, 1, 1))

    assert "What follows Alpha on 1 Jan 2027" in texts(ending)


def test_a_question_says_why_it_is_asked_and_by_which_answer():
    (question,) = [
        one
        for one in asked(ALPHA_API, regulated="finance")["vendor"]
        if "audit" in one["text"]
    ]

    assert question["why"] == (
        "Settle with your regulator whether the contract must grant both."
    )
    assert (question["answer"], question["answer_text"]) == ("regulated", "Finance")


def test_no_rules_are_no_reason_to_ask():
    unknown = with_option(ALPHA_API, offers_dpa=None)
    (question,) = [
        one
        for one in asked(unknown, regulated="none")["vendor"]
        if "data processing agreement" in one["text"]
    ]

    assert question["answer_text"] is None


def test_no_reason_claims_a_figure_or_a_law_that_nothing_is_cited_for():
    claims = re.compile(r"\b(years?|months?|most(ly)?|supervision|law)\b")

    assert [ask.why for ask in ASKS if claims.search(ask.why)] == []


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ({"data_location": "vetted_vendor"}, "data_location"),
        ({"regulated": "gdpr"}, "regulated"),
    ],
)
def test_data_terms_are_asked_for_by_the_limit_or_by_the_rules(answers, key):
    (question,) = [
        one
        for one in asked(ALPHA_API, **answers)["vendor"]
        if "subcontractors" in one["text"]
    ]

    assert question["answer"] == key


def test_what_a_license_leaves_open_is_asked():
    silent = with_license(ALPHA_API, clauses={})
    questions = asked(silent, license_facts="trains_on_outputs")["vendor"]

    told = {one["text"]: one["answer"] for one in questions}
    text = "May we train other models on the answers, and which ones?"
    assert told[text] == "license_facts"
    assert text not in texts(silent)


TRAINS = {"license_facts": "trains_on_outputs"}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            {"clauses": {}},
            "Terms of the vendor: no clause is known on training other models on its "
            "answers.",
        ),
        (
            {
                "output_use": "conditional",
                "clauses": {Subject.OUTPUT_USE: clause("no rival may be trained")},
            },
            "Terms of the vendor, section 1: no rival may be trained.",
        ),
    ],
)
def test_a_question_about_a_license_names_what_is_known(changes, why):
    questions = asked(with_license(ALPHA_API, **changes), **TRAINS)["vendor"]

    assert [one["why"] for one in questions if one["answer"] == "license_facts"] == [
        why
    ]


def test_each_vendor_of_a_plan_is_asked():
    routine = replace(
        with_model(ALPHA_CLOUD, slug="mini", name="Mini", rating=rating(1410)),
        prices=(price("0.01", "0.02"),),
    )
    groups = result(
        catalog_of(ALPHA_API, routine), quality_bar="frontier", tokens_per_day=10**10
    )["inquiries"]

    assert {group["name"] for group in groups} == {"Alpha API", "Cloud, closed models"}


def test_rented_machines_are_asked_for_at_a_provider():
    groups = asked(BETA_GPUS)

    assert set(groups) == {"provider", "yourselves"}
    assert (
        "Can you reserve 2 machines with 2 × Big GPU" in groups["provider"][0]["text"]
    )


def test_machines_of_ones_own_are_asked_for_at_a_seller():
    groups = asked(BETA_HARDWARE)

    assert set(groups) == {"seller", "yourselves"}
    assert "power, cooling and room" in texts(BETA_HARDWARE)


def test_no_vendor_is_asked_about_ones_own_machines():
    assert result(catalog_of(BETA_GPUS))["vendor_questions"] == []


@pytest.mark.parametrize("answers", SITUATIONS)
def test_the_questions_to_vendors_stand_in_a_row_too(answers):
    told = result(**answers)

    assert told["vendor_questions"] == [
        f"{group['name']}: {question['text']}"
        for group in told["inquiries"]
        if group["to"] == "vendor"
        for question in group["questions"]
    ]


@pytest.mark.parametrize("answers", SITUATIONS)
def test_nobody_is_asked_the_same_twice(answers):
    for group in result(**answers)["inquiries"]:
        said = [question["text"] for question in group["questions"]]
        assert said
        assert len(set(said)) == len(said)

"""What the catalog says where a candidate fails a gate, in words that a reader can use."""

from datetime import date
from typing import Any

import pytest

from advisor.decision.candidates import Candidate, Location
from advisor.decision.gate_facts import (
    quality_fact,
    service_fact,
    terms_asked,
    terms_fact,
)
from advisor.decision.ledger import capacity_fact
from advisor.decision.quality import quality_index, rating_gap
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_DESK,
    BETA_HARDWARE,
    GAMMA_DESK,
    WEIGHER,
    case,
    catalog_of,
    rating,
    result,
    with_model,
    with_option,
)

FRONTIER = {"quality_bar": "frontier", "hard_share": 1}


def excluded(*answering: Any, **answers: object) -> dict[str, str]:
    """The fact that ruled each model out."""
    told = result(catalog_of(*answering), **answers)["ruled_out"]
    return {one["model"]: one["fact"] for one in told}


def test_a_service_is_called_what_the_summary_calls_it():
    far = with_option(ALPHA_CLOUD, location=Location.VETTED_VENDOR)

    fact, _ = terms_fact(case(far))
    assert (
        fact == "Cloud, closed models is a closed model on a cloud’s worldwide service"
    )


@pytest.mark.parametrize(
    ("candidate", "told"),
    [
        (
            with_model(ALPHA_API, retires_on=date(2026, 12, 1)),
            "Alpha is retired from 1 Dec 2026",
        ),
        (
            with_option(ALPHA_API, retired_on=date(2026, 12, 1)),
            "Alpha API ends on 1 Dec 2026",
        ),
    ],
)
def test_the_end_of_a_service_is_a_day_as_people_write_it(candidate, told):
    assert service_fact(case(candidate))[0] == told


@pytest.mark.parametrize("wanted", [Location.VETTED_VENDOR, Location.OWN_CLOUD])
def test_what_a_contract_must_grant_is_what_stands_as_its_condition(wanted):
    """What the gate asks, what the ledger says of it and what must hold are one list."""
    silent = with_option(
        ALPHA_CLOUD,
        offers_dpa=None,
        trains_on_prompts=None,
        offers_region_choice=None,
    )
    told = result(catalog_of(silent), data_location=wanted.value)["conditions"]
    asked = [term.as_condition for term in terms_asked(silent.option, wanted)]

    assert asked
    assert [one["text"] for one in told] == [
        f"Cloud, closed models: {words}." for words in asked
    ]


def test_who_is_rated_too_low_is_told_which_rating_is_needed():
    weak = with_model(ALPHA_API, slug="weak", name="Weak", rating=rating(1400))

    assert excluded(ALPHA_API, weak, **FRONTIER)["weak"] == (
        "Weak is rated 1,400, for sure no less than 1,395, where 1,447.5 is needed"
    )


def test_no_rating_is_needed_where_no_level_was_asked_for():
    fact, _ = quality_fact(case(ALPHA_API))

    assert fact == "Alpha is rated 1,500, for sure no less than 1,495"


def test_a_gap_between_two_ratings_can_be_read_from_their_indexes():
    low, high = quality_index(1400, best=1500), quality_index(1460, best=1500)

    assert round(rating_gap(low, high), 6) == 60


def told_of(candidate: Candidate, **answers: Any) -> str:
    fact, _ = capacity_fact(case(candidate, **answers), WEIGHER.market)
    return fact


def test_machines_that_hold_no_model_are_told_with_their_memory():
    assert told_of(BETA_DESK, context_tokens=10**6) == (
        "Beta needs 407 GB of memory, and the largest machine, 2 × Desk GPU, holds "
        "173 GB"
    )


def test_a_desk_is_told_with_the_volume_that_it_is_planned_for():
    assert told_of(GAMMA_DESK, tokens_per_day=10**8) == (
        "a workstation is planned for no more than 2,000,000 tokens a day"
    )


def test_machines_that_carry_no_volume_are_told_without_the_name_of_their_place():
    assert told_of(BETA_HARDWARE) == "no known machines hold Beta and carry that volume"

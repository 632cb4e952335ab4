"""How a bill is worked out: every line can be done again by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from advisor.decision.bills import usd
from advisor.decision.candidates import Candidate, Hardware
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_GPUS,
    BETA_HARDWARE,
    BETA_HOSTED,
    DESK_GPU,
    GAMMA_DESK,
    catalog_of,
    figure,
    price,
    result,
)

MILLION_A_DAY = 24_000_000 / 730  # so that a month has a million tokens


def plan(*candidates: Candidate, **answers: object) -> dict[str, Any]:
    told = result(catalog_of(*candidates), **answers)
    found: dict[str, Any] = told["plans"][told["verdict"]]
    return found


def working(*candidates: Candidate, **answers: object) -> list[str]:
    (part,) = plan(*candidates, **answers)["assignments"]
    lines: list[str] = part["working"]
    return lines


# --- By the token ----------------------------------------------------------------------


def with_price(**changes: Any) -> Candidate:
    return replace(ALPHA_API, prices=(price("3", "15", **changes),))


def token_lines(candidate: Candidate, **answers: object) -> list[str]:
    return working(
        candidate,
        tokens_per_day=400 * MILLION_A_DAY,
        input_output_ratio=3,
        **answers,
    )


def test_the_price_of_cached_input_is_told():
    lines = token_lines(with_price(cached_input=Decimal("0.3")), cached_share=0.125)

    assert lines[0] == (
        "In: 300 M tokens × $3.00, 12.5% of it from the cache at $0.30: $799"
    )


def test_a_cache_that_makes_nothing_cheaper_is_told():
    lines = token_lines(with_price(), cached_share=0.5)

    assert lines[0] == (
        "In: 300 M tokens × $3.00, no cheaper price for cached input is known: $900"
    )


def test_the_discount_for_what_can_wait_is_told():
    lines = token_lines(with_price(batch_discount=Decimal("0.5")), batch_share=0.2)

    assert lines[2:] == ["Less for the 20% that can wait, 50% off: −$240"]


def test_it_is_told_where_no_discount_is_known():
    lines = token_lines(with_price(), batch_share=0.2)

    assert lines[2:] == ["For what can wait, no discount is known: $0.00"]


# --- By the machine --------------------------------------------------------------------


def test_a_price_a_machine_is_told_beside_the_number_of_machines():
    assert working(BETA_GPUS)[0] == (
        "Machines: 2 machines with 2 × Big GPU, $4,198 a month a machine, rented around "
        "the clock, 15% for storage and network included: $8,395"
    )


def test_own_machines_say_what_their_price_leaves_out():
    line = working(BETA_HARDWARE)[0]

    assert "purchase over 36 months, with 40% for the server around the cards" in line
    assert "power, with 50% for the server" in line
    assert "$150.00 a card for space, which is $1,200 for a server of 8" in line


def desk_line(hardware: Hardware) -> str:
    catalog = replace(catalog_of(GAMMA_DESK), hardware=(hardware,))
    told = result(catalog, data_location="own_premises", tokens_per_day=10_000)
    line: str = told["plans"]["open"]["assignments"][0]["working"][0]
    return line


def test_a_desk_pays_no_space():
    assert "space" not in desk_line(DESK_GPU)


def test_a_card_is_no_computer_and_a_computer_is_one():
    computer = replace(DESK_GPU, kind="unified_memory", power_w=figure(200))

    assert "with $1,800 a card for the computer around it" in desk_line(DESK_GPU)
    assert "without" not in desk_line(computer)


# --- What comes later ------------------------------------------------------------------

DOUBLED = replace(
    ALPHA_API,
    prices=(
        price("3", "15", valid_until=date(2026, 12, 1)),
        price("6", "30", valid_from=date(2026, 12, 1)),
    ),
)


def test_a_plan_says_what_it_costs_once_an_announced_price_holds():
    found = plan(DOUBLED)

    (later,) = found["later_costs"]
    assert later["from"] == "2026-12-01"
    assert later["likely"] == pytest.approx(2 * found["monthly_cost"]["likely"])


def test_only_the_parts_whose_price_changes_cost_more_later():
    told = result(catalog_of(DOUBLED, BETA_HOSTED), quality_bar="frontier")

    hybrid = told["plans"]["hybrid"]
    alpha, beta = (one["monthly_cost"]["likely"] for one in hybrid["assignments"])
    assert [one["likely"] for one in hybrid["later_costs"]] == [
        pytest.approx(2 * alpha + beta)
    ]


def test_a_price_that_stays_is_announced_to_nobody():
    assert plan(ALPHA_API)["later_costs"] == []


@pytest.mark.parametrize(
    ("candidate", "words"),
    [(BETA_HOSTED, "dedicated hosting"), (BETA_GPUS, "The tuning itself")],
)
def test_tuning_is_said_to_come_on_top(candidate: Candidate, words: str):
    found = plan(candidate, customization="deep_finetune")

    assert words in found["left_out"]


def test_without_tuning_nothing_is_said_to_be_left_out():
    assert plan(BETA_HOSTED)["left_out"] is None


@pytest.mark.parametrize(
    ("amount", "text"),
    [("9.995", "$10"), ("9.994", "$9.99"), ("12.5", "$13"), ("13.5", "$14")],
)
def test_halves_are_rounded_up_everywhere(amount: str, text: str):
    assert usd(Decimal(amount)) == text

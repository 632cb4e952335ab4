"""What machines cost a month, and what has no price."""

from decimal import Decimal

import pytest

from tests.advisor.calculator.examples import (
    BETA_ON_GPUS,
    FACTS,
    cost,
    cost_with,
    likely,
    owned,
    rented,
    with_hardware,
)

# --- Bills -----------------------------------------------------------------------------------


def test_rent_by_the_month_is_all_there_is_to_pay():
    told = cost(**{**rented(), "usd_per_gpu_month": 1000, "gpus": 4, "fte": 0})
    del told["inputs"]

    assert likely(told["monthly_usd"]) == 4000


def test_rent_by_the_hour_has_storage_and_network_on_top():
    told = cost(kind="self_hosted", usd_per_gpu_hour=1, gpus=1, fte=0, setup_usd=0)

    assert likely(told["monthly_usd"]) == Decimal("839.50")
    assert told["lines"][1]["label"] == "Storage, network, logs"


def test_cards_of_the_catalog_come_with_a_server():
    assumed = FACTS.catalog.assumptions["server_price_share"].value
    told = cost(
        kind="owned", hardware="big-gpu", gpus=8, fte=0, setup_usd=0, life_months=30
    )

    assert likely(told["upfront_usd"]) == 8 * 30_000 * (1 + assumed)


def test_cards_with_a_price_given_are_complete():
    told = cost(**owned(gpus=8, usd_per_gpu=30_000, watts_per_gpu=1000, life_months=30))

    assert likely(told["upfront_usd"]) == 240_000
    # 240,000 / 30 + 8 kW x 730 x 0.15
    assert likely(told["monthly_usd"]) == 8876


def test_space_is_that_of_the_gpus_of_a_replica():
    told = cost(**{**owned(), "hardware": "big-gpu", "gpus": 2, "kind": "owned"})
    without = {line["label"] for line in told["lines"]}
    default = cost(kind="owned", hardware="big-gpu", gpus=2, fte=0, setup_usd=0)
    space = next(line for line in default["lines"] if line["label"] == "Space")

    assert "Space" not in without
    assert likely(space["usd"]) == 300  # 1200 for eight


def test_space_may_be_paid_by_the_kilowatt():
    # 10.2 kW x 180, whatever the room adds to it
    told = cost(
        kind="owned",
        usd_per_replica=0,
        watts_per_replica=10_200,
        usd_per_kwh=0,
        space_usd_per_kw_month=180,
        fte=0,
        setup_usd=0,
    )

    assert likely(told["monthly_usd"]) == 1836


def test_more_gpus_than_anybody_asks_a_price_for_are_said_to_be():
    told = cost(**BETA_ON_GPUS, tokens_per_day=10**15)

    assert any(
        "whether so many can be had" in sentence for sentence in told["sentences"]
    )


def test_what_a_gpu_costs_an_hour_with_all_there_is():
    # 2 GPUs at 3 and 730 for people: 4380 + 730 over 1460 hours
    told = cost(
        **{**rented(usd_per_gpu_hour=3, gpus=2), "staff_usd_month": 730, "fte": None}
    )

    assert likely(told["usd_per_gpu_hour"]) == Decimal("3.50")


@pytest.mark.parametrize(
    ("scenario", "says"),
    [
        ({"kind": "self_hosted"}, "No rent is known"),
        ({"kind": "owned"}, "No purchase price is known"),
        ({"kind": "owned", "usd_per_gpu": 1}, "The power drawn is not known"),
    ],
)
def test_what_has_no_price_has_no_figure(scenario, says):
    told = cost(**scenario)

    assert (told["monthly_usd"], told["machines"]) == (None, None)
    assert told["sentences"][0].startswith(says)


def test_hardware_that_nobody_rents_out_has_no_figure():
    told = cost_with(with_hardware(rates=()), **BETA_ON_GPUS)

    assert told["monthly_usd"] is None
    assert told["sentences"] == [
        "No rent of 2 × Big GPU is known: give “usd_per_gpu_hour”."
    ]


def test_what_makes_no_difference_is_said():
    gpu = rented(usd_per_gpu_hour=1, tokens_per_second=9, utilization=1)
    told = cost(**gpu, prefill_weight="0.5")

    assert told["sentences"][-1] == (
        "“prefill_weight” was given and made no difference here."
    )


@pytest.mark.parametrize("tokens", [0, 1, 10**15])
@pytest.mark.parametrize("kind", ["self_hosted", "owned"])
def test_any_volume_has_a_bill(kind, tokens):
    told = cost(kind=kind, model="beta", hardware="big-gpu", tokens_per_day=tokens)

    assert likely(told["monthly_usd"]) > 0
    assert (told["usd_per_million"] is None) is (tokens == 0)

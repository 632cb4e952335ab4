"""What tokens cost at a provider, against sums by hand and the bill of requests."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.decision.price_rows import PriceRow
from advisor.decision.token_bills import Request, bill_of
from tests.advisor.calculator.examples import api, cost, cost_with, likely, monthly
from tests.advisor.decision.examples import (
    ALPHA,
    CATALOG,
    CLOSED_API,
    DAY,
    catalog_of,
    offered,
    price,
)

MILLION = 10**6
NOON = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)


def of_alpha(*rows: PriceRow, **scenario: Any) -> dict[str, Any]:
    """The cost of a model of the catalog that has these prices."""
    catalog = catalog_of(offered(ALPHA, CLOSED_API, *rows))
    return cost_with(catalog, **{"kind": "api", "model": "alpha", **scenario})


# --- Volumes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "volume",
    [
        {"tokens_per_month": 4 * MILLION, "input_output_ratio": 3},
        {"tokens_per_month": "4M", "input_share": "75%"},
        {"tokens_per_day": 100_000, "hours_per_month": 730, "input_share": "0.75"}
        | {"tokens_per_day": Decimal(4 * MILLION * 24) / 730},
        {"input_tokens_per_month": 3 * MILLION, "output_tokens_per_month": MILLION},
        {"input_tokens_per_day": 10**5, "output_tokens_per_day": Decimal(10**5) / 3}
        | {"days_per_month": 30},
        {
            "requests_per_month": 1000,
            "input_tokens_per_request": 3000,
            "output_tokens_per_request": 1000,
        },
        {
            "requests_per_day": 50,
            "days_per_month": 20,
            "input_tokens_per_request": 3000,
            "output_tokens_per_request": 1000,
        },
    ],
)
def test_a_volume_can_be_told_in_many_ways(volume):
    # 3 M x 3 + 1 M x 15 = 24
    assert monthly(**api(3, 15, **volume)) == 24


def test_a_month_may_have_other_hours():
    bill = {"tokens_per_day": MILLION, "input_share": 1}

    assert monthly(**api(3, 0, **bill, hours_per_month=744)) == 93
    assert monthly(**api(3, 0, **bill, days_per_month="30.4")) == Decimal("91.20")


def test_no_tokens_cost_nothing_and_have_no_price():
    told = cost(**api(3, 15, tokens_per_day=0))

    assert likely(told["monthly_usd"]) == 0
    assert told["usd_per_million"] is None
    assert told["sentences"] == [
        "There are no tokens, so there is no cost of a million."
    ]


def test_one_token_a_month_is_told_to_its_last_digit():
    assert monthly(**api(3, 15, tokens_per_month=1, input_share=1)) == Decimal(
        "0.000003"
    )


def test_10_to_the_15_tokens_a_day_are_told_to_the_cent():
    # x 730 / 24 days = 30,416,666,666.67 million; at 3 a million
    bill = api(3, 15, tokens_per_day=10**15, input_share=1)

    assert monthly(**bill) == Decimal("91250000000.00")


# --- What a bill is made of ----------------------------------------------------------------


def test_lines_name_their_tokens_and_prices():
    told = cost(
        **api(
            3,
            15,
            input_tokens_per_month=120 * MILLION,
            output_tokens_per_month=40 * MILLION,
        )
    )

    assert [(line["label"], line["working"]) for line in told["lines"]] == [
        ("Input", "120 M tokens × $3.00 a million"),
        ("Output", "40 M tokens × $15.00 a million"),
    ]


def test_every_factor_of_the_formula():
    # in: 60 x 3 + 30 x 0.30 + 10 x 3.75 = 226.50; out 20 x 15 and 10 hidden x 15: 450.
    # 676.50 x 1.2 tokens x 1.5 tries = 1217.70; 40 % of it at half: 974.16; the region
    # 1.1: 1071.576; a tenth off: 964.4184
    told = cost(
        **{
            **api(
                3,
                15,
                input_tokens_per_month=100 * MILLION,
                output_tokens_per_month=20 * MILLION,
            ),
            "cached_share": "0.3",
            "cache_write_share": "0.1",
            "cached_input_usd_per_million": "0.30",
            "cache_write_usd_per_million": "3.75",
            "reasoning_share": "0.5",
            "tokenizer_factor": "1.2",
            "retry_factor": "1.5",
            "batch_share": "0.4",
            "batch_discount": "0.5",
            "region_multiplier": "1.1",
            "discount_share": "0.1",
        }
    )

    assert likely(told["monthly_usd"]) == Decimal("964.42")
    assert len(told["lines"]) == 9


def test_people_and_other_things_are_added():
    told = cost(
        **api(1, 1, tokens_per_month=0),
        staff_usd_month=500,
        setup_usd=3600,
        setup_months=36,
        other_monthly={"Gateway": "49.50", "Audit": 10},
        other_once={"Review": 720},
    )

    # 500 + 100 + 49.50 + 10 + 20
    assert likely(told["monthly_usd"]) == Decimal("679.50")
    assert likely(told["upfront_usd"]) == 4320


def test_a_charge_for_each_request():
    # 1000 x (0.01 + 1000 / 1e6 x 2) = 12
    told = cost(
        **api(
            2,
            0,
            usd_per_request="0.01",
            requests_per_month=1000,
            input_tokens_per_request=1000,
            output_tokens_per_request=0,
        )
    )

    assert likely(told["monthly_usd"]) == 12


def test_a_charge_for_each_of_unknown_requests_is_said_to_be_left_out():
    told = cost(
        **api(2, 0, usd_per_request="0.01", tokens_per_month=MILLION, input_share=1)
    )

    assert likely(told["monthly_usd"]) == 2
    assert told["sentences"][0].startswith(
        "Beside its tokens each request costs $0.01."
    )


@pytest.mark.parametrize(
    ("length", "usd"), [(200_000, 1), (200_001, 2), (1_000_000, 2)]
)
def test_a_long_request_pays_its_tier_for_all_its_tokens(length, usd):
    tiers = [
        {
            "above_tokens": 200_000,
            "input_usd_per_million": 2,
            "output_usd_per_million": 9,
        }
    ]
    bill = api(1, 5, tiers=tiers, request_tokens=length)

    assert monthly(**bill, tokens_per_month=MILLION, input_share=1) == usd


# --- What is not known ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prices", "told"),
    [
        ({}, "No price is known"),
        ({"input_usd_per_million": 3}, "No price of output is given"),
        ({"output_usd_per_million": 3}, "No price of input is given"),
    ],
)
def test_without_a_price_there_is_a_sentence_and_no_figure(prices, told):
    line = cost(kind="api", **prices)

    assert (line["monthly_usd"], line["usd_per_million"], line["lines"]) == (
        None,
        None,
        [],
    )
    assert line["sentences"][0].startswith(told)


def test_a_free_model_is_said_to_be_free():
    told = cost(**api(0, 0, tokens_per_month=MILLION))

    assert likely(told["monthly_usd"]) == 0
    assert told["sentences"] == [
        "The price is nothing: these tokens are free as far as is known."
    ]


def test_input_from_a_cache_without_a_price_pays_in_full():
    told = cost(
        **{**api(3, 15, tokens_per_month=MILLION, input_share=1), "cached_share": 1}
    )

    assert likely(told["monthly_usd"]) == 3
    assert "pays the full price" in told["sentences"][0]


def test_an_offering_without_a_price_on_that_day_has_no_figure():
    told = of_alpha(price("3", "15", valid_until=DAY))

    assert told["monthly_usd"] is None
    assert told["sentences"] == ["No price of alpha is known on 2026-11-22."]


# --- Out of the catalog ----------------------------------------------------------------------


def test_a_model_alone_takes_its_cheapest_offering():
    told = cost(kind="api", model="beta", tokens_per_month=MILLION, input_share=1)

    assert told["inputs"]["option"]["value"] == "host"
    assert told["sentences"][0] == "The cheapest offering in the catalog: Host."


def test_a_price_of_the_catalog_stands_among_the_inputs_with_its_source():
    told = of_alpha(price("3", "15"))

    used = told["inputs"]["input_usd_per_million"]
    assert (used["value"], used["origin"]) == ("3", "catalog")
    assert used["source"]["title"] == "A page of figures"


def test_other_sources_make_the_low_and_the_high_bill():
    told = of_alpha(
        price("3", "15"),
        price("2", "10", source="cheaper"),
        price("4", "20", source="dearer"),
        tokens_per_month=MILLION,
        input_share=1,
        cached_share=0,
        batch_share=0,
    )

    assert told["monthly_usd"] == {"low": "2.00", "likely": "3.00", "high": "4.00"}


def test_the_day_says_which_price_holds():
    rows = (
        price("3", "15", valid_until=replace_year(2027)),
        price("6", "30", valid_from=replace_year(2027)),
    )
    bill = {"tokens_per_month": MILLION, "input_share": 1}

    today = of_alpha(*rows, **bill)
    later = of_alpha(*rows, **bill, day="2027-06-01")
    assert likely(today["monthly_usd"]) == 3
    assert likely(later["monthly_usd"]) == 6


def replace_year(year: int) -> Any:
    return DAY.replace(year=year, month=1, day=1)


def test_a_tier_of_the_catalog_holds_for_long_requests():
    rows = (price("3", "15"), price("6", "22.5", above_tokens=200_000))
    bill = {"tokens_per_month": MILLION, "input_share": 1}

    assert likely(of_alpha(*rows, **bill)["monthly_usd"]) == 3
    told = of_alpha(*rows, **bill, request_tokens=200_001)
    assert likely(told["monthly_usd"]) == 6
    assert "Requests above 200,000 tokens pay $6.00 in" in told["sentences"][1]


def test_what_is_given_of_an_offering_takes_the_place_of_its_own():
    told = of_alpha(
        price("3", "15"),
        tokens_per_month=MILLION,
        input_share=1,
        cached_share=1,
        cached_input_usd_per_million="0.30",
    )

    assert likely(told["monthly_usd"]) == Decimal("0.30")


def test_a_model_that_is_gone_is_priced_and_said_to_be_gone():
    gone = replace(ALPHA, retires_on=DAY)
    catalog = catalog_of(offered(gone, CLOSED_API, price("3", "15")))
    told = cost_with(catalog, kind="api", model="alpha", option="alpha-api")

    assert told["sentences"] == ["Alpha is not to be had there on 2026-11-22."]


# --- The bill of requests ----------------------------------------------------------------------

cents = st.integers(0, 10_000).map(lambda amount: Decimal(amount) / 100)
shares = st.integers(0, 100).map(lambda part: Decimal(part) / 100)


@pytest.mark.properties
@given(
    rates=st.tuples(cents, cents, cents, cents),
    sizes=st.tuples(st.integers(0, 300_000), st.integers(0, 50_000)),
    parts=st.tuples(shares, shares),
    batch=shares,
    requests=st.integers(1, 10**6),
)
def test_it_is_the_bill_of_its_requests(rates, sizes, parts, batch, requests):
    size_in, size_out = sizes
    cached, written = parts[0], min(parts[1], 1 - parts[0])
    row = replace(
        price(str(rates[0]), str(rates[1])),
        cached_input=rates[2],
        cache_write=rates[3],
        batch_discount=Decimal("0.5"),
    )
    expected = bill_of(
        Request(
            input=Decimal(size_in),
            output=Decimal(size_out),
            cached=size_in * cached,
            written=size_in * written,
        ),
        [row],
        NOON,
        requests=Decimal(requests),
        batch_share=batch,
    )
    told = of_alpha(
        row,
        requests_per_month=requests,
        input_tokens_per_request=size_in,
        output_tokens_per_request=size_out,
        cached_share=cached,
        cache_write_share=written,
        batch_share=batch,
    )

    # Six lines, each rounded by half a cent at the most.
    assert expected is not None
    assert abs(likely(told["monthly_usd"]) - expected) <= Decimal("0.03")
    if size_in + size_out:
        exact = (
            likely(told["usd_per_million"]) * requests * (size_in + size_out) / MILLION
        )
        assert exact == pytest.approx(expected, rel=Decimal("1e-7"))


def test_the_catalog_by_hand_is_left_as_it_was():
    cost(kind="api", model="alpha", cached_share=1)

    assert CATALOG.assumptions["cached_share"].value == 0

"""Figures that others publish come out when their assumptions go in.

Each test states the inputs of a page as it gives them, with the arithmetic beside it.
"""

from decimal import Decimal

import pytest

from tests.advisor.calculator.examples import (
    api,
    break_even,
    cost,
    likely,
    monthly,
    rented,
)

THIRTY_DAYS = 30  # how the articles count a month
NEAR = Decimal("0.02")


def near(expected: float | str) -> object:
    return pytest.approx(Decimal(str(expected)), rel=NEAR)


# --- The worked examples of the field ------------------------------------------------------


def test_160_million_tokens_cost_110_dollars():
    # 120 x 0.25 + 40 x 2.00
    volume = {
        "input_tokens_per_month": 120_000_000,
        "output_tokens_per_month": 40_000_000,
    }

    assert monthly(**api("0.25", "2.00", **volume)) == 110


def test_one_request_costs_a_tenth_of_a_cent():
    # 500 x 0.0015 / 1000 + 200 x 0.002 / 1000; prices of a thousand, times a thousand.
    one = {"requests_per_month": 1, "input_tokens_per_request": 500}
    told = cost(**api("1.5", "2", **one, output_tokens_per_request=200))

    assert likely(told["monthly_usd"]) == Decimal("0.00115")
    assert likely(told["usd_per_request"]) == Decimal("0.00115")


@pytest.mark.parametrize(("load", "usd"), [(1, "0.99"), ("0.1", "9.92")])
def test_an_idle_gpu_makes_each_token_dearer(load, usd):
    # 2.50 / (700 x 3600) x 1e6 = 0.992; a tenth of the load, ten times the price.
    gpu = rented(usd_per_gpu_hour="2.50", tokens_per_second=700, utilization=load)

    assert likely(cost(**gpu)["usd_per_million"]) == near(usd)


@pytest.mark.parametrize("load", ["0.05", "0.3", "0.77"])
def test_a_load_is_a_divisor_of_the_price(load):
    gpu = {"usd_per_gpu_hour": "2.50", "tokens_per_second": 700}
    full = likely(cost(**rented(**gpu, utilization=1))["usd_per_million"])
    part = likely(cost(**rented(**gpu, utilization=load))["usd_per_million"])

    assert part * Decimal(load) == near(str(full))


# --- The four articles ---------------------------------------------------------------------


@pytest.mark.parametrize(("price", "usd"), [("3", 30_000), ("0.27", 2700)])
def test_sn_01_ten_billion_tokens_counted_as_input(price, usd):
    volume = {"tokens_per_month": 10**10, "input_share": 1}

    assert monthly(**api(price, 0, **volume)) == usd


def test_sn_03_ten_billion_tokens_with_their_output():
    # 7.5 B x 3 + 2.5 B x 15 at three to one: twice what the article says.
    assert (
        monthly(**api(3, 15, tokens_per_month=10**10, input_output_ratio=3)) == 60_000
    )


@pytest.mark.parametrize(("factor", "usd"), [(3, 8100), (5, 13_500)])
def test_sn_02_three_to_five_times_the_output_for_the_same_work(factor, usd):
    volume = {"tokens_per_month": 10**10, "input_share": 1, "retry_factor": factor}

    assert monthly(**api("0.27", 0, **volume)) == usd


@pytest.mark.parametrize(
    ("gpus", "rate", "usd"),
    # The hourly rates that the article's months come from, at 720 hours.
    [(1, "0.556", 400), (4, "2.778", 8000), (8, "4.34", 25_000)],
)
def test_sn_11_the_hardware_table_of_an_article(gpus, rate, usd):
    fleet = rented(gpus=gpus, usd_per_gpu_hour=rate, days_per_month=THIRTY_DAYS)

    assert monthly(**fleet) == near(usd)


@pytest.mark.parametrize(
    ("prices", "mix", "billions"),
    [
        (("3", "15"), {"input_output_ratio": 3}, "1.333"),  # 8000 / 6
        (("3", "15"), {"input_share": 1}, "2.667"),  # 8000 / 3
        (("0.27", "0.27"), {"input_share": 1}, "29.63"),  # 8000 / 0.27
    ],
)
def test_sn_04_where_8000_dollars_a_month_break_even(prices, mix, billions):
    (crossing,) = break_even(
        rented(usd_per_replica_month=8000), api(*prices), tokens_per_day=10**6, **mix
    )

    assert Decimal(crossing["tokens_per_month"]) / 10**9 == near(billions)
    assert (crossing["cheaper_below"], crossing["cheaper_above"]) == ("API", "Server")


def test_sn_05_a_break_even_beyond_what_four_cards_serve_is_said_to_be_never():
    # 4 x 850 tokens a second around the clock are 8.8 B a month, and not 29.6.
    server = rented(
        usd_per_replica_month=8000,
        replicas=1,
        tokens_per_second=3400,
        target_utilization=1,
        peak_factor=1,
    )
    told = cost(
        kind="break_even",
        input_share=1,
        tokens_per_day=10**6,
        scenarios=[server, api("0.27", "0.27")],
    )

    (crossing,) = told["crossings"][0]["at"]
    assert crossing["within_capacity"] is False
    assert any("never at this fleet size" in sentence for sentence in told["sentences"])


def test_sn_06_400_dollars_a_month_break_even_at_the_input_price():
    # 400 / 3
    (crossing,) = break_even(
        rented(usd_per_replica_month=400), api(3, 3), days_per_month=THIRTY_DAYS
    )

    assert Decimal(crossing["tokens_per_month"]) / 10**6 == near("133.3")
    assert Decimal(crossing["tokens_per_day"]) / 10**6 == near("4.44")


@pytest.mark.parametrize(
    ("tokens_per_day", "usd", "per_million"),
    [(10**6, 200, "6.67"), (10**6, 500, "16.67"), (10**7, 5000, "16.67")],
)
def test_sn_07_the_price_behind_an_articles_table(tokens_per_day, usd, per_million):
    server = rented(usd_per_replica_month=usd, tokens_per_second=3400)
    told = cost(**server, tokens_per_day=tokens_per_day, days_per_month=THIRTY_DAYS)

    assert likely(told["usd_per_million"]) == near(per_million)


@pytest.mark.parametrize(("millions", "usd"), [(3, 1500), (5, 2500)])
def test_sn_08_the_rule_of_thumb_holds_inside_its_own_table(millions, usd):
    volume = {"tokens_per_day": millions * 10**6, "days_per_month": THIRTY_DAYS}
    bill = monthly(**api("16.67", 0, input_share=1, **volume))

    assert bill == near(usd)
    assert 1000 <= bill <= 3000


def test_sn_12_a_tuning_fee_is_tokens_times_price():
    assert monthly(**api(25, 0, tokens_per_month=10**7, input_share=1)) == 250


GPT_4O = api("2.50", "10")  # 4.375 a million at three to one


@pytest.mark.parametrize(
    ("server", "millions"),
    [
        (394, "3.0"),  # 394 / 4.375 / 30
        (656, "5.0"),  # 656 / 4.375 / 30
        (5227, "39.8"),  # four A100 for a 70B model
        (8000, "61.0"),
    ],
)
def test_3_to_5_million_tokens_a_day_hold_for_a_small_server_alone(server, millions):
    (crossing,) = break_even(
        rented(usd_per_replica_month=server),
        GPT_4O,
        input_output_ratio=3,
        days_per_month=THIRTY_DAYS,
    )

    assert Decimal(crossing["tokens_per_day"]) / 10**6 == near(millions)


@pytest.mark.parametrize(
    ("server", "tokens_per_day", "saving"),
    [
        (
            500,
            2 * 10**7,
            "0.81",
        ),  # 600 M x 4.375 = 2625: the small server, much traffic
        (5227, 2 * 10**7, "-0.99"),  # the large one costs twice as much as the tokens
        (5227, 10**9, "0.96"),  # and could not serve so much; see the next test
    ],
)
def test_sn_09_80_to_90_percent_are_saved_here_and_not_there(
    server, tokens_per_day, saving
):
    volume = {
        "tokens_per_day": tokens_per_day,
        "input_output_ratio": 3,
        "days_per_month": THIRTY_DAYS,
    }
    tokens = monthly(**GPT_4O, **volume)
    machines = monthly(**rented(usd_per_replica_month=server), **volume)

    assert 1 - machines / tokens == pytest.approx(Decimal(saving), abs=Decimal("0.01"))


def test_the_large_saving_needs_more_machines_than_were_counted():
    server = rented(
        usd_per_replica_month=5227,
        replicas=1,
        tokens_per_second=3400,
        tokens_per_day=10**9,
    )
    told = cost(**server)

    assert (told["serves"], told["usd_per_million"]) == (False, None)
    assert told["sentences"][0].startswith("This hardware cannot serve that demand")


# --- Shapes of a bill -----------------------------------------------------------------------


def test_a_fleet_breaks_even_on_a_staircase():
    # Servers at 2000 for 500 M each, against 5 a million: one meets it at 400 M and is
    # cheaper to its end at 500; the second costs 4000 and meets it at 800, to 1000; the
    # third at 1200, to 1500. Here in parts of what one server serves.
    server = rented(
        usd_per_replica_month=2000,
        tokens_per_second=1,
        machine_hours_per_month=500,
        target_utilization=1,
        peak_factor=1,
    )
    per_month = Decimal(500 * 3600)  # one token a second
    price = 2000 / (per_month * Decimal("0.8")) * 10**6
    found = break_even(server, {"kind": "api", "blended_usd_per_million": str(price)})

    places = [Decimal(one["tokens_per_month"]) / per_month for one in found[:6]]
    assert places == [near(x) for x in ("0.8", "1", "1.6", "2", "2.4", "3")]
    assert [one["at_a_step"] for one in found[:6]] == [False, True] * 3


def test_a_fleet_of_the_quietest_hour_with_the_peaks_sent_elsewhere():
    # Cline: 185,000 for tokens alone; machines at the trough and the rest by the token
    # 166,000. Half of the traffic at the trough on machines for 73,500.
    tokens = {"kind": "api", "blended_usd_per_million": "5", "name": "API"}
    machines = rented(usd_per_replica_month=73_500, replicas=1)
    hybrid = {
        "kind": "hybrid",
        "parts": [{**machines, "share": "0.5"}, tokens],
        "tokens_per_month": 37 * 10**9,
    }

    assert monthly(**tokens, tokens_per_month=37 * 10**9) == 185_000
    assert monthly(**hybrid) == 166_000

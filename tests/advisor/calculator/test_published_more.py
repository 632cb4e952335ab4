"""More tables and bills as pages print them, read for the first time.

The arithmetic stands beside each; where a page slipped, its own inputs are followed.
"""

from decimal import Decimal
from typing import Any

import pytest

from tests.advisor.calculator.examples import (
    api,
    break_even,
    cost,
    likely,
    monthly,
    owned,
    rented,
)

NEAR = Decimal("0.02")


def near(expected: float | str) -> object:
    return pytest.approx(Decimal(str(expected)), rel=NEAR)


# --- A million tokens at a speed ---------------------------------------------------------


@pytest.mark.parametrize(
    ("gpus", "rate", "speed", "load", "usd"),
    [
        (4, "2.21", 2400, "0.7", "1.46"),  # neelmishra.github.io: 8.84 / (1680 x 3600)
        (1, "4.50", 4800, 1, "0.26"),  # the same page, a small model on four cards
        (1, "1.01", 850, 1, "0.33"),
        (1, "0.38", 350, 1, "0.30"),
        (1, "2.00", 85, 1, "6.54"),  # gmicloud.ai: 2 / (85 x 3600)
        (1, "2.60", 140, 1, "5.16"),
        (1, "2.00", 120, 1, "4.63"),
        (1, "2.50", 50, 1, "13.89"),  # peakinfer.com prints a hundredth of it, 0.14
    ],
)
def test_a_million_tokens_of_a_card(gpus, rate, speed, load, usd):
    fleet = rented(gpus=gpus, usd_per_gpu_hour=rate, tokens_per_second=speed)

    assert likely(cost(**fleet, utilization=load)["usd_per_million"]) == near(usd)


@pytest.mark.parametrize(
    ("server", "speed", "usd"),
    # gpuadvisor.com: servers by the hour, output tokens alone
    [
        ("4.98", 2200, "0.63"),
        ("19.92", 1000, "5.53"),
        ("33.86", 1000, "9.41"),
        ("13.96", 1050, "3.69"),
        ("19.92", 700, "7.90"),
    ],
)
def test_a_million_output_tokens_of_a_server(server, speed, usd):
    fleet = rented(usd_per_replica_hour=server, output_tokens_per_second=speed)
    told = cost(**fleet, utilization=1, input_share=0)

    assert likely(told["usd_per_million_output"]) == near(usd)


def test_a_speed_stated_for_each_card():
    # 4 x 1.60 / (4 x 850 x 3600) x 1e6, as kshirol-dev.github.io states its speed
    fleet = rented(gpus=4, usd_per_gpu_hour="1.60", tokens_per_second_per_gpu=850)

    assert likely(cost(**fleet, utilization=1)["usd_per_million"]) == near("0.523")


# --- Bills by the token ------------------------------------------------------------------


def test_200_000_requests_a_month_and_a_tenth_of_them_again():
    # ai-costcalculator.com: 300 M x 0.15 + 100 M x 0.60 = 45 + 60
    requests: dict[str, Any] = {
        "requests_per_month": 200_000,
        "input_tokens_per_request": 1500,
        "output_tokens_per_request": 500,
    }

    assert monthly(**api("0.15", "0.60", **requests)) == 105
    assert monthly(**api("0.15", "0.60", retry_factor="1.1", **requests)) == Decimal(
        "115.50"
    )


def test_10_000_calls_a_day_cost_42_dollars_and_not_17():
    # tokonomics.ca: 500 x 2.50 + 300 x 10 is 0.00425 a call, which it prints as 0.0017.
    calls = {
        "requests_per_day": 10_000,
        "days_per_month": 30,
        "input_tokens_per_request": 500,
        "output_tokens_per_request": 300,
    }
    told = cost(**api("2.50", 10, **calls))

    assert likely(told["usd_per_request"]) == Decimal("0.00425")
    assert likely(told["monthly_usd"]) == 1275


def test_a_hundred_readings_of_a_prefix_written_once():
    # aipromptshub.co: 2000 x 6 a million once, 99 x 2000 x 0.30: 0.012 + 0.0594
    prefix: dict[str, Any] = {
        "requests_per_month": 100,
        "input_tokens_per_request": 2000,
        "output_tokens_per_request": 0,
    }
    kept = api(3, 15, cached_input_usd_per_million="0.30", **prefix)
    kept |= {"cache_write_usd_per_million": 6, "cache_write_share": "0.01"}

    assert monthly(**api(3, 15, **prefix)) == Decimal("0.60")
    assert monthly(**{**kept, "cached_share": "0.99"}) == Decimal("0.0714")


@pytest.mark.parametrize(("prices", "usd"), [((3, 15), 2400), ((15, 75), 12_000)])
def test_300_million_in_and_100_million_out(prices, usd):
    # gpubrazil.com
    volume = {"input_tokens_per_month": "300M", "output_tokens_per_month": "100M"}

    assert monthly(**api(*prices, **volume)) == usd


# --- Machines of one's own -----------------------------------------------------------------


def test_64_accelerators_to_own_for_four_years_against_the_same_to_rent():
    # legitlads.com: 1,920,000 + 4 x 8 % of it + 64 x 0.7 kW x 70 % x 35,040 h x 1.3 x
    # 0.08 = 2,648,681; rent of 64 x 2.00 for 70 % of the hours 3,139,584. Paid back
    # after 1,920,000 / ((3,139,584 - 728,681) / 48) = 38.2 months.
    own = owned(
        gpus=64,
        purchase_usd=1_920_000,
        maintenance_share_year="0.08",
        watts_per_gpu=700,
        power_share="0.7",
        usd_per_kwh="0.08",
        life_months=48,
        horizon_months=48,
    )
    rent = rented(
        gpus=64,
        usd_per_gpu_hour="2.00",
        machine_hours_per_month=511,
        horizon_months=48,
    )
    told = cost(kind="break_even", scenarios=[{**own, "pue": "1.3"}, rent])

    totals = [likely(one["total"]["usd"]) for one in told["scenarios"]]
    assert totals == [near(2_648_681), near(3_139_584)]
    assert told["crossings"][0]["payback_months"] == pytest.approx(38.2, rel=0.02)


def test_a_box_of_4000_euros_against_280_a_month():
    # localized-ai.com: 4000 / (280 - 95) = 21.6 months
    box = owned(purchase_usd=4000, power_kw=0, other_monthly={"Power, upkeep": 95})
    tokens = {"kind": "api", "blended_usd_per_million": str(Decimal(28) / 3)}
    told = cost(kind="break_even", tokens_per_month=30_000_000, scenarios=[box, tokens])

    assert told["crossings"][0]["payback_months"] == pytest.approx(21.6, rel=0.02)


def test_350_watts_around_the_clock_are_76_a_month_and_not_55():
    # The same page: 0.35 kW x 720 h x 0.30
    box = owned(purchase_usd=0, power_kw="0.35", usd_per_kwh="0.30")

    assert monthly(**box, hours_per_month=720) == Decimal("75.60")


def test_two_servers_by_what_they_cost_together():
    # 600,000 - 150,000 + 3 x 30,000 + 20.4 kW x 1.3 x 730 h x 36 x 0.10 + 36 x 4080,
    # the room at 200 a month for each kilowatt
    told = cost(
        kind="owned",
        fte=0,
        setup_usd=0,
        replicas=2,
        purchase_usd=600_000,
        residual_usd=150_000,
        maintenance_usd_year=30_000,
        power_kw="20.4",
        pue="1.3",
        usd_per_kwh="0.10",
        space_usd_month=4080,
        life_months=36,
        horizon_months=36,
    )

    assert likely(told["total"]["usd"]) == near("756574.56")
    assert likely(told["upfront_usd"]) == 600_000
    assert likely(told["monthly_usd"]) == near(756_574.56 / 36)


# --- Rent with people --------------------------------------------------------------------


def test_two_cards_in_a_month_of_thirty_days_with_an_engineer():
    # ai-costcalculator.com: GPUs x hourly x 24 x 30 + engineering + infrastructure,
    # over the blended price; here 2 x 2.50 x 720 + 5000 + 300 = 8900, over 6 a million.
    server = rented(
        gpus=2, usd_per_gpu_hour="2.50", other_monthly={"Infrastructure": 300}
    )
    del server["fte"]
    server["staff_usd_month"] = 5000
    (crossing,) = break_even(
        server, api(3, 15), input_share="0.75", hours_per_month=720
    )

    assert Decimal(crossing["tokens_per_month"]) / 10**6 == near(8900 / 6)


# --- Memory ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("params", "bits", "gigabytes", "gpus"),
    # llmtco.com and alpha-one-index.github.io: parameters x bytes x 1.2, cards of 80 GB
    [(70, 16, 168, 4), (70, 4, 42, 1), (8, 16, "19.2", 1)],
)
def test_weights_and_a_fifth(params, bits, gigabytes, gpus):
    told = cost(
        **rented(usd_per_gpu_hour=2),
        params_total_b=params,
        bits_per_weight=bits,
        memory_overhead="1.2",
        gpu_memory_gb=80,
    )

    assert Decimal(str(told["machines"]["memory_gb"])) == near(gigabytes)
    assert told["machines"]["gpus_per_replica"] == gpus
    assert any("cache takes is not counted" in one for one in told["sentences"])


def test_a_model_of_9000_billion_parameters_fits_on_nothing():
    told = cost(**rented(), params_total_b=9000, hardware="big-gpu")

    assert told["monthly_usd"] is None
    assert any("cannot hold the model" in one for one in told["sentences"])


def test_a_model_on_gpus_that_nobody_described_is_not_put_on_one():
    model = rented(usd_per_gpu_hour=2, params_total_b=70, bits_per_weight=16)
    told = cost(**model)

    assert told["monthly_usd"] is None
    assert any("How many GPUs hold" in one for one in told["sentences"])


def test_a_speed_that_was_measured_was_measured_on_something():
    model = rented(usd_per_gpu_hour=2, params_total_b=70, bits_per_weight=16)
    told = cost(**model, tokens_per_second=700)

    assert told["machines"]["gpus_per_replica"] == 1
    assert any("one GPU is counted" in one for one in told["sentences"])


@pytest.mark.parametrize(
    ("shape", "tokens", "gigabytes"),
    [
        # draft-calabria: 2 x 80 x 8 x 128 x 4096 x 2
        ({"layers": 80, "kv_heads": 8, "head_dim": 128}, 4096, "1.34217728"),
        # Llama 2 7B: half a MiB a token
        ({"layers": 32, "kv_heads": 32, "head_dim": 128}, 4096, "2.147483648"),
        # The paper of vLLM, OPT 13B: 800 KiB a token
        ({"layers": 40, "kv_heads": 40, "head_dim": 128}, 2048, "1.6777216"),
        # DeepSeek V3: 61 x (512 + 64) x 2; llm-cal leaves the 64 out, 244 MiB
        (
            {"layers": 61, "kv_lora_rank": 512, "qk_rope_head_dim": 64},
            4096,
            "0.287834112",
        ),
    ],
)
def test_the_cache_of_one_request(shape, tokens, gigabytes):
    told = cost(
        **rented(usd_per_gpu_hour=2),
        **shape,
        params_total_b=13,
        context_tokens=tokens,
        gpu_memory_gb=80,
        bits_per_weight=16,
        kv_bytes=2,
    )

    found = Decimal(str(told["machines"]["cache_gb_per_request"]))
    assert found == pytest.approx(Decimal(gigabytes), rel=Decimal("1e-7"))
    assert told["machines"]["weights_gb"] == 26

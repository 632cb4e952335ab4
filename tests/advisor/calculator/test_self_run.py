"""What it costs to run a model oneself, and what cannot be told or served."""

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.decision import machines
from advisor.decision.candidates import OptionKind
from advisor.decision.fleets import cheapest_fleet, demand_for, upkeep
from advisor.decision.machine_costs import hardware_for
from tests.advisor.calculator.examples import (
    BETA_ON_GPUS,
    cost,
    cost_with,
    likely,
    rate,
    rented,
    with_hardware,
)
from tests.advisor.decision.examples import (
    BETA,
    CATALOG,
    catalog_of,
    figure,
    needs,
    throughput,
)

# --- Memory and GPUs -------------------------------------------------------------------------


def test_memory_and_gpus_are_those_of_the_decision():
    told = cost(**BETA_ON_GPUS)["machines"]
    setting = machines.Setting(
        catalog=CATALOG, kind=OptionKind.OWN_GPUS, at_once=16, longest_tokens=0
    )
    memory = machines.memory_needed_gb(BETA, setting)
    assert memory is not None

    assert told["memory_gb"] == pytest.approx(memory)
    assert told["gpus_per_replica"] == 2


def test_a_model_described_is_sized_like_one_of_the_catalog():
    described = {
        "params_total_b": 70,
        "layers": 80,
        "kv_heads": 8,
        "head_dim": 128,
    }
    named = cost(**BETA_ON_GPUS)["machines"]
    told = cost(kind="self_hosted", hardware="big-gpu", **described)["machines"]

    assert told == named


def test_hardware_described_is_sized_like_that_of_the_catalog():
    described = {
        "gpu_memory_gb": 80,
        "gpu_bandwidth_gb_s": 3350,
        "gpu_dense_tflops": 989,
    }
    named = cost(**BETA_ON_GPUS)["machines"]
    told = cost(kind="self_hosted", model="beta", usd_per_gpu_hour=2, **described)

    assert {**told["machines"], "hardware": "Big GPU"} == named


@pytest.mark.parametrize(("bits", "gpus"), [(4, 1), (8, 2), (16, 4)])
def test_a_number_format_changes_the_memory(bits, gpus):
    # 70 GB, 70 GB and 140 GB of weights with 42 GB of cache, 72 GB a GPU
    told = cost(**BETA_ON_GPUS, bits_per_weight=bits, concurrency=8)["machines"]

    assert told["gpus_per_replica"] == gpus


def test_llama_70b_keeps_327680_bytes_of_a_token():
    # 80 layers x 2 x 8 heads x 128 x 2 bytes: 2.68 GB at 8192 tokens; no weights to speak of
    told = cost(
        kind="self_hosted",
        params_total_b="0.000001",
        layers=80,
        kv_heads=8,
        head_dim=128,
        context_tokens=8192,
        concurrency=1,
        memory_overhead=1,
        gpu_memory_gb=80,
        usd_per_gpu_hour=1,
    )

    assert told["machines"]["memory_gb"] == pytest.approx(2.684, rel=0.001)


def test_gpus_that_come_by_the_eight_are_paid_by_the_eight():
    catalog = with_hardware(rates=(rate("3", 8),))
    told = cost_with(catalog, **BETA_ON_GPUS)

    assert told["machines"]["gpus_per_replica"] == 8


def test_the_rates_that_hold_for_so_many_make_the_price():
    catalog = with_hardware(rates=(rate("4", 1), rate("2", 8)))
    few = cost_with(catalog, **BETA_ON_GPUS)["inputs"]["usd_per_gpu_hour"]
    many = cost_with(catalog, **BETA_ON_GPUS, gpus=8)["inputs"]["usd_per_gpu_hour"]

    assert (few["value"], many["value"]) == ("4", "3")
    assert (many["low"], many["high"]) == ("2", "4")


def test_a_model_alone_takes_the_cheapest_hardware():
    told = cost(kind="self_hosted", model="gamma")

    assert told["machines"]["hardware"] == "Big GPU"
    assert told["sentences"] == ["The cheapest hardware in the catalog: Big GPU."]


@pytest.mark.parametrize("kind", ["self_hosted", "owned"])
def test_a_model_too_large_for_any_hardware_has_no_figure(kind):
    told = cost(kind=kind, params_total_b=10**5, layers=1, kv_heads=1, head_dim=1)

    assert told["monthly_usd"] is None
    assert "needs 110,000 GB of memory" in told["sentences"][0]


def test_a_model_too_large_for_the_hardware_named_has_no_figure():
    told = cost(**BETA_ON_GPUS, bits_per_weight=64, memory_overhead=10)

    assert told["monthly_usd"] is None
    assert told["sentences"][0].startswith("This hardware cannot hold the model")


def test_a_model_of_unknown_size_has_no_figure():
    catalog = catalog_of()
    unknown = replace(
        CATALOG.candidates[4], model=replace(BETA, figures={"layers": figure(80)})
    )
    told = cost_with(
        replace(catalog, candidates=(unknown,)), kind="owned", model="beta"
    )

    assert told["monthly_usd"] is None
    assert "how much memory Beta needs is not known" in told["sentences"][0]


def test_gpus_fixed_that_do_not_hold_the_model_are_paid_and_serve_nothing():
    told = cost(**{**BETA_ON_GPUS, **rented()}, gpus=1)

    assert likely(told["monthly_usd"]) == 1825
    assert (told["serves"], told["usd_per_million"]) == (False, None)
    assert told["sentences"][0].startswith("1 × Big GPU cannot hold the model")


# --- Speed -----------------------------------------------------------------------------------


def test_a_speed_given_beats_one_measured_and_that_an_estimate():
    catalog = replace(
        CATALOG, throughputs=(throughput("beta", tokens_per_second=1234),)
    )
    measured = cost_with(catalog, **BETA_ON_GPUS)["machines"]
    given = cost_with(catalog, **BETA_ON_GPUS, tokens_per_second=99)["machines"]
    estimated = cost(**BETA_ON_GPUS)["machines"]

    assert (measured["speed"], measured["speed_counts"]) == ("measured", "output")
    assert measured["tokens_per_second_per_replica"]["likely"] == 1234
    assert (given["speed"], given["speed_counts"]) == ("given", "input_and_output")
    assert estimated["speed"] == "estimated"


def test_nothing_was_measured_of_a_model_that_was_changed():
    catalog = replace(CATALOG, throughputs=(throughput("beta"),))
    told = cost_with(catalog, **BETA_ON_GPUS, params_active_b=10)["machines"]

    assert told["speed"] == "estimated"


def test_output_speed_counts_input_by_its_weight():
    # 1000 / (0.25 + 0.2 x 0.75) = 2500 tokens a second of all kinds
    gpu = rented(
        usd_per_gpu_hour="3.6",
        output_tokens_per_second=1000,
        prefill_weight="0.2",
        input_output_ratio=3,
        utilization=1,
    )

    assert likely(cost(**gpu)["usd_per_million"]) == Decimal("0.40")


def test_without_a_speed_nobody_knows_what_machines_serve():
    told = cost(**rented(usd_per_gpu_hour=2))

    assert told["machines"]["capacity_tokens_per_day"] is None
    assert told["sentences"] == [
        "How much these machines can serve is not known: no speed is known."
    ]


def test_a_load_without_a_speed_serves_nobody_knows_how_much():
    told = cost(**rented(usd_per_gpu_hour=2, utilization="0.5"))

    assert told["usd_per_million"] is None
    assert any("give “tokens_per_second”" in sentence for sentence in told["sentences"])


# --- Replicas --------------------------------------------------------------------------------

ONE_SECOND = {"tokens_per_second": 1000, "hours_per_month": 730}  # 2628 M a month
PLANNED = {"target_utilization": "0.5", "peak_factor": 2}  # a quarter of it: 657 M


@pytest.mark.parametrize(
    ("millions", "replicas"), [(0, 1), (657, 1), (658, 2), (6570, 10), (6571, 11)]
)
def test_replicas_follow_the_volume(millions, replicas):
    fleet = rented(usd_per_gpu_hour=1, gpus=1, **ONE_SECOND, **PLANNED)
    told = cost(**fleet, tokens_per_month=millions * 10**6)

    assert told["machines"]["replicas"]["likely"] == replicas
    assert likely(told["monthly_usd"]) == 730 * replicas


def test_a_service_keeps_a_spare_where_nothing_is_fixed():
    assert cost(**BETA_ON_GPUS)["machines"]["replicas"]["likely"] == 2


def test_batch_work_needs_no_spare():
    told = cost(**BETA_ON_GPUS, traffic="batch")

    assert told["machines"]["replicas"]["likely"] == 1


@pytest.mark.parametrize(
    ("millions", "serves", "says"),
    [
        (1314, True, None),
        (1315, True, "This load leaves too little room for peaks"),
        (5256, True, "This load leaves too little room for peaks"),
        (5257, False, "This hardware cannot serve that demand"),
    ],
)
def test_a_fleet_of_fixed_size_says_what_it_cannot_serve(millions, serves, says):
    fleet = rented(usd_per_gpu_hour=1, replicas=2, **ONE_SECOND, **PLANNED)
    told = cost(**fleet, tokens_per_month=millions * 10**6)

    assert told["serves"] is serves
    assert (told["usd_per_million"] is not None) is serves
    assert [sentence[: len(says)] for sentence in told["sentences"]] == [says] * bool(
        says
    )
    assert likely(told["monthly_usd"]) == 1460


def test_a_workstation_serves_no_more_than_a_desk_should():
    desk = {"kind": "owned", "model": "gamma", "workstation": True}

    assert cost(**desk, tokens_per_day=2_000_000)["serves"] is True
    told = cost(**desk, tokens_per_day=2_000_001)
    assert told["serves"] is False
    assert told["machines"]["capacity_tokens_per_day"] == 2_000_000


@pytest.mark.parametrize(
    ("kind", "stack"),
    [("self_hosted", OptionKind.OWN_GPUS), ("owned", OptionKind.OWN_HARDWARE)],
)
@pytest.mark.parametrize("volume", [10**6, 10**9, 10**11])
@pytest.mark.parametrize("traffic", ["steady", "office_hours", "spiky", "batch"])
def test_a_bill_is_that_of_the_decision_for_the_same_machines(
    kind, stack, volume, traffic
):
    wanted = needs(tokens_per_day=volume, traffic=traffic)
    fleet = cheapest_fleet(
        machines.worth_having(
            machines.machines_that_hold(
                BETA,
                hardware_for(stack, CATALOG),
                machines.setting_for(stack, wanted, CATALOG),
            )
        ),
        demand_for(stack, 1.0, wanted, CATALOG, is_flat=False),
        stack,
    )
    assert fleet is not None
    told = cost(
        kind=kind,
        model="beta",
        hardware="big-gpu",
        tokens_per_day=volume,
        traffic=traffic,
        input_output_ratio=3,
    )
    bill = fleet.cost + upkeep(stack, wanted, CATALOG)

    assert told["machines"]["replicas"]["likely"] == fleet.replicas
    for end in ("low", "likely", "high"):
        assert Decimal(told["monthly_usd"][end]) == pytest.approx(
            getattr(bill, end), abs=Decimal("0.05")
        )

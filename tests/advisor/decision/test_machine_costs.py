"""What a GPU costs a month, rented or bought with all around it, worked out by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.decision.candidates import Hardware, OptionKind, Rate
from advisor.decision.machine_costs import (
    PricedHardware,
    hardware_for,
    offers_of,
    rates_for,
)
from advisor.decision.machines import machines_that_hold, setting_for, worth_having
from tests.advisor.decision.examples import (
    BETA,
    CATALOG,
    DATACENTER_GPU,
    DESK_GPU,
    PAGE,
    figure,
    needs,
)

RENTED, OWNED, DESK = (
    OptionKind.OWN_GPUS,
    OptionKind.OWN_HARDWARE,
    OptionKind.WORKSTATION,
)
HOUR = 730 * Decimal("1.15")  # of a month always on, with overhead


def rate(usd: str, min_gpus: int = 1) -> Rate:
    return Rate(
        provider_name="Rent",
        usd_per_gpu_hour=Decimal(usd),
        source=PAGE,
        min_gpus=min_gpus,
    )


def rented_at(*rates: Rate) -> Hardware:
    return replace(DATACENTER_GPU, rates=rates)


def offer_of(hardware: Hardware, kind: OptionKind) -> PricedHardware:
    (offer,) = offers_of(hardware, kind, CATALOG)
    return offer


def likely(hardware: Hardware, kind: OptionKind) -> float:
    return float(offer_of(hardware, kind).gpu_cost.likely)


def gpus_for_beta(*rates: Rate) -> list[tuple[str, int]]:
    catalog = replace(CATALOG, hardware=(rented_at(*rates),))
    machines = machines_that_hold(
        BETA, hardware_for(RENTED, catalog), setting_for(RENTED, needs(), catalog)
    )
    return [(machine.key, machine.gpus) for machine in worth_having(machines)]


# --- Rented ----------------------------------------------------------------------------


def test_a_rented_gpu_costs_its_hours_with_overhead():
    assert offer_of(DATACENTER_GPU, RENTED).gpu_cost.likely == Decimal("2.5") * HOUR


def test_several_rates_span_from_the_least_to_the_most():
    month = offer_of(rented_at(rate("4"), rate("1"), rate("2")), RENTED).gpu_cost

    assert (month.low, month.likely, month.high) == (HOUR, 2 * HOUR, 4 * HOUR)


def test_what_nobody_rents_makes_no_offer():
    assert list(offers_of(rented_at(), RENTED, CATALOG)) == []


def test_a_rate_for_eight_gpus_says_nothing_about_one():
    hardware = rented_at(rate("3"), rate("1", min_gpus=8))

    assert rates_for(hardware, 1) == [rate("3")]
    assert len(rates_for(hardware, 8)) == 2


def test_from_eight_gpus_on_further_rates_hold():
    few, many = offers_of(rented_at(rate("3"), rate("1", 8)), RENTED, CATALOG)

    assert (few.key, few.least_gpus, few.most_gpus) == ("big-gpu", 1, 7)
    assert (many.key, many.least_gpus, many.most_gpus) == ("big-gpu from 8", 8, None)
    assert (few.gpu_cost.likely, many.gpu_cost.likely) == (3 * HOUR, 2 * HOUR)


def test_a_machine_takes_the_rates_of_its_number_of_gpus():
    assert gpus_for_beta(rate("3"), rate("1", min_gpus=8)) == [("big-gpu", 2)]


def test_what_is_rented_by_the_node_alone_is_taken_by_the_node():
    assert gpus_for_beta(rate("3", min_gpus=8)) == [("big-gpu", 8)]


# --- Owned -----------------------------------------------------------------------------


def test_an_owned_gpu_costs_its_server_its_power_and_its_place():
    server, power = 30_000 * 1.4, 0.7 * 1.5
    by_hand = server / 36 + power * 1.3 * 730 * 0.15 + 1200 / 8

    assert likely(DATACENTER_GPU, OWNED) == pytest.approx(by_hand)


def test_the_ends_of_an_owned_gpu_take_the_ends_of_its_server():
    month = offer_of(DATACENTER_GPU, OWNED).gpu_cost
    low = 30_000 * 1.2 / 60 + 0.7 * 1.25 * 1.3 * 730 * 0.08 + 1200 / 8
    high = 30_000 * 1.6 / 24 + 0.7 * 1.75 * 1.3 * 730 * 0.35 + 1200 / 8

    assert (float(month.low), float(month.high)) == pytest.approx((low, high))


def test_what_grows_with_the_purchase_is_the_server_too():
    assert offer_of(DATACENTER_GPU, OWNED).price_part == pytest.approx(
        30_000 * 1.4 / 36
    )


def test_a_desk_needs_a_computer_but_no_rack():
    by_hand = (8_500 + 1_800) / 36 + 0.6 * 730 * 0.15

    assert likely(DESK_GPU, DESK) == pytest.approx(by_hand)


def test_a_computer_with_unified_memory_is_bought_whole():
    whole = replace(DESK_GPU, kind="unified_memory")

    assert likely(whole, DESK) == pytest.approx(8_500 / 36 + 0.6 * 730 * 0.15)


@pytest.mark.parametrize(
    "hardware",
    [
        replace(DATACENTER_GPU, list_price_usd=None),
        replace(DATACENTER_GPU, power_w=None),
    ],
)
def test_what_has_no_price_or_no_power_makes_no_offer(hardware):
    assert list(offers_of(hardware, OWNED, CATALOG)) == []


def test_hardware_with_the_most_memory_comes_first():
    large = replace(DATACENTER_GPU, slug="large", memory_gb=figure(141))
    catalog = replace(CATALOG, hardware=(DATACENTER_GPU, large))

    assert [one.key for one in hardware_for(RENTED, catalog)] == ["large", "big-gpu"]

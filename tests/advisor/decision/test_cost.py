"""What things cost, against sums done by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.decision.cost import (
    Energy,
    Mix,
    OwnedFleet,
    Range,
    RentedFleet,
    TokenPrice,
    Upkeep,
    certain,
    price_per_million,
    spanning,
    staff_cost,
    total,
)

THREE_TO_ONE = Mix(
    input_output_ratio=Decimal(3), cached_share=Decimal(0), batch_share=Decimal(0)
)
CLOSED = TokenPrice(input=Decimal(3), output=Decimal(15))
CACHED = TokenPrice(
    input=Decimal(3),
    output=Decimal(15),
    cached_input=Decimal("0.3"),
    batch_discount=Decimal("0.5"),
)


def test_sn_03_three_in_one_out_at_3_and_15_is_6_dollars_a_million():
    assert price_per_million(CLOSED, THREE_TO_ONE) == 6


def test_cached_input_and_batch_lower_the_price():
    mix = replace(THREE_TO_ONE, cached_share=Decimal("0.5"), batch_share=Decimal("0.4"))

    # Half of the input at 3.00 and half at 0.30; 40 % of the bill at half price.
    assert price_per_million(CACHED, mix) == Decimal("3.99")


def test_input_that_the_cache_keeps_has_its_own_price():
    kept = replace(CACHED, cache_write=Decimal("3.75"))
    mix = replace(
        THREE_TO_ONE, cached_share=Decimal("0.5"), written_share=Decimal("0.2")
    )

    # Of three million in, half at 0.30, a fifth at 3.75, the rest at 3.00; one out.
    assert price_per_million(kept, mix) == Decimal("5.1")
    assert price_per_million(CACHED, mix) == Decimal("4.9875")


def test_unknown_cache_and_batch_terms_save_nothing():
    mix = replace(THREE_TO_ONE, cached_share=Decimal(1), batch_share=Decimal(1))

    assert price_per_million(CLOSED, mix) == 6


def test_a_free_cache_is_not_an_unknown_one():
    free = replace(CLOSED, cached_input=Decimal(0))

    assert free.effective_input(Decimal(1)) == 0


def test_a_mix_refuses_shares_above_one():
    with pytest.raises(ValueError, match="Shares"):
        replace(THREE_TO_ONE, cached_share=Decimal("1.1"))


def test_a_mix_refuses_a_cache_that_does_more_than_all_input():
    with pytest.raises(ValueError, match="cache"):
        replace(THREE_TO_ONE, cached_share=Decimal("0.6"), written_share=Decimal("0.5"))


def test_a_mix_refuses_a_negative_ratio():
    with pytest.raises(ValueError, match="ratio"):
        replace(THREE_TO_ONE, input_output_ratio=Decimal(-1))


def test_input_and_output_shares_come_from_the_ratio():
    assert (THREE_TO_ONE.input_share, THREE_TO_ONE.output_share) == (
        Decimal("0.75"),
        Decimal("0.25"),
    )


def test_a_rented_fleet_with_its_people():
    fleet = RentedFleet(
        replicas=2,
        gpus_per_replica=4,
        usd_per_gpu_hour=Decimal("2.50"),
        hours_per_month=Decimal(730),
        overhead_share=Decimal("0.15"),
    )
    upkeep = Upkeep(
        staff=staff_cost(fte=Decimal("0.5"), salary_per_year=Decimal(180_000)),
        setup=Decimal(36_000),
        setup_months=Decimal(36),
    )

    # Eight GPUs with overhead; half an engineer at 7500, set-up at 1000.
    assert (fleet.monthly, upkeep.monthly) == (Decimal(16_790), Decimal(8500))


def test_own_machines_cost_purchase_power_and_space():
    fleet = OwnedFleet(
        gpus=8,
        usd_per_gpu=Decimal(36_000),
        life_months=Decimal(36),
        watts_per_gpu=Decimal(1000),
        energy=Energy(
            usd_per_kwh=Decimal("0.15"),
            pue=Decimal("1.5"),
            hours_per_month=Decimal(730),
        ),
        space=Decimal(500),
    )

    # Eight GPUs over 36 months; 12 kW with cooling for 730 h at 15 cents.
    assert (fleet.purchase, fleet.power) == (Decimal(8000), Decimal(1314))
    assert fleet.monthly == Decimal(9814)


def test_ranges_add_figure_by_figure():
    rent = Range(low=Decimal(1), likely=Decimal(2), high=Decimal(4))

    assert total([rent, certain(Decimal(10))]) == Range(
        low=Decimal(11), likely=Decimal(12), high=Decimal(14)
    )


def test_ranges_multiply_and_round():
    rent = Range(low=Decimal("1.001"), likely=Decimal("1.005"), high=Decimal("1.01"))

    assert rent.times(Decimal(2)).in_cents() == Range(
        low=Decimal("2.00"), likely=Decimal("2.01"), high=Decimal("2.02")
    )


def test_a_range_sorts_by_outcome():
    assert spanning(Decimal(5), [Decimal(9), Decimal(3)]) == Range(
        low=Decimal(3), likely=Decimal(5), high=Decimal(9)
    )


def test_a_range_out_of_order_is_refused():
    with pytest.raises(ValueError, match="low over likely to high"):
        Range(low=Decimal(2), likely=Decimal(1), high=Decimal(3))

"""What things cost, against the articles' own figures and sums done by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.decision.cost import (
    Mix,
    Range,
    Staircase,
    TokenPrice,
    Upkeep,
    api_cost,
    break_even_millions,
    certain,
    hybrid_cost,
    is_within_capacity,
    monthly_millions,
    owned_cost,
    price_per_million,
    rented_cost,
    saving_share,
    served_millions,
    spanning,
    staff_cost,
    to_cents,
    total,
    usd_per_million,
)
from tests.advisor.decision.cost_examples import CACHED, NO_UPKEEP, ONE_GPU, OWNED

THIRTY_DAYS = Decimal(720)  # hours; the articles count 30 days a month
THREE_TO_ONE = Mix(
    input_output_ratio=Decimal(3), cached_share=Decimal(0), batch_share=Decimal(0)
)
CLOSED = TokenPrice(input=Decimal(3), output=Decimal(15))
STAIRCASE = Staircase(
    fixed_monthly=Decimal(6000),
    step_monthly=Decimal(2000),
    step_millions=Decimal(1000),
    minimum_steps=1,
    maximum_steps=None,
)


def plain_cost(
    input_millions: Decimal | int | str,
    output_millions: Decimal | int | str,
    price: TokenPrice,
) -> Decimal:
    """The bill with nothing cached and nothing in batch."""
    return api_cost(
        input_millions=Decimal(input_millions),
        output_millions=Decimal(output_millions),
        price=price,
        cached_share=Decimal(0),
        batch_share=Decimal(0),
    )


def near(expected: str | float, tolerance: float) -> object:
    return pytest.approx(Decimal(str(expected)), rel=Decimal(str(tolerance)))


def test_160_million_tokens_cost_110_dollars():
    price = TokenPrice(input=Decimal("0.25"), output=Decimal("2.00"))

    assert plain_cost(120, 40, price) == Decimal("110.00")


def test_one_small_request_costs_a_tenth_of_a_cent():
    price = TokenPrice(input=Decimal("1.5"), output=Decimal("2"))

    assert plain_cost("0.0005", "0.0002", price) == Decimal("0.00115")


@pytest.mark.parametrize(("input_price", "usd"), [("0.27", 2700), ("3.00", 30_000)])
def test_sn_01_ten_billion_tokens_at_the_input_price(input_price, usd):
    price = TokenPrice(input=Decimal(input_price), output=Decimal(0))

    assert plain_cost(10_000, 0, price) == usd


@pytest.mark.parametrize(
    ("factor", "usd", "saving"), [(3, 8100, "0.73"), (5, 13_500, "0.55")]
)
def test_sn_02_more_output_for_equal_quality(factor, usd, saving):
    bill = factor * plain_cost(
        10_000, 0, TokenPrice(input=Decimal("0.27"), output=Decimal(0))
    )

    assert bill == usd
    assert saving_share(current=Decimal(30_000), alternative=bill) == near(saving, 0.01)


def test_sn_03_three_in_one_out_at_3_and_15_is_6_dollars_a_million():
    assert price_per_million(CLOSED, THREE_TO_ONE) == 6
    assert plain_cost(7500, 2500, CLOSED) == 60_000


@pytest.mark.parametrize(
    ("server", "price", "per_month", "per_day"),
    [
        pytest.param(8000, "3.0", "2666.7", "88.9", id="SN-04"),
        pytest.param(8000, "0.27", "29630", "987.7", id="SN-05"),
        pytest.param(400, "3.0", "133.3", "4.44", id="SN-06"),
    ],
)
def test_break_even_of_the_articles_servers(server, price, per_month, per_day):
    volume = break_even_millions(
        fixed_monthly=Decimal(server), price_per_million=Decimal(price)
    )

    assert volume is not None
    assert volume == near(per_month, 0.01)
    assert volume / 30 == near(per_day, 0.01)


def test_sn_05_is_never_at_this_fleet_size():
    volume = break_even_millions(
        fixed_monthly=Decimal(8000), price_per_million=Decimal("0.27")
    )
    capacity = served_millions(
        tokens_per_second=Decimal(4 * 850),
        hours_per_month=THIRTY_DAYS,
        utilization=Decimal(1),
    )

    assert not is_within_capacity(millions=volume, capacity=capacity)


@pytest.mark.parametrize(
    ("tokens_per_day", "usd", "per_million"),
    [(10**6, 200, "6.67"), (10**6, 500, "16.67"), (10**7, 5000, "16.67")],
)
def test_sn_07_the_price_behind_an_articles_table(tokens_per_day, usd, per_million):
    millions = monthly_millions(
        tokens_per_day=Decimal(tokens_per_day), hours_per_month=THIRTY_DAYS
    )

    assert usd_per_million(monthly_cost=Decimal(usd), millions=millions) == near(
        per_million, 0.01
    )


@pytest.mark.parametrize(("tokens_per_day", "usd"), [(3, 1500), (5, 2500)])
def test_sn_08_the_rule_of_thumb_holds_inside_its_own_table(tokens_per_day, usd):
    millions = monthly_millions(
        tokens_per_day=tokens_per_day * Decimal(10**6), hours_per_month=THIRTY_DAYS
    )
    bill = plain_cost(
        millions, 0, TokenPrice(input=Decimal("16.67"), output=Decimal(0))
    )

    assert bill == near(usd, 0.02)
    assert 1000 <= bill <= 3000


def test_sn_09_eighty_percent_saved_holds_only_toward_the_top():
    assert saving_share(current=Decimal(5000), alternative=Decimal(5000)) == 0
    assert saving_share(current=Decimal(50_000), alternative=Decimal(2000)) == Decimal(
        "0.96"
    )


@pytest.mark.parametrize(
    ("usd", "gpus", "rate"),
    [(400, 1, "0.556"), (8000, 4, "2.778"), (25_000, 8, "4.34")],
)
def test_sn_11_the_hourly_rate_behind_the_articles_servers(usd, gpus, rate):
    fleet = replace(
        ONE_GPU,
        gpus_per_replica=gpus,
        usd_per_gpu_hour=Decimal(rate),
        hours_per_month=THIRTY_DAYS,
    )

    assert rented_cost(fleet=fleet, upkeep=NO_UPKEEP) == near(usd, 0.01)


def test_sn_12_a_tuning_fee_is_tokens_times_price():
    assert plain_cost(10, 0, TokenPrice(input=Decimal(25), output=Decimal(0))) == 250


@pytest.mark.parametrize(("load", "usd"), [("1", "0.99"), ("0.1", "9.92")])
def test_an_idle_gpu_makes_each_token_dearer(load, usd):
    millions = served_millions(
        tokens_per_second=Decimal(700),
        hours_per_month=Decimal(730),
        utilization=Decimal(load),
    )
    per_million = usd_per_million(monthly_cost=ONE_GPU.monthly, millions=millions)

    assert per_million is not None
    assert to_cents(per_million) == Decimal(usd)


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


def test_a_month_of_730_hours_has_730_twenty_fourths_of_a_day():
    millions = monthly_millions(
        tokens_per_day=Decimal(24 * 10**6), hours_per_month=Decimal(730)
    )

    assert millions == 730


def test_a_rented_fleet_with_its_people():
    fleet = replace(
        ONE_GPU, replicas=2, gpus_per_replica=4, overhead_share=Decimal("0.15")
    )
    upkeep = Upkeep(
        staff=staff_cost(fte=Decimal("0.5"), salary_per_year=Decimal(180_000)),
        setup=Decimal(36_000),
        setup_months=Decimal(36),
    )

    # Eight GPUs with overhead 16,790, half an engineer 7500, set-up 1000.
    assert rented_cost(fleet=fleet, upkeep=upkeep) == Decimal("25290")


def test_own_machines_cost_purchase_power_and_space():
    # Eight GPUs over 36 months; 12 kW with cooling for 730 h at 15 cents.
    assert (OWNED.purchase, OWNED.power) == (Decimal(8000), Decimal(1314))
    assert owned_cost(fleet=OWNED, upkeep=NO_UPKEEP) == Decimal(9814)


def test_hybrid_pays_both_bills_and_the_second_stack():
    bills = [Decimal(100), Decimal(250)]

    assert hybrid_cost(bills=bills, second_stack_staff=Decimal(50)) == 400


def test_free_tokens_are_never_broken_even_with():
    volume = break_even_millions(
        fixed_monthly=Decimal(8000), price_per_million=Decimal(0)
    )

    assert volume is None
    assert not is_within_capacity(millions=volume, capacity=Decimal(10**9))


def test_a_break_even_at_full_capacity_is_within_it():
    assert is_within_capacity(millions=Decimal(500), capacity=Decimal(500))


def test_nothing_served_has_no_price_per_million():
    assert usd_per_million(monthly_cost=Decimal(10), millions=Decimal(0)) is None


def test_no_bill_has_no_saving():
    assert saving_share(current=Decimal(0), alternative=Decimal(5)) is None


def test_a_staircase_breaks_even_where_enough_replicas_can_serve_it():
    # Each replica gains 1000 * 5 - 2000, so two carry the 6000: 10,000 / 5.
    assert STAIRCASE.break_even_millions(Decimal(5)) == 2000


@pytest.mark.parametrize("price", ["0", "1.99", "2"])
def test_a_replica_dearer_than_its_tokens_never_breaks_even(price):
    assert STAIRCASE.break_even_millions(Decimal(price)) is None


@pytest.mark.parametrize(("most", "volume"), [(1, None), (2, 2000)])
def test_a_staircase_breaks_even_only_with_enough_replicas(most, volume):
    stairs = replace(STAIRCASE, maximum_steps=most)

    assert stairs.break_even_millions(Decimal(5)) == volume


def test_a_staircase_never_has_fewer_replicas_than_its_minimum():
    assert replace(STAIRCASE, minimum_steps=2).steps(Decimal(1)) == 2


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

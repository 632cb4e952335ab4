"""Tariffs by volume, and every volume at which the cheaper of two changes."""

from decimal import Decimal

import pytest

from advisor.calculator.tariffs import (
    MOST_CROSSINGS,
    Crossing,
    Staircase,
    Tariff,
    crossings,
    together,
    whole_tokens,
)

LINE = Tariff(fixed=Decimal(0), usd_per_million=Decimal(5))


def fleet(
    fixed: int = 6000,
    step: int = 2000,
    each: int | str = 1000,
    least: int = 1,
    most: int | None = None,
) -> Tariff:
    """Whole replicas at `step` a month, each for `each` million tokens."""
    stairs = Staircase(
        step_monthly=Decimal(step),
        step_millions=whole_tokens(Decimal(each)),
        minimum_steps=least,
        maximum_steps=most,
    )
    return Tariff(
        fixed=Decimal(fixed), stairs=(stairs,), most_millions=stairs.most_millions
    )


def volumes(found: tuple[Crossing, ...]) -> list[Decimal]:
    return [crossing.millions for crossing in found]


# --- What a month costs ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("millions", "usd"), [(0, 8000), (1, 8000), (1000, 8000), (1001, 10_000)]
)
def test_a_fleet_grows_by_whole_replicas(millions, usd):
    assert fleet().monthly(Decimal(millions)) == usd


def test_a_fleet_of_fixed_size_has_no_cost_beyond_what_it_serves():
    fixed = fleet(least=2, most=2)

    assert fixed.monthly(Decimal(2000)) == 10_000
    assert fixed.monthly(Decimal(2001)) is None


def test_what_cannot_be_served_is_due_all_the_same():
    assert fleet(most=2).due(Decimal(9999)) == 10_000


def test_a_share_of_the_volume_needs_a_share_of_the_replicas():
    quarter = fleet(most=1).for_share(Decimal("0.25"))

    assert quarter.monthly(Decimal(4000)) == 8000
    assert quarter.monthly(Decimal(4001)) is None


def test_together_all_are_paid():
    both = together([fleet(), LINE.for_share(Decimal("0.5"))])

    assert both.monthly(Decimal(100)) == 8000 + 250


def test_whole_replicas_serve_exactly_their_multiples():
    awkward = fleet(each=str(Decimal(1) / 3))
    each = awkward.stairs[0].step_millions

    assert [awkward.due(count * each) for count in (1, 2, 3, 7)] == [
        8000,
        10_000,
        12_000,
        20_000,
    ]


def test_a_capacity_below_a_token_is_one_token():
    assert whole_tokens(Decimal("1e-9")) == Decimal("0.000001")


# --- Where two of them cross -------------------------------------------------------------


def test_a_flat_bill_meets_a_price_at_their_quotient():
    flat = Tariff(fixed=Decimal(8000))

    (crossing,) = crossings(flat, LINE)

    assert (crossing.millions, crossing.is_step) == (Decimal(1600), False)
    assert crossing.first_is_cheaper_above


def test_a_fleet_is_cheaper_where_enough_replicas_can_serve_it():
    # One replica, 8000, meets 5 v at 1600, but serves 1000 only. Two, 10,000, meet it
    # at 2000, where they end: level, not cheaper. Three, 12,000, do at 2400.
    found = crossings(fleet(), LINE)

    assert volumes(found) == [2400]
    assert found[0].first_is_cheaper_above


def test_a_replica_that_costs_more_than_it_has_won_changes_the_order_back():
    # Two replicas: 10,000 / 5 = 2000 and they serve 2000. A step of 4000: fixed 1000.
    # 1: 5000 / 5 = 1000 = its end. 2: 9000 / 5 = 1800, ends at 2000 with 1000 won, and
    # the third costs 4000: back at 2000, until 13,000 / 5 = 2600; at 3000 won 2000:
    # back, 17,000 / 5 = 3400; at 4000 won 3000: back; 4200; at 5000 won 4000: equal.
    found = crossings(fleet(fixed=1000, step=4000), LINE)

    assert volumes(found) == [1800, 2000, 2600, 3000, 3400, 4000, 4200]
    assert [crossing.is_step for crossing in found] == [False, True] * 3 + [False]


def test_a_crossing_beyond_what_the_fleet_serves_is_marked():
    (crossing,) = crossings(fleet(least=1, most=1), LINE)

    assert (crossing.millions, crossing.is_within) == (Decimal(1600), False)


def test_a_price_below_that_of_a_replica_is_never_beaten():
    cheap = Tariff(fixed=Decimal(0), usd_per_million=Decimal("1.99"))

    assert crossings(fleet(), cheap) == ()


def test_replicas_that_cost_nothing_are_no_steps():
    (crossing,) = crossings(fleet(step=0), LINE)

    assert (crossing.millions, crossing.is_step) == (Decimal(1200), False)


def test_equal_tariffs_never_cross():
    assert crossings(fleet(), fleet()) == ()


def test_free_tokens_are_never_beaten():
    assert crossings(fleet(), Tariff(fixed=Decimal(0))) == ()


def test_two_prices_with_different_fixed_costs_cross_once():
    dear = Tariff(fixed=Decimal(100), usd_per_million=Decimal(1))
    cheap = Tariff(fixed=Decimal(0), usd_per_million=Decimal(3))

    (crossing,) = crossings(dear, cheap)

    assert (crossing.millions, crossing.first_is_cheaper_above) == (Decimal(50), True)


def test_a_band_without_end_is_told_up_to_a_limit():
    # The price is exactly that of a replica that works all the time.
    same = Tariff(fixed=Decimal(7000), usd_per_million=Decimal(2))

    assert len(crossings(fleet(), same)) == MOST_CROSSINGS


def test_a_far_crossing_costs_no_walk_along_all_steps():
    tiny = fleet(fixed=10**9, step=1, each=1)

    (first, *_) = crossings(tiny, LINE)

    assert first.millions == pytest.approx(Decimal(250_000_000), rel=Decimal("1e-6"))

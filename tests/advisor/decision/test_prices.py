"""Which price row is in use on a day, and how far the others stray."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from math import log

import pytest

from advisor.decision import cost
from advisor.decision.price_rows import PriceRow
from advisor.decision.prices import announced, price_in_use, price_list, price_range
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_HOSTED,
    DAY,
    catalog_of,
    needs,
    price,
    weigher,
)

TOMORROW = DAY + timedelta(days=1)
USUAL = price("3", "15")
LONG = price("6", "30", above_tokens=200_000)
PEAK = price("5", "25", schedule="peak")
MIX = cost.Mix(
    input_output_ratio=Decimal(3), cached_share=Decimal(0), batch_share=Decimal(0)
)


def in_use(*rows: PriceRow) -> PriceRow | None:
    return price_in_use(replace(ALPHA_API, prices=rows), DAY)


def spread(*rows: PriceRow, context_tokens: int | None = None) -> list[Decimal]:
    found = price_range(replace(ALPHA_API, prices=rows), DAY, MIX, (), context_tokens)
    assert found is not None
    return [found.low, found.likely, found.high]


def test_of_several_sources_the_first_is_in_use():
    assert in_use(USUAL, price("1", "1")) is USUAL


def test_the_peak_hours_and_long_requests_are_not_the_usual_price():
    assert in_use(PEAK, LONG, USUAL) is USUAL


def test_where_only_the_peak_is_priced_it_is_in_use():
    assert in_use(PEAK) is PEAK


def test_a_price_that_has_ended_is_not_in_use():
    assert in_use(replace(USUAL, valid_until=DAY)) is None


def test_a_price_list_is_the_price_in_use_with_its_tiers_shortest_first():
    longer = replace(LONG, above_tokens=500_000)
    others = (PEAK, replace(LONG, source="another"), replace(LONG, valid_until=DAY))
    candidate = replace(ALPHA_API, prices=(longer, USUAL, LONG, *others))

    assert price_list(candidate, DAY) == (USUAL, LONG, longer)


def test_without_a_price_in_use_the_price_list_is_empty():
    assert price_list(replace(ALPHA_API, prices=(LONG,)), DAY) == ()


@pytest.mark.parametrize(
    ("days", "is_told"), [(0, False), (1, True), (365, True), (366, False)]
)
def test_changes_within_a_year_are_announced(days, is_told):
    row = replace(USUAL, valid_from=DAY + timedelta(days=days))

    assert bool(announced(replace(ALPHA_API, prices=(row,)), DAY)) == is_told


def test_one_price_has_no_spread():
    assert spread(USUAL) == [6, 6, 6]


def test_other_sources_and_peak_hours_spread_the_price():
    assert spread(USUAL, PEAK, price("1", "1")) == [1, 6, 10]


def test_a_change_to_come_spreads_the_price():
    assert spread(USUAL, replace(PEAK, valid_from=TOMORROW)) == [6, 6, 10]


@pytest.mark.parametrize(("longest", "most"), [(None, 6), (200_000, 6), (200_001, 12)])
def test_the_price_of_long_requests_counts_where_they_are_that_long(longest, most):
    assert spread(USUAL, LONG, context_tokens=longest)[-1] == most


# --- What volume is worth --------------------------------------------------------------


@pytest.mark.parametrize("volume", [0, 10**6, 10**9])
def test_the_stake_grows_with_the_logarithm_of_the_spend(volume):
    market = weigher(catalog_of(ALPHA_API)).market
    spend = volume / 1e6 * 730 / 24 * 6  # US dollars a month, at the only price

    stake = market.stake(needs(tokens_per_day=volume))

    assert stake == pytest.approx(0.3 * log(1 + spend / 1500))


def test_the_price_of_reference_is_the_median():
    dear = replace(ALPHA_API, offering="dear", prices=(price("30", "30"),))
    market = weigher(
        catalog_of(ALPHA_API, replace(dear, context_offered=1), BETA_HOSTED)
    ).market

    assert market.reference_price == 6


def test_a_mix_that_is_left_open_spreads_the_price():
    mostly_input = replace(MIX, input_output_ratio=Decimal(10))
    candidate = replace(ALPHA_API, prices=(USUAL,))
    found = price_range(candidate, DAY, MIX, (mostly_input,), None)

    assert found is not None
    assert found.low < found.likely == found.high

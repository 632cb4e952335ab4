"""Prices of a mix in whole numbers: the very figures that decimals make."""

from decimal import Decimal

import pytest

from advisor.decision import cost
from advisor.decision.candidates import Catalog
from advisor.decision.cost import TokenPrice, price_per_million
from advisor.decision.market import Market
from advisor.decision.unit_prices import PriceList
from tests.advisor.decision.examples import DAY

PLAIN = TokenPrice(input=Decimal(3), output=Decimal(15))
FULL = TokenPrice(
    input=Decimal("0.27"),
    output=Decimal("1.1"),
    cached_input=Decimal("0.0688"),
    batch_discount=Decimal("0.335"),
    cache_write=Decimal("0.3375"),
)


def mix(ratio: str, cached: str, batch: str, written: str = "0") -> cost.Mix:
    return cost.Mix(
        input_output_ratio=Decimal(ratio),
        cached_share=Decimal(cached),
        batch_share=Decimal(batch),
        written_share=Decimal(written),
    )


MIXES = [
    mix("3", "0", "0"),
    mix("0", "1", "1"),
    mix("0.10023", "0.3", "0.95"),
    mix("21.544346900318832", "0.0001", "0.123"),
    mix("99.5", "0.4", "0.5", written="0.35"),
]


@pytest.mark.parametrize("tokens", MIXES)
def test_each_price_comes_to_the_figure_of_the_formula(
    tokens: cost.Mix, shipped_catalog: Catalog
):
    prices = [PLAIN, None, FULL, *Market(shipped_catalog, DAY).token_prices]

    assert PriceList(prices).at(tokens) == tuple(
        float(price_per_million(price, tokens)) if price else 0.0 for price in prices
    )


def test_what_is_not_known_of_a_price_makes_it_no_other_price():
    stated = TokenPrice(
        input=PLAIN.input,
        output=PLAIN.output,
        cached_input=PLAIN.input,
        batch_discount=Decimal(0),
    )

    one, other = PriceList([PLAIN, stated]).at(mix("7", "0.9", "0.7"))

    assert one == other


def test_a_market_without_prices_has_no_figures():
    assert PriceList([None, None]).at(MIXES[0]) == (0.0, 0.0)

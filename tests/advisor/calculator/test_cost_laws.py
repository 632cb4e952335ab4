"""Laws that hold for every volume, price and fleet, not only for the examples."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from advisor.calculator.parameters import LEAST
from advisor.calculator.tariffs import Staircase, Tariff, crossings
from advisor.decision.cost import Mix, TokenPrice, price_per_million
from tests.advisor.calculator.examples import api, costing, owned, rented

# Over more numbers in `make properties`, like the properties of advice.
pytestmark = pytest.mark.properties

MILLION = 10**6
CACHED = api(
    3, 15, cached_input_usd_per_million=Decimal("0.3"), batch_discount=Decimal("0.5")
)
amounts = st.decimals(0, 10**6, places=4)
prices = st.decimals(Decimal("0.0001"), 1000, places=4)
shares = st.decimals(0, 1, places=4)
factors = st.integers(1, 1000)


def near(expected: Decimal) -> object:
    """Equal up to the last places of a division."""
    return pytest.approx(expected, rel=Decimal("1e-20"), abs=Decimal("1e-12"))


def bill(scenario: dict[str, Any], **more: Any) -> Decimal:
    """The likely month, not rounded."""
    found = costing(scenario, **more)
    assert found.tariffs is not None
    return found.tariffs.likely.due(found.volume.millions)


def of_tokens(
    inputs: Decimal, outputs: Decimal, cached: Decimal, batch: Decimal = Decimal(0)
) -> Decimal:
    """The bill of so many million tokens."""
    return bill(
        CACHED,
        input_tokens_per_month=inputs * MILLION,
        output_tokens_per_month=outputs * MILLION,
        cached_share=cached,
        batch_share=batch,
    )


@given(
    volume=st.integers(1, 10**6),
    factor=factors,
    fixed=amounts,
    step=amounts,
    capacity=st.integers(1, 10**5),
    minimum=st.integers(1, 3),
)
def test_p08_multiplying_volume_never_favors_the_api(
    volume, factor, fixed, step, capacity, minimum
):
    stairs = Staircase(
        step_monthly=step,
        step_millions=Decimal(capacity),
        minimum_steps=minimum,
        maximum_steps=None,
    )
    fleet = Tariff(fixed=fixed, stairs=(stairs,))

    # API(kv) / self(kv) >= API(v) / self(v), with a linear API: self(kv) <= k self(v)
    assert fleet.due(Decimal(volume * factor)) <= factor * fleet.due(Decimal(volume))


@given(inputs=amounts, outputs=amounts, factor=factors, cached=shares, batch=shares)
def test_p11_api_cost_is_homogeneous_in_tokens(inputs, outputs, factor, cached, batch):
    more = of_tokens(inputs * factor, outputs * factor, cached, batch)

    assert more == near(factor * of_tokens(inputs, outputs, cached, batch))


@given(fresh=amounts, cached=amounts, outputs=amounts)
def test_p11_api_cost_is_additive(fresh, cached, outputs):
    inputs = fresh + cached
    share = cached / inputs if inputs else Decimal(0)
    assume(not share or share >= LEAST)  # the calculator takes no smaller ones
    parts = fresh * 3 + cached * Decimal("0.3") + outputs * 15

    assert of_tokens(inputs, outputs, share) == near(parts)


@given(millions=amounts, ratio=prices, cached=shares, batch=shares)
def test_p11_blended_price_and_bill_agree(millions, ratio, cached, batch):
    mix = Mix(input_output_ratio=ratio, cached_share=cached, batch_share=batch)
    price = TokenPrice(
        input=Decimal(3),
        output=Decimal(15),
        cached_input=Decimal("0.3"),
        batch_discount=Decimal("0.5"),
    )
    found = bill(
        CACHED,
        tokens_per_month=millions * MILLION,
        input_output_ratio=ratio,
        cached_share=cached,
        batch_share=batch,
    )

    assert found == near(millions * price_per_million(price, mix))


@given(load=st.decimals(Decimal("0.01"), 1, places=2))
def test_p11_cost_per_token_is_inverse_to_utilization(load):
    def per_million(utilization: Decimal) -> Decimal:
        gpu = rented(usd_per_gpu_hour="2.50", tokens_per_second=700)
        cost = costing(gpu, utilization=utilization).per_million
        assert cost is not None
        return cost.likely

    assert per_million(load) == near(per_million(Decimal(1)) / load)


@given(fixed=amounts.filter(bool), price=prices)
def test_p11_both_bills_agree_at_the_break_even(fixed, price):
    tokens = Tariff(fixed=Decimal(0), usd_per_million=price)

    (crossing,) = crossings(Tariff(fixed=fixed), tokens)

    assert crossing.millions * price == near(fixed)


@given(millions=amounts, price=prices, more=amounts, shift=shares, cached=shares)
def test_p12_moving_tokens_to_output_never_lowers_the_bill(
    millions, price, more, shift, cached
):
    output = min(price + more, Decimal(MILLION))  # no price may be above a million

    def of_output(share: Decimal) -> Decimal:
        return bill(
            api(price, output, cached_input_usd_per_million=price / 10),
            tokens_per_month=millions * MILLION,
            input_share=1 - share,
            cached_share=cached,
        )

    assert of_output(shift) >= of_output(shift / 2)


@given(rate=prices, more=amounts)
def test_p10_a_dearer_gpu_never_makes_self_hosting_cheaper(rate, more):
    cheap, dear = (
        bill(rented(usd_per_gpu_hour=one, tokens_per_second=700))
        for one in (rate, min(rate + more, Decimal(MILLION)))
    )

    assert dear >= cheap


@given(rate=prices, more=prices)
def test_p10_dearer_power_never_makes_own_machines_cheaper(rate, more):
    cheap, dear = (
        bill(owned(usd_per_gpu=36_000, watts_per_gpu=1000, usd_per_kwh=one))
        for one in (rate, min(rate + more, Decimal(1000)))
    )

    assert dear >= cheap


@given(factor=factors, rate=prices, staff=amounts, setup=amounts)
def test_p10_all_prices_in_another_unit_scale_the_bill(factor, rate, staff, setup):
    def in_unit(unit: int) -> Decimal:
        return bill(
            {"kind": "self_hosted", "tokens_per_second": 700, "setup_months": 36},
            usd_per_gpu_hour=rate * unit,
            staff_usd_month=staff * unit,
            setup_usd=setup * unit,
        )

    assert in_unit(factor) == near(factor * in_unit(1))

"""Laws that hold for every volume, price and fleet, not only for the examples."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.decision.cost import (
    Mix,
    Staircase,
    TokenPrice,
    Upkeep,
    api_cost,
    break_even_millions,
    price_per_million,
    rented_cost,
    served_millions,
    usd_per_million,
)
from tests.advisor.decision.cost_examples import CACHED, NO_UPKEEP, ONE_GPU, OWNED

# Over more numbers in `make properties`, like the properties of advice.
pytestmark = pytest.mark.properties

amounts = st.decimals(0, 10**6, places=4)
prices = st.decimals(Decimal("0.0001"), 1000, places=4)
shares = st.decimals(0, 1, places=4)
factors = st.integers(1, 1000)


def near(expected: Decimal) -> object:
    """Equal up to the last places of a division."""
    return pytest.approx(expected, rel=Decimal("1e-20"), abs=Decimal("1e-12"))


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
        fixed_monthly=fixed,
        step_monthly=step,
        step_millions=Decimal(capacity),
        minimum_steps=minimum,
        maximum_steps=None,
    )

    # API(kv) / self(kv) >= API(v) / self(v), with a linear API: self(kv) <= k self(v)
    assert stairs.monthly(Decimal(volume * factor)) <= factor * stairs.monthly(
        Decimal(volume)
    )


@given(inputs=amounts, outputs=amounts, factor=factors, cached=shares, batch=shares)
def test_p11_api_cost_is_homogeneous_in_tokens(inputs, outputs, factor, cached, batch):
    def bill(times: int) -> Decimal:
        return api_cost(
            input_millions=inputs * times,
            output_millions=outputs * times,
            price=CACHED,
            cached_share=cached,
            batch_share=batch,
        )

    assert bill(factor) == near(factor * bill(1))


@given(fresh=amounts, cached=amounts, outputs=amounts)
def test_p11_api_cost_is_additive(fresh, cached, outputs):
    inputs = fresh + cached
    bill = api_cost(
        input_millions=inputs,
        output_millions=outputs,
        price=CACHED,
        cached_share=cached / inputs if inputs else Decimal(0),
        batch_share=Decimal(0),
    )
    parts = fresh * CACHED.input + cached * Decimal("0.3") + outputs * CACHED.output

    assert bill == near(parts)


@given(total_millions=amounts, ratio=prices, cached=shares, batch=shares)
def test_p11_blended_price_and_bill_agree(total_millions, ratio, cached, batch):
    mix = Mix(input_output_ratio=ratio, cached_share=cached, batch_share=batch)
    bill = api_cost(
        input_millions=total_millions * mix.input_share,
        output_millions=total_millions * mix.output_share,
        price=CACHED,
        cached_share=cached,
        batch_share=batch,
    )

    assert bill == near(total_millions * price_per_million(CACHED, mix))


@given(load=st.decimals(Decimal("0.01"), 1, places=2))
def test_p11_cost_per_token_is_inverse_to_utilization(load):
    def per_million(utilization: Decimal) -> Decimal:
        millions = served_millions(
            tokens_per_second=Decimal(700),
            hours_per_month=Decimal(730),
            utilization=utilization,
        )
        cost = usd_per_million(monthly_cost=ONE_GPU.monthly, millions=millions)
        assert cost is not None
        return cost

    assert per_million(load) == near(per_million(Decimal(1)) / load)


@given(fixed=amounts, price=prices)
def test_p11_both_bills_agree_at_the_break_even(fixed, price):
    volume = break_even_millions(fixed_monthly=fixed, price_per_million=price)

    assert volume is not None
    assert volume * price == near(fixed)


@given(
    fixed=amounts,
    step=amounts,
    capacity=st.integers(1, 10**5),
    price=prices,
    minimum=st.integers(1, 3),
)
def test_p11_a_staircase_meets_the_api_within_its_capacity(
    fixed, step, capacity, price, minimum
):
    stairs = Staircase(
        fixed_monthly=fixed,
        step_monthly=step,
        step_millions=Decimal(capacity),
        minimum_steps=minimum,
        maximum_steps=10**6,
    )
    volume = stairs.break_even_millions(price)

    if volume is not None:
        # A hair less volume: the last place of a division may cross to the next step.
        just_below = volume * (1 - Decimal("1e-20"))
        assert stairs.monthly(just_below) == near(volume * price)


@given(millions=amounts, price=prices, more=amounts, shift=shares, cached=shares)
def test_p12_moving_tokens_to_output_never_lowers_the_bill(
    millions, price, more, shift, cached
):
    terms = TokenPrice(input=price, output=price + more, cached_input=price / 10)

    def bill(output_share: Decimal) -> Decimal:
        return api_cost(
            input_millions=millions * (1 - output_share),
            output_millions=millions * output_share,
            price=terms,
            cached_share=cached,
            batch_share=Decimal(0),
        )

    assert bill(shift) >= bill(shift / 2)


@given(rate=prices, more=amounts)
def test_p10_a_dearer_gpu_never_makes_self_hosting_cheaper(rate, more):
    cheap = replace(ONE_GPU, usd_per_gpu_hour=rate)
    dear = replace(ONE_GPU, usd_per_gpu_hour=rate + more)

    assert rented_cost(fleet=dear, upkeep=NO_UPKEEP) >= rented_cost(
        fleet=cheap, upkeep=NO_UPKEEP
    )


@given(rate=prices, more=amounts)
def test_p10_dearer_power_never_makes_own_machines_cheaper(rate, more):
    cheap = replace(OWNED, energy=replace(OWNED.energy, usd_per_kwh=rate))
    dear = replace(OWNED, energy=replace(OWNED.energy, usd_per_kwh=rate + more))

    assert dear.monthly >= cheap.monthly


@given(factor=factors, rate=prices, staff=amounts, setup=amounts)
def test_p10_all_prices_in_another_unit_scale_the_bill(factor, rate, staff, setup):
    def bill(unit: int) -> Decimal:
        return rented_cost(
            fleet=replace(ONE_GPU, usd_per_gpu_hour=rate * unit),
            upkeep=Upkeep(
                staff=staff * unit, setup=setup * unit, setup_months=Decimal(36)
            ),
        )

    assert bill(factor) == near(factor * bill(1))

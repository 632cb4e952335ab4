"""Laws of any costing, over generated scenarios."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.calculator.calculate import calculate
from advisor.calculator.costing import Comparison
from advisor.calculator.reading import read_scenario
from tests.advisor.calculator.examples import FACTS, cost, costing

pytestmark = pytest.mark.properties
CENT = Decimal("0.01")


def amounts(most: int, digits: int = 2) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most * 10**digits).map(lambda n: Decimal(n).scaleb(-digits))


def ranges(values: st.SearchStrategy[Decimal]) -> st.SearchStrategy[dict[str, Decimal]]:
    ordered = st.tuples(values, values, values).map(sorted)
    return ordered.map(
        lambda three: dict(zip(("low", "likely", "high"), three, strict=True))
    )


def some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of these keys, each left out as often as not."""
    return st.fixed_dictionaries({}, optional=keys)


shares = amounts(1)
usd = st.one_of(amounts(1000), ranges(amounts(1000)))
staff = some(
    fte=st.one_of(amounts(9), ranges(amounts(9))),
    setup_usd=amounts(100_000),
    other_monthly=st.just({"Else": "12.345"}),
)
mix: st.SearchStrategy[dict[str, Any]] = some(input_output_ratio=amounts(20)) | some(
    input_share=ranges(shares)
)
token_mix = some(
    cached_share=shares,
    cache_write_share=shares,
    batch_share=shares,
    reasoning_share=amounts(4),
    region_multiplier=amounts(3).map(lambda n: n + Decimal("0.5")),
    discount_share=shares,
)
prices: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"input_usd_per_million": usd, "output_usd_per_million": usd},
    optional={"cached_input_usd_per_million": usd, "cache_write_usd_per_million": usd},
) | st.sampled_from(
    [{"model": "alpha"}, {"model": "beta"}, {"blended_usd_per_million": "2"}]
)
machines: st.SearchStrategy[dict[str, Any]] = some(
    peak_factor=amounts(9).map(lambda n: n + 1),
    target_utilization=shares.map(lambda n: max(n, Decimal("0.01"))),
    machine_hours_per_month=st.integers(1, 744),
) | some(traffic=st.sampled_from(["steady", "office_hours", "spiky", "batch"]))
fleets: st.SearchStrategy[dict[str, Any]] = some(replicas=st.integers(1, 50)) | some(
    min_replicas=st.one_of(st.integers(1, 5), ranges(st.integers(1, 5).map(Decimal)))
)
models: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {"model": "beta", "hardware": "big-gpu"},
        {"model": "gamma"},
        {"tokens_per_second": "1234.5", "gpus": 2},
        {"output_tokens_per_second": {"low": 10, "likely": 99, "high": 1000}},
    ]
)


def merged(
    kind: str, *parts: st.SearchStrategy[dict[str, Any]]
) -> st.SearchStrategy[Any]:
    return st.tuples(*parts).map(
        lambda found: {"kind": kind} | {k: v for one in found for k, v in one.items()}
    )


apis = merged("api", prices, token_mix, staff)
rented = merged(
    "self_hosted",
    models,
    machines,
    fleets,
    staff,
    some(usd_per_gpu_hour=usd, overhead_share=shares),
)
owned = merged(
    "owned",
    models,
    machines,
    fleets,
    staff,
    some(
        usd_per_gpu=usd,
        watts_per_gpu=amounts(900, 0),
        residual_share=shares,
        life_months=st.integers(1, 90),
    ),
)
simple = st.one_of(apis, rented, owned)
hybrids = st.tuples(simple, simple, shares).map(
    lambda parts: {
        "kind": "hybrid",
        "parts": [{**parts[0], "share": parts[2]}, parts[1]],
    }
)
scenarios = st.one_of(simple, hybrids)
volumes = st.one_of(
    st.sampled_from([0, 1, 10**15]), st.integers(0, 10**11), st.integers(0, 10**7)
)


@given(scenarios, mix, volumes)
def test_parts_add_up_to_the_total_to_the_cent(scenario, mixed, tokens):
    told = cost(**{**scenario, **mixed}, tokens_per_day=tokens)
    if told["monthly_usd"] is None:
        assert told["sentences"]
        return
    for end in ("low", "likely", "high"):
        total = sum((Decimal(line["usd"][end]) for line in told["lines"]), Decimal(0))
        assert total == Decimal(told["monthly_usd"][end])


@given(scenarios, mix, volumes)
def test_low_is_at_most_likely_and_likely_at_most_high(scenario, mixed, tokens):
    found = costing(scenario, **mixed, tokens_per_day=tokens)
    if found.tariffs is None:
        return
    for millions in map(Decimal, (0, 1, 7, 1000, 123_456, 10**9)):
        low, likely, high = (
            tariff.due(millions)
            for tariff in (found.tariffs.low, found.tariffs.likely, found.tariffs.high)
        )
        assert low <= likely <= high


@given(scenarios, mix, volumes, volumes)
def test_more_volume_is_never_cheaper(scenario, mixed, some_tokens, more_tokens):
    less = costing(scenario, **mixed, tokens_per_day=min(some_tokens, more_tokens))
    more = costing(scenario, **mixed, tokens_per_day=max(some_tokens, more_tokens))
    if less.monthly is None or more.monthly is None:
        return
    if (
        less.machines
        and more.machines
        and less.machines.hardware != more.machines.hardware
    ):
        return  # another volume may make other hardware the cheapest
    assert less.monthly.likely <= more.monthly.likely + 20 * CENT


@given(scenarios, mix, volumes)
def test_the_tariff_is_the_bill(scenario, mixed, tokens):
    found = costing(scenario, **mixed, tokens_per_day=tokens)
    if found.tariffs is None or found.monthly is None:
        return
    due = found.tariffs.likely.due(found.volume.millions)
    # Each of some twenty lines is rounded by half a cent at the most.
    assert found.monthly.likely == pytest.approx(due, abs=20 * CENT)


@given(st.one_of(rented, owned), volumes)
def test_capacity_is_never_exceeded_in_silence(scenario, tokens):
    found = costing(scenario, tokens_per_day=tokens)
    machines, volume = found.machines, found.volume
    if machines is None or machines.capacity_millions is None:
        assert found.sentences
        return
    if volume.millions > machines.capacity_millions:
        assert found.sentences
    if machines.load is not None and machines.load > 1:
        assert not found.serves
        assert found.per_million is None


@given(simple, simple, mix)
def test_at_a_crossing_the_bills_agree_and_the_order_changes(one, other, mixed):
    found = calculate(
        read_scenario({"kind": "break_even", "scenarios": [one, other], **mixed}), FACTS
    )
    assert isinstance(found, Comparison)
    first, second = found.costings
    (pairing,) = found.pairings
    if first.tariffs is None or second.tariffs is None:
        assert not pairing.crossings
        return
    a, b = first.tariffs.likely, second.tariffs.likely
    for crossing in pairing.crossings[:5]:
        gap = a.due(crossing.millions) - b.due(crossing.millions)
        assert crossing.is_step or abs(gap) < CENT
        above = crossing.millions + max(crossing.millions, Decimal(1)) * Decimal("1e-9")
        turned = a.due(above) - b.due(above)
        assert (
            (turned <= CENT) if crossing.first_is_cheaper_above else (turned >= -CENT)
        )


@given(scenarios, volumes)
def test_the_same_scenario_gives_the_same_bytes(scenario, tokens):
    first, second = (
        json.dumps(cost(**scenario, tokens_per_day=tokens)) for _ in range(2)
    )

    assert first == second


@given(scenarios, volumes)
def test_every_default_has_its_value_among_the_inputs(scenario, tokens):
    told = cost(**scenario, tokens_per_day=tokens)

    assert set(told["defaults"]) <= set(told["inputs"])
    assert not set(told["defaults"]) & set(scenario)
    for key in told["defaults"]:
        assert told["inputs"][key]["origin"] in {"assumption", "usual"}

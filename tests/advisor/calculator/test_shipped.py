"""The calculator and the decision tell the same figures of the shipped catalog."""

from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from advisor.calculator.facts import Facts
from advisor.decision import cost as money
from advisor.decision.answers import parse_answers
from advisor.decision.candidates import Catalog, OptionKind
from advisor.decision.fleets import cheapest_fleet, demand_for, upkeep
from advisor.decision.machines import machines_that_hold, setting_for, worth_having
from advisor.decision.needs import read_needs
from advisor.decision.prices import is_priced, price_range
from tests.advisor.calculator.examples import cost

NEAR = Decimal("1e-7")


@pytest.fixture(scope="session")
def facts(shipped_catalog, day) -> Facts:
    return Facts(shipped_catalog, day)


def mixes(catalog: Catalog) -> tuple[money.Mix, ...]:
    keys = ("input_output_ratio", "cached_share", "batch_share")
    ends = [
        (row.value, row.low, row.high)
        for row in map(catalog.assumptions.get, keys)
        if row
    ]
    return tuple(
        money.Mix(input_output_ratio=ratio, cached_share=cached, batch_share=batch)
        for ratio, cached, batch in product(*ends)
    )


def test_every_offering_costs_what_the_decision_says(facts, day):
    usual, *others = mixes(facts.catalog)
    checked = 0
    for candidate in facts.catalog.candidates:
        if candidate.kind.is_self_run or not is_priced(candidate, day):
            continue
        expected = price_range(candidate, day, usual, tuple(others), None)
        told = cost(
            facts,
            kind="api",
            model=candidate.model.slug,
            option=candidate.option.slug,
            **({"offering": candidate.offering} if candidate.offering else {}),
        )["usd_per_million"]
        assert expected is not None
        for end in ("low", "likely", "high"):
            assert Decimal(told[end]) == pytest.approx(getattr(expected, end), rel=NEAR)
        checked += 1
    assert checked > 100


@pytest.mark.parametrize("kind", ["self_hosted", "owned"])
def test_every_open_model_has_a_bill_or_a_reason(facts, kind):
    for slug in facts.open_models:
        told = cost(facts, kind=kind, model=slug)
        assert told["monthly_usd"] or told["sentences"]


@pytest.mark.parametrize(
    ("kind", "stack"),
    [("self_hosted", OptionKind.OWN_GPUS), ("owned", OptionKind.OWN_HARDWARE)],
)
@pytest.mark.parametrize("volume", [10**6, 10**10])
def test_a_model_alone_gets_the_machines_that_the_decision_takes(
    facts, day, kind, stack, volume
):
    catalog = facts.catalog
    wanted = read_needs(parse_answers({"tokens_per_day": volume}), catalog, day)
    setting = setting_for(stack, wanted, catalog)
    demand = demand_for(stack, 1.0, wanted, catalog, is_flat=False)
    for slug, model in facts.open_models.items():
        machines = machines_that_hold(model, facts.choices[stack], setting)
        fleet = cheapest_fleet(worth_having(machines), demand, stack)
        told = cost(
            facts, kind=kind, model=slug, tokens_per_day=volume, input_output_ratio=3
        )
        assert (fleet is None) is (told["machines"] is None)
        if fleet is not None:
            bill = fleet.cost + upkeep(stack, wanted, catalog)
            assert told["machines"]["hardware"] == fleet.machine.hardware.name
            assert told["machines"]["replicas"]["likely"] == fleet.replicas
            for end in ("low", "likely", "high"):
                assert Decimal(told["monthly_usd"][end]) == pytest.approx(
                    getattr(bill, end), abs=Decimal("0.05")
                )


def test_every_hardware_has_a_bill_or_a_reason(facts):
    scenarios: list[dict[str, Any]] = [
        {"kind": kind, "model": "llama-3.3-70b", "hardware": slug}
        for kind in ("self_hosted", "owned")
        for slug in facts.hardware
    ]
    for scenario in scenarios:
        told = cost(facts, **scenario)
        assert told["monthly_usd"] or told["sentences"]

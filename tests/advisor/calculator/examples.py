"""Costs of scenarios as the command writes them, on the catalog made by hand."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from advisor.calculator.calculate import calculate
from advisor.calculator.costing import Costing
from advisor.calculator.facts import Facts
from advisor.calculator.reading import read_scenario
from advisor.calculator.telling import told
from advisor.decision.candidates import Catalog, Rate
from tests.advisor.decision.examples import CATALOG, DATACENTER_GPU, DAY, PAGE

FACTS = Facts(CATALOG, DAY)
# What a source leaves out that counts tokens or machines alone.
NOBODY: dict[str, Any] = {"fte": 0, "setup_usd": 0}
ONLY_RENT: dict[str, Any] = {**NOBODY, "overhead_share": 0}
ONLY_MACHINES: dict[str, Any] = {**NOBODY, "space_usd_per_replica_month": 0, "pue": 1}
ONLY_TOKENS: dict[str, Any] = {"cached_share": 0, "batch_share": 0}
BETA_ON_GPUS: dict[str, Any] = {
    "kind": "self_hosted",
    "model": "beta",
    "hardware": "big-gpu",
}


def cost(facts: Facts = FACTS, /, **scenario: Any) -> dict[str, Any]:
    """What the command writes for a scenario."""
    return told(calculate(read_scenario(scenario), facts), facts)


def costing(scenario: dict[str, Any], **more: Any) -> Costing:
    """The same before it is rounded and told; of no comparison."""
    found = calculate(read_scenario({**scenario, **more}), FACTS)
    assert isinstance(found, Costing)
    return found


def cost_with(catalog: Catalog, **scenario: Any) -> dict[str, Any]:
    return cost(Facts(catalog, DAY), **scenario)


def with_hardware(**changes: Any) -> Catalog:
    """The catalog with one hardware alone, changed."""
    return replace(CATALOG, hardware=(replace(DATACENTER_GPU, **changes),))


def rate(usd: str, gpus: int) -> Rate:
    return Rate(
        provider_name=f"Rent {gpus}",
        usd_per_gpu_hour=Decimal(usd),
        source=PAGE,
        min_gpus=gpus,
    )


def api(input_usd: object, output_usd: object, **more: Any) -> dict[str, Any]:
    """A scenario of a provider with these two prices."""
    return {
        "kind": "api",
        "name": "API",
        "input_usd_per_million": input_usd,
        "output_usd_per_million": output_usd,
        **ONLY_TOKENS,
        **more,
    }


def rented(**more: Any) -> dict[str, Any]:
    """A scenario of rented machines, nothing else counted."""
    return {"kind": "self_hosted", "name": "Server", **ONLY_RENT, **more}


def owned(**more: Any) -> dict[str, Any]:
    """A scenario of own machines, nothing else counted."""
    return {"kind": "owned", "name": "Own server", **ONLY_MACHINES, **more}


def likely(figures: dict[str, str] | None) -> Decimal:
    """The likely one of three sums of money."""
    assert figures is not None
    return Decimal(figures["likely"])


def monthly(**scenario: Any) -> Decimal:
    """The likely bill of a month."""
    return likely(cost(**scenario)["monthly_usd"])


def break_even(*scenarios: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    """Where the first two of some scenarios change places."""
    told = cost(kind="break_even", scenarios=list(scenarios), **more)
    found: list[dict[str, Any]] = told["crossings"][0]["at"]
    return found

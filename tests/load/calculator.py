"""How long the calculator takes for a scenario, and for what a page of costs draws."""

import time
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils import timezone

from advisor.calculator.calculate import calculate
from advisor.calculator.costing import Comparison
from advisor.calculator.facts import Facts
from advisor.calculator.reading import read_scenario
from advisor.calculator.telling import told
from advisor.catalog_reader import current_catalog
from tests.running_server import Server

TIMES = 200
VOLUMES = 60
MODEL = "llama-3.3-70b"
SCENARIOS: Mapping[str, Mapping[str, Any]] = {
    "a provider’s tokens": {"kind": "api", "model": MODEL},
    "rented GPUs": {"kind": "self_hosted", "model": MODEL, "hardware": "h100-sxm"},
    "own machines": {"kind": "owned", "model": MODEL, "hardware": "h100-sxm"},
    "the cheapest rented GPUs": {"kind": "self_hosted", "model": MODEL},
}


def lines(server: Server) -> Iterator[str]:
    yield "The calculator, processor time in milliseconds (goals: 1 a scenario, 10 a page)"
    facts = Facts(current_catalog(), timezone.localdate())
    for name, raw in SCENARIOS.items():
        scenario = read_scenario(raw)
        yield row(name, partial(calculate, scenario, facts))
        yield row(f"{name}, read and written", partial(whole_way, raw, facts))
    whole = {"kind": "break_even", "scenarios": list(SCENARIOS.values())}
    yield row(
        "all four and where they cross", lambda: calculate(read_scenario(whole), facts)
    )
    yield row(f"their figures at {VOLUMES} volumes", figures(whole, facts))


def whole_way(raw: Mapping[str, Any], facts: Facts) -> object:
    return told(calculate(read_scenario(raw), facts), facts)


def figures(whole: Mapping[str, Any], facts: Facts) -> Callable[[], object]:
    """What a chart of all of them needs."""
    compared = calculate(read_scenario(whole), facts)
    if not isinstance(compared, Comparison):
        raise TypeError("A comparison was asked for.")
    tariffs = [
        tariff
        for one in compared.costings
        if one.tariffs
        for tariff in (one.tariffs.low, one.tariffs.likely, one.tariffs.high)
    ]
    volumes = [Decimal(1.25**step) for step in range(VOLUMES)]
    return lambda: [tariff.monthly(volume) for tariff in tariffs for volume in volumes]


def row(name: str, work: Callable[[], object]) -> str:
    work()
    started = time.process_time()
    for _ in range(TIMES):
        work()
    spent = (time.process_time() - started) / TIMES
    return f"{name:<40}{spent * 1000:8.2f}"

"""Scenarios side by side: which is cheapest, and where that changes."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import combinations

from advisor.calculator.by_token import idle
from advisor.calculator.costing import Comparison, Costing, Pairing, Volume
from advisor.calculator.facts import Facts
from advisor.calculator.hybrid import knows, says_any
from advisor.calculator.inputs import Inputs
from advisor.calculator.scenarios import Scenario
from advisor.calculator.tariffs import (
    MOST_CROSSINGS,
    Crossing,
    Tariff,
    crossings,
)
from advisor.calculator.volumes import read_volume
from advisor.calculator.words import tokens
from advisor.decision.cost import ONE, ZERO

MOST_TOLD = 3  # crossings of a pair in sentences; all of them stand in the figures


def compare(
    scenario: Scenario, facts: Facts, cost_one: Callable[[Scenario, Facts], Costing]
) -> Comparison:
    """Two or more scenarios at one volume."""
    inputs = Inputs(scenario, facts, stack="all", traffic="steady")
    volume = read_volume(inputs)
    costings = tuple(cost_one(part, facts) for part in scenario.parts)
    pairings = tuple(
        pair(one, other, volume) for one, other in combinations(costings, 2)
    )
    passed = tuple(
        key for key in scenario.given if any(knows(c, key) for c in costings)
    )
    told = [one for one in costings if one.monthly is not None and one.serves]
    cheapest = min(told, key=likely_bill, default=None)
    return Comparison(
        name=scenario.name,
        volume=volume,
        costings=costings,
        pairings=pairings,
        cheapest=None if cheapest is None else cheapest.name,
        inputs=tuple(inputs.used.values()),
        sentences=tuple(s for s in idle(inputs) if not says_any(s, passed)),
    )


def likely_bill(costing: Costing) -> Decimal:
    return ZERO if costing.monthly is None else costing.monthly.likely


def pair(one: Costing, other: Costing, volume: Volume) -> Pairing:
    """Where the cheaper of two changes, in figures and in words."""
    if one.tariffs is None or other.tariffs is None:
        missing = one if one.tariffs is None else other
        why = f"Nothing can be compared with {missing.name}: its cost cannot be told."
        return Pairing(one=one.name, other=other.name, crossings=(), sentences=(why,))
    first, second = one.tariffs.likely, other.tariffs.likely
    found = crossings(first, second)
    names = one.name, other.name
    told = (
        turning(names, found, volume.days, {one.name: first, other.name: second})
        if found
        else [always(names, first, second, volume)]
    )
    return Pairing(
        one=one.name,
        other=other.name,
        crossings=found,
        sentences=tuple(told),
        loads=tuple(loads_at(crossing, one, other) for crossing in found),
        payback_months=payback(one, other),
    )


def turning(
    names: tuple[str, str],
    found: tuple[Crossing, ...],
    days: Decimal,
    tariffs: Mapping[str, Tariff],
) -> list[str]:
    """Where the order changes, in words."""
    told = []
    for crossing in found[:MOST_TOLD]:
        cheaper = names[0] if crossing.first_is_cheaper_above else names[1]
        at = f"{tokens(crossing.millions / days)} a day"
        is_beyond = crossing.is_within is False
        becomes = "would become" if is_beyond else "becomes"
        told.append(f"{cheaper} {becomes} cheaper above {at}.")
        if crossing.is_within is None:
            told.append("Whether so much can be served is not known.")
        if is_beyond:
            unable = [n for n in names if not tariffs[n].serves(crossing.millions)]
            told.append(
                f"That break-even lies beyond what {' and '.join(unable)} can serve: "
                "never at this fleet size."
            )
    if len(found) > MOST_TOLD:
        last = tokens(found[-1].millions / days)
        count = "more than " if len(found) >= MOST_CROSSINGS else ""
        told.append(
            f"They change places {count}{len(found)} times, up to {last} a day, as "
            "replicas are added."
        )
    return told


def always(
    names: tuple[str, str], first: Tariff, second: Tariff, volume: Volume
) -> str:
    """Which is cheaper at every volume, where the order never changes."""
    # Without a crossing any volume tells, but for none at all.
    at = max(volume.millions, ONE)
    bills = first.due(at), second.due(at)
    if bills[0] == bills[1]:
        return f"{names[0]} and {names[1]} cost the same at every volume."
    first_wins = bills[0] < bills[1]
    cheaper, dearer = names if first_wins else names[::-1]
    most = (first if first_wins else second).most_millions
    if most is None:
        return f"{cheaper} is cheaper than {dearer} at every volume."
    if not most:
        return f"{cheaper} is cheaper than {dearer}, and serves nothing."
    served = tokens(most / volume.days)
    return (
        f"{cheaper} is cheaper than {dearer} at every volume, and serves no more than "
        f"{served} a day."
    )


def loads_at(crossing: Crossing, *costings: Costing) -> dict[str, Decimal]:
    """How busy the machines are on average at a crossing, where that is known."""
    found = {}
    for costing in costings:
        machines, tariffs = costing.machines, costing.tariffs
        if machines is None or tariffs is None or not tariffs.likely.stairs:
            continue
        replicas = tariffs.likely.stairs[0].steps(crossing.millions)
        load = machines.load_at(crossing.millions, replicas)
        if load is not None:
            found[costing.name] = load
    return found


def payback(one: Costing, other: Costing) -> Decimal | None:
    """Months until what one costs more at the start is saved; None where it never is."""
    if one.running is None or other.running is None:
        return None
    more = one.once.likely - other.once.likely
    saved = other.running.likely - one.running.likely
    if more < 0:
        more, saved = -more, -saved
    return more / saved if more > 0 and saved > 0 else None

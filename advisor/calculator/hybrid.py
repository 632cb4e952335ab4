"""Several ways at once: each part's bill for its share, and what joins them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from advisor.calculator import upkeep
from advisor.calculator.by_token import exact, idle, ranged, summed, untold
from advisor.calculator.costing import (
    Costing,
    Line,
    Post,
    Triple,
    Volume,
    add_up,
    for_each,
    per_million,
)
from advisor.calculator.facts import Facts
from advisor.calculator.inputs import Case, Inputs
from advisor.calculator.scenarios import MIX_KEYS, VOLUME_KEYS, Given, Scenario
from advisor.calculator.tariffs import Tariff, together
from advisor.calculator.volumes import read_volume
from advisor.calculator.words import plain, tokens, usd
from advisor.decision import cost
from advisor.decision.cost import ZERO

type CostOne = Callable[[Scenario, Facts], Costing]


def cost_hybrid(scenario: Scenario, facts: Facts, cost_one: CostOne) -> Costing:
    """A month of several parts, each with a share of the volume."""
    inputs = Inputs(scenario, facts, stack="hybrid", traffic="steady")
    volume = read_volume(inputs)
    parts = tuple(cost_one(with_volume(part, volume), facts) for part in scenario.parts)
    joining = for_each(lambda case: list(joining_posts(inputs, volume, case)))
    missing = [
        f"{part.name}: {sentence}" for part in parts for sentence in part.sentences
    ]
    passed = tuple(key for key in scenario.given if any(knows(p, key) for p in parts))
    sentences = (*missing, *(s for s in idle(inputs) if not says_any(s, passed)))
    if any(part.tariffs is None or part.monthly is None for part in parts):
        return replace(
            untold(scenario, inputs, volume, ()), parts=parts, sentences=sentences
        )
    own_lines, own_bill = add_up(joining)
    tariffs = for_each(lambda case: whole_tariff(parts, joining, volume, inputs, case))
    monthly = cost.total([*(part.monthly for part in parts if part.monthly), own_bill])
    own = own_running(joining, inputs)
    serves = all(part.serves for part in parts)
    due = exact(tariffs, volume.millions)
    return Costing(
        kind=scenario.kind,
        name=scenario.name,
        volume=volume,
        monthly=monthly,
        per_million=per_million(due, volume.millions) if serves else None,
        lines=(*(line for part in parts for line in lines_of(part)), *own_lines),
        once=cost.total([*(part.once for part in parts), once_of(inputs)]),
        running=running_of(parts, own),
        total=total_of(parts, own, inputs),
        tariffs=tariffs,
        inputs=tuple(inputs.used.values()),
        sentences=sentences,
        parts=parts,
        share=scenario.share,
        serves=serves,
        horizon_months=inputs.amount("horizon_months"),
    )


def knows(costing: Costing, key: str) -> bool:
    return any(one.key == key for one in costing.inputs)


def says_any(sentence: str, keys: Sequence[str]) -> bool:
    return any(f"“{key}”" in sentence for key in keys)


def with_volume(part: Scenario, volume: Volume) -> Scenario:
    """The part with its share of the tokens of a month, and the mix of the whole."""
    given = {key: one for key, one in part.given.items() if key not in VOLUME_KEYS}
    shared = {
        "tokens_per_month": Given.sure(volume.tokens_per_month * (part.share or ZERO))
    }
    if not MIX_KEYS & set(given):
        shares = volume.input_share
        low, _, high = sorted((shares.low, shares.likely, shares.high))
        shared["input_share"] = Given(low=low, likely=shares.likely, high=high)
    return replace(part, given={**given, **shared}, worked_out=frozenset(shared))


def lines_of(part: Costing) -> list[Line]:
    return [replace(line, label=f"{part.name}: {line.label}") for line in part.lines]


def joining_posts(inputs: Inputs, volume: Volume, case: Case) -> list[Post]:
    """What having several parts costs beside them."""
    people = inputs.amount("second_stack_fte", case)
    salary = inputs.amount("salary_usd_year", case) if people else ZERO
    rate = inputs.amount("router_usd_per_million", case)
    router = inputs.amount("router_usd_month", case) + rate * volume.millions
    words = f"{usd(inputs.amount('router_usd_month', case))} a month"
    if rate:
        words += f" + {tokens(volume.millions)} × {usd(rate)} a million"
    posts = [
        Post(label="Router", usd=router, working=words),
        Post(
            label="People for a second stack",
            usd=cost.staff_cost(fte=people, salary_per_year=salary),
            working=f"{plain(people)} full-time × {usd(salary)} ÷ 12",
        ),
    ]
    posts += upkeep.others(inputs, case)
    return posts


def whole_tariff(
    parts: Sequence[Costing],
    joining: Triple[list[Post]],
    volume: Volume,
    inputs: Inputs,
    case: Case,
) -> Tariff:
    rate = inputs.amount("router_usd_per_million", case)
    fixed = summed(joining.at(case)) - rate * volume.millions
    own = Tariff(fixed=fixed, usd_per_million=rate)
    return together(
        [
            own,
            *(
                part.tariffs.at(case).for_share(part.share)
                if part.share
                else Tariff(fixed=part.tariffs.at(case).due(ZERO))
                for part in parts
                if part.tariffs is not None
            ),
        ]
    )


def once_of(inputs: Inputs) -> cost.Range:
    return cost.certain(upkeep.others_once(inputs))


def own_running(joining: Triple[list[Post]], inputs: Inputs) -> cost.Range:
    """What joins the parts a month, without what was paid once."""
    return ranged(
        for_each(
            lambda case: summed(joining.at(case)) - upkeep.others_spread(inputs, case)
        )
    )


def running_of(parts: Sequence[Costing], own: cost.Range) -> cost.Range:
    return cost.total([own, *(part.running for part in parts if part.running)])


def total_of(parts: Sequence[Costing], own: cost.Range, inputs: Inputs) -> cost.Range:
    """All that is paid over the months looked at, by the parts and by what joins them."""
    months = inputs.amount("horizon_months")
    joined = own.times(months) + once_of(inputs)
    return cost.total([joined, *(part.total for part in parts if part.total)])

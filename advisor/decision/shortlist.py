"""The models to look at first, each with where to run it and at what cost."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, zip_longest
from statistics import median

from advisor.decision.bills import machines_text, price_changes
from advisor.decision.candidates import OptionKind
from advisor.decision.fleets import Fleet
from advisor.decision.machine_costs import rates_for
from advisor.decision.needs import Segment
from advisor.decision.patterns import a_year_after
from advisor.decision.plans import Field, Pick, Place, Plan, place_of
from advisor.decision.prices import price_in_use
from advisor.decision.stages import in_a_year
from advisor.decision.telling import Json, dollars, money, plain_number, source_of
from advisor.decision.weighing import Weigher, Weighing

MOST_MODELS = 5  # more than five nobody compares
MOST_PLACES = 3
LEAST_BUSY_SHOWN = 0.01  # less would read as never used
PRECISION_WORDS = {
    "fp8": "the weights in 8 bits (FP8)",
    "q4_k_m": "the weights in 4 bits (Q4_K_M)",
}


def shortlist(plan: Plan, weighing: Weighing, weigher: Weigher) -> list[Json]:
    """At most five models of the advised plan's kind, best first.

    Where the plan moves within the year, what it moves to takes turns with its start.
    """
    lists = [models_for(plan, weighing, weigher)]
    if plan.later is not None:
        then = weigher.weigh_today(in_a_year(weighing.needs))
        day = a_year_after(weigher.day).isoformat()
        found = models_for(plan.later, then, weigher)
        lists.append([{**one, "from": day} for one in found])
    in_turns = chain.from_iterable(zip_longest(*lists))
    return [one for one in in_turns if one is not None][:MOST_MODELS]


def models_for(plan: Plan, weighing: Weighing, weigher: Weigher) -> list[Json]:
    """At most five models that could serve a plan's places, its own picks leading."""
    ranked: dict[str, list[Pick]] = {}
    lists = [rivals(pick, plan, weighing, weigher) for pick in plan.picks]
    for picks in zip_longest(*lists):  # the parts of the traffic take turns
        for pick in filter(None, picks):
            ranked.setdefault(pick.candidate.model.slug, []).append(pick)
    chosen = list(ranked.values())[:MOST_MODELS]
    return [entry(picks, plan, weighing, weigher) for picks in chosen]


def rivals(pick: Pick, plan: Plan, weighing: Weighing, weigher: Weigher) -> list[Pick]:
    """What could serve a segment in the same place, best first, the pick leading."""
    one = next(o for o in plan.fields if o.segment == pick.segment)
    place = place_of(pick.candidate)
    others = []
    for position in one.entrants[place]:
        parts = parts_for(position, place, plan)
        other = pick_at(position, standing_for(parts, pick), one, weighing, weigher)
        if other is not None:
            others.append(other)
    return sorted(
        others,
        key=lambda p: (p.position != pick.position, -round(p.score, 9), p.position),
    )


def parts_for(position: int, place: Place, plan: Plan) -> list[Segment]:
    """Of the traffic that the plan sends to a place, what a candidate may serve."""
    return [
        pick.segment
        for pick, one in zip(plan.picks, plan.fields, strict=True)
        if place_of(pick.candidate) is place and position in one.entrants[place]
    ]


def standing_for(parts: list[Segment], pick: Pick) -> Pick:
    """The pick as if its segment were all of these parts."""
    share = sum(part.share for part in parts)
    segment = replace(pick.segment, share=share)
    return replace(pick, segment=segment, fleet_share=share if pick.fleet else 0)


def pick_at(
    position: int, pick: Pick, one: Field, weighing: Weighing, weigher: Weigher
) -> Pick | None:
    """The same segment served by another candidate; None where it cannot carry it."""
    needs, market = weighing.needs, weigher.market
    place = place_of(pick.candidate)
    if pick.fleet is None:
        utility, fleet = market.cost_utilities(needs)[position], None
    else:
        yard = market.yard(place, pick.fleet_share, needs, is_flat=pick.is_flat)
        fleet = yard.fleet(position)
        if fleet is None:
            return None
        utility = market.fleet_utility(fleet, pick.fleet_share, place, needs)
    return replace(
        pick,
        position=position,
        candidate=market.candidates[position],
        score=market.score(position, one.appeal, utility),
        fleet=fleet,
    )


def entry(picks: list[Pick], plan: Plan, weighing: Weighing, weigher: Weigher) -> Json:
    model = picks[0].candidate.model
    quality = weigher.survey.qualities[picks[0].position]
    return {
        "model": model.slug,
        "model_name": model.name,
        "maker": model.maker_name,
        "family": model.family.value,
        "from": None,  # or the day from which the plan has come to it
        "license": model.license.name if model.license else None,
        "quality": None if quality is None else round(quality, 3),
        "rating": model.rating
        and {
            "value": model.rating.value,
            "best": weigher.survey.best_rating,
            "source": source_of(weigher.catalog, model.rating.source),
        },
        "where": [where(pick, plan, weighing, weigher) for pick in places_of(picks)],
    }


def places_of(picks: list[Pick]) -> Iterator[Pick]:
    """Each option once, best first."""
    seen: set[str] = set()
    for pick in picks:
        slug = pick.candidate.option.slug
        if slug not in seen and len(seen) < MOST_PLACES:
            seen.add(slug)
            yield pick


def where(pick: Pick, plan: Plan, weighing: Weighing, weigher: Weigher) -> Json:
    place = place_of(pick.candidate)
    return {
        "option": pick.candidate.option.slug,
        "option_name": pick.candidate.option.name,
        "kind_name": pick.candidate.kind_label,
        "price_text": price_text(pick, weigher),
        "announced": list(price_changes(pick.candidate, weigher.day)),
        "monthly_cost": money(weigher.market.bill(pick, weighing.needs)),
        "share": round(pick.segment.share, 4),
        "parts": [part.text for part in parts_for(pick.position, place, plan)],
        "source": source_of(weigher.catalog, price_source(pick, weigher)),
    }


def price_text(pick: Pick, weigher: Weigher) -> str:
    """The price by the token, or the machines, in words."""
    if pick.fleet is not None:
        return fleet_text(pick.fleet)
    row = price_in_use(pick.candidate, weigher.day)
    if row is None or row.output is None:
        return "price not known"
    return f"{dollars(row.input)} in, {dollars(row.output)} out, per million tokens"


def fleet_text(fleet: Fleet) -> str:
    machine = fleet.machine
    speed = "measured" if machine.is_measured else "estimated"
    each = " a machine" if fleet.replicas > 1 else ""
    return (
        f"{machines_text(fleet)}, {PRECISION_WORDS[machine.precision]}, {speed} "
        f"{plain_number(round(machine.tokens_per_second))} tokens a second{each}, "
        f"{busy_text(fleet.load_share)} busy on average"
    )


def busy_text(load_share: float) -> str:
    return "under 1%" if load_share < LEAST_BUSY_SHOWN else f"{load_share:.0%}"


def price_source(pick: Pick, weigher: Weigher) -> str:
    """Where the price comes from; of several rents, the one nearest to the median."""
    if pick.fleet is None:
        row = price_in_use(pick.candidate, weigher.day)
        return row.source if row is not None else ""
    hardware = pick.fleet.machine.hardware
    if pick.candidate.kind is OptionKind.OWN_GPUS:
        rates = rates_for(hardware, pick.fleet.machine.gpus)
        middle = median(rate.usd_per_gpu_hour for rate in rates)
        nearest = min(rates, key=lambda r: abs(r.usd_per_gpu_hour - middle))
        return nearest.source
    return hardware.list_price_usd.source if hardware.list_price_usd else ""

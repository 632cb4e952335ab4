"""The least that a month can cost, whatever else a plan would be worth."""

from collections.abc import Iterable
from dataclasses import dataclass

from advisor.decision.candidates import Candidate
from advisor.decision.layouts import Crew, layouts
from advisor.decision.market import Market, Yard
from advisor.decision.needs import Needs
from advisor.decision.plans import STACKS, Field, Place, is_flat
from advisor.decision.weighing import Weigher, Weighing

type Bill = tuple[float, int]  # US dollars a month, and for whom


@dataclass(frozen=True, kw_only=True)
class Bargain:
    """A way to serve all of the traffic."""

    usd_month: float
    candidates: tuple[Candidate, ...]  # each once


def cheapest(weighing: Weighing, weigher: Weigher) -> Bargain | None:
    """The cheapest way to serve all of the traffic; None where some cannot be."""
    found = (
        cheapest_of(fields, weighing.needs, weigher.market)
        for fields in weighing.splits
    )
    return min(filter(None, found), key=lambda b: b.usd_month, default=None)


def cheapest_of(
    fields: tuple[Field, ...], needs: Needs, market: Market
) -> Bargain | None:
    """The cheapest way with the traffic parted in one way."""
    places = tuple(tuple(p for p in Place if one.entrants.get(p)) for one in fields)
    ways = layouts(places)
    singles = [by_the_token(one, needs, market) for one in fields]
    crews = {
        crew: on_a_stack(crew, fields, needs, market)
        for crew in {crew for way in ways for crew in way.crews}
    }
    bills = (
        [*(singles[i] for i in way.others), *(crews[crew] for crew in way.crews)]
        for way in ways
    )
    possible = [
        (sum(usd for usd, _ in parts), tuple(position for _, position in parts))
        for way in bills
        if len(parts := [part for part in way if part]) == len(way)
    ]
    if not possible:
        return None
    usd_month, positions = min(possible)
    return Bargain(
        usd_month=usd_month,
        candidates=tuple(market.candidates[i] for i in dict.fromkeys(positions)),
    )


def by_the_token(one: Field, needs: Needs, market: Market) -> Bill | None:
    """The cheapest that is paid by the token, for one part of the traffic."""
    prices = market.prices_by_position(market.mix(needs))
    millions = market.millions(needs) * one.segment.share
    bills = (
        (prices[position] * millions, position)
        for place, entrants in one.entrants.items()
        if place not in STACKS
        for position in entrants
    )
    return min(bills, default=None)


def on_a_stack(
    crew: Crew, fields: tuple[Field, ...], needs: Needs, market: Market
) -> Bill | None:
    """The cheapest model for all parts of the traffic that share a stack."""
    stack, segments = crew
    sharing = [fields[index] for index in segments]
    entrants = set.intersection(*({*one.entrants[stack]} for one in sharing))
    share = sum(one.segment.share for one in sharing)
    yard = market.yard(stack, share, needs, is_flat=is_flat(sharing))
    return on_own_machines(entrants, stack, yard, needs, market)


def on_own_machines(
    positions: Iterable[int], stack: Place, yard: Yard, needs: Needs, market: Market
) -> Bill | None:
    """The cheapest of some candidates on a stack, people included."""
    people = float(market.people(stack, needs).likely)
    best: Bill | None = None
    for position in sorted(positions):
        if not yard.rack.able >> position & 1:
            continue
        if best and yard.least_usd(position) + people >= best[0]:
            continue
        fleet = yard.fleet(position)
        if fleet and (best is None or fleet.usd_month + people < best[0]):
            best = fleet.usd_month + people, position
    return best


def running_it_yourself(
    candidate: Candidate, share: float, needs: Needs, market: Market
) -> float | None:
    """The least that the same weights would cost on machines of one's own."""
    slug = candidate.model.slug
    bills = [
        on_own_machines(
            [
                i
                for i, other in enumerate(market.candidates)
                if other.model.slug == slug and market.places[i] is stack
            ],
            stack,
            market.yard(stack, share, needs),
            needs,
            market,
        )
        for stack in STACKS
    ]
    return min((usd for usd, _ in filter(None, bills)), default=None)

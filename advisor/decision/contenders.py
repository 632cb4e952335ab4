"""What competes along the volume: each plan with its picks, and hosts of open models."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from advisor.decision import cost
from advisor.decision.candidates import OptionKind
from advisor.decision.curves import Choice, Curve, Stairs
from advisor.decision.fleets import Demand
from advisor.decision.layouts import way_of
from advisor.decision.machines import Machine
from advisor.decision.market import Market
from advisor.decision.needs import Needs, Segment
from advisor.decision.offers import OfferBook
from advisor.decision.plans import Pick, Place, Plan, Verdict, place_of
from advisor.decision.weighing import Weighing

HOSTED = "hosted_open"
NAMES = {
    Verdict.CLOSED.value: "the closed plan",
    Verdict.OPEN.value: "the open plan",
    Verdict.HYBRID.value: "the hybrid plan",
    HOSTED: "the hosted open plan",
}


@dataclass(frozen=True, kw_only=True)
class Contender:
    """A plan, or the open plan's traffic at hosts of open models, along the volume."""

    key: str
    picks: tuple[Pick, ...]
    here: cost.Range  # the bill at the visitor's volume
    curve: Curve

    @property
    def name(self) -> str:
        return NAMES[self.key]

    @property
    def is_on_machines(self) -> bool:
        """Whether machines of one's own carry all of the traffic."""
        return all(pick.fleet is not None for pick in self.picks)


def contenders_of(weighing: Weighing, market: Market) -> Iterator[Contender]:
    for family in (Verdict.CLOSED, Verdict.OPEN, Verdict.HYBRID):
        plan = weighing.plans.get(family)
        if plan is not None and plan.later is None:
            yield contender(family.value, plan.picks, weighing.needs, market)
    picks = hosted_picks(weighing, market)
    if picks:
        yield contender(HOSTED, picks, weighing.needs, market)


def contender(
    key: str, picks: tuple[Pick, ...], needs: Needs, market: Market
) -> Contender:
    bills = [market.bill(pick, needs) for pick in picks]
    growing = cost.total(
        bill for pick, bill in zip(picks, bills, strict=True) if pick.fleet is None
    )
    return Contender(
        key=key,
        picks=picks,
        here=cost.total(bills),
        curve=curve_of(picks, growing, needs, market),
    )


def hosted_picks(weighing: Weighing, market: Market) -> tuple[Pick, ...]:
    """Open models at hosts, where the open plan runs machines: their usual rival.

    Empty where it runs none, or where some part of the traffic may go to no host.
    """
    plan = weighing.plans.get(Verdict.OPEN)
    if plan is None or not runs_machines(plan) or without_host(plan):
        return ()
    book = OfferBook(market=market, needs=weighing.needs, fields=plan.fields)
    return book.picking(way_of((Place.HOSTED,) * len(plan.fields)))()


def runs_machines(plan: Plan) -> bool:
    return any(pick.fleet is not None for pick in plan.picks)


def without_host(plan: Plan) -> list[Segment]:
    """The parts of the traffic that no host of open models may take."""
    return [one.segment for one in plan.fields if not one.entrants.get(Place.HOSTED)]


# --- What they cost ----------------------------------------------------------------------


def curve_of(
    picks: Sequence[Pick], growing: cost.Range, needs: Needs, market: Market
) -> Curve:
    """The bill of some picks along the volume, of which `growing` is by the token."""
    crews = {place_of(pick.candidate): pick for pick in picks if pick.fleet is not None}
    desks = [pick for pick in picks if pick.candidate.kind is OptionKind.WORKSTATION]
    return Curve(
        fixed=cost.total(market.people(stack, needs) for stack in crews),
        growing=growing,
        fleets=tuple(
            stairs(stack, pick, pick.fleet_share, needs, market)
            for stack, pick in crews.items()
        ),
        limit=min((desk_limit(pick, needs, market) for pick in desks), default=None),
    )


def stairs(
    stack: Place, pick: Pick, share: float, needs: Needs, market: Market
) -> Stairs:
    """The fleets that could carry a share of all traffic with a pick's model."""
    yard = market.yard(stack, share, needs, is_flat=pick.is_flat)
    return Stairs(
        choices=tuple(
            Choice(
                cost=machine.cost,
                usd_month=machine.usd_month,
                load=machines_kept_busy(machine, yard.demand),
            )
            for machine in yard.rack.machines(pick.position)
        ),
        minimum=yard.demand.minimum,
        maximum=1 if yard.kind is OptionKind.WORKSTATION else None,
    )


def machines_kept_busy(machine: Machine, demand: Demand) -> Decimal:
    """How many machines a demand asks for, before they are rounded to whole ones."""
    usable = machine.tokens_per_second * demand.target_utilization
    return Decimal(demand.average * demand.peak_factor / usable)


def desk_limit(pick: Pick, needs: Needs, market: Market) -> Decimal:
    """How many times the volume one workstation may be planned for, and can serve.

    Judged as it is when plans are made: for all traffic of the same sensitivity.
    """
    share = sum(
        one.share
        for one in needs.segments
        if one.is_sensitive == pick.segment.is_sensitive
    )
    planned = market.catalog.assumed("workstation_tokens_per_day")
    served = stairs(Place.WORKSTATION, pick, share, needs, market).most
    return min(
        planned / Decimal(str(needs.tokens_per_day)) / Decimal(str(share)),
        *([] if served is None else [served]),
    )

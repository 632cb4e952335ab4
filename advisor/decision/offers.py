"""The best that each place offers to each segment, and the plans that follow."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from advisor.decision.appeal import Appeal, joint_appeal
from advisor.decision.candidates import Family, OptionKind
from advisor.decision.criteria import SECOND_FAMILY_PENALTY, Weights
from advisor.decision.market import Market
from advisor.decision.needs import Needs, Segment
from advisor.decision.plans import (
    STACKS,
    Pick,
    Place,
    Plan,
    Verdict,
    cost_utility,
    family_of,
)
from advisor.decision.survey import Bits

type Crew = tuple[int, ...]  # the segments, by number, that share a stack


@dataclass(frozen=True, slots=True)
class Way:
    """A way to place the segments: each by the token, or with others on a stack."""

    family: Verdict
    singles: tuple[tuple[int, Place], ...]
    crews: tuple[tuple[Place, Crew], ...]

    @property
    def penalty(self) -> float:
        return SECOND_FAMILY_PENALTY if self.family is Verdict.HYBRID else 0.0


@lru_cache(maxsize=10_000)
def ways(places: tuple[tuple[Place, ...], ...]) -> tuple[Way, ...]:
    """Every way to choose one place a segment, those without stacks of our own first."""
    assignments = sorted(product(*places), key=lambda a: sum(p in STACKS for p in a))
    return tuple(
        Way(
            family=family_of(assignment),
            singles=tuple(
                (i, place) for i, place in enumerate(assignment) if place not in STACKS
            ),
            crews=tuple(
                (
                    stack,
                    tuple(i for i, place in enumerate(assignment) if place is stack),
                )
                for stack in STACKS
                if stack in assignment
            ),
        )
        for assignment in assignments
    )


@dataclass(frozen=True, kw_only=True)
class Field:
    """Who competes for a segment."""

    segment: Segment
    weights: Weights
    appeal: Appeal
    entrants: dict[
        Place, tuple[int, ...]
    ]  # positions by place; rated ones only, if any
    staff_yielded: bool
    overloaded: Bits  # who passes, but has no machines that hold the model and the load

    def has_entrants_of(self, family: Family) -> bool:
        is_closed = family is Family.CLOSED
        return any(
            positions and (place is Place.CLOSED) == is_closed
            for place, positions in self.entrants.items()
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate and what it adds to a plan's score."""

    score: float  # already multiplied by the share of the traffic
    position: int


@dataclass(kw_only=True)
class OfferBook:
    """Works out offers as they are asked for, each once."""

    market: Market
    needs: Needs
    fields: tuple[Field, ...]
    singles: dict[tuple[int, Place], Offer] = field(default_factory=dict)
    crews: dict[tuple[Place, Crew], Offer | None] = field(default_factory=dict)
    ceilings: dict[tuple[Place, Crew], float] = field(default_factory=dict)

    def plans(self) -> dict[Verdict, Plan]:
        """The best plan of each family; a family without a plan is missing."""
        best: dict[Verdict, tuple[float, Way]] = {}
        places = tuple(
            tuple(p for p in Place if one.entrants.get(p)) for one in self.fields
        )
        for way in ways(places):
            known = best.get(way.family)
            to_beat = known[0] + way.penalty if known else float("-inf")
            score = self.score_of(way, to_beat)
            if score is not None and score > to_beat:
                best[way.family] = score - way.penalty, way
        return {
            family: Plan(family=family, score=score, picks=tuple(self.picks(way)))
            for family, (score, way) in best.items()
        }

    def score_of(self, way: Way, to_beat: float) -> float | None:
        """The mean score by share of the traffic.

        None where a stack cannot serve, or where not even its ceiling beats `to_beat`.
        """
        total = 0.0
        for index, place in way.singles:
            total += self.single(index, place).score
        ceiling = total
        for place, crew in way.crews:
            ceiling += self.ceiling(place, crew)
        if ceiling < to_beat:
            return None
        for place, crew in way.crews:
            offer = self.crew_offer(place, crew)
            if offer is None:
                return None
            total += offer.score
        return total

    def ceiling(self, place: Place, crew: Crew) -> float:
        """What a crew's score stays below: the best model, and people as its only cost."""
        key = (place, crew)
        if key not in self.ceilings:
            kind, market = OptionKind(place.value), self.market
            fields = [self.fields[index] for index in crew]
            share = sum(one.segment.share for one in fields)
            people = float(market.people(place, self.needs).likely)
            utility = cost_utility(people / share, market.unit_usd)
            self.ceilings[key] = sum(
                one.segment.share
                * (
                    one.appeal.by_kind[kind]
                    + one.appeal.quality * market.best_quality(one.entrants[place])
                    + one.appeal.openness
                    + one.appeal.cost * utility
                )
                for one in fields
            )
        return self.ceilings[key]

    def single(self, index: int, place: Place) -> Offer:
        """The best candidate of a place that is paid by the token."""
        key = (index, place)
        if key not in self.singles:
            self.singles[key] = self.best_single(self.fields[index], place)
        return self.singles[key]

    def best_single(self, one: Field, place: Place) -> Offer:
        market, appeal = self.market, one.appeal
        utilities = market.cost_utilities(self.needs)
        most = max(appeal.by_kind.values()) + appeal.openness
        best: tuple[float, int] | None = None
        for position in one.entrants[place]:  # the best quality first
            quality = market.survey.qualities[position] or 0.0
            # No bill is below zero: once even a free one would lose, all others do.
            if best and most + appeal.quality * quality < best[0]:
                break
            score = market.score(position, appeal, utilities[position])
            best = max(best or (score, -position), (score, -position))
        if best is None:
            raise LookupError(f"Nobody stands for {place.value}.")
        return Offer(score=one.segment.share * best[0], position=-best[1])

    def crew_offer(self, place: Place, crew: Crew) -> Offer | None:
        """One model on one fleet that serves all segments of a crew best."""
        key = (place, crew)
        if key not in self.crews:
            self.crews[key] = self.best_crew(place, crew)
        return self.crews[key]

    def best_crew(self, place: Place, crew: Crew) -> Offer | None:
        market, fields = self.market, [self.fields[index] for index in crew]
        share = sum(one.segment.share for one in fields)
        yard = market.yard(place, share, self.needs)
        appeal = joint_appeal(
            [(one.segment.share, one.appeal) for one in fields], OptionKind(place.value)
        )
        people = float(market.people(place, self.needs).likely)

        def score_at(position: int, usd_month: float) -> float:
            bill = (usd_month + people) / share
            utility = cost_utility(bill, market.unit_usd)
            return market.score(position, appeal, utility)

        common = set(fields[0].entrants[place])
        common.intersection_update(*(one.entrants[place] for one in fields[1:]))
        best: tuple[float, int] | None = None
        for position in sorted(common, key=lambda i: (-market.worth(i, appeal), i)):
            # Not even the least bill would put it ahead: no need to find its fleet.
            if best and score_at(position, yard.least_usd(position)) < best[0]:
                continue
            fleet = yard.fleet(position)
            if fleet is None:
                continue
            standing = score_at(position, fleet.usd_month), -position
            best = max(best, standing) if best else standing
        return Offer(score=best[0], position=-best[1]) if best else None

    def picks(self, way: Way) -> Iterable[Pick]:
        """What serves each segment, in their order, for a way that can be gone."""
        found = {
            index: self.single_pick(index, place) for index, place in way.singles
        } | {
            index: self.crew_pick(index, place, crew)
            for place, crew in way.crews
            for index in crew
        }
        return (found[index] for index in range(len(self.fields)))

    def single_pick(self, index: int, place: Place) -> Pick:
        position = self.single(index, place).position
        utility = self.market.cost_utilities(self.needs)[position]
        return self.pick(index, position, utility)

    def crew_pick(self, index: int, place: Place, crew: Crew) -> Pick:
        offer = self.crew_offer(place, crew)
        share = sum(self.fields[i].segment.share for i in crew)
        if offer is None:
            raise LookupError(f"Nothing on {place.value} serves this crew.")
        fleet = self.market.yard(place, share, self.needs).fleet(offer.position)
        if fleet is None:
            raise LookupError(f"No fleet on {place.value} serves this crew.")
        utility = self.market.fleet_utility(fleet, share, place, self.needs)
        pick = self.pick(index, offer.position, utility)
        return pick.on_fleet(fleet, share)

    def pick(self, index: int, position: int, utility: float) -> Pick:
        one = self.fields[index]
        return Pick(
            segment=one.segment,
            candidate=self.market.candidates[position],
            position=position,
            score=self.market.score(position, one.appeal, utility),
        )

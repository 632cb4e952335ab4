"""The best that each place offers to each segment, and the plans that follow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from advisor.decision.candidates import OptionKind
from advisor.decision.crews import best_on_a_stack
from advisor.decision.criteria import SECOND_FAMILY_PENALTY
from advisor.decision.layouts import (
    Crew,
    Layout,
    Loads,
    Places,
    Way,
    layouts,
    layouts_with_stacks,
    without_stacks,
)
from advisor.decision.market import Market, Utilities
from advisor.decision.needs import Needs
from advisor.decision.picking import Picking
from advisor.decision.plans import (
    FAMILIES,
    LEAVING,
    ROUNDING,
    STACKS,
    Field,
    Place,
    Plan,
    Verdict,
    cost_utility,
    exit_gain,
    exit_rooms,
)
from advisor.decision.records import record

KIND_OF = {stack: OptionKind(stack.value) for stack in STACKS}
KINDS_AT = {  # what is paid by the token
    Place.CLOSED: (OptionKind.CLOSED_API, OptionKind.CLOSED_CLOUD),
    Place.HOSTED: (OptionKind.HOSTED_OPEN, OptionKind.HOSTED_OPEN_CLOUD),
}


def penalty_of(family: Verdict) -> float:
    return SECOND_FAMILY_PENALTY if family is Verdict.HYBRID else 0.0


def is_by_load(fields: Sequence[Field]) -> bool:
    """Whether the traffic is parted into what is always there and the peaks."""
    return fields[0].segment.is_base is not None


def loads_of(fields: Iterable[Field]) -> Loads:
    return tuple([one.segment.is_base for one in fields])


@record
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
    rivals: Mapping[Verdict, Plan] = field(default_factory=dict)
    # What parts that are judged alike would take, in whichever split they are.
    alike: dict[object, tuple[float, int]] = field(default_factory=dict)
    singles: dict[tuple[int, Place], Offer] = field(default_factory=dict)
    crews: dict[Crew, Offer | None] = field(default_factory=dict)
    ceilings: dict[Crew, float] = field(default_factory=dict)
    best_worths: dict[tuple[int, Place], float] = field(default_factory=dict)
    people: dict[tuple[Place, float], float] = field(default_factory=dict)

    def plans(self) -> dict[Verdict, Plan]:
        """The best plan of each family; missing where none is ahead of the rivals."""
        best: dict[Verdict, tuple[float, Way]] = {}
        to_beat = {family: self.score_to_beat(family) for family in FAMILIES}

        def compete(layout: Layout) -> None:
            for way in layout.ways:
                score = self.score_of(way, to_beat[way.family])
                if score is not None and score > to_beat[way.family]:
                    to_beat[way.family] = score
                    best[way.family] = score - penalty_of(way.family), way

        everywhere = tuple(
            [tuple(filter(one.entrants.get, one.entrants)) for one in self.fields]
        )
        if not is_by_load(self.fields):
            for layout in layouts(without_stacks(everywhere)):
                compete(layout)
        for layout in self.with_stacks(everywhere, to_beat):
            compete(layout)
        return {family: self.plan(way, score) for family, (score, way) in best.items()}

    def plan(self, way: Way, score: float) -> Plan:
        picking = self.picking(way)
        return Plan(
            family=way.family,
            score=score,
            positions=picking.positions,
            pick=picking,
            fields=self.fields,
        )

    def picking(self, way: Way) -> Picking:
        """What a way that can be gone takes, to be worked out."""
        return Picking(
            market=self.market,
            needs=self.needs,
            fields=self.fields,
            positions=self.positions(way),
            crews=way.crews,
            rooms=self.exit_rooms(way),
        )

    def positions(self, way: Way) -> tuple[int, ...]:
        """Who serves each segment, in their order, for a way that can be gone."""
        found = {i: self.single(i, place).position for i, place in way.singles}
        for crew in way.crews:
            offer = self.crew_offer(crew)
            if offer is None:
                raise LookupError(f"Nothing on {crew[0].value} serves this crew.")
            found |= dict.fromkeys(crew[1], offer.position)
        return tuple([found[index] for index in range(len(found))])

    def with_stacks(
        self, everywhere: Places, to_beat: Mapping[Verdict, float]
    ) -> Iterator[Layout]:
        """The layouts that could put a plan ahead; more must be beaten as it goes on."""
        exits = {Verdict.HYBRID: self.most_exit}
        for layout in layouts_with_stacks(everywhere, loads_of(self.fields)):
            least = min([to_beat[f] - exits.get(f, 0.0) for f in layout.families])
            if self.ceiling_of(layout) >= least:
                yield layout

    @cached_property
    def stated_pairs(self) -> list[tuple[int, int]]:
        """The parts of the traffic that are apart by a share that somebody stated."""
        return self.needs.stated_pairs(tuple(one.segment for one in self.fields))

    def exit_rooms(self, way: Way) -> dict[int, float]:
        """How much of each closed part could move to open weights, see `exit_rooms`."""
        if way.family is not Verdict.HYBRID or not self.stated_pairs:
            return {}
        closed = {index for index, place in way.singles if place is Place.CLOSED}
        return exit_rooms(closed, self.stated_pairs, self.fields)

    def exit_gain(self, index: int) -> float:
        position = self.single(index, Place.CLOSED).position
        return exit_gain(self.fields[index], self.market.kinds[position])

    @property
    def most_exit(self) -> float:
        """What no exit is worth more than: that of the most dependent parts."""
        if not self.stated_pairs:
            return 0.0
        return sum(one.segment.share * one.weights[LEAVING] for one in self.fields)

    def score_to_beat(self, family: Verdict) -> float:
        """The score of a family's rival, before any penalty."""
        rival = self.rivals.get(family)
        if rival is None:
            return float("-inf")
        return rival.score + penalty_of(family) + ROUNDING

    def ceiling_of(self, layout: Layout) -> float:
        """What every way of a layout stays below, before its penalty."""
        total = 0.0
        for index in layout.others:
            total += self.best_singles[index]
        for crew in layout.crews:
            total += self.ceiling(crew)
        return total

    @cached_property
    def people_usd(self) -> dict[Place, float]:
        return self.market.people_usd(self.needs)

    @cached_property
    def utilities(self) -> Utilities:
        """The utility of the bill by position, for what is paid by the token."""
        return self.market.cost_utilities(self.needs)

    @cached_property
    def best_singles(self) -> tuple[float, ...]:
        """By segment, the best score of what is paid by the token."""
        return tuple(
            max(
                (
                    self.single(index, place).score
                    for place, entrants in one.entrants.items()
                    if entrants and place not in STACKS
                ),
                default=float("-inf"),
            )
            for index, one in enumerate(self.fields)
        )

    def score_of(self, way: Way, to_beat: float) -> float | None:
        """The mean score by share of the traffic.

        None where a stack cannot serve, or where not even its ceiling beats `to_beat`.
        """
        total = 0.0
        for index, place in way.singles:
            total += self.single(index, place).score
        for index, room in self.exit_rooms(way).items():
            total += self.fields[index].segment.share * self.exit_gain(index) * room
        ceiling = total
        for crew in way.crews:
            ceiling += self.ceiling(crew)
        if ceiling < to_beat:
            return None
        for crew in way.crews:
            offer = self.crew_offer(crew)
            if offer is None:
                return None
            total += offer.score
        return total

    def ceiling(self, crew: Crew) -> float:
        """What a crew's score stays below: the best model, and people as its only cost."""
        if crew not in self.ceilings:
            self.ceilings[crew] = self.work_out_ceiling(crew)
        return self.ceilings[crew]

    def work_out_ceiling(self, crew: Crew) -> float:
        stack, segments = crew
        share = sum([self.fields[index].segment.share for index in segments])
        return sum([self.at_best(index, stack, share) for index in segments])

    def at_best(self, index: int, stack: Place, share: float) -> float:
        """What a segment adds on a stack that carries a share of all traffic.

        With the best model there is, and people as its only cost.
        """
        one = self.fields[index]
        worth = self.best_worths.get((index, stack))
        if worth is None:
            worth = self.best_worths[index, stack] = self.best_worth(one, stack)
        cost = one.appeal.cost * self.people_alone(stack, share)
        return one.segment.share * (worth + cost)

    def best_worth(self, one: Field, stack: Place) -> float:
        """What no model on a stack is worth more than, its bill left out."""
        appeal = one.appeal
        return (
            appeal.by_kind[KIND_OF[stack]]
            + appeal.quality * self.market.best_quality(one.entrants[stack])
            + appeal.openness
        )

    def people_alone(self, stack: Place, share: float) -> float:
        """The utility of a bill for people and nothing else."""
        key = stack, share
        if key not in self.people:
            people = self.people_usd[stack] / share
            self.people[key] = cost_utility(people, self.market.unit_usd)
        return self.people[key]

    def single(self, index: int, place: Place) -> Offer:
        """The best candidate of a place that is paid by the token."""
        key = (index, place)
        if key not in self.singles:
            self.singles[key] = self.best_single(self.fields[index], place)
        return self.singles[key]

    def best_single(self, one: Field, place: Place) -> Offer:
        # Parts that are judged alike share these very objects.
        key = id(one.appeal), id(one.entrants), place
        if key not in self.alike:
            self.alike[key] = self.find_best_single(one, place)
        score, position = self.alike[key]
        return Offer(score=one.segment.share * score, position=position)

    def find_best_single(self, one: Field, place: Place) -> tuple[float, int]:
        """The best score of all, and who has it; the first of equals."""
        market, appeal, utilities = self.market, one.appeal, self.utilities
        qualities, kinds = market.survey.qualities, market.kinds
        openness, cost, by_kind = appeal.openness, appeal.cost, appeal.by_kind
        entrants = one.entrants[place]
        # No bill is below zero: once even a free one would lose, all others do.
        most = max([by_kind[kind] for kind in KINDS_AT[place]]) + openness
        best, best_position = float("-inf"), -1
        for position in market.in_contention(
            entrants, self.needs
        ):  # best quality first
            quality = appeal.quality * (qualities[position] or 0.0)
            if most + quality < best:
                break
            # `Market.score`, written out for a loop that runs by the million.
            score = (
                by_kind[kinds[position]]
                + quality
                + openness * market.transparencies[position]
                + cost * utilities[position]
            )
            if score > best or (score == best and position < best_position):
                best, best_position = score, position
        if best_position < 0:
            raise LookupError(f"Nobody stands for {place.value}.")
        return best, best_position

    def crew_offer(self, crew: Crew) -> Offer | None:
        """One model on one fleet that serves all segments of a crew best."""
        if crew not in self.crews:
            self.crews[crew] = self.best_crew(crew)
        return self.crews[crew]

    def best_crew(self, crew: Crew) -> Offer | None:
        place, segments = crew
        fields = [self.fields[index] for index in segments]
        best = best_on_a_stack(place, fields, self.needs, self.market)
        return Offer(score=best[0], position=best[1]) if best else None

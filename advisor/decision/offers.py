"""The best that each place offers to each segment, and the plans that follow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from advisor.decision.candidates import OptionKind
from advisor.decision.ceilings import Ceilings
from advisor.decision.contests import Contest
from advisor.decision.crews import best_on_a_stack
from advisor.decision.criteria import SECOND_FAMILY_PENALTY
from advisor.decision.layouts import (
    Crew,
    Layout,
    Loads,
    Places,
    Singles,
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
    Field,
    Place,
    Plan,
    Verdict,
    exit_gain,
    exit_rooms,
)

KINDS_AT = {  # what is paid by the token
    Place.CLOSED: (OptionKind.CLOSED_API, OptionKind.CLOSED_CLOUD),
    Place.HOSTED: (OptionKind.HOSTED_OPEN, OptionKind.HOSTED_OPEN_CLOUD),
}


BY_TOKEN = tuple(KINDS_AT)

# What a candidate adds to a plan's score, already multiplied by the share of the
# traffic, and its position.
type Offer = tuple[float, int]


def penalty_of(family: Verdict) -> float:
    return SECOND_FAMILY_PENALTY if family is Verdict.HYBRID else 0.0


def is_by_load(fields: Sequence[Field]) -> bool:
    """Whether the traffic is parted into what is always there and the peaks."""
    return fields[0].segment.is_base is not None


def loads_of(fields: Iterable[Field]) -> Loads:
    return tuple([one.segment.is_base for one in fields])


@dataclass(kw_only=True)
class OfferBook:
    """Works out offers as they are asked for, each once."""

    market: Market
    needs: Needs
    fields: tuple[Field, ...]
    rivals: Mapping[Verdict, Plan] = field(default_factory=dict)
    # What parts that are judged alike would take, in whichever split they are.
    alike: dict[object, tuple[float, int]] = field(default_factory=dict)
    totals: dict[Singles, float] = field(default_factory=dict)
    crews: dict[Crew, Offer | None] = field(default_factory=dict)

    def plans(self) -> dict[Verdict, Plan]:
        """The best plan of each family; missing where none is ahead of the rivals."""
        contest = Contest({family: self.score_to_beat(family) for family in FAMILIES})
        everywhere = tuple(
            [tuple(filter(one.entrants.get, one.entrants)) for one in self.fields]
        )
        by_token = without_stacks(everywhere)
        if not is_by_load(self.fields):
            for layout in layouts(by_token):
                for way in layout.ways:
                    contest.enter(way, self.by_token(way))
        if by_token != everywhere:
            self.put_on_stacks(everywhere, contest)
        return {
            family: self.plan(way, contest.to_beat[family] - penalty_of(family))
            for family, way in contest.best.items()
        }

    def put_on_stacks(self, everywhere: Places, contest: Contest) -> None:
        """Let the ways compete that need machines of our own, the likeliest first."""
        by_token = [
            {place: offer[0] for place, offer in here.items()}
            for here in self.offers_by_token
        ]
        places = self.ceilings.promising(everywhere, by_token, contest, self.most_exit)
        if places == without_stacks(everywhere):
            return
        found = [
            (self.ceiling_of(layout, family), layout, family)
            for layout in layouts_with_stacks(places, loads_of(self.fields))
            for family in layout.families
        ]
        for ceiling, layout, family in sorted(found, key=itemgetter(0), reverse=True):
            self.compete(layout, family, ceiling, contest)

    def compete(
        self, layout: Layout, family: Verdict, ceiling: float, contest: Contest
    ) -> None:
        """Let the ways of a family compete, as long as their crews give them a chance."""
        scores: list[float] = []
        for crew in layout.crews:
            if contest.is_lost(family, ceiling):
                return
            offer = self.crew_offer(crew)
            if offer is None:
                return
            ceiling += offer[0] - self.ceilings.of(crew)
            scores.append(offer[0])
        if contest.is_lost(family, ceiling):
            return
        for way in layout.ways:
            if way.family is family:
                total = self.by_token(way)
                for score in scores:
                    total += score
                contest.enter(way, total)

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
        found = {i: self.offers_by_token[i][place][1] for i, place in way.singles}
        for crew in way.crews:
            offer = self.crew_offer(crew)
            if offer is None:
                raise LookupError(f"Nothing on {crew[0].value} serves this crew.")
            found |= dict.fromkeys(crew[1], offer[1])
        return tuple([found[index] for index in range(len(found))])

    @cached_property
    def stated_pairs(self) -> tuple[tuple[int, int], ...]:
        """The parts of the traffic that are apart by a share that somebody stated."""
        return self.needs.stated_pairs(tuple(one.segment for one in self.fields))

    def exit_rooms(self, way: Way) -> dict[int, float]:
        """How much of each closed part could move to open weights, see `exit_rooms`."""
        if way.family is not Verdict.HYBRID or not self.stated_pairs:
            return {}
        closed = {index for index, place in way.singles if place is Place.CLOSED}
        return exit_rooms(closed, self.stated_pairs, self.fields)

    def exit_gain(self, index: int) -> float:
        position = self.offers_by_token[index][Place.CLOSED][1]
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

    def ceiling_of(self, layout: Layout, family: Verdict) -> float:
        """What every way of a family in a layout stays below."""
        total = max([self.by_token(way) for way in layout.ways if way.family is family])
        for crew in layout.crews:
            total += self.ceilings.of(crew)
        return total

    @cached_property
    def ceilings(self) -> Ceilings:
        return Ceilings(market=self.market, needs=self.needs, fields=self.fields)

    @cached_property
    def utilities(self) -> Utilities:
        """The utility of the bill by position, for what is paid by the token."""
        return self.market.cost_utilities(self.needs)

    def by_token(self, way: Way) -> float:
        """What the parts of a way add that are paid by the token, exits included."""
        total = self.totals.get(way.singles)
        if total is None:
            total = 0.0
            for index, place in way.singles:
                total += self.offers_by_token[index][place][0]
            if self.stated_pairs:
                for index, room in self.exit_rooms(way).items():
                    share = self.fields[index].segment.share
                    total += share * self.exit_gain(index) * room
            self.totals[way.singles] = total
        return total

    @cached_property
    def offers_by_token(self) -> tuple[dict[Place, Offer], ...]:
        """By part, the best candidate of each place that is paid by the token."""
        return tuple(
            [
                {
                    place: self.best_single(one, place)
                    for place in BY_TOKEN
                    if one.entrants.get(place)
                }
                for one in self.fields
            ]
        )

    def best_single(self, one: Field, place: Place) -> Offer:
        # Parts that are judged alike share these very objects.
        key = id(one.appeal), id(one.entrants), place
        if key not in self.alike:
            self.alike[key] = self.find_best_single(one, place)
        score, position = self.alike[key]
        return one.segment.share * score, position

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
        return best_on_a_stack(place, fields, self.needs, self.market)

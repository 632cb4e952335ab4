"""The best plan of each family in each draw: what `OfferBook` does, by the thousand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

import numpy as np

from advisor.decision.candidates import OptionKind
from advisor.decision.ceilings import KIND_OF
from advisor.decision.drawn_market import DrawnAppeal, DrawnMarket
from advisor.decision.draws import Draw, added, highest
from advisor.decision.kind_ratings import INDEPENDENCE_WITH_EXIT, rating_of_kind
from advisor.decision.layouts import (
    Crew,
    Layout,
    Places,
    layouts,
    layouts_with_stacks,
    without_stacks,
)
from advisor.decision.needs import Needs
from advisor.decision.offers import is_by_load, loads_of
from advisor.decision.plans import (
    LEAVING,
    STACKS,
    Field,
    Place,
    Verdict,
    cost_utility,
    exit_rooms,
    family_of,
    is_flat,
)

type Best = dict[Verdict, Draw]  # before any penalty

BY_TOKEN = (Place.CLOSED, Place.HOSTED)


def keep_best[Key](best: dict[Key, Draw], key: Key, score: Draw) -> None:
    best[key] = np.maximum(best[key], score) if key in best else score


@dataclass(kw_only=True)
class DrawnBook:
    """The offers for one way to part the traffic, each worked out once."""

    drawn: DrawnMarket
    needs: Needs
    fields: tuple[Field, ...]
    best: Best = field(default_factory=dict)  # of all ways to part it seen so far
    alone_known: dict[tuple[tuple[int, ...], bool], Best] = field(default_factory=dict)
    kinds: dict[tuple[int, Place], dict[OptionKind, Draw]] = field(default_factory=dict)
    crews: dict[Crew, Draw | None] = field(default_factory=dict)
    ceilings: dict[Crew, Draw] = field(default_factory=dict)
    utilities: dict[tuple[Place, float], Draw] = field(default_factory=dict)

    def compete_all(self) -> None:
        """Put every plan to the best of its family."""
        everywhere = tuple(
            tuple(p for p in Place if one.entrants.get(p)) for one in self.fields
        )
        if not is_by_load(self.fields):
            for layout in layouts(without_stacks(everywhere)):
                self.compete(layout)
        places, loads = self.promising(everywhere), loads_of(self.fields)
        for layout in sorted(layouts_with_stacks(places, loads), key=self.outlook):
            if self.can_lead(layout):
                self.compete(layout)

    def compete(self, layout: Layout) -> None:
        offers = [self.crew(crew) for crew in layout.crews]
        found = [offer for offer in offers if offer is not None]
        if len(found) < len(offers):
            return
        for family, score in self.totals(layout, found):
            keep_best(self.best, family, score)

    def totals(
        self, layout: Layout, crews: list[Draw]
    ) -> Iterable[tuple[Verdict, Draw]]:
        """By family the best score of a layout whose crews have these scores."""
        if not layout.others:
            yield Verdict.OPEN, added(crews)
            return
        for family, score in self.alone(layout.others, beside=bool(crews)).items():
            yield family, added([score, *crews])

    def outlook(self, layout: Layout) -> float:
        """Where a layout stands in line: what the best one leaves need not be sized."""
        ceilings = [self.ceiling(crew) for crew in layout.crews]
        return -max(float(score.mean()) for _, score in self.totals(layout, ceilings))

    def can_lead(self, layout: Layout) -> bool:
        """Whether a layout could put a plan ahead of its family's best in any draw."""
        ceilings = [self.ceiling(crew) for crew in layout.crews]
        return any(
            family not in self.best or bool((score >= self.best[family]).any())
            for family, score in self.totals(layout, ceilings)
        )

    def promising(self, places: Places) -> Places:
        """The places without the stacks that could not put any plan ahead in any draw.

        Not even with the best model on machines that cost nothing, and with their
        people shared by all the traffic that could go there.
        """
        reaches = [
            {stack: self.reach(i, stack, places) for stack in STACKS if stack in here}
            for i, here in enumerate(places)
        ]
        kept: set[tuple[int, Place]] = set()
        for family, options in (
            (Verdict.OPEN, (Place.HOSTED,)),
            (Verdict.HYBRID, BY_TOKEN),
        ):
            if not all(set(options) & set(here) for here in places):
                return places  # some part cannot do without a stack
            alone = [
                highest(self.single(i, p) for p in options if p in here)
                for i, here in enumerate(places)
            ]
            gains = [
                {stack: reach - score for stack, reach in here.items()}
                for here, score in zip(reaches, alone, strict=True)
            ]
            spare = [highest([np.zeros(1), *here.values()]) for here in gains]
            most = added(alone) + added(spare)
            nothing = np.full(1, -np.inf)
            to_beat = self.best.get(family, nothing) - self.most_exit(family)
            kept.update(
                (i, stack)
                for i, here in enumerate(gains)
                for stack, gain in here.items()
                if (most - spare[i] + gain >= to_beat).any()
            )
        return tuple(
            tuple(p for p in here if p not in STACKS or (i, p) in kept)
            for i, here in enumerate(places)
        )

    def reach(self, index: int, stack: Place, places: Places) -> Draw:
        """What a segment adds to a score on a stack at the very most."""
        share = sum(
            one.segment.share
            for one, here in zip(self.fields, places, strict=True)
            if stack in here
        )
        return self.at_best(index, stack, share)

    @cached_property
    def appeals(self) -> tuple[DrawnAppeal, ...]:
        return tuple(self.drawn.appeal([one]) for one in self.fields)

    # --- paid by the token -----------------------------------------------------------

    def alone(self, segments: tuple[int, ...], *, beside: bool) -> Best:
        """The best score of some segments that are all paid by the token.

        Beside open weights on machines of our own, closed models are part of a hybrid.
        """
        key = segments, beside
        if key not in self.alone_known:
            self.alone_known[key] = self.work_out_alone(segments, beside=beside)
        return self.alone_known[key]

    def work_out_alone(self, segments: tuple[int, ...], *, beside: bool) -> Best:
        best: Best = {}
        places = [
            [p for p in BY_TOKEN if self.fields[i].entrants.get(p)] for i in segments
        ]
        for assignment in product(*places):
            family = family_of(assignment)
            if beside and family is Verdict.CLOSED:
                family = Verdict.HYBRID
            parts = [
                self.single(i, p) for i, p in zip(segments, assignment, strict=True)
            ]
            if family is Verdict.HYBRID:
                closed = zip(segments, assignment, strict=True)
                parts += self.exit_gains([i for i, p in closed if p is Place.CLOSED])
            keep_best(best, family, added(parts))
        return best

    @cached_property
    def stated_pairs(self) -> tuple[tuple[int, int], ...]:
        return self.needs.stated_pairs(tuple(one.segment for one in self.fields))

    def exit_gains(self, closed: list[int]) -> list[Draw]:
        """What each closed part of a hybrid gains, see `OfferBook.exit_gain`."""
        rooms = exit_rooms(closed, self.stated_pairs, self.fields)
        return [self.exit_gain(index) * room for index, room in rooms.items()]

    def exit_gain(self, index: int) -> Draw:
        """What a closed part gains from open weights that run beside it."""
        by_kind = self.best_by_kind(index, Place.CLOSED)
        best = self.single(index, Place.CLOSED)
        gained = highest(
            np.where(
                score == best, INDEPENDENCE_WITH_EXIT - rating_of_kind(kind, LEAVING), 0
            )
            for kind, score in by_kind.items()
        )
        return self.appeals[index].drawn[LEAVING] * gained

    def most_exit(self, family: Verdict) -> Draw:
        """What no exit is worth more than."""
        if family is not Verdict.HYBRID or not self.stated_pairs:
            return np.zeros(1)
        return added(appeal.drawn[LEAVING] for appeal in self.appeals)

    def single(self, index: int, place: Place) -> Draw:
        """The best candidate of a place, times the segment's share of the traffic."""
        return self.singles[index, place]

    @cached_property
    def singles(self) -> dict[tuple[int, Place], Draw]:
        return {
            (index, place): highest(self.best_by_kind(index, place).values())
            for index, one in enumerate(self.fields)
            for place in BY_TOKEN
            if one.entrants.get(place)
        }

    def best_by_kind(self, index: int, place: Place) -> dict[OptionKind, Draw]:
        """The best candidate of each kind of option in a place."""
        key = index, place
        if key not in self.kinds:
            self.kinds[key] = self.find_best_by_kind(index, place)
        return self.kinds[key]

    def find_best_by_kind(self, index: int, place: Place) -> dict[OptionKind, Draw]:
        one, appeal, market = self.fields[index], self.appeals[index], self.drawn.market
        millions = market.millions(self.needs)
        best: dict[OptionKind, Draw] = {}
        for rival in self.drawn.hosted(one.entrants[place], market.mix(self.needs)):
            worth = appeal.worth(rival.kind, rival.quality, rival.openness)
            utility = self.drawn.utility(millions * rival.bill.drawn)
            keep_best(best, rival.kind, worth + appeal.cost * utility)
        return best

    # --- run by ourselves ------------------------------------------------------------

    def crew(self, crew: Crew) -> Draw | None:
        """One model on one fleet that serves all segments of a crew best."""
        if crew not in self.crews:
            self.crews[crew] = self.best_crew(crew)
        return self.crews[crew]

    def best_crew(self, crew: Crew) -> Draw | None:
        stack, segments = crew
        fields = [self.fields[index] for index in segments]
        share = sum(one.segment.share for one in fields)
        market = self.drawn.market
        yard = market.yard(stack, share, self.needs, is_flat=is_flat(fields))
        others = [{*one.entrants[stack]} for one in fields[1:]]
        common = [
            position
            for position in fields[0].entrants[stack]  # the best quality first
            if all(position in entrants for entrants in others)
        ]
        appeal, people = self.drawn.appeal(fields), self.drawn.people(stack, self.needs)
        least_people = self.drawn.least_people(stack, self.needs)
        best: Draw | None = None
        for rival in self.drawn.run(common, stack, yard):
            worth = appeal.worth(rival.kind, rival.quality, rival.openness)
            at_most = cost_utility(
                (rival.bill.low + least_people) / share, market.unit_usd
            )
            if best is not None and (worth + appeal.cost * at_most < best).all():
                continue
            bill = (rival.bill.drawn + people) / share
            score = worth + appeal.cost * self.drawn.utility(bill)
            best = score if best is None else np.maximum(best, score)
        return best

    def ceiling(self, crew: Crew) -> Draw:
        """What a crew's score stays below in each draw."""
        if crew not in self.ceilings:
            stack, segments = crew
            share = sum(self.fields[index].segment.share for index in segments)
            self.ceilings[crew] = added(
                self.at_best(index, stack, share) for index in segments
            )
        return self.ceilings[crew]

    def at_best(self, index: int, stack: Place, share: float) -> Draw:
        """What a segment adds with the best model, and people as its only cost."""
        one, appeal = self.fields[index], self.appeals[index]
        quality = self.drawn.market.best_quality(one.entrants[stack])
        worth = appeal.worth(KIND_OF[stack], quality, 1.0)
        return worth + appeal.cost * self.people_alone(stack, share)

    def people_alone(self, stack: Place, share: float) -> Draw:
        """The utility of a bill for people and nothing else."""
        key = stack, share
        if key not in self.utilities:
            people = self.drawn.people(stack, self.needs)
            self.utilities[key] = self.drawn.utility(people / share)
        return self.utilities[key]

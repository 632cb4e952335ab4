"""What no plan with machines of our own can exceed, before anybody sizes a fleet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from advisor.decision.candidates import OptionKind
from advisor.decision.contests import Contest
from advisor.decision.layouts import Crew, Places
from advisor.decision.market import Market
from advisor.decision.needs import Needs
from advisor.decision.plans import STACKS, Field, Place, Verdict, cost_utility

type ByToken = Mapping[Place, float]  # by place, the best that is paid by the token

KIND_OF = {stack: OptionKind(stack.value) for stack in STACKS}
NEVER = float("-inf")


@dataclass(kw_only=True)
class Ceilings:
    """The best model there is, with its people as the only cost."""

    market: Market
    needs: Needs
    fields: tuple[Field, ...]
    crews: dict[Crew, float] = field(default_factory=dict)
    worths: dict[tuple[int, Place], float] = field(default_factory=dict)
    people: dict[tuple[Place, float], float] = field(default_factory=dict)

    def of(self, crew: Crew) -> float:
        """What a crew's score stays below."""
        if crew not in self.crews:
            stack, segments = crew
            share = sum([self.fields[index].segment.share for index in segments])
            self.crews[crew] = sum(
                [self.at_best(index, stack, share) for index in segments]
            )
        return self.crews[crew]

    def at_best(self, index: int, stack: Place, share: float) -> float:
        """What a segment adds on a stack that carries a share of all traffic."""
        one = self.fields[index]
        worth = self.worths.get((index, stack))
        if worth is None:
            worth = self.worths[index, stack] = self.best_worth(one, stack)
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

    @cached_property
    def people_usd(self) -> dict[Place, float]:
        return self.market.people_usd(self.needs)

    # --- Stacks that are worth a thought ----------------------------------------------

    def promising(
        self,
        places: Places,
        by_token: Sequence[ByToken],
        contest: Contest,
        extra: float,
    ) -> Places:
        """The places without the stacks that could not put any plan ahead.

        Not even with their people shared by all the traffic that could go there.
        `by_token` is what each part adds where it is paid by the token, and `extra`
        what a hybrid can gain beside.
        """
        reaches = self.reaches(places)
        hosted = [one.get(Place.HOSTED, NEVER) for one in by_token]
        either = [max(one.values(), default=NEVER) for one in by_token]
        kept: set[tuple[int, Place]] = set()
        for family, alone, more in (
            (Verdict.OPEN, hosted, 0.0),
            (Verdict.HYBRID, either, extra),
        ):
            most = [
                max(score, *reach.values()) if reach else score
                for score, reach in zip(alone, reaches, strict=True)
            ]
            if contest.is_lost(family, sum(most) + more):
                continue
            kept |= {
                (index, stack)
                for index, reach in enumerate(reaches)
                for stack, score in reach.items()
                if not contest.is_lost(
                    family, sum([*most[:index], score, *most[index + 1 :]]) + more
                )
            }
        return tuple(
            [
                tuple([p for p in here if p not in STACKS or (index, p) in kept])
                for index, here in enumerate(places)
            ]
        )

    def reaches(self, places: Places) -> list[dict[Place, float]]:
        """What each part adds on each stack where all goes that could."""
        shares = dict.fromkeys(STACKS, 0.0)
        for one, here in zip(self.fields, places, strict=True):
            for place in here:
                if place in shares:
                    shares[place] += one.segment.share
        alone = {
            stack: self.people_alone(stack, share)
            for stack, share in shares.items()
            if share
        }
        return [
            {
                stack: one.segment.share
                * (self.best_worth(one, stack) + one.appeal.cost * alone[stack])
                for stack in here
                if stack in alone
            }
            for one, here in zip(self.fields, places, strict=True)
        ]

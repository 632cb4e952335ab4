"""One situation weighed: who passes, what serves each segment best, which plans result."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from advisor.decision.appeal import appeal_of
from advisor.decision.candidates import Catalog
from advisor.decision.criteria import weights_for
from advisor.decision.gates import STAFF_GATE
from advisor.decision.market import Market
from advisor.decision.memo import Memo
from advisor.decision.needs import Needs, Segment, read_needs
from advisor.decision.offers import Field, OfferBook
from advisor.decision.plans import FAMILIES, STACKS, Place, Plan, Verdict
from advisor.decision.questions import Answers
from advisor.decision.survey import Bits


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """What came of it."""

    needs: Needs
    fields: tuple[Field, ...]
    plans: dict[Verdict, Plan]
    ranking: tuple[Plan, ...]  # best first

    @property
    def verdict(self) -> Verdict:
        return self.ranking[0].family if self.ranking else Verdict.NONE_FITS

    @property
    def margin(self) -> float | None:
        """How far the best plan leads; None where it has no rival."""
        if len(self.ranking) < 2:
            return None
        return self.ranking[0].score - self.ranking[1].score


def ranked(plans: dict[Verdict, Plan]) -> tuple[Plan, ...]:
    """The plans, best first; equal ones in the order of the families."""
    return tuple(
        sorted(
            plans.values(),
            key=lambda plan: (-round(plan.score, 9), FAMILIES.index(plan.family)),
        )
    )


class Weigher:
    """Weighs situations against one catalog on one day; remembers what repeats."""

    def __init__(self, catalog: Catalog, day: date) -> None:
        self.catalog = catalog
        self.day = day
        self.market = Market(catalog, day)
        self.survey = self.market.survey
        self.known = Memo[object, Weighing](limit=4_000)
        self.entrants = Memo[Bits, dict[Place, tuple[int, ...]]](limit=1_000)
        self.stacked = {
            stack: sum(1 << i for i, p in enumerate(self.market.places) if p is stack)
            for stack in STACKS
        }

    def weigh(self, answers: Answers) -> Weighing:
        """The plans for valid answers."""
        return self.known(tuple(answers.items()), partial(self.weigh_anew, answers))

    def weigh_anew(self, answers: Answers) -> Weighing:
        needs = read_needs(answers, self.catalog, self.day)
        fields = self.fields_for(needs)
        plans = OfferBook(market=self.market, needs=needs, fields=fields).plans()
        return Weighing(needs=needs, fields=fields, plans=plans, ranking=ranked(plans))

    def fields_for(self, needs: Needs) -> tuple[Field, ...]:
        """Who competes where; staff yields for a part that would be left with nobody."""
        stake = self.market.stake(needs)
        everyone = [
            self.able_to_carry(self.survey.passing(needs, segment), needs, segment)
            & self.market.worth_weighing
            for segment in needs.segments
        ]
        staffed = [
            bits & ~self.survey.sieve(STAFF_GATE, needs, segment).failed
            for bits, segment in zip(everyone, needs.segments, strict=True)
        ]
        deserted = {
            segment.is_sensitive
            for bits, segment in zip(staffed, needs.segments, strict=True)
            if not bits
        }
        return tuple(
            self.field_for(
                needs,
                segment,
                unstaffed if segment.is_sensitive in deserted else bits,
                stake,
                yields=segment.is_sensitive in deserted and bool(unstaffed),
            )
            for unstaffed, bits, segment in zip(
                everyone, staffed, needs.segments, strict=True
            )
        )

    def field_for(
        self, needs: Needs, segment: Segment, bits: Bits, stake: float, *, yields: bool
    ) -> Field:
        weights = weights_for(needs, segment, stake)
        return Field(
            segment=segment,
            weights=weights,
            appeal=appeal_of(weights),
            entrants=self.entrants(bits, partial(self.sort_out, bits)),
            staff_yielded=yields,
        )

    def able_to_carry(self, bits: Bits, needs: Needs, segment: Segment) -> Bits:
        """Leave out machines that don't hold the model or carry the segment's part.

        A part is all traffic of one sensitivity: hard and routine traffic of the same
        people meets on the same desk.
        """
        share = sum(
            other.share
            for other in needs.segments
            if other.is_sensitive == segment.is_sensitive
        )
        for stack in STACKS:
            stacked = bits & self.stacked[stack]
            if stacked:
                bits &= ~stacked | self.market.able(stack, share, needs)
        return bits

    def sort_out(self, bits: Bits) -> dict[Place, tuple[int, ...]]:
        """The positions of a set by place; an unrated one never beats a rated one."""
        positions = list(self.survey.members(bits))
        rated = [i for i in positions if self.survey.qualities[i] is not None]
        places = self.market.places
        return {
            place: tuple(i for i in rated or positions if places[i] is place)
            for place in Place
        }

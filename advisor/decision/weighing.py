"""One situation weighed: who passes, what serves each segment best, which plans result."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from math import log
from statistics import median

from advisor.decision import cost, fleets
from advisor.decision.candidates import Catalog, Family, OptionKind
from advisor.decision.criteria import (
    BY_KIND,
    RATING_BY_KIND,
    VOLUME_STAKE,
    Criterion,
    Weights,
    rating_of_kind,
    transparency,
    weights_for,
)
from advisor.decision.dominance import undominated
from advisor.decision.gates import STAFF_GATE
from advisor.decision.machines import (
    Machine,
    Setting,
    hardware_for,
    machines_for,
    setting_for,
)
from advisor.decision.memo import Memo
from advisor.decision.needs import Needs, Segment, read_needs
from advisor.decision.plans import (
    FAMILIES,
    STACKS,
    Pick,
    Place,
    Plan,
    Verdict,
    best_plans,
    cost_utility,
    place_of,
)
from advisor.decision.prices import price_in_use, price_range, token_price
from advisor.decision.questions import Answers
from advisor.decision.survey import Bits, Survey

ENGINEER_MONTHS_TO_NOTICE = Decimal("0.1")  # K: what a bill must reach to be felt
KIND_TABLE = {
    kind: tuple((criterion, rating_of_kind(kind, criterion)) for criterion in BY_KIND)
    for kind in RATING_BY_KIND
}
type Crew = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Appeal:
    """The weights of a segment, summed up once for each kind of option."""

    by_kind: dict[OptionKind, float]
    quality: float
    openness: float
    cost: float

    def of(self, weigher: "Weigher", position: int, utility: float) -> float:
        """The score of a candidate: weight x rating over all criteria."""
        return (
            self.by_kind[weigher.kinds[position]]
            + self.quality * (weigher.survey.qualities[position] or 0.0)
            + self.openness * weigher.transparencies[position]
            + self.cost * utility
        )


def appeal_of(weights: Weights) -> Appeal:
    return Appeal(
        by_kind={
            kind: sum(weights[criterion] * rating for criterion, rating in ratings)
            for kind, ratings in KIND_TABLE.items()
        },
        quality=weights[Criterion.QUALITY],
        openness=weights[Criterion.TRANSPARENCY],
        cost=weights[Criterion.COST],
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


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """What came of it."""

    needs: Needs
    fields: tuple[Field, ...]
    plans: dict[Verdict, Plan]

    @property
    def ranking(self) -> list[Plan]:
        """The plans, best first; equal ones in the order of the families."""
        return sorted(
            self.plans.values(),
            key=lambda plan: (-round(plan.score, 9), FAMILIES.index(plan.family)),
        )

    @property
    def verdict(self) -> Verdict:
        ranking = self.ranking
        return ranking[0].family if ranking else Verdict.NONE_FITS

    @property
    def margin(self) -> float | None:
        """How far the best plan leads; None where it has no rival."""
        ranking = self.ranking
        return ranking[0].score - ranking[1].score if len(ranking) > 1 else None


@dataclass(frozen=True, slots=True)
class Stack:
    """What can run on a stack of our own, by position."""

    fleets: dict[int, fleets.Fleet]
    able: Bits


class Weigher:
    """Weighs situations against one catalog on one day; remembers what repeats."""

    def __init__(self, catalog: Catalog, day: date) -> None:
        self.catalog = catalog
        self.day = day
        self.survey = Survey(catalog, day)
        self.candidates = self.survey.candidates
        self.kinds = tuple(candidate.kind for candidate in self.candidates)
        self.places = tuple(place_of(candidate) for candidate in self.candidates)
        in_use = (price_in_use(candidate, day) for candidate in self.candidates)
        self.token_prices = tuple(
            token_price(row) if row is not None else None for row in in_use
        )
        self.transparencies = tuple(transparency(c) for c in self.candidates)
        salary = catalog.assumed("engineer_salary_usd_year")
        self.unit_usd = float(salary / 12 * ENGINEER_MONTHS_TO_NOTICE)
        self.hours = float(catalog.assumed("hours_per_month"))
        self.worth_weighing: Bits = undominated(self.survey, day)
        self.reference_price = self.median_price()
        self.known = Memo[object, Weighing](limit=4_000)
        self.entrants = Memo[Bits, dict[Place, tuple[int, ...]]](limit=1_000)
        self.prices = Memo[cost.Mix, tuple[float, ...]](limit=100)
        self.utilities = Memo[object, tuple[float, ...]](limit=500)
        self.machines = Memo[object, dict[int, tuple[Machine, ...]]](limit=50)
        self.fleets = Memo[object, Stack](limit=2_000)
        self.upkeep = Memo[object, cost.Range](limit=500)
        self.hardware = {
            stack: hardware_for(OptionKind(stack.value), catalog) for stack in STACKS
        }
        self.families = {
            family: sum(
                1 << i for i, c in enumerate(self.candidates) if c.family is family
            )
            for family in Family
        }
        self.stacked = {
            stack: sum(1 << i for i, place in enumerate(self.places) if place is stack)
            for stack in STACKS
        }

    def median_price(self) -> float:
        """US dollars per million tokens, the median of what is worth weighing."""
        mix = cost.Mix(
            input_output_ratio=self.catalog.assumed("input_output_ratio"),
            cached_share=self.catalog.assumed("cached_share"),
            batch_share=self.catalog.assumed("batch_share"),
        )
        prices = [
            float(cost.price_per_million(price, mix))
            for position in self.survey.members(self.worth_weighing)
            if (price := self.token_prices[position]) is not None
        ]
        return median(prices) if prices else 0.0

    # --- one situation ---------------------------------------------------------------

    def weigh(self, answers: Answers) -> Weighing:
        """The plans for valid answers."""
        needs = read_needs(answers, self.catalog, self.day)
        return self.known(tuple(answers.items()), lambda: self.weigh_needs(needs))

    def weigh_needs(self, needs: Needs) -> Weighing:
        fields = self.fields_for(needs)
        book = OfferBook(weigher=self, needs=needs, fields=fields)
        places = [
            [place for place in Place if one.entrants.get(place)] for one in fields
        ]
        plans = best_plans(places, book.picks_for)
        return Weighing(needs=needs, fields=fields, plans=plans)

    def millions(self, needs: Needs) -> float:
        """Million tokens a month."""
        return needs.tokens_per_day / 1e6 * self.hours / 24

    def stake(self, needs: Needs) -> float:
        """What volume adds to independence: 0.3 ln(1 + volume x median price / K)."""
        spend = self.millions(needs) * self.reference_price
        return VOLUME_STAKE * log(1 + spend / self.unit_usd)

    def fields_for(self, needs: Needs) -> tuple[Field, ...]:
        """Who competes where; staff yields for a part that would be left with nobody."""
        stake = self.stake(needs)
        alive = [
            self.survey.passing(needs, segment) & self.worth_weighing
            for segment in needs.segments
        ]
        staffed = [
            self.able_to_carry(bits & ~self.unstaffed(needs, segment), needs, segment)
            for bits, segment in zip(alive, needs.segments, strict=True)
        ]
        deserted = {
            segment.is_sensitive
            for bits, segment in zip(staffed, needs.segments, strict=True)
            if not bits
        }
        fields = []
        for everyone, some, segment in zip(alive, staffed, needs.segments, strict=True):
            yields = segment.is_sensitive in deserted
            bits = self.able_to_carry(everyone, needs, segment) if yields else some
            weights = weights_for(needs, segment, stake)
            fields.append(
                Field(
                    segment=segment,
                    weights=weights,
                    appeal=appeal_of(weights),
                    entrants=self.entrants(bits, partial(self.sort_out, bits)),
                    staff_yielded=yields and bool(bits),
                )
            )
        return tuple(fields)

    def unstaffed(self, needs: Needs, segment: Segment) -> Bits:
        return self.survey.sieve(STAFF_GATE, needs, segment).failed

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
                bits &= ~stacked | self.stack_for(stack, share, needs).able
        return bits

    def sort_out(self, bits: Bits) -> dict[Place, tuple[int, ...]]:
        """The positions of a set by place; an unrated one never beats a rated one."""
        positions = list(self.survey.members(bits))
        rated = [i for i in positions if self.survey.qualities[i] is not None]
        return {
            place: tuple(i for i in rated or positions if self.places[i] is place)
            for place in Place
        }

    # --- what things cost ------------------------------------------------------------

    def mix(self, needs: Needs) -> cost.Mix:
        return cost.Mix(
            input_output_ratio=Decimal(str(needs.input_output_ratio)),
            cached_share=Decimal(str(needs.cached_share)),
            batch_share=Decimal(str(needs.batch_share)),
        )

    def unit_prices(self, mix: cost.Mix) -> tuple[float, ...]:
        """US dollars per million tokens by position; 0 where tokens carry no price."""

        return self.prices(
            mix,
            lambda: tuple(
                float(cost.price_per_million(price, mix)) if price else 0.0
                for price in self.token_prices
            ),
        )

    def cost_utilities(self, needs: Needs) -> tuple[float, ...]:
        """The utility of the bill by position, for candidates paid by the token."""
        mix = self.mix(needs)
        millions = self.millions(needs)
        return self.utilities(
            (mix, millions),
            lambda: tuple(
                cost_utility(price * millions, self.unit_usd)
                for price in self.unit_prices(mix)
            ),
        )

    def stack_for(self, stack: Place, share: float, needs: Needs) -> "Stack":
        """The cheapest fleet of each model that can carry a share on a stack."""
        kind = OptionKind(stack.value)
        demand = fleets.demand_for(kind, share, needs, self.catalog)
        setting = setting_for(kind, needs, self.catalog)
        key = (stack, setting.at_once, setting.longest_tokens)

        def work_out() -> Stack:
            machines = self.machines(key, lambda: self.machines_on(stack, setting))
            found = {
                position: fleet
                for position, choices in machines.items()
                if (fleet := fleets.cheapest_fleet(choices, demand, kind)) is not None
            }
            able = sum(1 << position for position in found)
            return Stack(fleets=found, able=able)

        return self.fleets((key, demand), work_out)

    def machines_on(
        self, stack: Place, setting: Setting
    ) -> dict[int, tuple[Machine, ...]]:
        return {
            position: machines_for(candidate.model, self.hardware[stack], setting)
            for position, candidate in enumerate(self.candidates)
            if self.places[position] is stack
        }

    def utility_of(self, pick: Pick, needs: Needs) -> float:
        """The cost utility that a pick was chosen by."""
        if pick.fleet is None:
            return self.cost_utilities(needs)[pick.position]
        people = float(self.people(place_of(pick.candidate), needs).likely)
        bill = (pick.fleet.usd_month + people) / pick.fleet_share
        return cost_utility(bill, self.unit_usd)

    def members_of(self, family: Family) -> Bits:
        """All candidates of a family."""
        return self.families[family]

    def people(self, stack: Place, needs: Needs) -> cost.Range:
        """People and set-up of a stack, US dollars a month."""
        return self.upkeep(
            (stack, needs.engineer_usd_year),
            lambda: fleets.upkeep(OptionKind(stack.value), needs, self.catalog),
        )

    def bill(self, pick: Pick, needs: Needs) -> cost.Range:
        """What a pick costs a month, US dollars, its part of a shared fleet included."""
        if pick.fleet is not None:
            people = self.people(place_of(pick.candidate), needs)
            part = Decimal(str(pick.segment.share / pick.fleet_share))
            return (pick.fleet.cost + people).times(part)
        unit = price_range(
            pick.candidate, self.day, self.mix(needs), needs.context_tokens
        )
        millions = self.millions(needs) * pick.segment.share
        return (unit or cost.NO_COST).times(Decimal(str(millions)))


@dataclass(kw_only=True)
class OfferBook:
    """The best pick for each place and crew of segments, in one situation."""

    weigher: Weigher
    needs: Needs
    fields: tuple[Field, ...]
    singles: dict[tuple[int, Place], Pick | None] = field(default_factory=dict)
    crews: dict[tuple[Place, tuple[int, ...]], dict[int, Pick] | None] = field(
        default_factory=dict
    )

    def picks_for(self, assignment: Crew) -> tuple[Pick, ...] | None:
        """The best pick for each segment; None where some place cannot serve."""
        picks: list[Pick] = []
        for index, place in enumerate(assignment):
            pick = (
                self.member_of_crew(index, place, assignment)
                if place in STACKS
                else self.single(index, place)
            )
            if pick is None:
                return None
            picks.append(pick)
        return tuple(picks)

    def single(self, index: int, place: Place) -> Pick | None:
        """The best candidate that is paid by the token."""
        key = (index, place)
        if key not in self.singles:
            self.singles[key] = self.best_single(index, place)
        return self.singles[key]

    def best_single(self, index: int, place: Place) -> Pick | None:
        one, weigher = self.fields[index], self.weigher
        utilities = weigher.cost_utilities(self.needs)
        scores = [
            (one.appeal.of(weigher, position, utilities[position]), -position)
            for position in one.entrants[place]
        ]
        if not scores:
            return None
        score, minus_position = max(scores)
        return Pick(
            segment=one.segment,
            candidate=weigher.candidates[-minus_position],
            position=-minus_position,
            score=score,
        )

    def member_of_crew(self, index: int, place: Place, assignment: Crew) -> Pick | None:
        """The pick of one segment among those that share a stack."""
        crew = tuple(i for i, other in enumerate(assignment) if other is place)
        key = (place, crew)
        if key not in self.crews:
            self.crews[key] = self.best_crew(place, crew)
        picks = self.crews[key]
        return None if picks is None else picks[index]

    def best_crew(self, place: Place, crew: tuple[int, ...]) -> dict[int, Pick] | None:
        """One model on one fleet that serves all segments of a crew best."""
        weigher, fields = self.weigher, [self.fields[index] for index in crew]
        share = sum(one.segment.share for one in fields)
        stack = weigher.stack_for(place, share, self.needs)
        able = set(stack.fleets).intersection(*(one.entrants[place] for one in fields))
        if not able:
            return None
        people = float(weigher.people(place, self.needs).likely)
        appeal = joint_appeal(fields)
        utilities = {
            position: cost_utility(
                (stack.fleets[position].usd_month + people) / share, weigher.unit_usd
            )
            for position in able
        }
        _, minus_position = max(
            (appeal.of(weigher, position, utility), -position)
            for position, utility in utilities.items()
        )
        position = -minus_position
        return {
            index: Pick(
                segment=one.segment,
                candidate=weigher.candidates[position],
                position=position,
                score=one.appeal.of(weigher, position, utilities[position]),
                fleet=stack.fleets[position],
                fleet_share=share,
            )
            for index, one in zip(crew, fields, strict=True)
        }


def joint_appeal(fields: list[Field]) -> Appeal:
    """What a crew of segments looks for together, each by its share."""
    shares = [one.segment.share for one in fields]
    appeals = [one.appeal for one in fields]
    pairs = list(zip(shares, appeals, strict=True))
    return Appeal(
        by_kind={
            kind: sum(share * appeal.by_kind[kind] for share, appeal in pairs)
            for kind in KIND_TABLE
        },
        quality=sum(share * appeal.quality for share, appeal in pairs),
        openness=sum(share * appeal.openness for share, appeal in pairs),
        cost=sum(share * appeal.cost for share, appeal in pairs),
    )

"""One situation weighed: who passes, what serves each segment best, which plans result."""

from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from math import inf

from advisor.decision.candidates import Catalog
from advisor.decision.casting import Casting
from advisor.decision.drawn_market import DrawnMarket
from advisor.decision.draws import Draws
from advisor.decision.glances import Glance
from advisor.decision.market import Market
from advisor.decision.memo import Memo
from advisor.decision.needs import Needs, read_needs
from advisor.decision.offers import OfferBook
from advisor.decision.plans import (
    CLOSE_CALL,
    FAMILIES,
    Field,
    Pick,
    Plan,
    Verdict,
)
from advisor.decision.precedents import Precedents, Splits
from advisor.decision.prices import ONE_YEAR, announced
from advisor.decision.questions import Answers
from advisor.decision.records import record
from advisor.decision.stages import (
    ABOUT_THE_START,
    at_the_start,
    in_a_year,
    leader_of_the_year,
    moves_to_open,
    staged,
)

# Tokens a day at which a volume is tried, eight in three decades: from where a bill
# begins to be worth a thought to what nobody has reported.
VOLUMES = tuple(10 ** (4 + 3 * step / 8) for step in range(22))


@record
class Weighing:
    """What came of it."""

    needs: Needs
    splits: Splits  # who competes, by way to part the traffic
    plans: dict[Verdict, Plan]
    ranking: tuple[Plan, ...]  # best first
    is_by_year: bool = False  # the year as a whole decides, and not today's scores

    @property
    def fields(self) -> tuple[Field, ...]:
        """Who competes where traffic is parted by sensitivity and difficulty."""
        return self.splits[0]

    @property
    def in_play(self) -> tuple[Field, ...]:
        """Who competes for the parts of the advised plan."""
        return self.advised.fields if self.advised else self.fields

    @property
    def advised(self) -> Plan | None:
        return self.ranking[0] if self.ranking else None

    @property
    def verdict(self) -> Verdict:
        return self.ranking[0].family if self.ranking else Verdict.NONE_FITS

    @property
    def picks(self) -> tuple[Pick, ...]:
        """What the advised plan takes; nothing where nothing fits."""
        return self.ranking[0].picks if self.ranking else ()

    @property
    def margin(self) -> float | None:
        """How far the best plan leads; None where it has no rival."""
        if len(self.ranking) < 2:
            return None
        return max(0.0, self.ranking[0].score - self.ranking[1].score)

    @property
    def is_close(self) -> bool:
        return self.margin is not None and self.margin < CLOSE_CALL

    def nearly(self, family: Verdict) -> bool:
        """Whether a family's plan is too close to the best one to tell them apart."""
        plan = self.plans.get(family)
        return plan is not None and self.ranking[0].score - plan.score < CLOSE_CALL

    def preferring(self, family: Verdict) -> "Weighing":
        """The same with another family's plan advised."""
        ranking = sorted(self.ranking, key=lambda plan: plan.family is not family)
        return replace(self, ranking=tuple(ranking))


def ranked(plans: dict[Verdict, Plan]) -> tuple[Plan, ...]:
    """The plans, best first; equal ones in the order of the families."""
    return tuple(
        sorted(
            plans.values(),
            key=lambda plan: (-round(plan.score, 9), RANK[plan.family]),
        )
    )


def is_settled(near: Weighing, far: Weighing, slack: float = 0.0) -> bool:
    """Whether the family that is advised at both ends also is all along the way.

    For ways along which each plan's score moves one way, and strays from there by no
    more than the slack; and where closed is never so close as to look back.
    """
    advised = near.verdict
    if far.verdict is not advised:
        return False
    least = min(
        (one.plans[advised].score for one in (near, far) if advised in one.plans),
        default=inf,  # nothing fits, wherever on the way
    )
    room = slack + (CLOSE_CALL if advised is Verdict.CLOSED else 0.0)
    return all(
        plan.score + room <= least
        for one in (near, far)
        for family, plan in one.plans.items()
        if family is not advised
    )


def volumes_below(volume: float) -> list[float]:
    """Where a close call looks back: the next smaller one, then about one a decade."""
    below = [smaller for smaller in reversed(VOLUMES) if smaller < volume]
    return [*below[:1], *below[1::3]]


RANK = {family: rank for rank, family in enumerate(FAMILIES)}
MOST_DAYS = 24  # ahead that are kept


class Weigher:
    """Weighs situations against one catalog on one day; remembers what repeats."""

    def __init__(self, catalog: Catalog, day: date) -> None:
        self.catalog = catalog
        self.day = day
        self.market = Market(catalog, day)
        self.survey = self.market.survey
        self.known = Memo[object, Weighing](limit=4_000)
        self.here = Memo[object, Weighing](limit=4_000)
        self.today = Memo[object, Weighing](limit=4_000)
        self.casting = Casting(self.market)
        self.precedents = Precedents(catalog=catalog, candidates=self.market.candidates)
        self.others = Memo[date, Weigher](limit=MOST_DAYS)
        self.drawn = DrawnMarket(self.market, Draws())

    @cached_property
    def days_ahead(self) -> tuple[date, ...]:
        """The days within a year on which something announced takes effect."""
        days = {
            day
            for candidate in self.market.candidates
            for day in (
                candidate.model.retires_on,
                candidate.option.retired_on,
                *(row.valid_from for row in announced(candidate, self.day)),
            )
            if day is not None and self.day < day <= self.day + ONE_YEAR
        }
        return tuple(sorted(days))

    def on(self, day: date) -> "Weigher":
        """The same catalog weighed on another day."""
        return self.others(day, lambda: Weigher(self.catalog, day))

    def weigh(self, answers: Answers) -> Weighing:
        """The plans for valid answers, the advised one first.

        More volume is no reason for a closed model: in a close call that a smaller
        volume would decide otherwise, the advice stays as it was there.
        """
        weighing = self.weigh_here(answers)
        if weighing.verdict is not Verdict.CLOSED or not weighing.is_close:
            return weighing
        look_back = partial(self.look_back, answers, weighing)
        return self.known(tuple(answers.items()), look_back)

    def look_back(self, answers: Answers, weighing: Weighing) -> Weighing:
        """A close call for a closed plan, as smaller volumes settle it."""
        for volume in volumes_below(weighing.needs.tokens_per_day):
            below = self.weigh_here({**answers, "tokens_per_day": volume})
            if below.verdict is not Verdict.CLOSED and weighing.nearly(below.verdict):
                return weighing.preferring(below.verdict)
        return weighing

    def weigh_here(self, answers: Answers) -> Weighing:
        """The plans, without a look at smaller volumes."""
        if not ABOUT_THE_START & answers.keys():
            return self.weigh_today(answers)  # nothing is said of the year
        return self.here(tuple(answers.items()), partial(self.weigh_year, answers))

    def weigh_year(self, answers: Answers) -> Weighing:
        """The plans of today, and the one that changes sides within the year."""
        now = self.weigh_today(at_the_start(answers))
        if "growth" in answers:
            needs = read_needs(answers, self.catalog, self.day)
            now = replace(now, needs=needs)
        if now.verdict is Verdict.OPEN or not now.ranking:
            return now  # the year could bring open weights forward, and they lead
        later = self.weigh_today(in_a_year(now.needs))
        if not moves_to_open(now.plans, later.plans):
            return now
        year = self.with_stage(now, later)
        leader = leader_of_the_year(now.plans, later.plans)
        is_as_open = FAMILIES.index(year.verdict) >= FAMILIES.index(leader)
        if is_as_open or year.ranking[0].later is not None:
            return year
        return replace(now.preferring(leader), is_by_year=True)

    def with_stage(self, now: Weighing, later: Weighing) -> Weighing:
        """The plans of today, with the one that starts closed and is open by its end.

        Nobody would start with what does not lead today.
        """
        rival = now.plans.get(Verdict.HYBRID)
        stage = None
        if now.verdict is Verdict.CLOSED:
            stage = staged(now.plans, later.plans)
        if stage is None or (rival is not None and rival.score >= stage.score):
            return now
        plans = now.plans | {Verdict.HYBRID: stage}
        return replace(now, plans=plans, ranking=ranked(plans))

    def weigh_today(self, answers: Answers) -> Weighing:
        """The plans for one date."""
        return self.today(tuple(answers.items()), partial(self.weigh_plans, answers))

    def are_lasting(self, weighings: list[Weighing], longest: int) -> bool:
        """Whether every plan is the same with an input so much longer."""
        return all(
            self.precedents.lasts(one.needs, one.splits, one.plans, longest)
            for one in weighings
        )

    def weigh_plans(self, answers: Answers) -> Weighing:
        needs = read_needs(answers, self.catalog, self.day)
        splits = self.splits_for(needs)
        plans = self.plans_for(needs, splits)
        return Weighing(needs=needs, splits=splits, plans=plans, ranking=ranked(plans))

    def plans_for(self, needs: Needs, splits: Splits) -> dict[Verdict, Plan]:
        """The best plan of each family, whichever way it parts the traffic."""
        if needs.has_stated_pairs:  # a worse model could be the better way out
            return self.find_plans(needs, splits)
        return self.precedents.plans(needs, splits, self.find_plans)

    def find_plans(self, needs: Needs, splits: Splits) -> dict[Verdict, Plan]:
        plans: dict[Verdict, Plan] = {}
        alike: dict[object, tuple[float, int]] = {}
        for fields in splits:
            book = OfferBook(
                market=self.market,
                needs=needs,
                fields=fields,
                rivals=plans,
                alike=alike,
            )
            plans |= book.plans()
        return plans

    def splits_for(self, needs: Needs) -> Splits:
        """Who competes, for each way to part the traffic that can make a difference."""
        glance = self.glance_at(needs)
        return tuple(
            [tuple(map(glance.field_for, roles)) for roles in self.casting.roles(needs)]
        )

    def glance_at(self, needs: Needs) -> Glance:
        return Glance(needs=needs, stake=self.market.stake(needs))

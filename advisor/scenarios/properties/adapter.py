"""The advisor as the properties see it: answers in, a verdict and how it leans out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Any

from advisor.decision.answers import parse_answers
from advisor.decision.candidates import Catalog, Family, Location, OptionKind
from advisor.decision.conflicts import conflicts
from advisor.decision.explanation import explain
from advisor.decision.flips import flips
from advisor.decision.memo import Memo
from advisor.decision.notes import notes
from advisor.decision.plans import Pick, Plan, Verdict
from advisor.decision.questions import Answers, AnswerValue
from advisor.decision.reasons import Reason, reasons
from advisor.decision.recommendation import Recommendation, recommend
from advisor.decision.stages import in_a_year
from advisor.decision.weighing import Weigher, Weighing
from advisor.scenarios.properties.catalogs import Change

OPENNESS = {Verdict.CLOSED: 0, Verdict.HYBRID: 1, Verdict.OPEN: 2}
MOST_VIEWS = 50_000
MOST_RECOMMENDATIONS = 5_000
MOST_FLIPS = 10_000
SAME = 1e-9  # scores nearer than this are equal

type Raw = Mapping[str, object]
type Key = tuple[tuple[str, AnswerValue], ...]


@dataclass(frozen=True, slots=True)
class View:
    """What a property looks at."""

    verdict: Verdict
    lean: float | None  # score of the open plan - score of the closed one
    scores: tuple[tuple[Verdict, float], ...]
    kinds: frozenset[OptionKind]  # that the winning plan runs on
    usd_month: float | None  # of the winning plan
    open_is_better: bool  # some of the traffic has a better model in the open plan
    open_is_cheaper: bool  # than the closed plan, which there is too
    closed_qualities: tuple[float, ...]  # of the closed plan's models
    is_parted: bool  # by difficulty, by a share that was stated
    is_staged: bool  # the advised plan changes sides within the year
    open_strictness: int  # of the loosest place where a plan runs open weights

    @property
    def openness(self) -> int | None:
        return OPENNESS.get(self.verdict)

    @property
    def is_self_run(self) -> bool:
        return any(kind.is_self_run for kind in self.kinds)

    @property
    def families(self) -> frozenset[Verdict]:
        """The families that have a plan at all."""
        return frozenset(family for family, _ in self.scores)


class Advisor:
    """One catalog on one day, asked about many situations."""

    def __init__(self, catalog: Catalog, day: date) -> None:
        self.catalog = catalog
        self.day = day
        self.weigher = Weigher(catalog, day)
        # One property can use another's work.
        self.views = Memo[Key, View](MOST_VIEWS)
        self.recommendations = Memo[Key, Recommendation](MOST_RECOMMENDATIONS)
        self.known_flips = Memo[Key, Sequence[Mapping[str, Any]]](MOST_FLIPS)
        self.others: dict[Change, Advisor] = {}

    def elsewhere(self, change: Change) -> "Advisor":
        """The advisor on a changed catalog; the newest one is kept, they are large."""
        if change not in self.others:
            self.others = {change: Advisor(change(self.catalog), self.day)}
        return self.others[change]

    def weigh(self, raw: Raw) -> Weighing:
        return self.weigher.weigh(parse_answers(raw))

    def view(self, raw: Raw) -> View:
        answers = parse_answers(raw)
        return self.views(key_of(answers), lambda: self.look(answers))

    def look(self, answers: Answers) -> View:
        weighing = self.weigh(answers)
        plan = weighing.plans.get(weighing.verdict)
        picks = picks_of(weighing, weighing.verdict)
        dates = [weighing]
        if plan and plan.later:
            dates.append(self.weigher.weigh_today(in_a_year(weighing.needs)))
        scores = {family: plan.score for family, plan in weighing.plans.items()}
        return View(
            verdict=weighing.verdict,
            lean=lean_between(scores.get(Verdict.OPEN), scores.get(Verdict.CLOSED)),
            scores=tuple(sorted(scores.items())),
            kinds=frozenset(pick.candidate.kind for pick in picks),
            usd_month=self.bill(weighing, plan) if plan else None,
            open_is_better=any(map(self.has_better_open_model, dates)),
            open_is_cheaper=any(map(self.has_cheaper_open_plan, dates)),
            closed_qualities=tuple(
                map(self.quality, picks_of(weighing, Verdict.CLOSED))
            ),
            is_parted="hard_share" in answers
            and weighing.fields[0].segment.is_hard is not None,
            is_staged=plan is not None and plan.later is not None,
            open_strictness=loosest_open_place(weighing),
        )

    def has_better_open_model(self, weighing: Weighing) -> bool:
        """Than a closed one that another plan takes for the same traffic."""
        opened = picks_of(weighing, Verdict.OPEN)
        pairs = [
            (ours, theirs)
            for family in (Verdict.CLOSED, Verdict.HYBRID)
            for ours, theirs in zip(opened, picks_of(weighing, family), strict=False)
            if theirs.candidate.family is Family.CLOSED
        ]
        return any(self.quality(ours) > self.quality(theirs) for ours, theirs in pairs)

    def has_cheaper_open_plan(self, weighing: Weighing) -> bool:
        ours, theirs = map(weighing.plans.get, (Verdict.OPEN, Verdict.CLOSED))
        if ours is None or theirs is None:
            return False
        return self.bill(weighing, ours) < self.bill(weighing, theirs)

    def quality(self, pick: Pick) -> float:
        return self.weigher.survey.qualities[pick.position] or 0.0

    def bill(self, weighing: Weighing, plan: Plan) -> float:
        """US dollars a month, the likely figure."""
        return sum(
            float(self.weigher.market.bill(pick, weighing.needs).likely)
            for pick in plan.picks
        )

    def bill_of(self, raw: Raw, family: Verdict) -> float | None:
        weighing = self.weigh(raw)
        plan = weighing.plans.get(family)
        return self.bill(weighing, plan) if plan else None

    def recommend(self, raw: Raw) -> Recommendation:
        answers = parse_answers(raw)
        return self.recommendations(
            key_of(answers), lambda: recommend(answers, self.weigher)
        )

    def result(self, raw: Raw) -> Mapping[str, Any]:
        """Everything. Most properties look at one part, which is had much sooner."""
        return explain(parse_answers(raw), self.weigher)

    def cited(self, raw: Raw) -> list[str]:
        """The answers that reasons name, the one that decided most first."""
        return [reason.key for reason in self.reasons(raw)]

    def reasons(self, raw: Raw) -> Sequence[Reason]:
        return reasons(parse_answers(raw), self.weigher)

    def flips(self, raw: Raw) -> Sequence[Mapping[str, Any]]:
        answers = parse_answers(raw)
        return self.known_flips(key_of(answers), lambda: flips(answers, self.weigher))

    def conflicts(self, raw: Raw) -> Sequence[Mapping[str, Any]]:
        return conflicts(self.weigh(raw), self.weigher)

    def notes(self, raw: Raw) -> set[str]:
        return {str(note["code"]) for note in notes(self.weigh(raw), self.weigher)}


def key_of(answers: Answers) -> Key:
    return tuple(answers.items())


def picks_of(weighing: Weighing, family: Verdict) -> tuple[Pick, ...]:
    plan = weighing.plans.get(family)
    return plan.picks if plan else ()


def loosest_open_place(weighing: Weighing) -> int:
    places = (
        pick.candidate.option.location.strictness
        for plan in weighing.plans.values()
        for pick in plan.picks
        if pick.candidate.family is Family.OPEN
    )
    return min(places, default=len(Location))


def lean_between(opened: float | None, closed: float | None) -> float | None:
    if opened is None and closed is None:
        return None
    return (-inf if opened is None else opened) - (-inf if closed is None else closed)


def away_from_open(before: View, after: View) -> str | None:
    """How advice moved toward closed; None where it did not."""
    rises = is_less(after.openness, before.openness)
    return moved(before, after) if rises or is_less(after.lean, before.lean) else None


def is_less(one: float | None, other: float | None) -> bool:
    """Whether one is less than the other; what is not known is neither."""
    return one is not None and other is not None and one < other - SAME


def moved(before: View, after: View) -> str:
    return f"{before.verdict}, then {after.verdict} ({leans(before, after)})"


def leans(before: View, after: View) -> str:
    return f"lean {before.lean:+.3f} to {after.lean:+.3f}"

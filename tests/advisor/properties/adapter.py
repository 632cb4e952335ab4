"""The advisor as the properties see it: answers in, a verdict and how it leans out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Any

from advisor.decision.answers import parse_answers
from advisor.decision.candidates import Catalog, OptionKind
from advisor.decision.conflicts import conflicts
from advisor.decision.explanation import explain
from advisor.decision.flips import flips
from advisor.decision.notes import notes
from advisor.decision.plans import Pick, Plan, Verdict
from advisor.decision.questions import Answers
from advisor.decision.reasons import Reason, reasons
from advisor.decision.recommendation import Recommendation, recommend
from advisor.decision.weighing import Weigher, Weighing

OPENNESS = {Verdict.CLOSED: 0, Verdict.HYBRID: 1, Verdict.OPEN: 2}
MOST_VIEWS = 50_000
MOST_RECOMMENDATIONS = 5_000
MOST_FLIPS = 10_000
SAME = 1e-9  # scores nearer than this are equal

type Raw = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class View:
    """What a property looks at."""

    verdict: Verdict
    lean: float | None  # score of the open plan - score of the closed one
    scores: tuple[tuple[Verdict, float], ...]
    kinds: frozenset[OptionKind]  # that the winning plan runs on
    usd_month: float | None  # of the winning plan
    open_is_better: bool  # the open plan has the better models on average
    open_is_hosted: bool  # all of the open plan runs at a host

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


class Remembered[T]:
    """What was worked out for answers, so that one property can use another's work."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.known: dict[tuple[tuple[str, object], ...], T] = {}

    def get(self, answers: Answers, work_out: Callable[[], T]) -> T:
        key = tuple(answers.items())
        if key not in self.known:
            if len(self.known) >= self.most:
                self.known.clear()
            self.known[key] = work_out()
        return self.known[key]


class Advisor:
    """One catalog on one day, asked about many situations."""

    def __init__(self, catalog: Catalog, day: date) -> None:
        self.catalog = catalog
        self.day = day
        self.weigher = Weigher(catalog, day)
        self.views = Remembered[View](MOST_VIEWS)
        self.recommendations = Remembered[Recommendation](MOST_RECOMMENDATIONS)
        self.known_flips = Remembered[Sequence[Mapping[str, Any]]](MOST_FLIPS)

    def weigh(self, raw: Raw) -> Weighing:
        return self.weigher.weigh(parse_answers(raw))

    def view(self, raw: Raw) -> View:
        answers = parse_answers(raw)
        return self.views.get(answers, lambda: self.look(answers))

    def look(self, answers: Answers) -> View:
        weighing = self.weigh(answers)
        plan = weighing.plans.get(weighing.verdict)
        picks = picks_of(weighing, weighing.verdict)
        scores = {family: plan.score for family, plan in weighing.plans.items()}
        return View(
            verdict=weighing.verdict,
            lean=lean_between(scores.get(Verdict.OPEN), scores.get(Verdict.CLOSED)),
            scores=tuple(sorted(scores.items())),
            kinds=frozenset(pick.candidate.kind for pick in picks),
            usd_month=self.bill(weighing, plan) if plan else None,
            open_is_better=self.quality(weighing, Verdict.OPEN)
            > self.quality(weighing, Verdict.CLOSED),
            open_is_hosted=is_hosted(picks_of(weighing, Verdict.OPEN)),
        )

    def quality(self, weighing: Weighing, family: Verdict) -> float:
        """The quality index of a plan, averaged over the traffic."""
        return sum(
            pick.segment.share * (self.weigher.survey.qualities[pick.position] or 0)
            for pick in picks_of(weighing, family)
        )

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
        return self.recommendations.get(
            answers, lambda: recommend(answers, self.weigher)
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
        return self.known_flips.get(answers, lambda: flips(answers, self.weigher))

    def conflicts(self, raw: Raw) -> Sequence[Mapping[str, Any]]:
        return conflicts(self.weigh(raw), self.weigher)

    def notes(self, raw: Raw) -> set[str]:
        return {str(note["code"]) for note in notes(self.weigh(raw), self.weigher)}


def picks_of(weighing: Weighing, family: Verdict) -> tuple[Pick, ...]:
    plan = weighing.plans.get(family)
    return plan.picks if plan else ()


def is_hosted(picks: Sequence[Pick]) -> bool:
    return bool(picks) and not any(pick.candidate.kind.is_self_run for pick in picks)


def lean_between(opened: float | None, closed: float | None) -> float | None:
    if opened is None and closed is None:
        return None
    return (-inf if opened is None else opened) - (-inf if closed is None else closed)


def away_from_open(before: View, after: View) -> str | None:
    """How advice moved towards closed; None where it did not."""
    return moved(before, after, +1)


def towards_open(before: View, after: View) -> str | None:
    """How advice moved towards open; None where it did not."""
    return moved(before, after, -1)


def moved(before: View, after: View, sign: int) -> str | None:
    if before.openness is not None and after.openness is not None:  # noqa: SIM102
        if sign * (after.openness - before.openness) < 0:
            return f"{before.verdict} becomes {after.verdict} ({leans(before, after)})"
    if before.lean is not None and after.lean is not None:  # noqa: SIM102
        if sign * (after.lean - before.lean) < -SAME:
            return f"{before.verdict} stays {after.verdict}, {leans(before, after)}"
    return None


def leans(before: View, after: View) -> str:
    return f"lean {before.lean:+.3f} to {after.lean:+.3f}"

"""The advisor as the properties see it: answers in, a verdict and how it leans out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Any

from advisor.decision.answers import parse_answers
from advisor.decision.candidates import Catalog, OptionKind
from advisor.decision.explanation import explain
from advisor.decision.plans import Plan, Verdict
from advisor.decision.questions import Answers
from advisor.decision.recommendation import Recommendation, recommend
from advisor.decision.weighing import Weigher, Weighing

OPENNESS = {Verdict.CLOSED: 0, Verdict.HYBRID: 1, Verdict.OPEN: 2}
MOST_VIEWS = 50_000
MOST_RESULTS = 3_000
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
        self.recommendations = Remembered[Recommendation](MOST_RESULTS)
        self.results = Remembered[Mapping[str, Any]](MOST_RESULTS)

    def weigh(self, raw: Raw) -> Weighing:
        return self.weigher.weigh(parse_answers(raw))

    def view(self, raw: Raw) -> View:
        answers = parse_answers(raw)
        return self.views.get(answers, lambda: self.look(answers))

    def look(self, answers: Answers) -> View:
        weighing = self.weigh(answers)
        plan = weighing.plans.get(weighing.verdict)
        picks = plan.picks if plan else ()
        scores = {family: plan.score for family, plan in weighing.plans.items()}
        return View(
            verdict=weighing.verdict,
            lean=lean_between(scores.get(Verdict.OPEN), scores.get(Verdict.CLOSED)),
            scores=tuple(sorted(scores.items())),
            kinds=frozenset(pick.candidate.kind for pick in picks),
            usd_month=self.bill(weighing, plan) if plan else None,
        )

    def bill(self, weighing: Weighing, plan: Plan) -> float:
        """US dollars a month, the likely figure."""
        return sum(
            float(self.weigher.market.bill(pick, weighing.needs).likely) for pick in plan.picks
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
        answers = parse_answers(raw)
        return self.results.get(answers, lambda: explain(answers, self.weigher))


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

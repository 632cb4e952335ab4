"""Wishes that cannot all be met are spoken of, and none is dropped in silence (P18)."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from advisor.decision.candidates import OptionKind
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.scenarios.properties.adapter import Advisor, Raw
from advisor.scenarios.properties.checking import HowBroken, Property, having

FLEETS = {OptionKind.OWN_GPUS, OptionKind.OWN_HARDWARE}
THE_GATE = {"data_location", "offline"}  # either, where both are closed
ONE_CENT = 0.01


def unspoken(
    advisor: Advisor, raw: Raw, wish: str, others: Set[str] = THE_GATE
) -> str | None:
    """That no conflict names a wish and what is against it, or shows no way out."""
    named = [
        one
        for one in advisor.conflicts(raw)
        if wish in one["answers"] and others & set(one["answers"])
    ]
    if not named:
        return f"{advisor.view(raw).verdict}, no conflict with {wish} is named"
    return None if all(one["way_out"] for one in named) else "no way out is shown"


def changed_by(advisor: Advisor, raw: Raw, wish: str) -> str | None:
    """That a wish which cannot be met still moves the verdict."""
    here, freed = advisor.view(raw).verdict, advisor.view({**raw, wish: None}).verdict
    return None if here is freed else f"{here}, but {freed} without {wish}"


@dataclass(frozen=True)
class ClosedGate:
    """A gate that leaves machines of one's own only, and wishes against it."""

    key: str
    words: str
    answers: Mapping[str, object]

    def within_days(self, advisor: Advisor, answers: Answers) -> str | None:
        raw = having(answers, **self.answers, time_to_production="days")
        if not advisor.view(raw).kinds & FLEETS:
            return None
        wish = "time_to_production"
        return unspoken(advisor, raw, wish) or changed_by(advisor, raw, wish)

    def best_quality(self, advisor: Advisor, answers: Answers) -> str | None:
        raw = having(answers, **self.answers, quality_bar="frontier", hard_share=None)
        modest = {**raw, "quality_bar": None}
        if advisor.view(raw).verdict is not Verdict.NONE_FITS:
            return changed_by(advisor, raw, "quality_bar")
        if advisor.view(modest).verdict is Verdict.NONE_FITS:
            return None
        ungated = {**raw, **dict.fromkeys(THE_GATE)}
        if advisor.view(ungated).verdict is Verdict.NONE_FITS:  # so not by the gate
            others = set(QUESTION_BY_KEY) - {"quality_bar"}
            return unspoken(advisor, raw, "quality_bar", others)
        return unspoken(advisor, raw, "quality_bar")

    def without_staff(self, advisor: Advisor, answers: Answers) -> str | None:
        raw = having(answers, **self.answers, ml_staff="none")
        if advisor.view(raw).verdict is Verdict.NONE_FITS:
            return None
        wish = "ml_staff"
        return unspoken(advisor, raw, wish) or changed_by(advisor, raw, wish)

    def properties(self) -> Iterator[Property]:
        told: tuple[tuple[str, str, HowBroken], ...] = (
            (
                "within_days",
                "be live within days is told as a conflict",
                self.within_days,
            ),
            (
                "best_quality",
                "be as good as it gets is told where it cannot be",
                self.best_quality,
            ),
            (
                "without_staff",
                "be run by nobody is told as a conflict",
                self.without_staff,
            ),
        )
        for key, words, how_broken in told:
            yield Property(
                number="P18",
                key=f"{self.key}_{key}",
                sentence=f"That {self.words} and {words}.",
                how_broken=how_broken,
            )


def deep_tuning_without_staff(advisor: Advisor, answers: Answers) -> str | None:
    raw = having(answers, customization="deep_finetune", ml_staff="none")
    if advisor.view(raw).verdict is Verdict.NONE_FITS:
        return None
    wish = "ml_staff"
    spoken = unspoken(advisor, raw, wish, {"customization"})
    return spoken or changed_by(advisor, raw, wish)


def budget_below_all(advisor: Advisor, answers: Answers) -> str | None:
    raw = having(answers, monthly_budget_usd=ONE_CENT)
    bills = [advisor.bill_of(raw, family) for family in Verdict]
    known = [bill for bill in bills if bill is not None]
    if not known or min(known) <= ONE_CENT:
        return None  # nothing costs anything, or something fits it
    wish = "monthly_budget_usd"
    anything = set(QUESTION_BY_KEY)
    return unspoken(advisor, raw, wish, anything) or changed_by(advisor, raw, wish)


GATES = (
    ClosedGate(
        key="stays",
        words="data must stay",
        answers={"data_location": "own_premises", "sensitive_share": None},
    ),
    ClosedGate(key="offline", words="it must work offline", answers={"offline": "yes"}),
)
PROPERTIES = (
    *(one for gate in GATES for one in gate.properties()),
    Property(
        number="P18",
        key="deep_tuning_without_staff",
        sentence="Deep tuning with nobody to do it is told as a conflict.",
        how_broken=deep_tuning_without_staff,
    ),
    Property(
        number="P18",
        key="budget_below_all",
        sentence="A budget below everything that fits is told as a conflict.",
        how_broken=budget_below_all,
    ),
)

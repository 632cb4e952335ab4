"""What a question could still change: every answer to it is weighed, and compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from advisor.decision import cost
from advisor.decision.bills import usd
from advisor.decision.conflicts import unmet_together
from advisor.decision.flips import WOULD_BE, alternatives
from advisor.decision.ledger import conditions
from advisor.decision.patterns import in_twelve_months
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers, AnswerValue, Kind, Question
from advisor.decision.recommendation import can_be_asked, with_answer
from advisor.decision.telling import in_a_row
from advisor.decision.weighing import Weigher, Weighing

# A handful of answers to each question that takes a number, over the span of what is
# reported; shares run from nothing to all. What the catalog or the bill sets a limit
# to is also tried just beyond it.
SHARES_TRIED = (0.0, 0.3, 1.0)
NUMBERS_TRIED: dict[str, tuple[float, ...]] = {
    "growth": (0.5, 3, 30),
    "input_output_ratio": (0.5, 10, 100),
    "context_tokens": (8_000, 200_000, 1_000_000),
    "monthly_budget_usd": (3_000, 100_000),
    "engineer_cost_usd": (30_000, 300_000, 600_000),
}
BELOW_THE_BILL = 0.9


@dataclass(frozen=True)
class Outlook:
    """What a result would say, as far as a question could change it."""

    weighing: Weighing
    weigher: Weigher

    @property
    def verdict(self) -> Verdict:
        return self.weighing.verdict

    @property
    def places(self) -> frozenset[object]:
        """The models of the advised plan, now and later, each with where it runs."""
        plan = self.weighing.advised
        plans = [one for one in (plan, plan and plan.later) if one]
        return frozenset(pick.candidate.key for one in plans for pick in one.picks)

    @cached_property
    def usd_month(self) -> Decimal | None:
        """The likely bill of the advised plan, in cents; None where nothing fits."""
        picks, market = self.weighing.picks, self.weigher.market
        if not picks:
            return None
        bills = (market.bill(pick, self.weighing.needs) for pick in picks)
        return cost.to_cents(cost.total(bills).likely)

    @cached_property
    def conditions(self) -> frozenset[object]:
        """What must still be settled for the advice to stand."""
        rows = conditions(self.weighing.picks, self.weighing, self.weigher)
        return frozenset(row["text"] for row in rows)

    @cached_property
    def conflicts(self) -> frozenset[object]:
        """The pairs of answers that cannot be met together."""
        rows = unmet_together(self.weighing, self.weigher)
        return frozenset(str(row["answers"]) for row in rows)

    @cached_property
    def next_year(self) -> object:
        """The verdict in twelve months; None without a word on growth."""
        later = in_twelve_months(self.weighing, self.weigher)
        return later and later["verdict"]


@dataclass(frozen=True, kw_only=True)
class Prospect:
    """A question, and what the answers that were tried would come to."""

    question: Question
    now: Outlook
    tried: tuple[tuple[AnswerValue | None, Outlook], ...]

    @cached_property
    def turns(self) -> dict[Verdict, AnswerValue | None]:
        """Other verdicts, each with the first answer that leads to it."""
        found: dict[Verdict, AnswerValue | None] = {}
        for value, outlook in self.tried:
            if outlook.verdict is not self.now.verdict:
                found.setdefault(outlook.verdict, value)
        return found

    @property
    def alike(self) -> list[Outlook]:
        """What was tried and leaves the verdict as it is."""
        return [one for _, one in self.tried if one.verdict is self.now.verdict]

    @cached_property
    def bills(self) -> list[Decimal]:
        """Bills that a month could come to and that are told as others, the least first."""
        now = self.now.usd_month
        known = {one.usd_month for _, one in self.tried if one.usd_month is not None}
        return sorted(bill for bill in known if now is None or usd(bill) != usd(now))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """What could change, each as the end of a sentence; empty where nothing could."""
        found = tuple(self.changes_of_plan())
        if found or all(one.conflicts == self.now.conflicts for one in self.alike):
            return found
        return ("whether your answers can be met together",)

    def changes_of_plan(self) -> Iterator[str]:
        families = [v.value for v in self.turns if v is not Verdict.NONE_FITS]
        if families:
            yield f"the advice (to {in_a_row(families, 'or')})"
        if Verdict.NONE_FITS in {*self.turns, self.now.verdict} and self.turns:
            yield "whether anything fits"
        if any(one.places != self.now.places for one in self.alike):
            yield "the model or where it runs"
        if self.bills:
            yield f"the monthly cost ({self.told_bills()})"
        if any(one.conditions != self.now.conditions for one in self.alike):
            yield "what must still be settled"
        if any(one.next_year != self.now.next_year for one in self.alike):
            yield "the outlook for twelve months from now"

    def told_bills(self) -> str:
        span = " to ".join(dict.fromkeys(map(usd, (self.bills[0], self.bills[-1]))))
        now = self.now.usd_month
        return f"then {span}" if now is None else f"now {usd(now)}, then {span}"

    @property
    def is_idle(self) -> bool:
        """Whether it can be left out: never a hard rule of which a few numbers were tried."""
        is_sampled = self.question.kind in {Kind.NUMBER, Kind.SHARE}
        return not self.parts and not (self.question.is_gate and is_sampled)

    @property
    def text(self) -> str:
        """What the question could still change, in one sentence."""
        if not self.parts:
            return "With your other answers, no answer that was tried changes anything."
        return f"Could change {in_a_row(self.parts, 'and')}."

    @property
    def examples(self) -> list[str]:
        """An answer for each other verdict."""
        return [
            f"{self.named(value)}: {WOULD_BE[verdict]}."
            for verdict, value in self.turns.items()
        ]

    def named(self, value: AnswerValue | None) -> str:
        return "No answer" if value is None else f"“{self.question.label(value)}”"


def prospects(
    questions: tuple[Question, ...], answers: Answers, weigher: Weigher
) -> Iterator[Prospect]:
    """What each question that can be asked now could still change."""
    for question in questions:
        if can_be_asked(question, answers):
            yield prospect(question, answers, weigher)


def prospect(question: Question, answers: Answers, weigher: Weigher) -> Prospect:
    """What another answer to one question would change."""
    now = outlook(answers, weigher)
    return Prospect(
        question=question,
        now=now,
        tried=tuple(
            (value, outlook(with_answer(answers, question.key, value), weigher))
            for value in answers_to_try(question, answers, now)
        ),
    )


def outlook(answers: Answers, weigher: Weigher) -> Outlook:
    return Outlook(weigher.weigh(answers), weigher)


def answers_to_try(
    question: Question, answers: Answers, now: Outlook
) -> Iterator[AnswerValue | None]:
    """Every other choice, or a handful of numbers."""
    if question.kind is Kind.SHARE:
        yield from SHARES_TRIED
    elif question.kind is Kind.NUMBER:
        limits = {*NUMBERS_TRIED[question.key], *beyond(question, now)}
        yield from sorted(limits)
    else:
        yield from alternatives(question, answers)


def beyond(question: Question, now: Outlook) -> Iterator[float]:
    """Numbers that nothing meets: more than any model reads, less than the bill."""
    if question.key == "context_tokens":
        known = (c.context_tokens or 0 for c in now.weigher.market.candidates)
        yield min(2 * max(known, default=1), question.high)
    if question.key == "monthly_budget_usd" and now.usd_month:
        yield float(round(now.usd_month * Decimal(BELOW_THE_BILL), 2))

"""The verdict, how sure it is, and which answer would help most."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from advisor.decision.candidates import Candidate
from advisor.decision.cases import Case, Outcome
from advisor.decision.gate_facts import DPA
from advisor.decision.gates import can_be_tuned, keeps_data_near
from advisor.decision.licenses import rests_on_a_word
from advisor.decision.needs import Needs, Segment
from advisor.decision.plans import CLOSE_CALL, Plan, Verdict, place_of
from advisor.decision.questions import SHORT_FORM, Answers, AnswerValue, Kind, Question
from advisor.decision.refinements import in_order
from advisor.decision.weighing import Weigher, Weighing

METHOD_VERSION = "1"

CLEAR_LEAD = 0.1
PROCESSOR_REGIMES = {"gdpr", "finance", "legal"}  # that ask for a processor agreement
HIGH_RISK = 0.5  # an even chance that one answer more changes the verdict

CLOSE_CALL_RISK = 0.5  # an answer that leaves a close call is half a change

# How likely each answer is before it is given. Choices count alike, for nobody has
# published how organizations answer. Volumes are spread over the span that the sources
# speak of, in steps that are even on a log scale; whoever restricts data mostly means
# all of it.
LIKELY: Mapping[str, tuple[tuple[AnswerValue, float], ...]] = {
    "sensitive_share": ((0.1, 0.2), (0.5, 0.2), (1, 0.6)),
    "tokens_per_day": (
        (1e4, 1 / 6),
        (1e5, 1 / 6),
        (1e6, 1 / 6),
        (1e7, 1 / 6),
        (1e8, 1 / 6),
        (1e9, 1 / 6),
    ),
}


class Confidence(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, kw_only=True)
class Risk:
    """An open question, and how likely its answer is to change the verdict."""

    question: Question
    mass: float  # 0 to 1


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """The verdict for some answers, without its explanation."""

    weighing: Weighing
    verdict: Verdict
    confidence: Confidence
    risks: tuple[Risk, ...]
    is_contract_open: bool  # whether it rests on a vendor's word not known to be given
    next_question: str | None

    @property
    def plans(self) -> Mapping[Verdict, Plan]:
        return self.weighing.plans

    @property
    def margin(self) -> float | None:
        return self.weighing.margin


def recommend(answers: Answers, weigher: Weigher) -> Recommendation:
    """The verdict for valid answers, how sure it is, and what to ask next."""
    weighing = weigher.weigh(answers)
    risks = tuple(
        risk_of(question, answers, weigher)
        for question in SHORT_FORM
        if question.key not in answers and can_be_asked(question, answers)
    )
    is_contract_open = rests_on_a_contract(weighing, weigher)
    return Recommendation(
        weighing=weighing,
        verdict=weighing.verdict,
        confidence=confidence_in(weighing, risks, is_contract_open=is_contract_open),
        risks=risks,
        is_contract_open=is_contract_open,
        next_question=next_question(answers, weighing.needs, risks),
    )


def can_be_asked(question: Question, answers: Answers) -> bool:
    """Whether the question makes sense now: which part of the data, after how far."""
    if question.key == "sensitive_share" and "data_location" not in answers:
        return False
    return question.applies(answers)


def with_answer(answers: Answers, key: str, value: AnswerValue | None) -> Answers:
    """The answers with one of them changed, or taken back, in canonical order."""
    return in_order({**answers, key: value})


def likely_answers(question: Question) -> Iterator[tuple[AnswerValue, float]]:
    """Answers to a question with the probability of each."""
    if question.key in LIKELY:
        yield from LIKELY[question.key]
        return
    for choice in question.choices:
        value = (choice.key,) if question.kind is Kind.ANY_OF else choice.key
        yield value, 1 / len(question.choices)


def risk_of(question: Question, answers: Answers, weigher: Weigher) -> Risk:
    """The prior mass of the answers that would change the verdict or nearly so."""
    here = weigher.weigh(answers)
    mass = 0.0
    for value, probability in likely_answers(question):
        other = weigher.weigh(with_answer(answers, question.key, value))
        if other.verdict is not here.verdict:
            mass += probability
        elif other.is_close and not here.is_close:
            mass += probability * CLOSE_CALL_RISK
    return Risk(question=question, mass=round(mass, 9))


def confidence_in(
    weighing: Weighing, risks: tuple[Risk, ...], *, is_contract_open: bool
) -> Confidence:
    """Low where a coin could decide; high where no open question could, nor a contract."""
    total = sum(risk.mass for risk in risks)
    margin = float("inf") if weighing.margin is None else weighing.margin
    needs = weighing.needs
    if needs.rests_on_a_guess or needs.has_rules_without_place:
        return Confidence.LOW
    if total >= HIGH_RISK or margin < CLOSE_CALL:
        return Confidence.LOW
    if total > 0 or margin < CLEAR_LEAD or is_contract_open:
        return Confidence.MEDIUM
    return Confidence.HIGH


def rests_on_a_contract(weighing: Weighing, weigher: Weigher) -> bool:
    """Whether the advised plan needs a vendor's word that nobody is known to give.

    One candidate of the same place whose papers are known is enough to be sure.
    """
    plan = weighing.advised
    if plan is None:
        return False
    market = weigher.market
    return any(
        all(
            contract_open(market.candidates[position], one.segment, weighing.needs)
            for position in one.entrants[place_of(pick.candidate)]
        )
        for pick, one in zip(plan.picks, plan.fields, strict=True)
    )


def contract_open(candidate: Candidate, segment: Segment, needs: Needs) -> bool:
    """Whether a fact that a contract must settle is not known."""
    case = Case(needs=needs, segment=segment, candidate=candidate, sure_quality=None)
    if Outcome.CONDITIONAL in {keeps_data_near(case), can_be_tuned(case)}:
        return True
    if rests_on_a_word(case):
        return True
    return any(True for _ in missing_papers(candidate, needs))


def missing_papers(candidate: Candidate, needs: Needs) -> Iterator[str]:
    """The papers that the rules ask of a vendor, and that it is not known to give."""
    option = candidate.option
    if candidate.kind.is_self_run:
        return
    if "health" in needs.regimes and option.offers_baa is not True:
        yield "a business associate agreement (BAA)"
    if needs.regimes & PROCESSOR_REGIMES and option.offers_dpa is not True:
        yield DPA


def next_question(
    answers: Answers, needs: Needs, risks: tuple[Risk, ...]
) -> str | None:
    """The open question with the largest risk, those that set gates first."""
    if "data_location" not in answers and (
        set(answers) <= {"regulated"}
        or needs.rests_on_a_guess
        or needs.has_rules_without_place
    ):
        return "data_location"
    open_risks = [risk for risk in risks if risk.mass > 0]
    if not open_risks:
        return None
    # The first of equals in the order of the questionnaire.
    return max(
        open_risks, key=lambda risk: (risk.question.is_gate, risk.mass)
    ).question.key

"""Which answers decided the verdict, and what each criterion contributed."""

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.decision.candidates import Family
from advisor.decision.criteria import (
    BASE_WEIGHTS,
    BY_KIND,
    Criterion,
    rating_of_kind,
)
from advisor.decision.gates import GATES, Gate
from advisor.decision.plans import FAMILIES, Pick, Verdict
from advisor.decision.questions import Answers
from advisor.decision.recommendation import with_answer
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.telling import Json
from advisor.decision.weighing import Weigher, Weighing

OUT_OF_REACH = -10.0  # stands in for the score of a plan that gates forbid
NOTICEABLE = 1e-6  # smaller differences are rounding


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What one answer did to the verdict."""

    key: str
    favors: Verdict
    support: float  # how far it puts the verdict ahead; negative: it speaks against
    is_gate: bool
    is_decisive: bool  # without it, the verdict or the margin would differ
    text: str


def reasons(answers: Answers, weigher: Weigher) -> list[Reason]:
    """What each answer did; first the gates that bind, then by how much it helped."""
    weighing = weigher.weigh(answers)
    found = [
        reason
        for key in answers
        if (reason := reason_for(key, answers, weighing, weigher)) is not None
    ]
    return sorted(
        found,
        key=lambda r: (
            not r.is_decisive,
            r.support <= 0,
            not r.is_gate,
            -abs(r.support),
        ),
    )


def reason_for(
    key: str, answers: Answers, weighing: Weighing, weigher: Weigher
) -> Reason | None:
    """The reason that an answer gives; None where it changed nothing."""
    without = weigher.weigh(with_answer(answers, key, None))
    shifts = {
        family: score_of(weighing, family) - score_of(without, family)
        for family in FAMILIES
    }
    gate = binding_gate(key, weighing, weigher)
    leads = lead(weighing, weighing.verdict) - lead(without, weighing.verdict)
    spread = max(shifts.values()) - min(shifts.values())
    if gate is None and spread < NOTICEABLE:
        return None
    favors = favored(shifts, weighing.verdict)
    return Reason(
        key=key,
        favors=weighing.verdict if gate is not None and leads >= 0 else favors,
        support=round(leads, 4),
        is_gate=gate is not None,
        is_decisive=spread >= NOTICEABLE,
        text=sentence(key, answers, gate, favors, weigher),
    )


def score_of(weighing: Weighing, family: Verdict) -> float:
    plan = weighing.plans.get(family)
    return OUT_OF_REACH if plan is None else plan.score


def lead(weighing: Weighing, verdict: Verdict) -> float:
    """How far a verdict's plan is ahead of the best other one."""
    if verdict is Verdict.NONE_FITS:
        return 0.0
    others = (
        score_of(weighing, family) for family in FAMILIES if family is not verdict
    )
    return score_of(weighing, verdict) - max(others)


def favored(shifts: dict[Verdict, float], verdict: Verdict) -> Verdict:
    """The family that gained most; of equal ones the verdict, then the usual order."""
    return max(
        FAMILIES,
        key=lambda f: (round(shifts[f], 6), f is verdict, -FAMILIES.index(f)),
    )


def binding_gate(key: str, weighing: Weighing, weigher: Weigher) -> Gate | None:
    """The gate that an answer sets, where it alone bars a side from some part."""
    for gate in GATES:
        if gate.question != key:
            continue
        for segment in weighing.needs.segments:
            failed = weigher.survey.sieve(gate, weighing.needs, segment).failed
            for family in Family:
                members = weigher.members_of(family)
                if members and not members & ~failed:
                    return gate
    return None


def sentence(
    key: str, answers: Answers, gate: Gate | None, favors: Verdict, weigher: Weigher
) -> str:
    question = QUESTION_BY_KEY[key]
    said = f"{question.text} You said: {question.label(answers[key])}."
    if gate is not None:
        return f"{gate.statement} {said}"
    words = EFFECTS_IN_WORDS.get(key)
    return f"{words} {said}" if words else said


# What an answer works through, in words; its direction stands beside it.
EFFECTS_IN_WORDS = {
    "data_location": "How far data may travel decides what control is worth.",
    "sensitive_share": "Only the sensitive part has to stay close.",
    "ml_staff": "Who is there to run a model decides what ease is worth.",
    "tokens_per_day": "Volume sets the bill, and what is at stake with one vendor.",
    "quality_bar": "The level you need decides what a better answer is worth.",
    "hard_share": "The hard part of the traffic wants the better model.",
    "input_output_ratio": "What goes in and comes out is priced differently.",
    "cached_share": "Repeated input is cheaper where the vendor says so.",
    "batch_share": "Work that can wait is cheaper where the vendor says so.",
    "traffic": "Machines are sized for the peak; an API is not.",
    "latency": "The shorter the wait, the fewer requests a machine serves at once.",
    "customization": "How far the model must be adapted decides who can serve you.",
    "time_to_production": "The date decides what being quick is worth.",
    "lock_in": "Open weights can move to another host; a closed model cannot.",
    "transparency": "Only open weights can be looked into.",
    "offline": "Without a network, only machines of your own can answer.",
    "context_tokens": "Only models that can read the longest input count.",
    "modalities": "Only models that take in what you have count.",
    "license_facts": "Only licenses that fit who you are count.",
    "origin_excluded": "Models from excluded countries do not count.",
    "safety_owner": "Vendors of closed models run the filters for you.",
    "engineer_cost_usd": "People are most of what running a model costs.",
    "priorities": "What matters most counts double.",
}


# --- Criteria --------------------------------------------------------------------------


def contributions(weighing: Weighing, weigher: Weigher) -> list[Json]:
    """Weight x rating by criterion for the best plan of each family."""
    return [
        {
            "criterion": weighed.criterion.value,
            "label": weighed.label,
            "weight": round(mean_weight(weighing, weighed.criterion), 4),
            **{
                family.value: part_of_score(
                    weighing, weigher, family, weighed.criterion
                )
                for family in FAMILIES
            },
        }
        for weighed in BASE_WEIGHTS
    ]


def mean_weight(weighing: Weighing, criterion: Criterion) -> float:
    return sum(one.segment.share * one.weights[criterion] for one in weighing.fields)


def part_of_score(
    weighing: Weighing, weigher: Weigher, family: Verdict, criterion: Criterion
) -> float | None:
    """What a criterion adds to a plan's score; None where there is no plan."""
    plan = weighing.plans.get(family)
    if plan is None:
        return None
    return round(sum(parts(plan.picks, weighing, weigher, criterion)), 4)


def parts(
    picks: tuple[Pick, ...], weighing: Weighing, weigher: Weigher, criterion: Criterion
) -> Iterator[float]:
    for pick, one in zip(picks, weighing.fields, strict=True):
        weight = one.weights[criterion]
        yield pick.segment.share * weight * rating(pick, weighing, weigher, criterion)


def rating(
    pick: Pick, weighing: Weighing, weigher: Weigher, criterion: Criterion
) -> float:
    if criterion in BY_KIND:
        return rating_of_kind(pick.candidate.kind, criterion)
    if criterion is Criterion.QUALITY:
        return weigher.survey.qualities[pick.position] or 0.0
    if criterion is Criterion.TRANSPARENCY:
        return weigher.transparencies[pick.position]
    return weigher.utility_of(pick, weighing.needs)

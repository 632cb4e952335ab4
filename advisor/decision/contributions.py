"""What each criterion adds to each plan, and the three reasons that decided."""

from collections.abc import Iterator

from advisor.decision.criteria import (
    BASE_WEIGHTS,
    BY_KIND,
    EFFECTS,
    Criterion,
    rating_of_kind,
)
from advisor.decision.plans import FAMILIES, Pick, Verdict
from advisor.decision.reasons import NOTICEABLE, Reason
from advisor.decision.telling import Json
from advisor.decision.weighing import Weigher, Weighing

MOST_DECIDING = 3  # more than three reasons nobody remembers


def deciding(given: list[Reason], weighing: Weighing, weigher: Weigher) -> list[Json]:
    """The three reasons for the verdict: answers first, then what counts unasked."""
    spoken: list[Json] = [
        {"answer": reason.key, "criterion": None, "text": reason.text}
        for reason in given
        if reason.support >= NOTICEABLE or (reason.is_gate and reason.support >= 0)
    ]
    unasked: list[Json] = [
        {
            "answer": None,
            "criterion": criterion.value,
            "text": CRITERION_TEXTS[criterion],
        }
        for criterion in leading_criteria(weighing, weigher)
        if criterion not in criteria_of(spoken)
    ]
    return [*spoken, *unasked][:MOST_DECIDING]


def criteria_of(spoken: list[Json]) -> set[Criterion]:
    """The criteria that the answers named already work through."""
    keys = {reason["answer"] for reason in spoken}
    return {effect.criterion for effect in EFFECTS if effect.question in keys}


def leading_criteria(weighing: Weighing, weigher: Weigher) -> list[Criterion]:
    """The criteria that put the best plan ahead of the next, strongest first."""
    if len(weighing.ranking) < 2:
        return []
    best, rival = (plan.family for plan in weighing.ranking[:2])
    leads = {
        weighed.criterion: (
            (part_of_score(weighing, weigher, best, weighed.criterion) or 0)
            - (part_of_score(weighing, weigher, rival, weighed.criterion) or 0)
        )
        for weighed in BASE_WEIGHTS
    }
    ahead = [criterion for criterion, by in leads.items() if by >= NOTICEABLE]
    return sorted(ahead, key=lambda criterion: -leads[criterion])


CRITERION_TEXTS = {
    Criterion.QUALITY: "Its models answer better, by blind votes of people.",
    Criterion.EASE: "It is easier to run, which counts for everybody.",
    Criterion.COST: "It costs less at your volume.",
    Criterion.SPEED: "It is live sooner.",
    Criterion.COMPLIANCE: "More certificates and agreements are ready to sign.",
    Criterion.CUSTOMIZATION: "It leaves more freedom to adapt the model.",
    Criterion.CONTROL: "It leaves more control over the data with you.",
    Criterion.INDEPENDENCE: "It ties you less to one vendor.",
    Criterion.TRANSPARENCY: "It can be looked into.",
}


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
        return weigher.market.transparencies[pick.position]
    return weigher.market.utility_of(pick, weighing.needs)

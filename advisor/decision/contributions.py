"""What each criterion adds to the score of each plan."""

from collections.abc import Iterator

from advisor.decision.criteria import (
    BASE_WEIGHTS,
    BY_KIND,
    SECOND_FAMILY_PENALTY,
    Criterion,
    rating_of_kind,
)
from advisor.decision.plans import FAMILIES, Pick, Verdict
from advisor.decision.telling import Json
from advisor.decision.weighing import Weigher, Weighing


def contributions(weighing: Weighing, weigher: Weigher) -> list[Json]:
    """Weight x rating by criterion for the best plan of each family; they add up."""
    rows: list[Json] = [
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
    return [*rows, second_family_row(weighing), total_row(weighing)]


def second_family_row(weighing: Weighing) -> Json:
    """What a hybrid gives up for its second family."""
    penalty = {Verdict.HYBRID: -SECOND_FAMILY_PENALTY}
    return {
        "criterion": "second_family",
        "label": "For a second family",
        "weight": None,
        **{
            family.value: penalty.get(family, 0) if family in weighing.plans else None
            for family in FAMILIES
        },
    }


def total_row(weighing: Weighing) -> Json:
    plans = weighing.plans
    return {
        "criterion": "total",
        "label": "Total",
        "weight": None,
        **{
            family.value: round(plans[family].score, 4) if family in plans else None
            for family in FAMILIES
        },
    }


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

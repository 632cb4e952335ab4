"""What each criterion adds to the score of each plan."""

from collections.abc import Iterator

from advisor.decision.criteria import BASE_WEIGHTS, SECOND_FAMILY_PENALTY, Criterion
from advisor.decision.kind_ratings import (
    BY_KIND,
    INDEPENDENCE_WITH_EXIT,
    rating_of_kind,
)
from advisor.decision.plans import FAMILIES, Pick, Plan, Verdict
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
    return [
        *rows,
        second_family_row(weighing),
        *move_row(weighing, rows),
        total_row(weighing),
    ]


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


def move_row(weighing: Weighing, rows: list[Json]) -> Iterator[Json]:
    """What a plan in stages gains by its move; nothing for plans that stay."""
    plan = weighing.plans.get(Verdict.HYBRID)
    if plan is None or plan.later is None:
        return
    today = sum(
        part for row in rows if isinstance(part := row[Verdict.HYBRID.value], float)
    )
    others = {
        family.value: 0 if family in weighing.plans else None for family in FAMILIES
    }
    yield {
        "criterion": "move",
        "label": "For the move within the year",
        "weight": None,
        **others,
        Verdict.HYBRID.value: round(plan.score - today + SECOND_FAMILY_PENALTY, 4),
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
    return round(sum(parts(plan, weighing, weigher, criterion)), 4)


def parts(
    plan: Plan, weighing: Weighing, weigher: Weigher, criterion: Criterion
) -> Iterator[float]:
    for pick, one in zip(plan.picks, plan.fields, strict=True):
        weight = one.weights[criterion]
        rated = rating(pick, weighing, weigher, criterion)
        yield pick.segment.share * weight * rated


def rating(
    pick: Pick, weighing: Weighing, weigher: Weigher, criterion: Criterion
) -> float:
    if criterion in BY_KIND:
        rated = rating_of_kind(pick.candidate.kind, criterion)
        if criterion is Criterion.INDEPENDENCE:
            rated += pick.exit_room * (INDEPENDENCE_WITH_EXIT - rated)
        return rated
    if criterion is Criterion.QUALITY:
        return weigher.survey.qualities[pick.position] or 0.0
    if criterion is Criterion.TRANSPARENCY:
        return weigher.market.transparencies[pick.position]
    return weigher.market.utility_of(pick, weighing.needs)

"""Close calls at both ends of a way: whether the advice surely is the same in between.

A close call for a closed model looks at smaller volumes too. What it saw at both ends is
known by then, and tells of all between where each plan's score moves one way.
"""

from collections.abc import Iterator

from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from advisor.decision.stages import ABOUT_THE_START, at_the_start, in_a_year
from advisor.decision.weighing import Weigher, Weighing, volumes_below

type Place = tuple[Weigher, Answers]  # an end of the way


def is_settled_looking_back(near: Place, far: Place, slack: float) -> bool:
    """Whether the advice, a close call at both ends, also is that of all in between.

    For ways along which each plan's score moves one way, and strays from there by no
    more than the slack.
    """
    seen, seen_there = list(looked_at(*near)), list(looked_at(*far))
    if len(seen) == 1 or len(seen) != len(seen_there):
        return False
    pairs = list(zip(seen, seen_there, strict=True))
    if not slack and all(is_unmoved(*pair) for pair in pairs):
        return True
    has_year = ABOUT_THE_START & {*near[1], *far[1]}
    return not has_year and all(leads_throughout(*pair, slack) for pair in pairs)


def is_indifferent_to(weigher: Weigher, answers: Answers, *, longest: int) -> bool:
    """Whether an input so much longer removes nobody whom any plan picks."""
    return weigher.are_lasting(list(looked_at(weigher, answers)), longest)


def looked_at(weigher: Weigher, answers: Answers) -> Iterator[Weighing]:
    """What the advice rests on: this volume and the smaller ones, today and in a year."""
    here = weigher.weigh_here(answers)
    yield from dates_of(weigher, answers)
    if here.verdict is not Verdict.CLOSED or not here.is_close:
        return
    for volume in volumes_below(here.needs.tokens_per_day):
        there = {**answers, "tokens_per_day": volume}
        yield from dates_of(weigher, there)
        below = weigher.weigh_here(there).verdict
        if below is not Verdict.CLOSED and here.nearly(below):
            return


def dates_of(weigher: Weigher, answers: Answers) -> Iterator[Weighing]:
    now = weigher.weigh_today(at_the_start(answers))
    yield now
    if ABOUT_THE_START & {*answers} and now.ranking and now.verdict is not Verdict.OPEN:
        yield weigher.weigh_today(in_a_year(weigher.weigh_here(answers).needs))


def is_unmoved(near: Weighing, far: Weighing) -> bool:
    """Whether every plan scores the same at both ends, and so all along."""
    return scores(near) == scores(far)


def scores(weighing: Weighing) -> dict[Verdict, float]:
    return {family: plan.score for family, plan in weighing.plans.items()}


def leads_throughout(near: Weighing, far: Weighing, slack: float) -> bool:
    """Whether the closed plan is the best one all along."""
    closed = [one.plans.get(Verdict.CLOSED) for one in (near, far)]
    least = min(plan.score if plan else float("-inf") for plan in closed)
    return all(
        plan.score + slack <= least
        for one in (near, far)
        for family, plan in one.plans.items()
        if family is not Verdict.CLOSED
    )

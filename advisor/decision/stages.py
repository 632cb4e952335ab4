"""Where the year leads: the plan that starts closed and is open by its end.

A stage is worth its two moves only where each side has a clear lead in its own half:
closed at today's volume and date, open at next year's. It is weighed by the mean of
its two halves, less what a second family costs, against every other plan kept up for
the whole year. Where another plan than the closed one is best over the year, and a
change is not worth it, that plan is the advice from the start: else a step toward open
weights could turn a plan in stages into a closed one. All of this holds only where the
year brings open weights forward.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import inf

from advisor.decision.criteria import SECOND_FAMILY_PENALTY
from advisor.decision.needs import Needs
from advisor.decision.plans import FAMILIES, ROUNDING, Plan, Verdict
from advisor.decision.questions import Answers
from advisor.decision.refinements import QUESTION_BY_KEY, in_order

# What was said about the start of the year, and holds no more at its end.
ABOUT_THE_START = {"growth", "time_to_production"}


def at_the_start(answers: Answers) -> Answers:
    """The answers that say what holds today."""
    return {key: value for key, value in answers.items() if key != "growth"}


def in_a_year(needs: Needs) -> Answers:
    """The answers as they would be given in twelve months: grown, and no date ahead."""
    kept = {k: v for k, v in needs.answers.items() if k not in ABOUT_THE_START}
    if "growth" not in needs.answers:
        return kept
    most = QUESTION_BY_KEY["tokens_per_day"].high
    volume = round(min(needs.tokens_per_day * needs.growth, most))
    return in_order({**kept, "tokens_per_day": volume})


def gap(plans: Mapping[Verdict, Plan], family: Verdict = Verdict.OPEN) -> float:
    """How far a family's plan, the open one if not told, is ahead of the best other."""
    others = [plan.score for other, plan in plans.items() if other is not family]
    own = plans.get(family)
    return (own.score if own else -inf) - max(others, default=-inf)


def moves_to_open(now: Mapping[Verdict, Plan], later: Mapping[Verdict, Plan]) -> bool:
    """Whether the year brings open weights forward."""
    return gap(later) > gap(now) + ROUNDING


def kept_all_year(
    now: Mapping[Verdict, Plan], later: Mapping[Verdict, Plan]
) -> dict[Verdict, float]:
    """What each family scores over the year: the mean of its plans on both dates."""
    return {
        family: (now[family].score + later[family].score) / 2
        for family in FAMILIES
        if family in now and family in later
    }


def staged(now: Mapping[Verdict, Plan], later: Mapping[Verdict, Plan]) -> Plan | None:
    """Today's closed plan that becomes next year's open one.

    None where either lacks. Its score is today's best, plus its lead over the best plan that is kept all year:
    so it stands among today's plans as it would among those of the year.
    """
    start, end = now.get(Verdict.CLOSED), later.get(Verdict.OPEN)
    if start is None or end is None:
        return None
    kept = kept_all_year(now, later)
    if not kept:
        return None
    lead = (start.score + end.score) / 2 - SECOND_FAMILY_PENALTY - max(kept.values())
    best = max(plan.score for plan in now.values())
    return replace(start, family=Verdict.HYBRID, score=best + lead, later=end)


def leader_of_the_year(
    now: Mapping[Verdict, Plan], later: Mapping[Verdict, Plan]
) -> Verdict:
    """The family that is best kept all year; the first of equals."""
    kept = kept_all_year(now, later)
    return max(kept, key=lambda family: round(kept[family], 9))

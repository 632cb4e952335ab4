"""A stronger wish moves advice the way it points, or not at all."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from advisor.decision.needs import STAFF_LEVELS
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from tests.advisor.properties.adapter import (
    Advisor,
    View,
    away_from_open,
    is_less,
    moved,
)
from tests.advisor.properties.checking import check, having

type Movement = Callable[[View, View], str | None]


def toward_open_for_less(before: View, after: View) -> str | None:
    """Towards open, though no open model is better and the closed plan kept its own."""
    is_better = before.open_is_better or after.open_is_better
    lost = before.closed_qualities != after.closed_qualities and after.open_is_cheaper
    # The bar made a stated share matter, and so a split possible at all.
    is_parted = after.is_parted and not before.is_parted
    is_excused = (
        after.open_is_better
        or (after.is_staged and lost)
        or (is_parted and after.verdict is Verdict.HYBRID)
    )
    turns = is_less(before.openness, after.openness) and not is_excused
    leans = is_less(before.lean, after.lean) and not (is_better or lost)
    return moved(before, after) if turns or leans else None


def toward_self_hosting(before: View, after: View) -> str | None:
    """Whether only the second runs anything by itself."""
    if after.is_self_run and not before.is_self_run and before.kinds:
        return f"{sorted(before.kinds)} becomes {sorted(after.kinds)}"
    return None


@pytest.mark.parametrize(
    ("key", "choices", "wrong_way"),
    [
        pytest.param("ml_staff", STAFF_LEVELS, away_from_open, id="p06-staff"),
        pytest.param(
            "quality_bar",
            ("good_enough", "strong", "frontier"),
            toward_open_for_less,
            id="p13-quality-bar",
        ),
        pytest.param(
            "customization",
            ("prompts", "light_finetune", "deep_finetune"),
            away_from_open,
            id="p14-customization",
        ),
        pytest.param("lock_in", ("fine", "avoid"), away_from_open, id="p15-lock-in"),
        pytest.param(
            "transparency",
            ("no_need", "research_grade"),
            away_from_open,
            id="p15-transparency",
        ),
        pytest.param(
            "time_to_production",
            ("months", "weeks", "days"),
            toward_self_hosting,
            id="p16-deadline",
        ),
    ],
)
def test_a_stronger_wish_never_moves_advice_the_wrong_way(
    key: str,
    choices: Sequence[str],
    wrong_way: Movement,
    advisor: Advisor,
    situations: Sequence[Answers],
):
    def broken(answers: Answers) -> str | None:
        views = [(c, advisor.view(having(answers, **{key: c}))) for c in choices]
        for (_, before), (choice, after) in pairwise(views):
            if how := wrong_way(before, after):
                return f"{key}={choice}: {how}"
        return None

    check(situations, broken)


def test_p15_whoever_must_look_inside_never_gets_a_closed_model(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        verdict = advisor.view(having(answers, transparency="research_grade")).verdict
        return f"{verdict}" if verdict in {Verdict.CLOSED, Verdict.HYBRID} else None

    check(situations, broken)


def test_p06_without_staff_nobody_is_told_to_run_a_fleet_unless_a_gate_forces_it(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        alone = having(answers, ml_staff="none")
        weighing = advisor.weigh(alone)
        plan = weighing.plans.get(weighing.verdict)
        forced = {one.segment for one in weighing.in_play if one.staff_yielded}
        for pick in plan.picks if plan else ():
            if pick.candidate.kind.is_self_run and pick.segment not in forced:
                return f"{pick.segment.text} on {pick.candidate.key}"
        return None

    check(situations, broken)

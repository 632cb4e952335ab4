"""A stronger wish moves advice the way it points, or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from advisor.decision.needs import STAFF_LEVELS
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from advisor.scenarios.properties.adapter import (
    Advisor,
    View,
    away_from_open,
    is_less,
    moved,
)
from advisor.scenarios.properties.checking import Property, having

type Movement = Callable[[View, View], str | None]


def toward_open_for_less(before: View, after: View) -> str | None:
    """Toward open, though no open model is better and the closed plan kept its own."""
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


@dataclass(frozen=True)
class Wish:
    """A question's choices from the weakest to the strongest, and the wrong way."""

    key: str
    choices: Sequence[str]
    wrong_way: Movement

    def how_broken(self, advisor: Advisor, answers: Answers) -> str | None:
        views = [
            (choice, advisor.view(having(answers, **{self.key: choice})))
            for choice in self.choices
        ]
        for (_, before), (choice, after) in pairwise(views):
            if how := self.wrong_way(before, after):
                return f"{self.key}={choice}: {how}"
        return None


MORE_STAFF = Wish("ml_staff", STAFF_LEVELS, away_from_open)
HIGHER_BAR = Wish(
    "quality_bar", ("good_enough", "strong", "frontier"), toward_open_for_less
)
DEEPER_TUNING = Wish(
    "customization", ("prompts", "light_finetune", "deep_finetune"), away_from_open
)
NO_LOCK_IN = Wish("lock_in", ("fine", "avoid"), away_from_open)
LOOKING_INSIDE = Wish("transparency", ("no_need", "research_grade"), away_from_open)
EARLIER_DATE = Wish(
    "time_to_production", ("months", "weeks", "days"), toward_self_hosting
)


def closed_without_a_look(advisor: Advisor, answers: Answers) -> str | None:
    verdict = advisor.view(having(answers, transparency="research_grade")).verdict
    return f"{verdict}" if verdict in {Verdict.CLOSED, Verdict.HYBRID} else None


def fleet_without_staff(advisor: Advisor, answers: Answers) -> str | None:
    alone = having(answers, ml_staff="none")
    weighing = advisor.weigh(alone)
    plan = weighing.plans.get(weighing.verdict)
    forced = {one.segment for one in weighing.in_play if one.staff_yielded}
    for pick in plan.picks if plan else ():
        if pick.candidate.kind.is_self_run and pick.segment not in forced:
            return f"{pick.segment.text} on {pick.candidate.key}"
    return None


PROPERTIES = (
    Property(
        number="P6",
        key="more_staff",
        sentence="More staff never moves advice away from open.",
        how_broken=MORE_STAFF.how_broken,
    ),
    Property(
        number="P6",
        key="fleet_without_staff",
        sentence="Without staff nobody is told to run a fleet unless a gate forces it.",
        how_broken=fleet_without_staff,
    ),
    Property(
        number="P13",
        key="higher_bar",
        sentence="A higher bar never moves advice toward open that is no better.",
        how_broken=HIGHER_BAR.how_broken,
    ),
    Property(
        number="P14",
        key="deeper_tuning",
        sentence="Deeper tuning never moves advice toward closed.",
        how_broken=DEEPER_TUNING.how_broken,
    ),
    Property(
        number="P15",
        key="no_lock_in",
        sentence="Wanting to be able to leave never moves advice toward closed.",
        how_broken=NO_LOCK_IN.how_broken,
    ),
    Property(
        number="P15",
        key="looking_inside",
        sentence="Having to look inside never moves advice toward closed.",
        how_broken=LOOKING_INSIDE.how_broken,
    ),
    Property(
        number="P15",
        key="closed_without_a_look",
        sentence="Whoever must look inside never gets a closed model.",
        how_broken=closed_without_a_look,
    ),
    Property(
        number="P16",
        key="earlier_date",
        sentence="An earlier date never moves advice toward self-hosting.",
        how_broken=EARLIER_DATE.how_broken,
    ),
)

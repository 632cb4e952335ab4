"""A close call, said as such: which two sides, and what would tip it."""

from collections.abc import Sequence
from math import inf, log

from advisor.decision.flips import number_in_use
from advisor.decision.plans import CLOSE_CALL
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.telling import Json
from advisor.decision.weighing import Weigher, Weighing


def close_call(
    weighing: Weighing, weigher: Weigher, flips: Sequence[Json]
) -> Json | None:
    """The two sides and the nearest flip between them; None where the lead is clear."""
    if not weighing.is_close:
        return None
    first, second = (plan.family for plan in weighing.ranking[:2])
    tips = [flip for flip in flips if flip["verdict"] == second.value] or flips
    nearest = min(
        tips, key=lambda flip: distance(flip, weighing, weigher), default=None
    )
    return {
        "first": first.value,
        "second": second.value,
        "text": (
            f"A close call: {first.value} and {second.value} differ by less than "
            f"{CLOSE_CALL:g} points, which is too little to tell them apart. Either can "
            "be defended; let what you know of your own case decide."
        ),
        "tip": nearest["text"] if nearest else None,
    }


def distance(flip: Json, weighing: Weighing, weigher: Weigher) -> float:
    """How far a flip is away: by what factor a number must change; a choice is far."""
    value, question = flip["value"], QUESTION_BY_KEY[str(flip["key"])]
    if not isinstance(value, int | float):
        return inf
    current = number_in_use(question, weighing.needs.answers, weigher)
    if not current or not value:
        return inf
    return abs(log(value / current))

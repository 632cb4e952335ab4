"""The weight of each criterion for a part of the traffic, as the answers make it."""

from functools import lru_cache

from advisor.decision.criteria import (
    BASE_WEIGHTS,
    EFFECT_QUESTIONS,
    EFFECTS,
    PRIORITY_CRITERIA,
    PRIORITY_FACTOR,
    Criterion,
    Weights,
)
from advisor.decision.needs import Needs, Segment
from advisor.decision.questions import AnswerValue


def weights_for(needs: Needs, segment: Segment, stake: float) -> Weights:
    """The weight of each criterion for a segment, never below 0.

    `stake` is what volume adds to independence. Where requests of different
    difficulty go together, each bar counts by its share.
    """
    if not segment.bars:
        return weights_at(needs, segment, segment.quality_bar, stake)
    parts = [
        (share, weights_at(needs, segment, bar, stake)) for bar, share in segment.bars
    ]
    return {
        criterion: sum([share * weights[criterion] for share, weights in parts])
        for criterion in Criterion
    }


def weights_at(
    needs: Needs, segment: Segment, bar: str | None, stake: float
) -> Weights:
    """The weights of requests that all need the same quality bar."""
    spoken = tuple(
        [
            bar if key == "quality_bar" else spoken_in(needs, segment, key)
            for key in EFFECT_QUESTIONS
        ]
    )
    weights, independence, factor = settled_weights(spoken, priorities(needs))
    moved = max(0.0, independence + stake) * factor
    return {**weights, Criterion.INDEPENDENCE: moved}


def weight_of_stake(needs: Needs) -> int:
    """How much of the weight of independence a point of the volume's stake makes."""
    is_doubled = Criterion.INDEPENDENCE in {
        PRIORITY_CRITERIA[k] for k in priorities(needs)
    }
    return PRIORITY_FACTOR if is_doubled else 1


def spoken_in(needs: Needs, segment: Segment, key: str) -> AnswerValue | None:
    """An answer as it holds for a segment, which knows better than the answer itself.

    The rest of a split may go anywhere, and routine traffic is judged one level below
    the bar.
    """
    if key == "data_location" and key in needs.answers:
        return segment.location.value
    if key == "quality_bar":
        return segment.quality_bar
    return needs.answers.get(key)


@lru_cache(maxsize=10_000)
def settled_weights(
    spoken: tuple[AnswerValue | None, ...], priorities: tuple[str, ...]
) -> tuple[Weights, float, int]:
    """The weights that answers settle; that of independence raw, with its factor.

    What volume adds to independence comes before it is doubled and held above 0.
    """
    weights = {weighed.criterion: weighed.weight for weighed in BASE_WEIGHTS}
    for effect in EFFECTS:
        if spoken[EFFECT_QUESTIONS.index(effect.question)] == effect.choice:
            weights[effect.criterion] += effect.change
    doubled = {PRIORITY_CRITERIA[key] for key in priorities}
    factors = {c: PRIORITY_FACTOR if c in doubled else 1 for c in weights}
    return (
        {c: max(0.0, weight) * factors[c] for c, weight in weights.items()},
        weights[Criterion.INDEPENDENCE],
        factors[Criterion.INDEPENDENCE],
    )


def priorities(needs: Needs) -> tuple[str, ...]:
    value = needs.answers.get("priorities", ())
    return value if isinstance(value, tuple) else ()

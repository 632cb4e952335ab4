"""The weight of each criterion for a part of the traffic, as the answers make it."""

from functools import lru_cache

from advisor.decision.candidates import Location
from advisor.decision.criteria import (
    BASE_WEIGHTS,
    EFFECT_QUESTIONS,
    EFFECTS,
    PRIORITY_CRITERIA,
    PRIORITY_FACTOR,
    Criterion,
    Weights,
)
from advisor.decision.needs import Bar, Needs, Segment
from advisor.decision.questions import AnswerValue

type Spoken = tuple[AnswerValue | None, ...]  # by question that has effects


def spoken_by(needs: Needs) -> Spoken:
    return tuple([needs.answers.get(key) for key in EFFECT_QUESTIONS])


@lru_cache(maxsize=2_000)
def said_of(
    spoken: Spoken,
    location: Location,
    quality_bar: str | None,
    bars: tuple[Bar, ...],
) -> tuple[tuple[float, Spoken], ...]:
    """What the answers say of a segment's requests, each sort with its share."""
    heard = {
        key: as_heard(key, value, location, quality_bar)
        for key, value in zip(EFFECT_QUESTIONS, spoken, strict=True)
    }
    if not bars:
        return ((1.0, tuple(heard.values())),)
    return tuple(
        [(share, tuple({**heard, "quality_bar": bar}.values())) for bar, share in bars]
    )


def weights_of(
    said: tuple[tuple[float, Spoken], ...], priorities: tuple[str, ...], stake: float
) -> Weights:
    """The weight of each criterion, never below 0; `stake` is what volume adds.

    Where requests of different difficulty go together, each bar counts by its share.
    """
    parts = [(share, weights_at(spoken, priorities, stake)) for share, spoken in said]
    if len(parts) == 1:
        return parts[0][1]
    return {
        criterion: sum([share * weights[criterion] for share, weights in parts])
        for criterion in Criterion
    }


def weights_at(spoken: Spoken, priorities: tuple[str, ...], stake: float) -> Weights:
    """The weights of requests that all need the same quality bar."""
    weights, independence, factor = settled_weights(spoken, priorities)
    moved = max(0.0, independence + stake) * factor
    return {**weights, Criterion.INDEPENDENCE: moved}


def weight_of_stake(needs: Needs) -> int:
    """How much of the weight of independence a point of the volume's stake makes."""
    is_doubled = Criterion.INDEPENDENCE in {
        PRIORITY_CRITERIA[k] for k in priorities(needs)
    }
    return PRIORITY_FACTOR if is_doubled else 1


def spoken_in(needs: Needs, segment: Segment, key: str) -> AnswerValue | None:
    """An answer as it holds for a segment."""
    value = needs.answers.get(key)
    return as_heard(key, value, segment.location, segment.quality_bar)


def as_heard(
    key: str, value: AnswerValue | None, location: Location, quality_bar: str | None
) -> AnswerValue | None:
    """An answer as it holds for a segment, which knows better than the answer itself.

    The rest of a split may go anywhere, and routine traffic is judged one level below
    the bar.
    """
    if key == "data_location" and value is not None:
        return location.value
    if key == "quality_bar":
        return quality_bar
    return value


@lru_cache(maxsize=10_000)
def settled_weights(
    spoken: Spoken, priorities: tuple[str, ...]
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

"""The criteria, and what moves their weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from advisor.decision.candidates import Candidate, Family


class Criterion(StrEnum):
    """What a candidate is rated on, from 0 to 1 (cost: 0 or less)."""

    QUALITY = "quality"
    EASE = "ease"
    COST = "cost"
    SPEED = "speed"
    COMPLIANCE = "compliance"
    CUSTOMIZATION = "customization"
    CONTROL = "control"
    INDEPENDENCE = "independence"
    TRANSPARENCY = "transparency"


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A criterion in words, with its weight before any answer, and why that much."""

    criterion: Criterion
    label: str
    weight: float
    reason: str


BASE_WEIGHTS = (
    Weighed(
        criterion=Criterion.QUALITY,
        label="Quality of the answers",
        weight=2,
        reason="What a model is for; nobody has to ask for it.",
    ),
    Weighed(
        criterion=Criterion.EASE,
        label="Ease of running",
        weight=1.95,
        reason=(
            "Self-hosting is something to be forced into: every source that priced "
            "the people found them to cost more than the machines. A shade under "
            "quality, for ease never justifies a bad answer."
        ),
    ),
    Weighed(
        criterion=Criterion.COST,
        label="Cost",
        weight=1,
        reason="The unit: a tenfold bill costs a little more than one point, see Money.",
    ),
    Weighed(
        criterion=Criterion.SPEED,
        label="Time to the first users",
        weight=0.6,
        reason="Matters a little to everybody, and much to whoever says so.",
    ),
    Weighed(
        criterion=Criterion.COMPLIANCE,
        label="Ready-made certificates and agreements",
        weight=0.5,
        reason="Papers that a vendor has already saves work, and no more than that.",
    ),
    Weighed(
        criterion=Criterion.CUSTOMIZATION,
        label="Freedom to adapt the model",
        weight=0.4,
        reason="Most uses need prompts only.",
    ),
    Weighed(
        criterion=Criterion.CONTROL,
        label="Control over the data",
        weight=0.3,
        reason="A small good in itself; a need for it acts as a gate.",
    ),
    Weighed(
        criterion=Criterion.INDEPENDENCE,
        label="Independence of one vendor",
        weight=0.22,
        reason="Vendors retire models when they choose; being able to move has a value.",
    ),
    Weighed(
        criterion=Criterion.TRANSPARENCY,
        label="Being able to look inside",
        weight=0.2,
        reason="Asked for by few; open weights give half of it, open data the rest.",
    ),
)


# Transparency follows the model: closed 0, open weights half, open data all of it.
CLOSED_TRANSPARENCY, WEIGHTS_TRANSPARENCY, DATA_TRANSPARENCY = 0.0, 0.5, 1.0


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What an answer adds to a weight.

    An answer may raise a weight only where the families stand apart on that
    criterion (the least of one at or above the most of the other), so that it can
    never help the side it speaks against.
    """

    question: str
    choice: str
    criterion: Criterion
    change: float
    reason: str


def effects(
    question: str, criterion: Criterion, reason: str, **changes: float
) -> tuple[Effect, ...]:
    return tuple(
        Effect(
            question=question,
            choice=choice,
            criterion=criterion,
            change=change,
            reason=reason,
        )
        for choice, change in changes.items()
    )


EFFECTS = (
    *effects(
        "quality_bar",
        Criterion.QUALITY,
        "The bar says how much a better answer is worth; routine traffic is judged "
        "one level lower.",
        good_enough=-1.3,
        strong=0.5,
        frontier=4,
    ),
    *effects(
        "ml_staff",
        Criterion.EASE,
        "Who has nobody to run things pays most for every bit of work.",
        none=1.6,
        some_devops=-0.4,
        ml_engineers=-1.2,
        ml_platform_team=-1.5,
    ),
    *effects(
        "ml_staff",
        Criterion.CUSTOMIZATION,
        "People who can tune a model get something out of being allowed to.",
        ml_engineers=0.3,
        ml_platform_team=0.3,
    ),
    *effects(
        "customization",
        Criterion.CUSTOMIZATION,
        "Where prompts are enough, more freedom is worth little; deep tuning is the "
        "purpose itself, and comes before cost.",
        prompts=-0.4,
        light_finetune=1.2,
        deep_finetune=3,
    ),
    *effects(
        "time_to_production",
        Criterion.SPEED,
        "A near date is met by an API, closed or open; with months to go, time weighs "
        "nothing.",
        days=2,
        weeks=0.4,
        months=-0.6,
    ),
    *effects(
        "lock_in",
        Criterion.INDEPENDENCE,
        "Who finds one vendor fine gives little for a way out; who must be able to leave "
        "puts that above cost.",
        fine=-0.5,
        avoid=1.5,
    ),
    *effects(
        "transparency",
        Criterion.TRANSPARENCY,
        "Who need not look inside gives nothing for it; who must, puts it above cost.",
        no_need=-0.2,
        research_grade=3,
    ),
    *effects(
        "data_location",
        Criterion.CONTROL,
        "The less far data may travel, the more control is worth; for the part of the "
        "traffic that may go anywhere, nothing.",
        any_vendor=-0.3,
        own_cloud=1.2,
        own_premises=2,
    ),
    *effects(
        "safety_owner",
        Criterion.EASE,
        "Filters and moderation come with a closed model and are work with open "
        "weights: about a tenth of running it.",
        vendor=0.3,
    ),
)

EFFECT_QUESTIONS = tuple(dict.fromkeys(effect.question for effect in EFFECTS))
VOLUME_STAKE = 0.3  # added to independence for each e-fold of spend, see `Market.stake`
PRIORITY_FACTOR = 2  # a priority counts double
SECOND_FAMILY_PENALTY = 0.05  # two families: two contracts, two sets of quirks
COST_SLOPE = 0.5  # utility lost for each e-fold of a bill that is already felt

# At these bars, people prefer the best model's answer in 88, 70 and 58 of 100 votes: nearly
# always, clearly more often, hardly more often.
FLOORS = {"good_enough": 0.25, "strong": 0.6, "frontier": 0.85}

type Weights = Mapping[Criterion, float]

PRIORITY_CRITERIA = {
    "cost": Criterion.COST,
    "quality": Criterion.QUALITY,
    "control": Criterion.CONTROL,
    "speed": Criterion.SPEED,
    "compliance": Criterion.COMPLIANCE,
    "independence": Criterion.INDEPENDENCE,
}


def transparency(candidate: Candidate) -> float:
    """0 for closed weights, a half for open ones, 1 where the data is open too."""
    if candidate.family is Family.CLOSED:
        return CLOSED_TRANSPARENCY
    model_license = candidate.model.license
    has_open_data = model_license is not None and model_license.open_data is True
    return DATA_TRANSPARENCY if has_open_data else WEIGHTS_TRANSPARENCY

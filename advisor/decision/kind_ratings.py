"""How each kind of option rates on the criteria that the kind alone decides."""

from dataclasses import dataclass

from advisor.decision.candidates import Family, OptionKind
from advisor.decision.criteria import Criterion

BY_KIND = (
    Criterion.CONTROL,
    Criterion.SPEED,
    Criterion.EASE,
    Criterion.CUSTOMIZATION,
    Criterion.INDEPENDENCE,
    Criterion.COMPLIANCE,
)


@dataclass(frozen=True, kw_only=True)
class KindRating:
    """How a kind of option rates on the criteria that the kind alone decides."""

    kind: OptionKind
    control: float
    speed: float
    ease: float
    customization: float
    independence: float
    compliance: float
    reason: str


KIND_RATINGS = (
    KindRating(
        kind=OptionKind.CLOSED_API,
        control=0.1,
        speed=1,
        ease=1,
        customization=0.3,
        independence=0,
        compliance=0.8,
        reason="One key and it runs; the vendor holds everything, papers included.",
    ),
    KindRating(
        kind=OptionKind.CLOSED_CLOUD,
        control=0.3,
        speed=0.95,
        ease=0.95,
        customization=0.3,
        independence=0.1,
        compliance=0.95,
        reason="The same inside your account: region, network and papers of the cloud.",
    ),
    KindRating(
        kind=OptionKind.HOSTED_OPEN,
        control=0.3,
        speed=0.9,
        ease=0.8,
        customization=0.6,
        independence=0.8,
        compliance=0.6,
        reason="As quick as any API; many hosts sell the same model, fewer papers.",
    ),
    KindRating(
        kind=OptionKind.HOSTED_OPEN_CLOUD,
        control=0.4,
        speed=0.9,
        ease=0.85,
        customization=0.6,
        independence=0.75,
        compliance=0.75,
        reason="Open weights behind the cloud’s own API, region and papers.",
    ),
    KindRating(
        kind=OptionKind.OWN_GPUS,
        control=0.8,
        speed=0.4,
        ease=0.35,
        customization=1,
        independence=0.95,
        compliance=0.6,
        reason="Weeks to set up and people on call, but the weights are yours to change.",
    ),
    KindRating(
        kind=OptionKind.OWN_HARDWARE,
        control=1,
        speed=0.15,
        ease=0.2,
        customization=1,
        independence=1,
        compliance=0.55,
        reason="Months to buy and build; nothing leaves, and every duty is yours.",
    ),
    KindRating(
        kind=OptionKind.WORKSTATION,
        control=1,
        speed=0.6,
        ease=0.5,
        customization=1,
        independence=1,
        compliance=0.55,
        reason="Runs the same day for a few people, and looked after by one of them.",
    ),
)

# The exit, a matter of the whole plan: where somebody has stated how much of the traffic
# is hard, or carries more than text, and open weights serve the rest, the closed part can
# move there, as much of it as runs there already. What can move is as independent as open
# weights are at their least, and never more.
INDEPENDENCE_WITH_EXIT = min(
    rating.independence for rating in KIND_RATINGS if rating.kind.family is Family.OPEN
)

RATING_BY_KIND = {rating.kind: rating for rating in KIND_RATINGS}


def rating_of_kind(kind: OptionKind, criterion: Criterion) -> float:
    """How a kind of option rates on a criterion that the kind alone decides, 0 to 1."""
    rating: float = getattr(RATING_BY_KIND[kind], criterion.value)
    return rating

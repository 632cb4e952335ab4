"""The weights of a segment, summed up so that a candidate is scored in four products."""

from operator import mul

from advisor.decision.candidates import OptionKind
from advisor.decision.criteria import Criterion, Weights
from advisor.decision.kind_ratings import BY_KIND, RATING_BY_KIND, rating_of_kind
from advisor.decision.records import record

KIND_TABLE = {
    kind: tuple(rating_of_kind(kind, criterion) for criterion in BY_KIND)
    for kind in RATING_BY_KIND
}


@record
class Appeal:
    """What is looked for: one figure a kind of option, and three weights."""

    by_kind: dict[OptionKind, float]
    quality: float
    openness: float
    cost: float


def appeal_of(weights: Weights) -> Appeal:
    """The appeal that a segment's weights make."""
    by_criterion = [weights[criterion] for criterion in BY_KIND]
    return Appeal(
        by_kind={
            kind: sum(map(mul, by_criterion, ratings))
            for kind, ratings in KIND_TABLE.items()
        },
        quality=weights[Criterion.QUALITY],
        openness=weights[Criterion.TRANSPARENCY],
        cost=weights[Criterion.COST],
    )


def joint_appeal(parts: list[tuple[float, Appeal]], kind: OptionKind) -> Appeal:
    """What several segments look for together on one kind, each by its share."""
    return Appeal(
        by_kind={kind: sum([share * appeal.by_kind[kind] for share, appeal in parts])},
        quality=sum([share * appeal.quality for share, appeal in parts]),
        openness=sum([share * appeal.openness for share, appeal in parts]),
        cost=sum([share * appeal.cost for share, appeal in parts]),
    )

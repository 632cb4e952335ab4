"""Parts of the traffic that share a stack of our own: the model that suits them best."""

from collections.abc import Sequence

from advisor.decision.appeal import joint_appeal
from advisor.decision.candidates import OptionKind
from advisor.decision.market import Market
from advisor.decision.needs import Needs
from advisor.decision.plans import Field, Place, cost_utility


def best_on_a_stack(
    place: Place, fields: Sequence[Field], needs: Needs, market: Market
) -> tuple[float, int] | None:
    """The best score of one model on one fleet for all parts, and which model it is."""
    share = sum([one.segment.share for one in fields])
    is_flat = all(one.segment.is_base for one in fields)
    yard = market.yard(place, share, needs, is_flat=is_flat)
    appeal = joint_appeal(
        [(one.segment.share, one.appeal) for one in fields], OptionKind(place.value)
    )
    people = market.people_usd(needs)[place]
    felt, weight = market.unit_usd, appeal.cost

    def score_at(worth: float, usd_month: float) -> float:
        return worth + weight * cost_utility((usd_month + people) / share, felt)

    best: tuple[float, int] | None = None
    # The most worthy first, the first of equals before others.
    for worth, position in sorted(
        [(market.worth(i, appeal), -i) for i in in_common(place, fields)], reverse=True
    ):
        # Not even machines for nothing would put it ahead, nor any after it.
        if best and score_at(worth, 0.0) < best[0]:
            break
        # Not even the least bill would: no need to find its fleet.
        if best and score_at(worth, yard.least_usd(-position)) < best[0]:
            continue
        fleet = yard.fleet(-position)
        if fleet is None:
            continue
        standing = score_at(worth, fleet.usd_month), position
        best = max(best, standing) if best else standing
    return (best[0], -best[1]) if best else None


def in_common(place: Place, fields: Sequence[Field]) -> set[int]:
    """Who can serve all of the parts."""
    first, *others = [one.entrants[place] for one in fields]
    return set(first).intersection(*others)

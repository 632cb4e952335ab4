"""Candidates that can never win: another is as good in all that counts, and no dearer."""

from collections import defaultdict
from collections.abc import Hashable
from datetime import date

from advisor.decision.gates import what_gates_see
from advisor.decision.prices import price_in_use
from advisor.decision.stock import what_machines_see
from advisor.decision.survey import Bits, Survey

type Standing = tuple[float, ...]  # more is better in each


def undominated(survey: Survey, day: date) -> Bits:
    """The candidates worth weighing.

    What has no price and needs one always is: a gate says so. What we run ourselves
    costs the same as another that the same machines hold.
    """
    groups: dict[Hashable, list[tuple[Standing, int]]] = defaultdict(list)
    kept: Bits = 0
    for position in range(len(survey.candidates)):
        prices = what_is_left(survey, position, day)
        if prices is None:
            kept |= 1 << position
        else:
            standing = (*merits(survey, position), *prices)
            groups[what_sets_apart(survey, position)].append((standing, position))
    for members in groups.values():
        for position in unbeaten(members):
            kept |= 1 << position
    return kept


def what_sets_apart(survey: Survey, position: int) -> Hashable:
    """Everything but quality and price that tells a candidate from others."""
    candidate = survey.candidates[position]
    seen = what_gates_see(candidate)
    if not candidate.kind.is_self_run:
        return seen
    return seen, what_machines_see(candidate.model, survey.speeds)


def unbeaten(members: list[tuple[Standing, int]]) -> list[int]:
    """Who is worse in something than each other; the first named of equals."""
    kept: list[tuple[Standing, int]] = []
    # Who comes later is worse in something, or named later: it beats nobody before it.
    for standing, position in sorted(members, key=lambda one: (one[0], -one[1]))[::-1]:
        if not any(is_no_worse(better, standing) for better, _ in kept):
            kept.append((standing, position))
    return [position for _, position in kept]


def is_no_worse(one: Standing, other: Standing) -> bool:
    return all(a >= b for a, b in zip(one, other, strict=True))


def merits(survey: Survey, position: int) -> Standing:
    """Quality, and how many bars it is sure to reach."""
    return survey.qualities[position] or 0.0, survey.bars_reached(position)


def what_is_left(survey: Survey, position: int, day: date) -> Standing | None:
    """What is left after each price by the token; None where it should have one."""
    candidate = survey.candidates[position]
    if candidate.kind.is_self_run:
        return ()
    row = price_in_use(candidate, day)
    if row is None or row.output is None:
        return None
    cached = row.input if row.cached_input is None else row.cached_input
    return (
        -float(row.input),
        -float(row.output),
        -float(cached),
        float(row.batch_discount or 0),
    )

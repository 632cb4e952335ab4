"""Plans: which part of the traffic goes where, and what each plan scores.

A segment can go to the best closed model, to the best hosted open one, or to a stack
that we run ourselves. Every assignment is tried; the best closed-only, open-only and
hybrid plan compete.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from math import log

from advisor.decision.appeal import Appeal
from advisor.decision.candidates import Candidate, Family, OptionKind
from advisor.decision.criteria import COST_SLOPE, Criterion, Weights
from advisor.decision.fleets import Fleet
from advisor.decision.kind_ratings import INDEPENDENCE_WITH_EXIT, rating_of_kind
from advisor.decision.needs import Segment
from advisor.decision.records import record
from advisor.decision.survey import Bits


class Verdict(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HYBRID = "hybrid"
    NONE_FITS = "none_fits"


ROUNDING = 1e-9  # scores no farther apart are the same
CLOSE_CALL = 0.05  # scores nearer than this are too close to pick one side
LEAVING = Criterion.INDEPENDENCE  # what an exit adds to

# The order in which equal plans win.
FAMILIES = (Verdict.CLOSED, Verdict.HYBRID, Verdict.OPEN)


class Place(StrEnum):
    """Where a segment can go: a sort of contract, or a stack of our own."""

    CLOSED = "closed"
    HOSTED = "hosted"
    OWN_GPUS = "own_gpus"
    OWN_HARDWARE = "own_hardware"
    WORKSTATION = "workstation"


FLEETS = (Place.OWN_GPUS, Place.OWN_HARDWARE)  # stacks that grow with the load
STACKS = (*FLEETS, Place.WORKSTATION)


def place_of(candidate: Candidate) -> Place:
    if candidate.family is Family.CLOSED:
        return Place.CLOSED
    if candidate.kind.is_self_run:
        return Place(candidate.kind.value)
    return Place.HOSTED


@record
class Pick:
    """What serves a segment in a plan."""

    segment: Segment
    candidate: Candidate
    position: int  # of the candidate, in the order of natural keys
    score: float
    fleet: Fleet | None = None  # the whole fleet; segments may share it
    fleet_share: float = 0  # of all traffic that the fleet carries
    exit_room: float = 0  # how much of a closed part could move to open weights, 0 to 1
    is_flat: bool = False  # whether the fleet is sized for a load without peaks

    def on_fleet(self, fleet: Fleet, share: float, *, is_flat: bool) -> "Pick":
        return replace(self, fleet=fleet, fleet_share=share, is_flat=is_flat)


@record
class Field:
    """Who competes for a segment."""

    segment: Segment
    weights: Weights
    appeal: Appeal
    entrants: dict[
        Place, tuple[int, ...]
    ]  # positions by place; rated ones only, if any
    bits: Bits  # the same, and unrated ones
    staff_yielded: bool
    overloaded: Bits  # who passes, but has no machines that hold the model and the load

    def has_entrants_of(self, family: Family) -> bool:
        is_closed = family is Family.CLOSED
        return any(
            positions and (place is Place.CLOSED) == is_closed
            for place, positions in self.entrants.items()
        )


def is_flat(fields: Iterable[Field]) -> bool:
    """Whether some parts of the traffic are all there around the clock."""
    return all(one.segment.is_base for one in fields)


def exit_rooms(
    closed: Collection[int], pairs: Iterable[tuple[int, int]], fields: Sequence[Field]
) -> dict[int, float]:
    """How much of each closed part could move to the open part beside it, 0 to 1.

    `pairs` are the parts that a stated share tells apart. Who runs open weights for the
    one can soon run as much again for the other. Parts with no exit are missing.
    """
    rooms: dict[int, float] = {}
    for one, other in (way for pair in pairs for way in (pair, pair[::-1])):
        if one in closed and other not in closed:
            room = fields[other].segment.share / fields[one].segment.share
            rooms[one] = min(1.0, rooms.get(one, 0.0) + room)
    return rooms


def exit_gain(one: Field, kind: OptionKind) -> float:
    """What a part on a closed kind gains where all of it has an exit."""
    return one.weights[LEAVING] * (
        INDEPENDENCE_WITH_EXIT - rating_of_kind(kind, LEAVING)
    )


@dataclass(kw_only=True)
class Plan:
    """An assignment of every segment, with its score.

    Of most plans nobody asks more than the score and the positions.
    """

    family: Verdict
    score: float
    fields: tuple[Field, ...]  # who competed for each part
    positions: tuple[int, ...] = ()  # of the candidates, in the same order
    pick: Callable[[], tuple[Pick, ...]] = field(default=tuple, compare=False)
    later: "Plan | None" = None  # what it becomes in twelve months, if it changes sides

    @cached_property
    def picks(self) -> tuple[Pick, ...]:
        """What serves each segment, in their order."""
        return self.pick()


def cost_utility(usd_month: float, unit_usd: float) -> float:
    """-0.5 ln(1 + cost / K): the same at any scale of currency, never used up.

    `usd_month` is what all of the traffic would cost at the segment's rate, `unit_usd`
    is K, the bill at which money begins to be felt.
    """
    return -COST_SLOPE * log(1 + usd_month / unit_usd)


def family_of(assignment: Iterable[Place]) -> Verdict:
    is_closed = {place is Place.CLOSED for place in assignment}
    if len(is_closed) == 2:
        return Verdict.HYBRID
    return Verdict.CLOSED if True in is_closed else Verdict.OPEN

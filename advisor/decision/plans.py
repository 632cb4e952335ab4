"""Plans: which part of the traffic goes where, and what each plan scores.

A segment can go to the best closed model, to the best hosted open one, or to a stack
that we run ourselves. Every assignment is tried; the best closed-only, open-only and
hybrid plan compete.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import log

from advisor.decision.candidates import Candidate, Family
from advisor.decision.criteria import COST_SLOPE
from advisor.decision.fleets import Fleet
from advisor.decision.needs import Segment


class Verdict(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HYBRID = "hybrid"
    NONE_FITS = "none_fits"


CLOSE_CALL = 0.05  # scores nearer than this are too close to pick one side

# The order in which equal plans win.
FAMILIES = (Verdict.CLOSED, Verdict.HYBRID, Verdict.OPEN)


class Place(StrEnum):
    """Where a segment can go: a sort of contract, or a stack of our own."""

    CLOSED = "closed"
    HOSTED = "hosted"
    OWN_GPUS = "own_gpus"
    OWN_HARDWARE = "own_hardware"
    WORKSTATION = "workstation"


STACKS = (Place.OWN_GPUS, Place.OWN_HARDWARE, Place.WORKSTATION)


def place_of(candidate: Candidate) -> Place:
    if candidate.family is Family.CLOSED:
        return Place.CLOSED
    if candidate.kind.is_self_run:
        return Place(candidate.kind.value)
    return Place.HOSTED


@dataclass(frozen=True, kw_only=True)
class Pick:
    """What serves a segment in a plan."""

    segment: Segment
    candidate: Candidate
    position: int  # of the candidate, in the order of natural keys
    score: float
    fleet: Fleet | None = None  # the whole fleet; segments may share it
    fleet_share: float = 0  # of all traffic that the fleet carries

    def on_fleet(self, fleet: Fleet, share: float) -> "Pick":
        return replace(self, fleet=fleet, fleet_share=share)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """An assignment of every segment, with its score."""

    family: Verdict
    score: float
    picks: tuple[Pick, ...]


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

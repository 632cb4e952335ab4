"""What a gate judges, and what it can say."""

from enum import Enum

from advisor.decision.candidates import Candidate
from advisor.decision.needs import Needs, Segment
from advisor.decision.records import record


class Outcome(Enum):
    PASSED = "passed"
    CONDITIONAL = "passed on condition"
    FAILED = "failed"


@record
class Case:
    """What a gate judges: a candidate for a part of the traffic."""

    needs: Needs
    segment: Segment
    candidate: Candidate
    sure_quality: float | None  # index q at the low end of the rating; None without one


def passed_if(condition: object) -> Outcome:
    return Outcome.PASSED if condition else Outcome.FAILED


def wanted_inputs(needs: Needs, segment: Segment) -> frozenset[str]:
    """What a part of the traffic carries beside text."""
    return frozenset() if segment.has_media is False else needs.modalities

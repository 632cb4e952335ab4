"""One situation while it is weighed: what is judged alike is judged once."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from advisor.decision.appeal import Appeal, appeal_of
from advisor.decision.criteria import Weights
from advisor.decision.needs import Needs, Segment
from advisor.decision.plans import Field
from advisor.decision.questions import AnswerValue
from advisor.decision.records import record
from advisor.decision.survey import HEARD_AT_GATES, Bits
from advisor.decision.weights import Spoken, priorities, said_of, weights_of

# The answers that set who could serve a part, whatever the load.
HEARD = (*HEARD_AT_GATES, "latency")


@record
class Entry:
    """Who could serve a segment, before anybody asks whether staff yields."""

    overloaded: Bits
    able: Bits
    staffed: Bits  # of the able ones


@lru_cache(maxsize=2_000)
def wishes(
    said: tuple[tuple[float, Spoken], ...], priorities: tuple[str, ...], stake: float
) -> tuple[Weights, Appeal]:
    """What answers make of a segment, which most changes of an answer leave alone."""
    weights = weights_of(said, priorities, stake)
    return weights, appeal_of(weights)


@dataclass(kw_only=True)
class Glance:
    """One situation while it is weighed: parts that are judged alike are judged once."""

    needs: Needs
    stake: float
    work_out: Callable[[Needs, Segment, object], Entry]
    entries: dict[object, Entry] = field(default_factory=dict)
    wishes: dict[object, tuple[Weights, Appeal]] = field(default_factory=dict)

    @cached_property
    def heard(self) -> tuple[AnswerValue | None, ...]:
        return tuple([self.needs.answers.get(key) for key in HEARD])

    def entry_for(self, segment: Segment) -> Entry:
        look = (
            self.heard,
            segment.location,
            segment.quality_bar,
            segment.is_sensitive,
            segment.has_media,
        )
        if look not in self.entries:
            self.entries[look] = self.work_out(self.needs, segment, look)
        return self.entries[look]

    def wishes_of(self, segment: Segment) -> tuple[Weights, Appeal]:
        look = segment.location, segment.quality_bar, segment.bars
        if look not in self.wishes:
            said = said_of(self.needs, segment)
            self.wishes[look] = wishes(said, priorities(self.needs), self.stake)
        return self.wishes[look]

    def reweighed(self, one: Field) -> Field:
        """The same who compete, with the weights that this situation makes."""
        weights, appeal = self.wishes_of(one.segment)
        return replace(one, weights=weights, appeal=appeal)

"""One situation while it is weighed: what is judged alike is judged once."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from advisor.decision.appeal import Appeal, appeal_of
from advisor.decision.criteria import Weights
from advisor.decision.needs import Needs, Segment
from advisor.decision.plans import Field
from advisor.decision.records import record
from advisor.decision.survey import Bits
from advisor.decision.weights import Spoken, priorities, said_of, weights_of


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
    work_out: Callable[[Needs, Segment], Entry]
    entries: dict[object, Entry] = field(default_factory=dict)
    wishes: dict[object, tuple[Weights, Appeal]] = field(default_factory=dict)

    def entry_for(self, segment: Segment) -> Entry:
        look = (
            segment.location,
            segment.quality_bar,
            segment.is_sensitive,
            segment.has_media,
        )
        if look not in self.entries:
            self.entries[look] = self.work_out(self.needs, segment)
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

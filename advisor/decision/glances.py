"""One situation while it is weighed: what is judged alike is judged once."""

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from advisor.decision.appeal import Appeal, appeal_of
from advisor.decision.candidates import Location
from advisor.decision.casting import Role
from advisor.decision.criteria import Weights
from advisor.decision.needs import Bar, Needs, Segment
from advisor.decision.plans import Field
from advisor.decision.weights import (
    Spoken,
    priorities,
    said_of,
    spoken_by,
    weights_of,
)

type Look = tuple[Location, str | None, tuple[Bar, ...]]  # all that wishes differ by


@lru_cache(maxsize=2_000)
def wishes(
    spoken: Spoken, look: Look, priorities: tuple[str, ...], stake: float
) -> tuple[Weights, Appeal]:
    """What answers make of a segment, which most changes of an answer leave alone."""
    weights = weights_of(said_of(spoken, *look), priorities, stake)
    return weights, appeal_of(weights)


@dataclass(kw_only=True)
class Glance:
    """One situation while it is weighed: parts that are judged alike are judged once."""

    needs: Needs
    stake: float
    wishes: dict[Look, tuple[Weights, Appeal]] = field(default_factory=dict)

    @cached_property
    def spoken(self) -> Spoken:
        return spoken_by(self.needs)

    def wishes_of(self, segment: Segment) -> tuple[Weights, Appeal]:
        look = segment.location, segment.quality_bar, segment.bars
        known = self.wishes.get(look)
        if known is None:
            known = wishes(self.spoken, look, priorities(self.needs), self.stake)
            self.wishes[look] = known
        return known

    def field_for(self, role: Role) -> Field:
        """Who competes for a part, with the weights that this situation makes."""
        weights, appeal = self.wishes_of(role.segment)
        return Field(
            segment=role.segment,
            weights=weights,
            appeal=appeal,
            entrants=role.entrants,
            bits=role.bits,
            staff_yielded=role.staff_yielded,
            overloaded=role.overloaded,
        )

    def reweighed(self, one: Field) -> Field:
        """The same who compete, with the weights that this situation makes."""
        weights, appeal = self.wishes_of(one.segment)
        return replace(one, weights=weights, appeal=appeal)

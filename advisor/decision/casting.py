"""Who could serve which part of the traffic, whatever it costs and whoever likes it."""

from collections.abc import Iterator
from functools import partial

from advisor.decision.gates import STAFF_GATE, must_stay
from advisor.decision.market import Market
from advisor.decision.memo import Memo
from advisor.decision.needs import Needs, Segment, Split
from advisor.decision.plans import FLEETS, STACKS, Place
from advisor.decision.questions import AnswerValue
from advisor.decision.records import record
from advisor.decision.survey import HEARD_AT_GATES, Bits

# The answers that set who could serve a part, whatever the load.
HEARD = (*HEARD_AT_GATES, "latency")

type Heard = tuple[AnswerValue | None, ...]
type Roles = tuple["Role", ...]  # of one way to part the traffic


@record
class Entry:
    """Who could serve a segment, before anybody asks whether staff yields."""

    overloaded: Bits
    able: Bits
    staffed: Bits  # of the able ones


@record
class Role:
    """A part of the traffic, and who could serve it."""

    segment: Segment
    entrants: dict[Place, tuple[int, ...]]  # see `Field`
    bits: Bits
    staff_yielded: bool
    overloaded: Bits

    @property
    def has_fleet(self) -> bool:
        """Whether the part could be served by a fleet of any size."""
        return any(self.entrants.get(stack) for stack in FLEETS)


class Casting:
    """Finds who could serve each part; what is set by the same answers, once."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.survey = market.survey
        self.cast = Memo[object, tuple[Roles, ...]](limit=2_000)
        self.entries = Memo[object, Entry](limit=2_000)
        self.entrants = Memo[Bits, dict[Place, tuple[int, ...]]](limit=1_000)
        self.stacked = {
            stack: sum(1 << i for i, p in enumerate(market.places) if p is stack)
            for stack in STACKS
        }

    def roles(self, needs: Needs) -> tuple[Roles, ...]:
        """For each way to part the traffic that can make a difference."""
        heard = tuple([needs.answers.get(key) for key in HEARD])
        key = heard, needs.parting, load_on_desks(needs)
        return self.cast(key, lambda: tuple(self.find_roles(needs, heard)))

    def find_roles(self, needs: Needs, heard: Heard) -> Iterator[Roles]:
        for segments in needs.splits:
            roles = self.roles_in(segments, needs, heard)
            if segments[0].is_base is None or any(role.has_fleet for role in roles):
                yield roles

    def roles_in(self, segments: Split, needs: Needs, heard: Heard) -> Roles:
        """Staff yields for a part that would be left with nobody."""
        entries = [(one, self.entry_for(needs, one, heard)) for one in segments]
        deserted = {one.is_sensitive for one, entry in entries if not entry.staffed}
        return tuple(
            self.role_for(one, entry, yields=one.is_sensitive in deserted)
            for one, entry in entries
        )

    def entry_for(self, needs: Needs, segment: Segment, heard: Heard) -> Entry:
        """What several situations have in common is worked out once."""
        look = (
            heard,
            segment.location,
            segment.quality_bar,
            segment.is_sensitive,
            segment.has_media,
        )
        if must_stay(needs, segment):
            share = share_of_its_people(needs, segment)
            key: object = look, share, load_on_desks(needs)
        else:
            key = look
        return self.entries(key, lambda: self.find_entry(needs, segment))

    def find_entry(self, needs: Needs, segment: Segment) -> Entry:
        passing = self.survey.passing(needs, segment)
        able = self.able_to_carry(passing, needs, segment)
        worthy = able & self.market.worth_weighing
        unstaffed = self.survey.sieve(STAFF_GATE, needs, segment).failed
        return Entry(
            overloaded=passing & ~able, able=worthy, staffed=worthy & ~unstaffed
        )

    def role_for(self, segment: Segment, entry: Entry, *, yields: bool) -> Role:
        bits = entry.able if yields else entry.staffed
        return Role(
            segment=segment,
            entrants=self.entrants(bits, partial(self.sort_out, bits)),
            bits=bits,
            staff_yielded=yields and entry.able != entry.staffed,
            overloaded=entry.overloaded,
        )

    def able_to_carry(self, bits: Bits, needs: Needs, segment: Segment) -> Bits:
        """Leave out machines that don't hold the model or carry the segment's part."""
        share = share_of_its_people(needs, segment)
        for stack in STACKS:
            stacked = bits & self.stacked[stack]
            if stacked:
                bits &= ~stacked | self.market.able(stack, share, needs)
        return bits

    def sort_out(self, bits: Bits) -> dict[Place, tuple[int, ...]]:
        """The positions of a set by place, the best quality first.

        An unrated one never beats a rated one: it stands only where all are unrated.
        """
        positions = list(self.survey.members(bits))
        qualities, places = self.survey.qualities, self.market.places
        rated = [i for i in positions if qualities[i] is not None]
        ordered = sorted(rated or positions, key=lambda i: (-(qualities[i] or 0.0), i))
        return {
            place: tuple(i for i in ordered if places[i] is place) for place in Place
        }


def share_of_its_people(needs: Needs, segment: Segment) -> float:
    """How much of all traffic has the sensitivity of a segment.

    Hard and routine traffic of the same people meets on the same desk.
    """
    return sum(
        [
            other.share
            for other in needs.segments
            if other.is_sensitive == segment.is_sensitive
        ]
    )


def load_on_desks(needs: Needs) -> object:
    """What sets who can carry a part, beside its share and what any fleet must hold.

    Fleets grow with the load; only on a desk does it count, where traffic must stay.
    """
    if not any(must_stay(needs, segment) for segment in needs.segments):
        return None
    return needs.tokens_per_day, needs.input_output_ratio, needs.traffic

"""Which candidates pass which gates, remembered by what each gate looks at.

Sets of candidates are kept as integers, one bit a candidate, in the order of their
natural keys: hundreds of situations can then be surveyed in a few milliseconds.
"""

from collections.abc import Hashable, Iterator
from datetime import date

from advisor.decision.candidates import Candidate, Catalog
from advisor.decision.cases import Case, Outcome
from advisor.decision.criteria import FLOORS
from advisor.decision.gates import GATES, STAFF_GATE, Gate, what_gates_see
from advisor.decision.memo import Memo
from advisor.decision.needs import Needs, Segment
from advisor.decision.prices import is_priced
from advisor.decision.quality import best_rating, quality_index
from advisor.decision.records import record
from advisor.decision.stock import speeds_by_model

type Bits = int
# The answers that set a gate.
HEARD_AT_GATES = tuple(sorted({gate.question for gate in GATES if gate.question}))
FIRM_GATES = tuple(gate for gate in GATES if gate is not STAFF_GATE)
READ_BY_THEM = tuple(gate.reads for gate in FIRM_GATES)


@record
class Sieve:
    """What one gate does to all candidates."""

    failed: Bits
    conditional: Bits


class Survey:
    """The candidates of a catalog on a day, and how they fare at the gates."""

    def __init__(self, catalog: Catalog, day: date) -> None:
        self.candidates = tuple(sorted(catalog.candidates, key=lambda c: c.key))
        self.speeds = speeds_by_model(catalog)
        self.everything: Bits = (1 << len(self.candidates)) - 1
        self.best_rating = best_rating(
            candidate.model
            for candidate in self.candidates
            if candidate.is_in_service(day) and is_priced(candidate, day)
        )
        self.qualities = tuple(self.quality(c) for c in self.candidates)
        self.sure_qualities = tuple(self.sure_quality(c) for c in self.candidates)
        self.judged_alike = self.alike(day)
        self.passed = Memo[tuple[Hashable, ...], Bits](limit=2_000)
        self.sieves = Memo[tuple[str, Hashable], Sieve](limit=2_000)

    def quality(self, candidate: Candidate) -> float | None:
        rating = candidate.model.rating
        if rating is None or self.best_rating is None:
            return None
        return quality_index(rating.value, self.best_rating)

    def sure_quality(self, candidate: Candidate) -> float | None:
        """The index at the low end of the rating: what is known to be reached."""
        rating = candidate.model.rating
        if rating is None or self.best_rating is None:
            return None
        return quality_index(rating.low, self.best_rating)

    def bars_reached(self, position: int) -> int:
        """How many bars of quality a candidate is sure to reach."""
        sure = self.sure_qualities[position]
        return sum(sure is not None and sure >= floor for floor in FLOORS.values())

    def alike(self, day: date) -> dict[int, Bits]:
        """The candidates that no gate can tell apart, by the first of each."""
        first: dict[Hashable, int] = {}
        members: dict[int, Bits] = {}
        for position, candidate in enumerate(self.candidates):
            seen = (
                what_gates_see(candidate),
                self.bars_reached(position),
                is_priced(candidate, day),
            )
            judged = first.setdefault(seen, position)
            members[judged] = members.get(judged, 0) | 1 << position
        return members

    def sieve(self, gate: Gate, needs: Needs, segment: Segment) -> Sieve:
        """What a gate does in a segment; worked out once for each thing it reads."""
        key = (gate.key, gate.reads(needs, segment))
        return self.sieves(key, lambda: self.work_out(gate, needs, segment))

    def work_out(self, gate: Gate, needs: Needs, segment: Segment) -> Sieve:
        failed = conditional = 0
        for position, members in self.judged_alike.items():
            outcome = gate.judge(self.case(position, needs, segment))
            if outcome is Outcome.FAILED:
                failed |= members
            elif outcome is Outcome.CONDITIONAL:
                conditional |= members
        return Sieve(failed=failed, conditional=conditional)

    def case(self, position: int, needs: Needs, segment: Segment) -> Case:
        """A candidate for a part of the traffic, as gates judge it."""
        return Case(
            needs=needs,
            segment=segment,
            candidate=self.candidates[position],
            sure_quality=self.sure_qualities[position],
        )

    def passing(self, needs: Needs, segment: Segment) -> Bits:
        """Candidates that pass every gate but staff, which can yield."""
        key = tuple([reads(needs, segment) for reads in READ_BY_THEM])
        return self.passed(key, lambda: self.pass_all(needs, segment))

    def pass_all(self, needs: Needs, segment: Segment) -> Bits:
        alive = self.everything
        for gate in FIRM_GATES:
            alive &= ~self.sieve(gate, needs, segment).failed
        return alive

    def members(self, bits: Bits) -> Iterator[int]:
        """The positions of the candidates in a set, in the order of their keys."""
        while bits:
            lowest = bits & -bits
            yield lowest.bit_length() - 1
            bits ^= lowest

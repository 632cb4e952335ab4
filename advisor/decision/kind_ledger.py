"""What the gates did to each way of running a model: passed, failed or not known."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import chain

from advisor.decision.candidates import Candidate, OptionKind
from advisor.decision.cases import Case
from advisor.decision.gates import CAPACITY_GATE, GATES, STAFF_GATE, Gate
from advisor.decision.kind_facts import NOT_KNOWN, PASSED_FACTS, Fact, place_fact
from advisor.decision.ledger import (
    ALL,
    answer_behind,
    capacity_fact,
    statement_of,
)
from advisor.decision.needs import Needs, Segment, in_common
from advisor.decision.plans import Field
from advisor.decision.survey import Bits
from advisor.decision.telling import Json, answer_text, source_of
from advisor.decision.weighing import Weigher, Weighing

KINDS = tuple(
    kind
    for kind in OptionKind
    if kind not in {OptionKind.VENDOR_APP, OptionKind.UNOFFICIAL}
)
SERVED = {kind for kind in KINDS if not kind.is_self_run}
# Gates that ask something of some kinds only; the others pass without being looked at.
ASKED_OF: Mapping[str, Collection[OptionKind]] = {
    "staff": {kind for kind in KINDS if kind.is_self_run},
    "price": SERVED,
    "business_terms": SERVED,
    "license_host_terms": {OptionKind.HOSTED_OPEN, OptionKind.HOSTED_OPEN_CLOUD},
    "desk": {OptionKind.WORKSTATION},
}


class Fate(StrEnum):
    """How a kind as a whole fares at a gate."""

    PASSED = "passed"
    CONDITIONAL = "conditional"
    MIXED = "mixed"
    YIELDED = "yielded"
    NOT_KNOWN = "not_known"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Kin:
    """The candidates of one kind, and what they are judged by."""

    kind: OptionKind
    members: Bits
    best_first: tuple[int, ...]
    weighing: Weighing
    weigher: Weigher

    @property
    def segments(self) -> list[Segment]:
        """The parts of the traffic, as the advised plan has them."""
        return [one.segment for one in self.weighing.in_play]

    def best_of(self, some: Bits, segment: Segment) -> Case:
        best = next(i for i in self.best_first if some >> i & 1)
        return self.case(best, segment)

    def case(self, position: int, segment: Segment) -> Case:
        return self.weigher.survey.case(position, self.weighing.needs, segment)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Who of a kind was judged at a gate, and who did not simply pass."""

    judged: Bits
    failed: Bits
    conditional: Bits = 0
    yields: bool = False  # whether the gate is set aside, as nothing else was left

    def told(self) -> Json:
        passed = self.judged & ~self.failed & ~self.conditional
        return {
            "passed": passed.bit_count(),
            "conditional": self.conditional.bit_count(),
            "failed": self.failed.bit_count(),
        }


def kind_ledger(weighing: Weighing, weigher: Weigher) -> list[Json]:
    """Each way of running a model, with how it fared at each gate."""
    return [told(kin) for kin in kinships(weighing, weigher)]


def kinships(weighing: Weighing, weigher: Weigher) -> Iterator[Kin]:
    candidates, qualities = weigher.market.candidates, weigher.survey.qualities
    positions: dict[OptionKind, list[int]] = {kind: [] for kind in KINDS}
    for position, candidate in enumerate(candidates):
        if candidate.kind in KINDS:
            positions[candidate.kind].append(position)
    for kind, some in positions.items():
        yield Kin(
            kind=kind,
            members=sum(1 << position for position in some),
            best_first=tuple(sorted(some, key=lambda i: -(qualities[i] or 0.0))),
            weighing=weighing,
            weigher=weigher,
        )


def told(kin: Kin) -> Json:
    rows = list(rows_of(kin)) if kin.members else []
    fate, why = outcome_of(kin, rows)
    return {
        "kind": kin.kind.value,
        "kind_name": kin.kind.label,
        "family": kin.kind.family.value,
        "ways": kin.members.bit_count(),
        "outcome": fate.value,
        "text": why,
        "rows": rows,
    }


# --- The kind as a whole -----------------------------------------------------------------


def outcome_of(kin: Kin, rows: list[Json]) -> tuple[Fate, str]:
    """Whether anybody of the kind is left for the traffic, and by what not."""
    if not kin.members:
        return Fate.NOT_KNOWN, "The catalog holds no model that is run like this."
    fields = kin.weighing.in_play
    left = [one.segment for one in fields if still_in(kin, one)]
    if not left:  # other plans may part the traffic otherwise
        every = chain.from_iterable(kin.weighing.splits)
        left = [one.segment for one in every if still_in(kin, one)]
    if not left:
        return why_out(rows)
    if not all(still_in(kin, one) for one in fields):
        parts = in_common(left) or "; ".join(segment.text for segment in left)
        return Fate.MIXED, f"It passes for {parts} only."
    is_outright = all(still_in(kin, one) & ~on_condition(kin, one) for one in fields)
    widest = max(fields, key=lambda one: still_in(kin, one).bit_count())
    return Fate.PASSED if is_outright else Fate.CONDITIONAL, counted(kin, widest)


def counted(kin: Kin, one: Field) -> str:
    """How many of the kind are left for a part of the traffic, and how many of these hang."""
    left = still_in(kin, one)
    hanging = (left & on_condition(kin, one)).bit_count()
    told = f"{left.bit_count()} of {kin.members.bit_count()} models or offers pass every check"
    if not hanging:
        return f"{told}."
    some = "all" if hanging == left.bit_count() else f"{hanging}"
    return f"{told}, {some} of them on condition."


def why_out(rows: list[Json]) -> tuple[Fate, str]:
    """The gate that nobody of the kind passes; a known no comes before a gap."""
    for fate in (Fate.FAILED, Fate.NOT_KNOWN):
        for row in rows:
            if row["outcome"] == fate.value and row["segment"] == ALL:
                return fate, str(row["statement"])
    return (
        Fate.FAILED,
        "No single check bars it: each model, or each part of the traffic, fails one or "
        "another.",
    )


def still_in(kin: Kin, one: Field) -> Bits:
    """Who of the kind passes every gate for a part of the traffic."""
    survey, needs = kin.weigher.survey, kin.weighing.needs
    left = kin.members & survey.passing(needs, one.segment) & ~one.overloaded
    if one.staff_yielded:
        return left
    return left & ~survey.sieve(STAFF_GATE, needs, one.segment).failed


def on_condition(kin: Kin, one: Field) -> Bits:
    """Who passes some gate on condition only, or by its giving way."""
    hanging: Bits = 0
    for gate in GATES:
        hanging |= kin.weigher.survey.sieve(
            gate, kin.weighing.needs, one.segment
        ).conditional
    if one.staff_yielded:
        staff = kin.weigher.survey.sieve(STAFF_GATE, kin.weighing.needs, one.segment)
        hanging |= staff.failed
    return hanging


# --- Gate by gate ------------------------------------------------------------------------


def rows_of(kin: Kin) -> Iterator[Json]:
    for gate in GATES:
        if kin.kind in ASKED_OF.get(gate.key, KINDS):
            yield from rows_at(gate, kin)
    if kin.kind.is_self_run:
        yield from capacity_rows(kin)


def rows_at(gate: Gate, kin: Kin) -> Iterator[Json]:
    """How the kind fares at a gate; parts of the traffic that fare alike stand as one."""
    needs, survey = kin.weighing.needs, kin.weigher.survey
    alike: dict[Tally, list[Segment]] = {}
    for one in kin.weighing.in_play:
        sieve = survey.sieve(gate, needs, one.segment)
        failed = kin.members & sieve.failed
        tally = Tally(
            judged=kin.members,
            failed=failed,
            conditional=kin.members & sieve.conditional,
            yields=gate is STAFF_GATE and one.staff_yielded and failed == kin.members,
        )
        alike.setdefault(tally, []).append(one.segment)
    for tally, segments in alike.items():
        key = answer_for(gate, segments[0], needs)
        is_asked = key is not None and bool(gate.reads(needs, segments[0]))
        if gate.question and not is_asked and not tally.failed | tally.conditional:
            continue  # nobody asked for it
        yield {
            "gate": gate.key,
            "statement": statement_of(gate, needs),
            "answer": key,
            "answer_text": answer_text(needs.answers, key),
            **fared(gate.key, tally, segments, kin, partial(fact_of, gate)),
        }


def answer_for(gate: Gate, segment: Segment, needs: Needs) -> str | None:
    """The answer that sets a gate for a part of the traffic.

    What is not sensitive may go anywhere because somebody said how much is.
    """
    if gate.question == "data_location" and segment.is_sensitive is False:
        return "sensitive_share"
    return answer_behind(gate, needs)


def capacity_rows(kin: Kin) -> Iterator[Json]:
    """The gate that is judged with the fleets: of those who come so far, who is left."""
    needs, survey = kin.weighing.needs, kin.weigher.survey
    alike: dict[Tally, list[Segment]] = {}
    for one in kin.weighing.in_play:
        reached = kin.members & survey.passing(needs, one.segment)
        if reached:
            tally = Tally(judged=reached, failed=reached & one.overloaded)
            alike.setdefault(tally, []).append(one.segment)
    key = CAPACITY_GATE.question if CAPACITY_GATE.question in needs.answers else None
    for tally, segments in alike.items():
        yield {
            "gate": CAPACITY_GATE.key,
            "statement": CAPACITY_GATE.statement,
            "answer": key,
            "answer_text": answer_text(needs.answers, key),
            **fared(CAPACITY_GATE.key, tally, segments, kin, partial(load_fact, kin)),
        }


def fared(
    gate: str,
    tally: Tally,
    segments: list[Segment],
    kin: Kin,
    fact: Callable[[Fate, Case], Fact],
) -> Json:
    """How a kind fared at a gate for some parts of the traffic, with an example."""
    fate = fate_of(gate, tally, segments[0], kin)
    example = example_of(gate, tally, segments[0], kin)
    return {
        "segment": parts_named(segments, kin),
        "outcome": fate.value,
        **tally.told(),
        **cited(example.candidate, fact(fate, example), kin),
    }


def fate_of(gate: str, tally: Tally, segment: Segment, kin: Kin) -> Fate:
    if not tally.failed:
        if tally.conditional == tally.judged:
            return Fate.CONDITIONAL
        return Fate.MIXED if tally.conditional else Fate.PASSED
    if tally.failed != tally.judged:
        return Fate.MIXED
    if tally.yields:
        return Fate.YIELDED
    return Fate.FAILED if known_noes(gate, tally, segment, kin) else Fate.NOT_KNOWN


def known_noes(gate: str, tally: Tally, segment: Segment, kin: Kin) -> Bits:
    """Of those who fail a gate, who does so for a fact and not for want of one."""
    is_unknown = NOT_KNOWN.get(gate)
    if is_unknown is None:
        return tally.failed
    return sum(
        1 << position
        for position in kin.weigher.survey.members(tally.failed)
        if not is_unknown(kin.case(position, segment))
    )


def example_of(gate: str, tally: Tally, segment: Segment, kin: Kin) -> Case:
    """The best-rated candidate that shows the fate; who fails, where some do."""
    if tally.failed:
        some = known_noes(gate, tally, segment, kin) or tally.failed
        return kin.best_of(some, segment)
    return kin.best_of(tally.conditional or tally.judged, segment)


def fact_of(gate: Gate, fate: Fate, example: Case) -> Fact:
    if gate.key == "location":
        return place_fact(example)
    is_in = fate in {Fate.PASSED, Fate.CONDITIONAL}
    return (PASSED_FACTS.get(gate.key, gate.fact) if is_in else gate.fact)(example)


def load_fact(kin: Kin, fate: Fate, example: Case) -> Fact:
    if fate is not Fate.PASSED:
        return capacity_fact(example, kin.weigher.market)
    model = example.candidate.model
    return f"known machines hold {model.name} and carry that volume", model.source


def parts_named(segments: list[Segment], kin: Kin) -> str:
    if len(segments) == len(kin.segments):
        return ALL
    return in_common(segments) or "; ".join(segment.text for segment in segments)


def cited(example: Candidate, fact: Fact, kin: Kin) -> Json:
    """The fact of an example, which candidate that is, and where it stands."""
    text, source = fact
    return {
        "example": f"{example.model.name}, {example.option.name}",
        "fact": text,
        "source": source_of(kin.weigher.catalog, source),
    }

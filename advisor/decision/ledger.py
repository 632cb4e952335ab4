"""What the gates did: the ledger, who was ruled out and why, and what must hold."""

from collections.abc import Iterable, Iterator

from advisor.decision.bills import price_changes
from advisor.decision.candidates import Candidate, Family, OptionKind
from advisor.decision.gates import CAPACITY_GATE, GATES, STAFF_GATE, Gate
from advisor.decision.needs import Segment
from advisor.decision.offers import Field
from advisor.decision.plans import Pick
from advisor.decision.recommendation import missing_papers
from advisor.decision.survey import Bits
from advisor.decision.telling import Json, answer_text, source_of
from advisor.decision.weighing import Weigher, Weighing

SEGMENT_GATES = {
    "location",
    "quality",
    "desk",
}  # the gates that judge each part by itself


def gate_ledger(weighing: Weighing, weigher: Weigher) -> list[Json]:
    """How many candidates passed each gate, and by which answer."""
    rows = [
        gate_row(gate, segment, weighing, weigher)
        for gate in GATES
        for segment in segments_of(gate, weighing)
    ]
    return rows + [capacity_row(one, weighing, weigher) for one in weighing.fields]


def gate_row(
    gate: Gate, segment: Segment, weighing: Weighing, weigher: Weigher
) -> Json:
    return {
        "gate": gate.key,
        "statement": gate.statement,
        "answer": gate.question if is_answered(gate, weighing) else None,
        "answer_text": answer_text(weighing.needs.answers, gate.question),
        "segment": segment.text if gate.by_part else "all traffic",
        **counts(gate, segment, weighing, weigher),
    }


def capacity_row(one: Field, weighing: Weighing, weigher: Weigher) -> Json:
    """The gate that is judged with the fleets: who is left without machines."""
    answers = weighing.needs.answers
    failed = one.overloaded.bit_count()
    return {
        "gate": CAPACITY_GATE.key,
        "statement": CAPACITY_GATE.statement,
        "answer": CAPACITY_GATE.question if CAPACITY_GATE.question in answers else None,
        "answer_text": answer_text(answers, CAPACITY_GATE.question),
        "segment": one.segment.text,
        "passed": len(weigher.market.candidates) - failed,
        "conditional": 0,
        "failed": failed,
    }


def is_answered(gate: Gate, weighing: Weighing) -> bool:
    return gate.question in weighing.needs.answers


def segments_of(gate: Gate, weighing: Weighing) -> Iterable[Segment]:
    segments = weighing.needs.segments
    return segments if gate.by_part else segments[:1]


def counts(
    gate: Gate, segment: Segment, weighing: Weighing, weigher: Weigher
) -> dict[str, int]:
    sieve = weigher.survey.sieve(gate, weighing.needs, segment)
    failed, conditional = sieve.failed.bit_count(), sieve.conditional.bit_count()
    passed = len(weigher.market.candidates) - failed - conditional
    return {"passed": passed, "conditional": conditional, "failed": failed}


def ruled_out(weighing: Weighing, weigher: Weigher) -> list[Json]:
    """Every candidate that no part of the traffic can use, with the gate that did it."""
    survey, needs = weigher.survey, weighing.needs
    still_out: Bits = survey.everything
    for one in weighing.fields:
        still_out &= failing(weighing, weigher, one.segment) | one.overloaded
    entries: list[tuple[int, Json]] = []
    for gate in GATES:
        sieves = [survey.sieve(gate, needs, segment) for segment in needs.segments]
        failed = still_out
        for sieve in sieves:
            failed &= sieve.failed
        entries.extend((i, exclusion(gate, i, weigher)) for i in survey.members(failed))
        still_out &= ~failed
    # What is left fails one gate here and another there: name the first part's.
    for position in survey.members(still_out):
        first = next(first_failures(position, weighing, weigher), None)
        entries.append((position, exclusion(first, position, weigher)))
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0])]


def failing(weighing: Weighing, weigher: Weigher, segment: Segment) -> Bits:
    """Candidates that fail some gate in a segment, staff included where it holds."""
    yielded = any(
        one.staff_yielded for one in weighing.fields if one.segment is segment
    )
    failed: Bits = 0
    for gate in GATES:
        if not (gate is STAFF_GATE and yielded):
            failed |= weigher.survey.sieve(gate, weighing.needs, segment).failed
    return failed


def first_failures(
    position: int, weighing: Weighing, weigher: Weigher
) -> Iterator[Gate]:
    for segment in weighing.needs.segments:
        for gate in GATES:
            sieve = weigher.survey.sieve(gate, weighing.needs, segment)
            if sieve.failed >> position & 1:
                yield gate


def exclusion(gate: Gate | None, position: int, weigher: Weigher) -> Json:
    """A line of the list; without a gate, it is the machines that cannot carry it."""
    candidate = weigher.market.candidates[position]
    fact, source = gate.fact(candidate) if gate else capacity_fact(candidate)
    return {
        "model": candidate.model.slug,
        "model_name": candidate.model.name,
        "option": candidate.option.slug,
        "option_name": candidate.option.name,
        "gate": (gate or CAPACITY_GATE).key,
        "statement": (gate or CAPACITY_GATE).statement,
        "fact": fact,
        "source": source_of(weigher.catalog, source),
    }


def capacity_fact(candidate: Candidate) -> tuple[str, str]:
    place = candidate.option.name
    text = f"nothing known for {place} holds {candidate.model.name} at that volume"
    return text, candidate.model.source


def why_no_plan(family: Family, weighing: Weighing, weigher: Weigher) -> str:
    """Why a side cannot serve some part of the traffic: the gate that removes most."""
    for one in weighing.fields:
        if not one.has_entrants_of(family):
            gate = strongest_gate(family, one.segment, weighing, weigher)
            return f"No {family.value} model can serve {one.segment.text}. {gate.statement}"
    return f"No single {family.value} plan serves every part of the traffic."


def strongest_gate(
    family: Family, segment: Segment, weighing: Weighing, weigher: Weigher
) -> Gate:
    members = weigher.market.members_of(family)

    def removed(gate: Gate) -> int:
        sieve = weigher.survey.sieve(gate, weighing.needs, segment)
        return (sieve.failed & members).bit_count()

    asked = [gate for gate in GATES if is_answered(gate, weighing)]
    return max(asked or GATES, key=removed)


# --- What must still be settled --------------------------------------------------------


def conditions(
    picks: Iterable[Pick], weighing: Weighing, weigher: Weigher
) -> list[Json]:
    """What must hold for the advice to stand, each said once."""
    told: dict[str, Json] = {}
    for pick in picks:
        for gate in GATES:
            sieve = weigher.survey.sieve(gate, weighing.needs, pick.segment)
            if sieve.conditional >> pick.position & 1:
                text = condition_text(gate, pick.candidate)
                told.setdefault(text, condition(text, gate.question, pick.candidate))
        for text in contract_conditions(pick.candidate, weighing):
            told.setdefault(text, condition(text, "regulated", pick.candidate))
        for text in standing_conditions(pick.candidate, weigher):
            told.setdefault(text, condition(text, None, pick.candidate))
    return list(told.values())


def standing_conditions(candidate: Candidate, weigher: Weigher) -> Iterator[str]:
    """What is worth knowing of a candidate, whatever was answered."""
    for change in price_changes(candidate, weigher.day):
        yield f"{candidate.model.name} on {candidate.option.name}: {change}"
    if candidate.kind is OptionKind.WORKSTATION:
        yield (
            f"{candidate.model.name} runs in 4 bits on a workstation: its answers may "
            "be a little worse than rated."
        )


def condition(text: str, question: str | None, candidate: Candidate) -> Json:
    return {
        "text": text,
        "option": candidate.option.slug,
        "option_name": candidate.option.name,
        "answer": question,
    }


def condition_text(gate: Gate, candidate: Candidate) -> str:
    option, model = candidate.option, candidate.model
    texts = {
        "location": (
            f"{option.name}: the contract must say where your data is processed, and "
            "that nothing is trained on it."
        ),
        "tuning": (
            f"{option.name}: it must run the weights that you tuned, which mostly costs "
            "more than the price of the shared model."
        ),
        "service": f"{gate.fact(candidate)[0]}: plan the move to its successor.",
        "commercial_use": (
            f"The license of {model.name} has conditions: read them before you build."
        ),
        "staff": f"Running {model.name} yourself takes people: make sure you have them.",
    }
    return texts.get(gate.key, gate.statement)


def contract_conditions(candidate: Candidate, weighing: Weighing) -> Iterator[str]:
    """What the rules that apply ask of a vendor, where it is not known to be given."""
    for paper in missing_papers(candidate, weighing.needs):
        yield f"{candidate.option.name}: it must sign {paper}."
    is_vendor = not candidate.kind.is_self_run
    if is_vendor and "government" in weighing.needs.regimes:
        yield (
            f"{candidate.option.name}: it must hold the authorization level that your "
            "agency asks for."
        )


def vendor_questions(picks: Iterable[Pick], weighing: Weighing) -> list[str]:
    """What to ask each vendor, ready to copy: the facts that nobody has published."""
    questions: dict[str, None] = {}
    for pick in picks:
        if not pick.candidate.kind.is_self_run:
            questions.update(dict.fromkeys(questions_to(pick.candidate, weighing)))
    return list(questions)


def questions_to(candidate: Candidate, weighing: Weighing) -> Iterator[str]:
    option, model = candidate.option, candidate.model
    unknowns = (
        (option.trains_on_prompts, "Do you train on what we send, under which terms?"),
        (option.retains_prompts, "What do you keep of our prompts, and for how long?"),
        (option.offers_dpa, "Will you sign a data processing agreement?"),
        (option.offers_region_choice, "Can we choose the region where you process?"),
    )
    for known, question in unknowns:
        if known is None:
            yield f"{option.name}: {question}"
    if "health" in weighing.needs.regimes and option.offers_baa is not True:
        yield f"{option.name}: Will you sign a business associate agreement?"
    if weighing.needs.regimes and not option.certifications:
        yield f"{option.name}: Which certificates do you hold, and may we see them?"
    yield f"{option.name}: How much notice do you give before {model.name} is withdrawn?"

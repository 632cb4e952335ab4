"""What the gates did: the ledger, who was ruled out and why, and what must hold."""

from collections.abc import Iterable, Iterator
from itertools import chain

from advisor.decision.candidates import Candidate, Family, Location, Option, OptionKind
from advisor.decision.cases import Case, wanted_inputs
from advisor.decision.fleets import demand_for, work_of_a_token
from advisor.decision.gate_facts import inputs_named, terms_asked
from advisor.decision.gates import CAPACITY_GATE, GATES, STAFF_GATE, Gate
from advisor.decision.licenses import conditions_of
from advisor.decision.machines import setting_for
from advisor.decision.market import Market
from advisor.decision.needs import Needs, Segment, named_parts
from advisor.decision.plans import Field, Pick, place_of
from advisor.decision.recommendation import missing_papers
from advisor.decision.shortfalls import why_not
from advisor.decision.survey import Bits
from advisor.decision.telling import Json, answer_text, in_a_row, source_of
from advisor.decision.weighing import Weigher, Weighing

ALL = "all traffic"


def gate_ledger(weighing: Weighing, weigher: Weigher) -> list[Json]:
    """How many candidates passed each gate, and by which answer."""
    rows = [
        gate_row(gate, segment, part, weighing, weigher)
        for gate in GATES
        for part, segment in parts_judged(gate, weighing).items()
    ]
    return rows + [capacity_row(one, weighing, weigher) for one in weighing.in_play]


def gate_row(
    gate: Gate, segment: Segment, part: str, weighing: Weighing, weigher: Weigher
) -> Json:
    return {
        "gate": gate.key,
        "statement": statement_of(gate, weighing.needs),
        "answer": (key := answer_behind(gate, weighing.needs)),
        "answer_text": answer_text(weighing.needs.answers, key or gate.question),
        "segment": part,
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


def answer_behind(gate: Gate, needs: Needs) -> str | None:
    """The answer that sets a gate; None where it holds for everybody."""
    if gate.question in needs.answers:
        return gate.question
    # Who calls a part sensitive and says no more is taken to keep it close.
    is_guess = gate.question == "data_location" and needs.rests_on_a_guess
    return "sensitive_share" if is_guess else None


def segments_in_play(weighing: Weighing) -> list[Segment]:
    """The parts of the traffic, as the advised plan has them."""
    return [one.segment for one in weighing.in_play]


def parts_judged(gate: Gate, weighing: Weighing) -> dict[str, Segment]:
    """The parts of the traffic by name; one for all where a gate sees no difference."""
    segments = segments_in_play(weighing)
    if len({gate.reads(weighing.needs, segment) for segment in segments}) == 1:
        return {ALL: segments[0]}
    return {segment.text: segment for segment in segments}


def counts(
    gate: Gate, segment: Segment, weighing: Weighing, weigher: Weigher
) -> dict[str, int]:
    sieve = weigher.survey.sieve(gate, weighing.needs, segment)
    failed, conditional = sieve.failed.bit_count(), sieve.conditional.bit_count()
    passed = len(weigher.market.candidates) - failed - conditional
    return {"passed": passed, "conditional": conditional, "failed": failed}


def ruled_out(weighing: Weighing, weigher: Weigher) -> list[Json]:
    """Every candidate that no part of the traffic can use, with the gate that did it.

    However the traffic is parted: a plan that is not advised may part it otherwise.
    """
    survey, needs = weigher.survey, weighing.needs
    still_out: Bits = survey.everything
    for one in chain.from_iterable(weighing.splits):
        still_out &= failing(one, needs, weigher) | one.overloaded
    segments = segments_in_play(weighing)
    entries: list[tuple[int, Json]] = []
    for gate in GATES:
        sieves = [survey.sieve(gate, needs, segment) for segment in segments]
        failed = still_out
        for sieve in sieves:
            failed &= sieve.failed
        entries.extend(
            (i, exclusion(gate, survey.case(i, needs, segments[0]), weigher))
            for i in survey.members(failed)
        )
        still_out &= ~failed
    # What is left fails one gate here and another there: name the first part's.
    for position in survey.members(still_out):
        machines = (None, segments[0])
        failures = first_failures(position, segments, needs, weigher)
        first, part = next(failures, machines)
        case = survey.case(position, needs, part)
        entries.append((position, exclusion(first, case, weigher)))
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0])]


def failing(one: Field, needs: Needs, weigher: Weigher) -> Bits:
    """Candidates that fail some gate in a segment, staff included where it holds."""
    failed: Bits = 0
    for gate in GATES:
        if not (gate is STAFF_GATE and one.staff_yielded):
            failed |= weigher.survey.sieve(gate, needs, one.segment).failed
    return failed


def first_failures(
    position: int, segments: Iterable[Segment], needs: Needs, weigher: Weigher
) -> Iterator[tuple[Gate, Segment]]:
    for segment in segments:
        for gate in GATES:
            sieve = weigher.survey.sieve(gate, needs, segment)
            if sieve.failed >> position & 1:
                yield gate, segment


def exclusion(gate: Gate | None, case: Case, weigher: Weigher) -> Json:
    """A line of the list; without a gate, it is the machines that cannot carry it."""
    candidate = case.candidate
    fact, source = gate.fact(case) if gate else capacity_fact(case, weigher.market)
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


def capacity_fact(case: Case, market: Market) -> tuple[str, str]:
    """Why no machines hold a model and carry its part of the traffic."""
    needs, candidate, share = case.needs, case.candidate, case.segment.share
    kind = candidate.kind
    on_a_desk = kind is OptionKind.WORKSTATION
    if on_a_desk and not market.suits_a_desk(share, needs):
        most = market.catalog.assumed("workstation_tokens_per_day")
        text = f"a workstation is planned for no more than {most:,f} tokens a day"
        return text, market.catalog.assumptions["workstation_tokens_per_day"].source
    why = why_not(
        candidate.model,
        market.hardware[place_of(candidate)],
        setting_for(kind, needs, market.catalog),
        demand_for(kind, share, needs, market.catalog, is_flat=False),
        work_of_a_token(needs, market.catalog),
    )
    otherwise = f"no known machines hold {candidate.model.name} and carry that volume"
    return why or otherwise, candidate.model.source


def why_no_plan(family: Family, weighing: Weighing, weigher: Weigher) -> str:
    """Why a side cannot serve some part of the traffic, by the gate that stands alone."""
    needs = weighing.needs
    barred = [one.segment for one in weighing.fields if not one.has_entrants_of(family)]
    if not barred:
        return f"No single {family.value} plan serves every part of the traffic."
    gate = standing_in_the_way(family, barred[0], weighing, weigher)
    parts = named_parts(barred, needs.segments)
    return f"No {family.value} model can serve {parts}. {statement_of(gate, needs)}"


def standing_in_the_way(
    family: Family, segment: Segment, weighing: Weighing, weigher: Weigher
) -> Gate:
    """The gate without which most would pass; else the one that most fail.

    A gate that an answer sets comes before one that holds for everybody.
    """
    members = weigher.market.members_of(family)
    failed = {
        gate: weigher.survey.sieve(gate, weighing.needs, segment).failed & members
        for gate in GATES
    }

    def standing(gate: Gate) -> tuple[int, int]:
        by_others: Bits = 0
        for other in GATES:
            if other is not gate:
                by_others |= failed[other]
        return (members & ~by_others).bit_count(), failed[gate].bit_count()

    asked = [gate for gate in GATES if answer_behind(gate, weighing.needs)]
    return max(asked or GATES, key=standing)


def statement_of(gate: Gate, needs: Needs) -> str:
    if answer_behind(gate, needs) not in {gate.question, None}:
        return (
            "You have not said how far sensitive data may travel, so it is taken to stay "
            "on your own machines."
        )
    return gate.statement


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
                case = weigher.survey.case(pick.position, weighing.needs, pick.segment)
                for text, is_written in condition_texts(gate, case):
                    said = condition(text, gate.question, pick, in_writing=is_written)
                    told.setdefault(text, said)
        for text in contract_conditions(pick.candidate, weighing):
            said = condition(text, "regulated", pick, in_writing=True)
            told.setdefault(text, said)
        for text in standing_conditions(pick.candidate):
            told.setdefault(text, condition(text, None, pick, in_writing=False))
        for text in media_conditions(pick, weighing.needs):
            told.setdefault(text, condition(text, "modalities", pick, in_writing=False))
    return list(told.values())


def standing_conditions(candidate: Candidate) -> Iterator[str]:
    """What is worth knowing of a candidate, whatever was answered."""
    if candidate.kind is OptionKind.WORKSTATION:
        yield (
            f"{candidate.model.name} runs in 4 bits on a workstation: its answers may "
            "be a little worse than rated."
        )
    if candidate.model.status == "deprecated" and not candidate.kind.is_self_run:
        yield (
            f"{candidate.model.name} is on its way out, as its maker says: have it "
            f"confirmed how long {candidate.option.name} serves it, and try its "
            "successor in time."
        )


def media_conditions(pick: Pick, needs: Needs) -> Iterator[str]:
    """What a rating leaves open where a part of the traffic carries more than text."""
    carried = inputs_named(wanted_inputs(needs, pick.segment))
    if carried:
        yield (
            f"{pick.candidate.model.name} is rated on text alone: before you rely on it, "
            f"try it on input of your own with {in_a_row(carried, 'and')}."
        )


def condition(text: str, question: str | None, pick: Pick, *, in_writing: bool) -> Json:
    return {
        "text": text,
        "option": pick.candidate.option.slug,
        "option_name": pick.candidate.option.name,
        "answer": question,
        "in_writing": in_writing,
    }


def condition_texts(gate: Gate, case: Case) -> Iterator[tuple[str, bool]]:
    """What must hold for a candidate to pass a gate, and whether a contract settles it."""
    option, model = case.candidate.option, case.candidate.model
    told = list(conditions_of(gate.key, case))
    if gate.key == "location":
        told = [(text, True) for text in unsettled(option, case.segment.location)]
    if told:
        yield from told
        return
    is_closed = case.candidate.family is Family.CLOSED
    texts = {
        "tuning": (
            f"{option.name}: ask whether it tunes {model.name}, and at what price."
            if is_closed
            else f"{option.name}: it must run the weights that you tuned, which mostly "
            "costs more than the price of the shared model."
        ),
        "service": f"{gate.fact(case)[0]}: plan the move to its successor.",
        "commercial_use": (
            f"The license of {model.name} has conditions: read them before you build."
        ),
        "staff": f"Running {model.name} yourself takes people: make sure you have them.",
    }
    yield texts.get(gate.key, gate.statement), gate.key == "tuning"


def unsettled(option: Option, wanted: Location) -> Iterator[str]:
    """What a place must still be asked before data may go there."""
    for term in terms_asked(option, wanted):
        if term.is_granted is None:
            yield f"{option.name}: {term.as_condition}."


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

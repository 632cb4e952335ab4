"""Hard rules: a candidate that fails one is out, whatever its merits.

Each gate is one object: the sentence that readers see and the test that decides.
Unknown fails where a wrong guess would break the need itself, and passes on
condition where a contract can still settle it.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from advisor.decision.candidates import (
    Candidate,
    Family,
    Location,
    OptionKind,
)
from advisor.decision.cases import Case, Outcome, passed_if, wanted_inputs
from advisor.decision.criteria import FLOORS, transparency
from advisor.decision.gate_facts import (
    context_fact,
    desk_fact,
    inputs_fact,
    location_fact,
    offline_fact,
    origin_fact,
    price_fact,
    quality_fact,
    service_fact,
    staff_fact,
    terms_asked,
    terms_fact,
    tuning_fact,
    weights_fact,
)
from advisor.decision.licenses import COMMERCIAL_USE, LICENSE_RULES, LicenseRule
from advisor.decision.needs import STAFF_LEVELS, Needs, Segment
from advisor.decision.prices import is_priced


@dataclass(frozen=True, kw_only=True)
class Gate:
    """A rule that no weight can buy back (the staff gate alone can yield)."""

    key: str
    statement: str
    question: str | None  # the answer that sets it; None where it always holds
    reads: Callable[
        [Needs, Segment], Hashable
    ]  # all that `judge` looks at beside facts
    judge: Callable[[Case], Outcome]
    fact: Callable[[Case], tuple[str, str]]  # what the catalog says, its source


# --- Gates that hold for everybody ---------------------------------------------------


def is_in_service(case: Case) -> Outcome:
    candidate = case.candidate
    if not candidate.is_in_service(case.needs.day):
        return Outcome.FAILED
    ends = (candidate.model.retires_on, candidate.option.retired_on)
    return Outcome.CONDITIONAL if any(ends) else Outcome.PASSED


def has_a_price(case: Case) -> Outcome:
    return passed_if(is_priced(case.candidate, case.needs.day))


def is_business_service(case: Case) -> Outcome:
    option = case.candidate.option
    is_consumer = option.kind in {OptionKind.VENDOR_APP, OptionKind.UNOFFICIAL}
    return passed_if(not is_consumer and option.trains_on_prompts is not True)


def belongs_on_a_desk(case: Case) -> Outcome:
    """A workstation cannot grow, so nothing is put on one that need not stay close.

    Otherwise more volume could push the advice from open weights to a closed model.
    """
    is_on_a_desk = case.candidate.kind is OptionKind.WORKSTATION
    return passed_if(not is_on_a_desk or must_stay(case.needs, case.segment))


def must_stay(needs: Needs, segment: Segment) -> bool:
    """Whether a part of the traffic may not leave our own machines."""
    return segment.location is Location.OWN_PREMISES or needs.offline


# --- Gates that an answer sets -------------------------------------------------------


def keeps_data_near(case: Case) -> Outcome:
    option, wanted = case.candidate.option, case.segment.location
    if option.location.strictness < wanted.strictness:
        return Outcome.FAILED
    if option.kind.is_self_run:
        return Outcome.PASSED
    return settled(*(term.is_granted for term in terms_asked(option, wanted)))


def settled(*facts: bool | None) -> Outcome:
    """A known no fails, an unknown passes on condition: a contract can settle it."""
    if False in facts:
        return Outcome.FAILED
    return Outcome.CONDITIONAL if None in facts else Outcome.PASSED


def works_offline(case: Case) -> Outcome:
    is_fine = not case.needs.offline or case.candidate.option.works_offline is True
    return passed_if(is_fine)


def can_be_tuned(case: Case) -> Outcome:
    """Light tuning is offered with some closed models; deep tuning needs the weights.

    A host passes deep tuning on condition: it must run the weights that were tuned.
    """
    wanted, candidate = case.needs.tuning, case.candidate
    if wanted == "light_finetune" and not is_open(case):
        tuning = candidate.model.fine_tuning
        return settled(None if tuning is None else tuning != "none")
    if wanted != "deep_finetune" or candidate.kind.is_self_run:
        return Outcome.PASSED
    return Outcome.CONDITIONAL if is_open(case) else Outcome.FAILED


def can_be_looked_into(case: Case) -> Outcome:
    return passed_if(not case.needs.research_grade or is_open(case))


def is_open(case: Case) -> bool:
    return case.candidate.family is Family.OPEN


def comes_from_elsewhere(case: Case) -> Outcome:
    excluded = case.needs.origin_excluded
    country = case.candidate.model.maker_country
    return passed_if(not excluded or (country and country not in excluded))


def takes_inputs(case: Case) -> Outcome:
    return passed_if(
        wanted_inputs(case.needs, case.segment) <= case.candidate.model.inputs
    )


def holds_context(case: Case) -> Outcome:
    wanted, offered = case.needs.context_tokens, case.candidate.context_tokens
    return passed_if(wanted is None or (offered is not None and offered >= wanted))


def is_good_enough(case: Case) -> Outcome:
    bar = case.segment.quality_bar
    if bar is None:
        return Outcome.PASSED
    if case.sure_quality is None:
        return passed_if(bar == "good_enough")
    return passed_if(case.sure_quality >= FLOORS[bar])


def has_staff(case: Case) -> Outcome:
    option, staff = case.candidate.option, case.needs.staff
    if not option.kind.is_self_run:
        return Outcome.PASSED
    if staff is None:
        return Outcome.CONDITIONAL
    levels = STAFF_LEVELS
    return passed_if(levels.index(staff) >= levels.index(option.staff_needed))


STAFF_GATE = Gate(
    key="staff",
    statement="Running a model yourself takes people who can.",
    question="ml_staff",
    reads=lambda needs, segment: needs.staff,
    judge=has_staff,
    fact=staff_fact,
)


def license_gate(rule: LicenseRule) -> Gate:
    """A rule about licenses, as one gate among the others."""
    return Gate(
        key=rule.key,
        statement=rule.statement,
        question=rule.question,
        reads=rule.reads,
        judge=rule.judge,
        fact=rule.fact,
    )


# In the order in which a reader wants to hear them: the first one failed is named.
GATES = (
    Gate(
        key="location",
        statement="Prompts may not travel farther than you said.",
        question="data_location",
        reads=lambda needs, segment: segment.location,
        judge=keeps_data_near,
        fact=location_fact,
    ),
    Gate(
        key="offline",
        statement="It must work with no network.",
        question="offline",
        reads=lambda needs, segment: needs.offline,
        judge=works_offline,
        fact=offline_fact,
    ),
    Gate(
        key="tuning",
        statement="It must be possible to tune the model as far as you want to.",
        question="customization",
        reads=lambda needs, segment: needs.tuning,
        judge=can_be_tuned,
        fact=tuning_fact,
    ),
    Gate(
        key="inspection",
        statement="Looking inside the model needs the weights themselves.",
        question="transparency",
        reads=lambda needs, segment: needs.research_grade,
        judge=can_be_looked_into,
        fact=weights_fact,
    ),
    Gate(
        key="quality",
        statement="The answers must reach the level you asked for.",
        question="quality_bar",
        reads=lambda needs, segment: segment.quality_bar,
        judge=is_good_enough,
        fact=quality_fact,
    ),
    Gate(
        key="inputs",
        statement="The model must take in what you have.",
        question="modalities",
        reads=wanted_inputs,
        judge=takes_inputs,
        fact=inputs_fact,
    ),
    Gate(
        key="context",
        statement="The model must be able to read the longest input whole.",
        question="context_tokens",
        reads=lambda needs, segment: needs.context_tokens,
        judge=holds_context,
        fact=context_fact,
    ),
    *(license_gate(rule) for rule in LICENSE_RULES if rule is not COMMERCIAL_USE),
    Gate(
        key="origin",
        statement="Models from the countries you excluded are out.",
        question="origin_excluded",
        reads=lambda needs, segment: needs.origin_excluded,
        judge=comes_from_elsewhere,
        fact=origin_fact,
    ),
    Gate(
        key="service",
        statement="The model must be in service, and stay so.",
        question=None,
        reads=lambda needs, segment: needs.day,
        judge=is_in_service,
        fact=service_fact,
    ),
    Gate(
        key="price",
        statement="A price in force must be known.",
        question=None,
        reads=lambda needs, segment: needs.day,
        judge=has_a_price,
        fact=price_fact,
    ),
    license_gate(COMMERCIAL_USE),
    Gate(
        key="business_terms",
        statement="Services made for private persons, or paid for with your data, are out.",
        question=None,
        reads=lambda needs, segment: None,
        judge=is_business_service,
        fact=terms_fact,
    ),
    Gate(
        key="desk",
        statement="A workstation is for text that must stay on your own machines.",
        question=None,
        reads=lambda needs, segment: (segment.location, needs.offline),
        judge=belongs_on_a_desk,
        fact=desk_fact,
    ),
    STAFF_GATE,
)


@dataclass(frozen=True, kw_only=True)
class FleetGate:
    """A gate that is judged with the fleets, not one candidate at a time."""

    key: str
    statement: str
    question: str


CAPACITY_GATE = FleetGate(
    key="capacity",
    statement="The machines must hold the model and carry your volume.",
    question="tokens_per_day",
)


def what_gates_see(candidate: Candidate) -> Hashable:
    """All that gates look at in a candidate, but how good it is and whether it is priced.

    With it the papers and the openness, which set candidates apart though no gate reads
    them. Two candidates that are alike in all this need not be judged twice.
    """
    model, option = candidate.model, candidate.option
    terms = model.license
    return (
        candidate.family,
        candidate.kind,
        option.location,
        option.works_offline,
        option.trains_on_prompts,
        option.offers_dpa,
        option.offers_baa,
        option.offers_region_choice,
        option.is_offered and candidate.is_offered,
        option.retired_on,
        option.staff_needed if candidate.kind.is_self_run else None,
        transparency(candidate),
        candidate.context_tokens,
        model.inputs,
        model.fine_tuning,
        model.maker_country,
        model.status,
        model.retires_on,
        model.rating is None,
        terms
        and (
            terms.commercial_use,
            terms.osi_approved,
            terms.max_monthly_active_users,
            terms.excluded_territories,
            terms.excluded_territories_scope,
            bool(terms.attribution),
            terms.attribution_above_users,
            terms.output_use,
            frozenset(terms.clauses),
        ),
    )

"""What the catalog says where a gate is passed, or where it says nothing yet."""

from collections.abc import Callable, Mapping
from functools import partial

from advisor.decision.candidates import Family
from advisor.decision.cases import Case
from advisor.decision.gate_facts import Term, location_fact, terms_asked
from advisor.decision.licenses import LICENSE_RULES, Finding, LicenseRule
from advisor.decision.prices import price_in_use

type Fact = tuple[str, str]  # what the catalog says, and its source


def priced_fact(case: Case) -> Fact:
    option = case.candidate.option
    row = price_in_use(case.candidate, case.needs.day)
    return f"{option.name} has a price in force", row.source if row else option.source


def works_offline_fact(case: Case) -> Fact:
    option = case.candidate.option
    return f"{option.name} works with no network", option.source


def open_weights_fact(case: Case) -> Fact:
    candidate = case.candidate
    if candidate.family is Family.CLOSED:
        return tuned_by_vendor_fact(case)
    text = f"the weights of {candidate.model.name} may be downloaded"
    terms = candidate.model.license
    return text, terms.source if terms else candidate.model.source


def tuned_by_vendor_fact(case: Case) -> Fact:
    model = case.candidate.model
    if model.fine_tuning is None:
        return f"whether {model.name} can be tuned is not known", model.source
    return f"{model.name} can be tuned by its vendor", model.source


PASSED_FACTS: Mapping[str, Callable[[Case], Fact]] = {
    "price": priced_fact,
    "offline": works_offline_fact,
    "tuning": open_weights_fact,
    "inspection": open_weights_fact,
}


def place_fact(case: Case) -> Fact:
    """How near a place keeps data, or what of its contract is refused or not known."""
    option, wanted = case.candidate.option, case.segment.location
    is_near = option.location.strictness >= wanted.strictness
    if is_near and not option.kind.is_self_run:
        terms = terms_asked(option, wanted)
        for term in sorted(terms, key=is_no_refusal):
            told = f"{option.name} {term.as_fact}"
            if term.is_granted is False:
                return f"it is not so that {told}", option.source
            if term.is_granted is None:
                return f"whether {told} is not known", option.source
    return location_fact(case)


def is_no_refusal(term: Term) -> bool:
    return term.is_granted is not False


def is_silent(rule: LicenseRule, case: Case) -> bool:
    """Whether the license is not known, or says nothing to a rule."""
    return rule.finding(case) is Finding.NOT_KNOWN


# By gate: whether a candidate fails it only because nobody knows.
NOT_KNOWN: Mapping[str, Callable[[Case], bool]] = {
    **{rule.key: partial(is_silent, rule) for rule in LICENSE_RULES},
    "offline": lambda case: case.candidate.option.works_offline is None,
    "quality": lambda case: case.candidate.model.rating is None,
    "inputs": lambda case: not case.candidate.model.inputs,
    "context": lambda case: case.candidate.context_tokens is None,
    "origin": lambda case: not case.candidate.model.maker_country,
    "service": lambda case: case.candidate.model.status == "unknown",
    "price": lambda case: not case.candidate.prices,
    "capacity": lambda case: "params_total_b" not in case.candidate.model.figures,
}

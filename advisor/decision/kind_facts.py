"""What the catalog says where a gate is passed, or where it says nothing yet."""

from collections.abc import Callable, Mapping

from advisor.decision.candidates import Candidate, Family, Location, Option
from advisor.decision.gate_facts import location_fact

type Fact = tuple[str, str]  # what the catalog says, and its source


def priced_fact(candidate: Candidate) -> Fact:
    return f"{candidate.option.name} has a price in force", candidate.prices[-1].source


def works_offline_fact(candidate: Candidate) -> Fact:
    return f"{candidate.option.name} works with no network", candidate.option.source


def open_weights_fact(candidate: Candidate) -> Fact:
    if candidate.family is Family.CLOSED:
        return tuned_by_vendor_fact(candidate)
    text = f"the weights of {candidate.model.name} may be downloaded"
    terms = candidate.model.license
    return text, terms.source if terms else candidate.model.source


def tuned_by_vendor_fact(candidate: Candidate) -> Fact:
    model = candidate.model
    if model.fine_tuning is None:
        return f"whether {model.name} can be tuned is not known", model.source
    return f"{model.name} can be tuned by its vendor", model.source


PASSED_FACTS: Mapping[str, Callable[[Candidate], Fact]] = {
    "price": priced_fact,
    "offline": works_offline_fact,
    "tuning": open_weights_fact,
    "inspection": open_weights_fact,
}


def place_fact(candidate: Candidate, wanted: Location) -> Fact:
    """How near a place keeps data, or what of its contract is refused or not known."""
    option = candidate.option
    is_near = option.location.strictness >= wanted.strictness
    if is_near and not option.kind.is_self_run:
        for known, words in terms_asked(option, wanted):
            if known is False:
                return f"it is not so that {option.name} {words}", option.source
            if known is None:
                return f"whether {option.name} {words} is not known", option.source
    return location_fact(candidate)


def terms_asked(option: Option, wanted: Location) -> list[tuple[bool | None, str]]:
    """What a contract must grant before data may go to a place; a refusal first."""
    if wanted is Location.OWN_CLOUD:
        return [(option.offers_region_choice, "lets you choose the region")]
    if wanted is not Location.VETTED_VENDOR:
        return []
    trains = option.trains_on_prompts
    terms = [
        (option.offers_dpa, "signs a data processing agreement"),
        (
            None if trains is None else not trains,
            "leaves what you send out of training",
        ),
    ]
    return sorted(terms, key=lambda term: term[0] is not False)


def has_unknown_license(candidate: Candidate) -> bool:
    terms = candidate.model.license
    return terms is None or terms.commercial_use == "unknown"


def is_osi_unknown(candidate: Candidate) -> bool:
    terms = candidate.model.license
    return terms is None or terms.osi_approved is None


# By gate: whether a candidate fails it only because nobody knows.
NOT_KNOWN: Mapping[str, Callable[[Candidate], bool]] = {
    "offline": lambda c: c.option.works_offline is None,
    "tuning": lambda c: c.family is Family.CLOSED and c.model.fine_tuning is None,
    "quality": lambda c: c.model.rating is None,
    "inputs": lambda c: not c.model.inputs,
    "context": lambda c: c.context_tokens is None,
    "license": lambda c: has_unknown_license(c) or is_osi_unknown(c),
    "origin": lambda c: not c.model.maker_country,
    "service": lambda c: c.model.status == "unknown",
    "price": lambda c: not c.prices,
    "commercial_use": has_unknown_license,
    "capacity": lambda c: "params_total_b" not in c.model.figures,
}

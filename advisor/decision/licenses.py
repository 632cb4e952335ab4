"""License rules: what a license must allow, by what was answered, and where it says so.

A rule reads one clause of a license, without which the subject is not known; approval as
open source and commercial use are fields of the license as a whole. What nobody has looked
up fails, but for what a contract with the vendor can still settle: that passes on condition,
as a question.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from advisor.decision.candidates import Clause, Family, License, Subject
from advisor.decision.cases import Case, Outcome
from advisor.decision.needs import Needs, Segment

MANY_USERS = 700_000_000  # a month: what the question about users asks
TEXT_ONLY = frozenset({"text"})
NOBODY = frozenset[Family]()
VENDORS = frozenset({Family.CLOSED})
EVERYBODY = frozenset(Family)


class Finding(Enum):
    """What a license says to a rule."""

    PASSED = "passed"
    CONDITIONAL = "passed on condition"
    FAILED = "failed"
    NOT_KNOWN = "not known"


OUTCOMES = {
    Finding.PASSED: Outcome.PASSED,
    Finding.CONDITIONAL: Outcome.CONDITIONAL,
    Finding.FAILED: Outcome.FAILED,
    Finding.NOT_KNOWN: Outcome.FAILED,  # where no contract can settle it
}


@dataclass(frozen=True, kw_only=True)
class LicenseRule:
    """One thing that a license must allow."""

    statement: str
    reason: str  # why it is asked
    subject: Subject  # whose clause it reads
    about: str  # the subject, to follow “a clause on”
    needs_clause: bool = True  # or else a field of the license answers it
    read: Callable[[License, Case], Finding]
    choice: str | None = None  # of `license_facts`; None where it holds for everybody
    further: frozenset[str] = frozenset()  # other choices that it minds
    settled_with: frozenset[Family] = NOBODY  # by whose contract it can be settled
    must_say: str = ""  # what the contract must say
    to_ask: str = ""  # the question to whoever would sign it

    @property
    def key(self) -> str:
        prefix = "" if self.choice is None else "license_"
        return f"{prefix}{self.subject}"

    @property
    def question(self) -> str | None:
        """The question whose answer sets the rule."""
        return None if self.choice is None else "license_facts"

    @cached_property
    def choices(self) -> frozenset[str]:
        own = set() if self.choice is None else {self.choice}
        return self.further | own

    def reads(self, needs: Needs, segment: Segment) -> frozenset[str]:
        """All that it looks at beside the license and the model."""
        return needs.license_facts & self.choices

    def is_asked(self, case: Case) -> bool:
        return self.choice is None or self.choice in case.needs.license_facts

    def finding(self, case: Case) -> Finding:
        terms = case.candidate.model.license
        return Finding.NOT_KNOWN if terms is None else self.read(terms, case)

    def is_for_contract(self, case: Case) -> bool:
        """Whether what it asks is not known, and a contract can still settle it."""
        can_be_settled = case.candidate.family in self.settled_with
        if not can_be_settled or not self.is_asked(case):
            return False
        return self.finding(case) is Finding.NOT_KNOWN

    def judge(self, case: Case) -> Outcome:
        if not self.is_asked(case):
            return Outcome.PASSED
        if self.is_for_contract(case):
            return Outcome.CONDITIONAL
        return OUTCOMES[self.finding(case)]

    def fact(self, case: Case) -> tuple[str, str]:
        """The clause, in our own words, and its source."""
        terms = case.candidate.model.license
        if terms is None or self.finding(case) is Finding.NOT_KNOWN:
            return self.gap(case)
        clause = terms.clauses.get(self.subject)
        if clause is None:
            words = told_by_the_whole(self.subject, terms)
            return f"{terms.name}: {words}", terms.source
        return f"{named(terms, clause)}: {clause.says}", clause.source

    def gap(self, case: Case) -> tuple[str, str]:
        """What is told where nothing is known to the rule."""
        terms = case.candidate.model.license
        if terms is None:
            return "its license is not known", case.candidate.model.source
        lacking = "no clause is known on" if self.needs_clause else "not known:"
        return f"{terms.name}: {lacking} {self.about}", terms.source


class HostRule(LicenseRule):
    """One thing that whoever hosts a model must allow, which no license shows."""

    def gap(self, case: Case) -> tuple[str, str]:
        option = case.candidate.option
        text = f"what the terms of {option.name} say on {self.about} is not known"
        return text, option.source


# --- What each rule reads --------------------------------------------------------------


def lets_europe_in(terms: License, case: Case) -> Finding:
    """Some licenses leave out everybody in the Union, some from certain models only."""
    if Subject.TERRITORY not in terms.clauses:
        return Finding.NOT_KNOWN
    is_multimodal = case.candidate.model.inputs != TEXT_ONLY
    scope = terms.excluded_territories_scope
    concerned = scope == "all" or (scope == "multimodal" and is_multimodal)
    is_barred = concerned and "EU" in terms.excluded_territories
    return Finding.FAILED if is_barred else Finding.PASSED


def lets_many_in(terms: License, case: Case) -> Finding:
    """A limit above what was asked may or may not be kept: its figure is a condition."""
    if Subject.MONTHLY_USERS not in terms.clauses:
        return Finding.NOT_KNOWN
    limit = terms.max_monthly_active_users
    if limit is None:
        return Finding.PASSED
    return Finding.FAILED if limit <= MANY_USERS else Finding.CONDITIONAL


def is_osi_approved(terms: License, case: Case) -> Finding:
    if terms.osi_approved is None:
        return Finding.NOT_KNOWN
    return Finding.PASSED if terms.osi_approved else Finding.FAILED


def needs_no_notice(terms: License, case: Case) -> Finding:
    """Some ask for a notice above a number of users only, which may not be reached."""
    if Subject.ATTRIBUTION not in terms.clauses:
        return Finding.NOT_KNOWN
    if not terms.attribution:
        return Finding.PASSED
    above = terms.attribution_above_users
    has_many = "over_700m_users" in case.needs.license_facts
    is_due = above is None or (has_many and above <= MANY_USERS)
    return Finding.FAILED if is_due else Finding.CONDITIONAL


OUTPUT_USES = {
    "allowed": Finding.PASSED,
    "conditional": Finding.CONDITIONAL,
    "forbidden": Finding.FAILED,
}


def frees_answers(terms: License, case: Case) -> Finding:
    if Subject.OUTPUT_USE not in terms.clauses:
        return Finding.NOT_KNOWN
    return OUTPUT_USES.get(terms.output_use, Finding.NOT_KNOWN)


def has_a_free_host(terms: License, case: Case) -> Finding:
    """Whoever hosts open weights adds terms of its own, which no license shows."""
    is_hosted = case.candidate.family is Family.OPEN
    is_hosted = is_hosted and not case.candidate.kind.is_self_run
    return Finding.NOT_KNOWN if is_hosted else Finding.PASSED


COMMERCIAL_USES = {
    "yes": Finding.PASSED,
    "conditional": Finding.CONDITIONAL,
    "no": Finding.FAILED,
}


def is_commercial(terms: License, case: Case) -> Finding:
    """Who sells a model's use allows it; the conditions are those of any contract."""
    found = COMMERCIAL_USES.get(terms.commercial_use, Finding.NOT_KNOWN)
    is_sold = case.candidate.family is Family.CLOSED
    if found is Finding.CONDITIONAL and is_sold:
        return Finding.PASSED
    return found


# --- The rules -------------------------------------------------------------------------

COMMERCIAL_USE = LicenseRule(
    statement="The license must be known to allow commercial use.",
    reason="Some weights may be looked at by anybody and used in business by nobody.",
    subject=Subject.COMMERCIAL_USE,
    about="commercial use",
    needs_clause=False,
    read=is_commercial,
)
LICENSE_RULES = (
    COMMERCIAL_USE,
    LicenseRule(
        statement="The license must hold for a company with its seat in the EU.",
        reason=(
            "Some licenses give companies in the European Union no rights to some "
            "models, however they run them; whoever merely uses a finished product "
            "is excepted."
        ),
        subject=Subject.TERRITORY,
        about="companies in the EU",
        read=lets_europe_in,
        choice="eu_seat",
        settled_with=VENDORS,
        must_say="that a company with its seat in the EU may use the service",
        to_ask="May a company with its seat in the EU use the service?",
    ),
    LicenseRule(
        statement="The license must hold for more than 700 million monthly users.",
        reason="Some licenses end at a number of users and ask you to negotiate.",
        subject=Subject.MONTHLY_USERS,
        about="the number of users",
        read=lets_many_in,
        choice="over_700m_users",
        settled_with=VENDORS,
        must_say="that it holds for more than 700 million users a month",
        to_ask="Do your terms hold for more than 700 million users a month?",
    ),
    LicenseRule(
        statement="The license must be approved by the Open Source Initiative.",
        reason="Many open weights come under licenses that are not open source.",
        subject=Subject.OSI,
        about="approval by the Open Source Initiative",
        needs_clause=False,
        read=is_osi_approved,
        choice="needs_osi",
    ),
    LicenseRule(
        statement="No notice may be asked for that your users would see.",
        reason="Some licenses want the model's name shown to those who use what you build.",
        subject=Subject.ATTRIBUTION,
        about="a notice to users",
        read=needs_no_notice,
        choice="no_attribution",
        further=frozenset({"over_700m_users"}),
        settled_with=VENDORS,
        must_say="that you need not name the model to your users",
        to_ask="Must we name the model to our users?",
    ),
    LicenseRule(
        statement="It must be allowed to train other models on the answers.",
        reason=(
            "Most vendors and some open licenses forbid it, or ask for the model's name "
            "in that of the new one."
        ),
        subject=Subject.OUTPUT_USE,
        about="training other models on its answers",
        read=frees_answers,
        choice="trains_on_outputs",
        settled_with=VENDORS,
        must_say="that you may train other models on the answers",
        to_ask="May we train other models on the answers, and which ones?",
    ),
    HostRule(
        statement="Whoever hosts the model must allow training on the answers, too.",
        reason="A host adds terms of its own to those of the license.",
        subject=Subject.HOST_TERMS,
        about="training other models on its answers",
        read=has_a_free_host,
        choice="trains_on_outputs",
        settled_with=EVERYBODY,
        must_say="that you may train other models on the answers",
        to_ask="Do your terms let us train other models on the answers?",
    ),
)


# --- What is told ----------------------------------------------------------------------


COMMERCIAL_WORDS = {
    "yes": "allowed",
    "conditional": "allowed on conditions",
    "no": "not allowed",
}


def told_by_the_whole(subject: Subject, terms: License) -> str:
    """What a license says of a subject that it has no clause on, or that none is kept."""
    if subject is Subject.OSI:
        negation = "" if terms.osi_approved else "not "
        return f"{negation}approved by the Open Source Initiative"
    if subject is Subject.COMMERCIAL_USE:
        return f"commercial use is {COMMERCIAL_WORDS[terms.commercial_use]}"
    return "nothing stands in the way"


def named(terms: License, clause: Clause) -> str:
    return f"{terms.name}, {clause.section}" if clause.section else terms.name


def conditions_of(key: str, case: Case) -> Iterator[tuple[str, bool]]:
    """What must be done to pass the rule of that key, and whether a contract settles it.

    Who keeps the weights signs the contract too; what open weights ask for is just done.
    """
    is_closed = case.candidate.family is Family.CLOSED
    for rule in LICENSE_RULES:
        if rule.key != key:
            continue
        if rule.is_for_contract(case):
            seller = case.candidate.option.name
            yield f"{seller}: the contract must say {rule.must_say}.", True
        else:
            yield from ((text, is_closed) for text in duty(rule.subject, case))
    if key == COMMERCIAL_USE.key:  # what a license asks of everybody, asked or not
        yield from ((text, False) for text in duty(Subject.ATTRIBUTION, case))


def duty(subject: Subject, case: Case) -> Iterator[str]:
    terms = case.candidate.model.license
    clause = terms and terms.clauses.get(subject)
    if terms and clause and clause.duty:
        yield f"{named(terms, clause)}: {clause.duty}."


def license_questions(case: Case) -> Iterator[tuple[str, str]]:
    """What to ask whoever sells or hosts the model, and why."""
    for rule in LICENSE_RULES:
        is_open = rule.judge(case) is Outcome.CONDITIONAL
        if is_open and case.candidate.family in rule.settled_with:
            said, _ = rule.fact(case)
            yield rule.to_ask, f"{said[0].upper()}{said[1:]}."


def rests_on_a_word(case: Case) -> bool:
    """Whether a fact about the license must still be settled by contract."""
    return any(rule.is_for_contract(case) for rule in LICENSE_RULES)

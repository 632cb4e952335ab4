"""What a license allows, one plain row a subject, each with the clause that says so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalog.models import License, LicenseClause, Verification
from catalog.models.language_models import Medium
from catalog.models.licenses import ClauseSubject, OutputUse, TerritoryScope
from catalog.pages.citing import Citation, citation
from catalog.wording import NOT_KNOWN

EUROPEAN_UNION = "EU"


@dataclass(frozen=True, kw_only=True)
class LicenseRow:
    """One subject: the answer, the clause behind it, and where that stands."""

    subject: str
    question: str
    answer: str
    section: str
    says: str
    duty: str
    is_unverified: bool
    citation: Citation | None  # None where nothing is known

    @property
    def is_known(self) -> bool:
        return self.answer != NOT_KNOWN


@dataclass(frozen=True, kw_only=True)
class Use:
    """A license, and what is asked of it: of one model's inputs, or of any."""

    terms: License
    inputs: frozenset[str] | None  # None: whatever the model


def license_rows(
    terms: License,
    clauses: Iterable[LicenseClause],
    inputs: Iterable[str] | None = None,
) -> list[LicenseRow]:
    """All subjects in a fixed order; what no clause is known on is said to be unknown."""
    by_subject = {clause.subject: clause for clause in clauses}
    use = Use(terms=terms, inputs=None if inputs is None else frozenset(inputs))
    return [
        license_row(subject, use, by_subject.get(subject)) for subject in ClauseSubject
    ]


def license_row(
    subject: ClauseSubject, use: Use, clause: LicenseClause | None
) -> LicenseRow:
    reads_field = subject in FROM_FIELDS
    known = clause is not None or reads_field
    answer = ANSWERS[subject](use) if known else NOT_KNOWN
    return LicenseRow(
        subject=subject.value,
        question=QUESTIONS[subject],
        answer=answer,
        section=clause.section if clause else "",
        says=clause.says if clause else "",
        duty=clause.duty if clause else "",
        is_unverified=is_unverified(use.terms, clause),
        citation=citation_of(answer, use.terms, clause),
    )


def is_unverified(terms: License, clause: LicenseClause | None) -> bool:
    row = clause or terms
    return row.verification == Verification.UNVERIFIED


def citation_of(
    answer: str, terms: License, clause: LicenseClause | None
) -> Citation | None:
    if clause is not None:
        return citation(clause)
    return None if answer == NOT_KNOWN else citation(terms)


# --- The answer to each subject ----------------------------------------------------------


def commercial_use(use: Use) -> str:
    return use.terms.get_commercial_use_display()


def seat_in_the_union(use: Use) -> str:
    """Some licenses give companies in the Union no rights, or none to some models."""
    terms = use.terms
    if EUROPEAN_UNION not in terms.excluded_territories:
        return "yes"
    if terms.excluded_territories_scope == TerritoryScope.MULTIMODAL:
        if use.inputs is None:
            return "only models that read text alone"
        return "yes, as it reads text alone" if use.inputs == {Medium.TEXT} else "no"
    return "no"


def monthly_users(use: Use) -> str:
    limit = use.terms.max_monthly_active_users
    return "no limit" if limit is None else f"up to {limit:,}"


def osi_approval(use: Use) -> str:
    approved = use.terms.osi_approved
    if approved is None:
        return NOT_KNOWN
    return "yes" if approved else "no"


def attribution(use: Use) -> str:
    terms = use.terms
    if not terms.attribution:
        return "none asked for"
    above = terms.attribution_above_users
    suffix = "" if above is None else f", above {above:,} monthly users"
    return f"“{terms.attribution}”{suffix}"


def output_use(use: Use) -> str:
    if use.terms.output_use == OutputUse.UNKNOWN:
        return NOT_KNOWN
    return use.terms.get_output_use_display()


ANSWERS: dict[ClauseSubject, Callable[[Use], str]] = {
    ClauseSubject.COMMERCIAL_USE: commercial_use,
    ClauseSubject.TERRITORY: seat_in_the_union,
    ClauseSubject.MONTHLY_USERS: monthly_users,
    ClauseSubject.OSI: osi_approval,
    ClauseSubject.ATTRIBUTION: attribution,
    ClauseSubject.OUTPUT_USE: output_use,
}
QUESTIONS = {
    ClauseSubject.COMMERCIAL_USE: "Commercial use",
    ClauseSubject.TERRITORY: "Use by a company seated in the EU",
    ClauseSubject.MONTHLY_USERS: "Monthly users of a product",
    ClauseSubject.OSI: "Approved as open source by the OSI",
    ClauseSubject.ATTRIBUTION: "Credit to be shown",
    ClauseSubject.OUTPUT_USE: "Training other models on its answers",
}
# Two answers are fields of the license as a whole; a clause only says where.
FROM_FIELDS = {ClauseSubject.COMMERCIAL_USE, ClauseSubject.OSI}

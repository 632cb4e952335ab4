"""What licenses allow, as conditions on rows; the advice reads the same fields.

`advisor/decision/licenses.py` judges one model after the other; a test holds the two
against each other.
"""

from django.db.models import Exists, OuterRef, Q

from catalog.models import LicenseClause
from catalog.models.licenses import ClauseSubject, CommercialUse, TerritoryScope

THE_UNION = "EU"
ALLOWED = (CommercialUse.YES, CommercialUse.CONDITIONAL)


def allows_commerce(license_path: str) -> Q:
    """The license is known to allow commercial use, be it under conditions."""
    return Q(**{f"{license_path}__commercial_use__in": ALLOWED})


def speaks_of(subject: ClauseSubject, license_path: str) -> Exists:
    """A clause on the subject is known; without one nobody can tell."""
    clauses = LicenseClause.objects.usable().filter(
        license=OuterRef(license_path), subject=subject
    )
    return Exists(clauses)


def excludes_the_union(license_path: str, inputs_path: str) -> Q:
    """Companies with their seat in the European Union get no rights to this model."""
    scope = f"{license_path}__excluded_territories_scope"
    is_multimodal = ~Q(**{inputs_path: ["text"]})
    concerned = Q(**{scope: TerritoryScope.ALL}) | (
        Q(**{scope: TerritoryScope.MULTIMODAL}) & is_multimodal
    )
    territories = f"{license_path}__excluded_territories__contains"
    return Q(**{territories: [THE_UNION]}) & concerned


def admits_the_union(license_path: str, inputs_path: str) -> Q:
    """The license is known to hold for a company with its seat in the Union."""
    clause = speaks_of(ClauseSubject.TERRITORY, license_path)
    return Q(clause) & ~excludes_the_union(license_path, inputs_path)

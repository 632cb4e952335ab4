"""What must hold of licenses: nothing may be allowed that nobody has read."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from catalog.integrity.rules import Found, Rule, matching
from catalog.models import License, LicenseClause, Verification
from catalog.models.licenses import ClauseSubject, CommercialUse, OutputUse

ALLOWS_BUSINESS = Q(commercial_use__in=[CommercialUse.YES, CommercialUse.CONDITIONAL])
ALLOWS_TRAINING = Q(output_use__in=[OutputUse.ALLOWED, OutputUse.CONDITIONAL])
# Which permission the clause of a subject must stand behind.
PERMISSIONS = {
    ClauseSubject.COMMERCIAL_USE: ALLOWS_BUSINESS,
    ClauseSubject.OUTPUT_USE: ALLOWS_TRAINING,
    ClauseSubject.OSI: Q(osi_approved=True),
}


def clause(*subjects: ClauseSubject, **conditions: str) -> Exists:
    """The license has such a clause."""
    return Exists(
        LicenseClause.objects.filter(
            license=OuterRef("pk"), subject__in=subjects, **conditions
        )
    )


def unknown_yet_allowing(day: date) -> Found:
    """Nobody knows whether business may use it, yet the row allows something."""
    claims = (
        ALLOWS_TRAINING
        | Q(osi_approved=True)
        | Q(clause(ClauseSubject.COMMERCIAL_USE, ClauseSubject.OUTPUT_USE))
    )
    return matching(
        License.objects.filter(claims, commercial_use=CommercialUse.UNKNOWN),
        "Commercial use is not known, yet the row claims permissions (training on "
        "its answers: {output_use}; OSI approved: {osi_approved}; or a clause).",
    )


def unread_yet_allowing(day: date) -> Found:
    """Nobody read the license, and no clause that was read allows what it claims."""
    unread = Q()
    for subject, permission in PERMISSIONS.items():
        unread |= permission & ~Q(clause(subject, verification=Verification.LOOKED_UP))
    return matching(
        License.objects.filter(unread).exclude(verification=Verification.LOOKED_UP),
        "The license was not looked up, and no clause that was stands behind all that "
        "it claims (commercial use: {commercial_use}; training on its answers: "
        "{output_use}; OSI approved: {osi_approved}).",
    )


def open_source_with_limits(day: date) -> Found:
    """Approved licenses that keep somebody out."""
    free_for_all = Q(
        commercial_use=CommercialUse.YES,
        max_monthly_active_users=None,
        max_revenue_usd=None,
        excluded_territories=[],
    )
    return matching(
        License.objects.filter(osi_approved=True).exclude(free_for_all),
        "An approved open source license keeps nobody out, but this row does "
        "(commercial use: {commercial_use}; users: {max_monthly_active_users}; "
        "revenue: {max_revenue_usd}; territories: {excluded_territories}).",
    )


RULES = (
    Rule(
        key="license_unknown_yet_allowing",
        statement="A license of which nothing is known allows nothing.",
        reason="Unknown is never yes: a reader would rely on it.",
        model=License,
        find=unknown_yet_allowing,
    ),
    Rule(
        key="license_unread_yet_allowing",
        statement="What a license allows was read in it, as a whole or in a clause.",
        reason="A permission from memory is no permission.",
        model=License,
        find=unread_yet_allowing,
    ),
    Rule(
        key="license_open_source_with_limits",
        statement="A license that the OSI approved keeps nobody out.",
        reason="Its definition (5 and 6) forbids to leave out people or fields of use.",
        model=License,
        find=open_source_with_limits,
    ),
)

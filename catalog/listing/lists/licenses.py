"""The list of licenses, in plain rows: what each allows, and of whom it asks what."""

from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from catalog.license_terms import speaks_of
from catalog.listing.lists.common import BY_NAME, checked, cited, name_of
from catalog.listing.parts import (
    Choice,
    Column,
    Filter,
    Listing,
    ReadyLink,
    Row,
    Sort,
    choices_of,
    known_or_not,
    sortable,
)
from catalog.models import License
from catalog.models.base import Verification
from catalog.models.licenses import (
    ClauseSubject,
    CommercialUse,
    OutputUse,
    TerritoryScope,
)
from catalog.words import HasWords, WordsOf

EXCLUDES = Q(excluded_territories__contains=["EU"])
TERRITORY_IS_KNOWN = Q(speaks_of(ClauseSubject.TERRITORY, "pk"))
EU_SEAT = Case(
    When(~TERRITORY_IS_KNOWN, then=Value("unknown")),
    When(EXCLUDES & Q(excluded_territories_scope=TerritoryScope.ALL), then=Value("no")),
    When(EXCLUDES, then=Value("some")),
    default=Value("yes"),
)
EU_WORDS = {
    "yes": "yes",
    "some": "text models only",
    "no": "no",
}


def with_terms(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("source")


def badges(row: Row) -> list[str]:
    is_unverified = row.verification == Verification.UNVERIFIED
    return ["unverified"] if is_unverified else []


def users(row: Row) -> str:
    return f"up to {row.max_monthly_active_users:,}"


def training(row: Row) -> str | None:
    """Whether other models may be trained on the answers; empty while not known."""
    is_known = row.output_use != OutputUse.UNKNOWN
    return row.get_output_use_display() if is_known else None


LICENSES = Listing(
    key="licenses",
    url_name="licenses",
    title="Licenses",
    one="license",
    many="licenses",
    lead="Under what terms models may be used. Openness is three facts, not one: the weights, the training code and the training data. This is not legal advice.",
    search_hint="Name of a license, or its SPDX id",
    rows=lambda _: sortable(License.objects.annotate(eu_seat=EU_SEAT)),
    detailed=with_terms,
    search=lambda text: Q(HasWords(WordsOf("slug", "name", "spdx_id"), text)),
    filters=(
        Filter(
            key="commercial",
            label="Commercial use",
            choices=(
                Choice(value="", label="any"),
                Choice(
                    value="allowed",
                    label="allowed, conditions or not",
                    condition=lambda _: Q(
                        commercial_use__in=(
                            CommercialUse.YES,
                            CommercialUse.CONDITIONAL,
                        )
                    ),
                ),
                *choices_of("commercial_use", "", CommercialUse.choices)[1:],
            ),
        ),
        Filter(
            key="eu",
            label="Companies seated in the EU",
            choices=choices_of(
                "eu_seat", "any", [*EU_WORDS.items(), ("unknown", "not known")]
            ),
        ),
        Filter(
            key="osi",
            label="OSI approved",
            hint="Approved as open source by the Open Source Initiative.",
            choices=known_or_not("osi_approved", "yes", "no"),
        ),
        Filter(
            key="weights",
            label="Weights open",
            choices=known_or_not("weights_open", "yes", "no"),
        ),
        Filter(
            key="training",
            label="Training on its answers",
            choices=choices_of("output_use", "any", OutputUse.choices),
        ),
    ),
    sorts=(
        BY_NAME,
        Sort(
            key="users",
            label="most monthly users",
            path="max_monthly_active_users",
            falls=True,
            reads=int,
        ),
    ),
    columns=(
        *name_of("licenses", "License", badges),
        Column(
            key="spdx",
            label="SPDX id",
            value=lambda row: row.spdx_id or None,
            on_page=False,
        ),
        Column(
            key="commercial_use",
            label="Commercial use",
            value=lambda row: row.get_commercial_use_display(),
            citation=cited,
        ),
        Column(
            key="eu_company",
            label="Companies seated in the EU",
            value=lambda row: EU_WORDS.get(row.eu_seat),
            citation=cited,
        ),
        Column(
            key="monthly_users",
            sort="users",
            label="Monthly users",
            unit="users",
            value=lambda row: row.max_monthly_active_users,
            shown=users,
            citation=cited,
            is_number=True,
        ),
        Column(
            key="osi_approved",
            label="OSI approved",
            value=lambda row: row.osi_approved,
            citation=cited,
        ),
        Column(
            key="weights_open",
            label="Weights open",
            value=lambda row: row.weights_open,
            citation=cited,
        ),
        Column(
            key="code_open",
            label="Training code open",
            value=lambda row: row.code_open,
            citation=cited,
            on_page=False,
        ),
        Column(
            key="data_open",
            label="Training data open",
            value=lambda row: row.data_open,
            citation=cited,
            on_page=False,
        ),
        Column(
            key="training_on_answers",
            label="Training on its answers",
            value=training,
            citation=cited,
        ),
        Column(
            key="attribution",
            label="Credit to be shown",
            value=lambda row: row.attribution or None,
            citation=cited,
            on_page=False,
        ),
        checked(),
    ),
    ready_links=(
        ReadyLink(
            text="Commercial use without conditions, open source by the OSI",
            query="commercial=yes&osi=yes",
        ),
        ReadyLink(text="Closed to companies in the EU, or in part", query="eu=some"),
    ),
)

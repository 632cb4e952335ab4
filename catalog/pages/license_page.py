"""The page of one license: how open it is, what it allows, and which models have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import FETCH_RAISE

from catalog.models import LanguageModel, License, LicenseClause, Verification
from catalog.models.licenses import TerritoryScope
from catalog.pages.brief import ModelLine, in_service_first, model_line
from catalog.pages.citing import Citation, citation
from catalog.pages.license_rows import LicenseRow, license_rows
from catalog.pages.listed import Listed, listed
from catalog.pages.model_page import with_source


@dataclass(frozen=True, kw_only=True)
class LicensePage:
    """Everything that the page of a license shows; None: not known."""

    pk: int
    slug: str
    name: str
    spdx_id: str
    weights_open: bool | None
    code_open: bool | None
    data_open: bool | None
    max_revenue_usd: int | None
    excluded_territories: Sequence[str]
    territory_scope: str  # empty where none is excluded
    territory_note: str
    use_policy: bool | None
    derived_naming: str
    service_limit: str
    note: str
    is_unverified: bool
    learned: str
    citation: Citation
    rows: Sequence[LicenseRow]
    models: Listed[ModelLine]


def license_page(slug: str, day: date, *, is_whole: bool = False) -> LicensePage:
    """The page; raises `License.DoesNotExist`. A license is the same on any day."""
    terms = (
        License.objects.select_related("source")
        .prefetch_related(with_source("clauses", LicenseClause.objects.usable()))
        .fetch_mode(FETCH_RAISE)
        .get(slug=slug)
    )
    has_scope = terms.excluded_territories_scope != TerritoryScope.NONE
    models = in_service_first(LanguageModel.objects.filter(license=terms))
    return LicensePage(
        pk=terms.pk,
        slug=terms.slug,
        name=terms.name,
        spdx_id=terms.spdx_id,
        weights_open=terms.weights_open,
        code_open=terms.code_open,
        data_open=terms.data_open,
        max_revenue_usd=terms.max_revenue_usd,
        excluded_territories=sorted(terms.excluded_territories),
        territory_scope=terms.get_excluded_territories_scope_display()
        if has_scope
        else "",
        territory_note=terms.territory_note,
        use_policy=terms.use_policy,
        derived_naming=terms.derived_naming,
        service_limit=terms.service_limit,
        note=terms.note,
        is_unverified=terms.verification == Verification.UNVERIFIED,
        learned=terms.get_verification_display(),
        citation=citation(terms),
        rows=license_rows(terms, terms.clauses.all()),
        models=listed(models, model_line, is_whole=is_whole),
    )

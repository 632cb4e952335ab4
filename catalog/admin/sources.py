"""Admin pages of sources, providers and licenses."""

from django.contrib import admin

from catalog.admin.base import CatalogAdmin, SourcedAdmin
from catalog.admin.filters import AgeFilter
from catalog.admin.inlines import CatalogInline
from catalog.models import License, LicenseClause, Provider, Source


@admin.register(Source)
class SourceAdmin(CatalogAdmin):
    list_display = ["title", "publisher", "kind", "as_of", "date_kind", "origin"]
    list_filter = ["kind", "date_kind", "origin", AgeFilter]
    search_fields = ["slug", "title", "publisher", "url"]
    date_hierarchy = "as_of"


@admin.register(Provider)
class ProviderAdmin(CatalogAdmin):
    list_display = ["name", "roles", "country", "url", "origin"]
    list_filter = ["country", "origin"]
    search_fields = ["slug", "name"]
    autocomplete_fields = ["source"]


class ClauseInline(CatalogInline):
    model = LicenseClause
    autocomplete_fields = ["source"]


@admin.register(License)
class LicenseAdmin(SourcedAdmin):
    list_display = [
        "name",
        "commercial_use",
        "weights_open",
        "code_open",
        "data_open",
        "osi_approved",
        "output_use",
        "verification",
        "source_link",
        "as_of",
    ]
    list_filter = [
        "commercial_use",
        "weights_open",
        "osi_approved",
        "output_use",
        "verification",
        "origin",
        AgeFilter,
    ]
    list_select_related = ["source"]
    search_fields = ["slug", "name", "spdx_id"]
    autocomplete_fields = ["source"]
    inlines = [ClauseInline]


@admin.register(LicenseClause)
class LicenseClauseAdmin(SourcedAdmin):
    list_display = [
        "license",
        "subject",
        "section",
        "says",
        "source_link",
        "as_of",
        "verification",
        "origin",
    ]
    list_filter = ["subject", "verification", "origin", AgeFilter]
    list_select_related = ["license", "source"]
    search_fields = ["license__name", "license__slug", "section", "says"]
    autocomplete_fields = ["license", "source"]

"""Admin pages of assumptions, products, tools, subscriptions and claims."""

from django.contrib import admin

from catalog.admin.base import CatalogAdmin, NamedInCodeAdmin, SourcedAdmin
from catalog.admin.columns import figure
from catalog.admin.filters import AgeFilter
from catalog.models import Assumption, Claim, Product, SubscriptionPlan, Tool


@admin.register(Assumption)
class AssumptionAdmin(NamedInCodeAdmin):
    list_display = [
        "label",
        figure("value"),
        figure("low"),
        figure("high"),
        "unit",
        "source_link",
        "as_of",
    ]
    list_filter = ["source__kind", "origin", AgeFilter]
    list_select_related = ["source"]
    search_fields = ["slug", "label"]
    autocomplete_fields = ["source"]


@admin.register(Product)
class ProductAdmin(SourcedAdmin):
    list_display = ["name", "kind", "provider", "status", "source_link", "as_of"]
    list_filter = ["status", "kind", "origin"]
    list_select_related = ["provider", "source"]
    search_fields = ["slug", "name"]
    autocomplete_fields = ["provider", "source"]


@admin.register(Tool)
class ToolAdmin(SourcedAdmin):
    list_display = ["name", "kind", "status", "source_link", "as_of", "origin"]
    list_filter = ["kind", "status", "origin"]
    list_select_related = ["source"]
    search_fields = ["slug", "name"]
    autocomplete_fields = ["source"]


@admin.register(SubscriptionPlan)
class SubscriptionPlanAdmin(SourcedAdmin):
    list_display = [
        "name",
        "provider",
        figure("usd", "USD"),
        "per",
        "source_link",
        "as_of",
    ]
    list_filter = ["provider", "origin", AgeFilter]
    list_select_related = ["provider", "source"]
    search_fields = ["slug", "name"]
    autocomplete_fields = ["provider", "source"]


@admin.register(Claim)
class ClaimAdmin(CatalogAdmin):
    list_display = [
        "subject",
        "attribute",
        "value",
        "unit",
        "status",
        "article",
        "line",
    ]
    list_filter = ["status", "article", "origin"]
    list_select_related = ["article"]
    search_fields = ["slug", "subject", "attribute", "statement", "better_fact"]
    autocomplete_fields = ["article", "better_sources"]

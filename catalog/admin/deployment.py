"""Admin pages of deployment options, offerings and prices."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from catalog.admin.actions import mark_checked, retire
from catalog.admin.base import CatalogAdmin, SourcedAdmin
from catalog.admin.columns import (
    condition,
    figure,
    offered_model,
    offered_option,
    period,
)
from catalog.admin.deletion import delete_selected
from catalog.admin.filters import AgeFilter
from catalog.admin.inlines import CatalogInline
from catalog.admin.lists import LargeList
from catalog.admin.price_forms import (
    PriceForm,
    PriceFormSet,
    PriceRowForm,
    tell_of_end,
)
from catalog.models import CatalogRow, Certification, DeploymentOption, Offering, Price


class CertificationInline(CatalogInline):
    model = Certification
    autocomplete_fields = ["source"]


@admin.register(DeploymentOption)
class DeploymentOptionAdmin(SourcedAdmin):
    list_display = [
        "name",
        "provider",
        "kind",
        "serves",
        "location",
        "staff_needed",
        "status",
        "source_link",
        "as_of",
    ]
    list_filter = ["kind", "serves", "location", "staff_needed", "status", "origin"]
    list_select_related = ["provider", "source"]
    search_fields = ["slug", "name", "provider__name"]
    autocomplete_fields = ["provider", "source", "sources"]
    inlines = [CertificationInline]
    actions = [mark_checked, retire, delete_selected]


@admin.register(Certification)
class CertificationAdmin(SourcedAdmin):
    list_display = ["option", "name", "source_link", "as_of", "origin"]
    list_filter = ["name", "origin", AgeFilter]
    list_select_related = ["option", "source"]
    search_fields = ["option__name", "name"]
    autocomplete_fields = ["option", "source"]


class PriceInline(CatalogInline):
    model = Price
    form = PriceRowForm
    formset = PriceFormSet
    fields = [
        "input",
        "output",
        "cached_input",
        "batch_discount",
        "above_tokens",
        "schedule",
        "valid_from",
        "valid_until",
        "is_free",
        "source",
        "as_of",
        "status",
    ]
    autocomplete_fields = ["source"]


@admin.register(Offering)
class OfferingAdmin(LargeList, CatalogAdmin):
    list_display = [
        "model",
        "option",
        "provider_model_id",
        "context_offered",
        "status",
        "origin",
    ]
    list_filter = ["status", "option__kind", "origin"]
    sortable_by = ()
    list_select_related = ["model", "option"]
    search_fields = ["model__name", "model__slug", "option__name", "provider_model_id"]
    autocomplete_fields = ["model", "option"]
    inlines = [PriceInline]
    actions = [retire, delete_selected]

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: Any
    ) -> None:
        """Say which prices came to an end."""
        super().save_formset(request, form, formset, change)
        for price in formset.closed:
            tell_of_end(request, price)


@admin.register(Price)
class PriceAdmin(LargeList, SourcedAdmin):
    form = PriceForm
    list_display = [
        offered_model,
        offered_option,
        figure("input", "USD in"),
        figure("output", "USD out"),
        figure("cached_input", "USD cached"),
        condition,
        period,
        "source_link",
        "as_of",
        "status",
        "origin",
    ]
    list_filter = [
        "status",
        "schedule",
        "is_free",
        "origin",
        AgeFilter,
    ]
    list_select_related = ["offering__model", "offering__option", "source"]
    search_fields = [
        "offering__model__name",
        "offering__model__slug",
        "offering__option__name",
    ]
    autocomplete_fields = ["offering", "source"]

    def save_model(
        self, request: HttpRequest, obj: CatalogRow, form: Any, change: Any
    ) -> None:
        """End the price that a new one follows, before both would hold."""
        if form.closed:
            form.closed.save()
            tell_of_end(request, form.closed)
        super().save_model(request, obj, form, change)

"""Admin pages of hardware, precisions and throughput."""

from django.contrib import admin

from catalog.admin.base import CatalogAdmin, NamedInCodeAdmin, SourcedAdmin
from catalog.admin.columns import figure
from catalog.admin.filters import AgeFilter
from catalog.admin.inlines import CatalogInline
from catalog.models import (
    Hardware,
    HardwareFact,
    HardwareRate,
    Precision,
    PrecisionQuality,
    Throughput,
)


class HardwareFactInline(CatalogInline):
    model = HardwareFact
    fields = ["field", "number", "unit", "source", "as_of", "verification", "status"]
    autocomplete_fields = ["source"]


class HardwareRateInline(CatalogInline):
    model = HardwareRate
    fields = [
        "provider",
        "tier",
        "min_gpus",
        "usd_per_gpu_hour",
        "provisioning",
        "source",
        "as_of",
        "status",
    ]
    autocomplete_fields = ["provider", "source"]


class QualityInline(CatalogInline):
    model = PrecisionQuality
    autocomplete_fields = ["source"]


@admin.register(Hardware)
class HardwareAdmin(CatalogAdmin):
    list_display = ["name", "vendor", "kind", "origin"]
    list_filter = ["kind", "vendor", "origin"]
    search_fields = ["slug", "name"]
    inlines = [HardwareFactInline, HardwareRateInline]


@admin.register(HardwareFact)
class HardwareFactAdmin(SourcedAdmin):
    list_display = [
        "hardware",
        "field",
        figure("number"),
        "unit",
        "source_link",
        "as_of",
        "verification",
        "status",
        "origin",
    ]
    list_filter = ["field", "verification", "status", "origin", AgeFilter]
    list_select_related = ["hardware", "source"]
    search_fields = ["hardware__name"]
    autocomplete_fields = ["hardware", "source"]


@admin.register(HardwareRate)
class HardwareRateAdmin(SourcedAdmin):
    list_display = [
        "hardware",
        "provider",
        "tier",
        "min_gpus",
        figure("usd_per_gpu_hour", "USD an hour"),
        "source_link",
        "as_of",
        "status",
        "origin",
    ]
    list_filter = ["provider", "status", "origin", AgeFilter]
    list_select_related = ["hardware", "provider", "source"]
    search_fields = ["hardware__name", "provider__name"]
    autocomplete_fields = ["hardware", "provider", "source"]


@admin.register(Precision)
class PrecisionAdmin(NamedInCodeAdmin):
    list_display = ["name", figure("bits_per_weight"), "source_link", "as_of", "origin"]
    list_filter = ["origin"]
    list_select_related = ["source"]
    search_fields = ["slug", "name"]
    autocomplete_fields = ["source"]
    inlines = [QualityInline]


@admin.register(PrecisionQuality)
class PrecisionQualityAdmin(SourcedAdmin):
    list_display = ["precision", "text", "status", "source_link", "as_of", "origin"]
    list_filter = ["status", "origin"]
    list_select_related = ["precision", "source"]
    search_fields = ["precision__name", "text"]
    autocomplete_fields = ["precision", "source"]


@admin.register(Throughput)
class ThroughputAdmin(SourcedAdmin):
    list_display = [
        "hardware",
        "gpu_count",
        "model",
        figure("active_params_b", "active parameters (billions)"),
        "precision",
        figure("tokens_per_second", "tokens a second"),
        "engine",
        "measured",
        "source_link",
        "as_of",
    ]
    list_filter = ["measured", "hardware", "precision", "origin", AgeFilter]
    list_select_related = ["hardware", "model", "precision", "source"]
    search_fields = ["hardware__name", "model__name", "engine"]
    autocomplete_fields = ["hardware", "model", "precision", "source"]

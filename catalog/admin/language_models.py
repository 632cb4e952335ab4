"""Admin pages of models, their facts, benchmarks and scores."""

from django.contrib import admin

from catalog.admin.actions import retire
from catalog.admin.base import SourcedAdmin
from catalog.admin.columns import figure
from catalog.admin.deletion import delete_selected
from catalog.admin.filters import AgeFilter
from catalog.admin.inlines import CatalogInline
from catalog.admin.lists import LargeList
from catalog.admin.many_inside import ManyInside
from catalog.models import (
    Benchmark,
    BenchmarkScore,
    LanguageModel,
    ModelFact,
    Offering,
)


class FactInline(CatalogInline):
    model = ModelFact
    fields = [
        "field",
        "value",
        "unit",
        "source",
        "as_of",
        "verification",
        "status",
    ]
    autocomplete_fields = ["source"]


class ScoreInline(CatalogInline):
    model = BenchmarkScore
    fields = [
        "benchmark",
        "value",
        "low",
        "high",
        "settings",
        "reported_by",
        "source",
        "as_of",
        "status",
    ]
    autocomplete_fields = ["benchmark", "source"]


class OfferingInline(CatalogInline):
    model = Offering
    fields = ["option", "provider_model_id", "context_offered", "status"]
    autocomplete_fields = ["option"]
    named_by = ("model",)


@admin.register(LanguageModel)
class LanguageModelAdmin(ManyInside):
    list_display = [
        "name",
        "maker",
        "family",
        "entry",
        "weights",
        "status",
        "license",
        "origin",
    ]
    list_filter = ["entry", "weights", "status", "named_by_articles", "origin"]
    list_select_related = ["maker", "license"]
    search_fields = ["slug", "name", "family", "maker__name"]
    autocomplete_fields = ["maker", "license"]
    inlines = [FactInline, ScoreInline, OfferingInline]
    actions = [retire, delete_selected]


@admin.register(ModelFact)
class ModelFactAdmin(LargeList, SourcedAdmin):
    list_display = [
        "model",
        "field",
        "value",
        "unit",
        "source_link",
        "as_of",
        "verification",
        "status",
        "origin",
    ]
    list_filter = ["field", "verification", "status", "origin", AgeFilter]
    list_select_related = ["model", "source"]
    search_fields = ["model__name", "model__slug", "value"]
    autocomplete_fields = ["model", "source"]


@admin.register(Benchmark)
class BenchmarkAdmin(SourcedAdmin):
    list_display = [
        "name",
        "measures",
        "unit",
        figure("minimum"),
        figure("maximum"),
        "status",
        "source_link",
        "as_of",
    ]
    list_filter = ["unit", "status", "origin"]
    list_select_related = ["source"]
    search_fields = ["slug", "name", "measures"]
    autocomplete_fields = ["source"]


@admin.register(BenchmarkScore)
class BenchmarkScoreAdmin(LargeList, SourcedAdmin):
    list_display = [
        "model",
        "benchmark",
        figure("value"),
        "settings",
        "reported_by",
        "source_link",
        "as_of",
        "status",
        "origin",
    ]
    list_filter = ["benchmark", "reported_by", "status", "origin", AgeFilter]
    list_select_related = ["model", "benchmark", "source"]
    search_fields = ["model__name", "model__slug", "benchmark__name"]
    autocomplete_fields = ["model", "benchmark", "source"]

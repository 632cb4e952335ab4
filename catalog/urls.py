"""The addresses of the public catalog: lists, a comparison, and a page for each row."""

from django.urls import path

from catalog.views import lists

app_name = "catalog"

urlpatterns = [
    path("models/", lists.listed, {"key": "models"}, name="models"),
    path("options/", lists.listed, {"key": "options"}, name="options"),
    path("benchmarks/", lists.listed, {"key": "benchmarks"}, name="benchmarks"),
    path("licenses/", lists.listed, {"key": "licenses"}, name="licenses"),
    path("hardware/", lists.listed, {"key": "hardware"}, name="hardware_list"),
    path("providers/", lists.listed, {"key": "providers"}, name="providers"),
    path("sources/", lists.listed, {"key": "sources"}, name="sources"),
    # A page for each row: catalog:model, catalog:option, catalog:benchmark,
    # catalog:license, catalog:hardware, catalog:provider, catalog:source.
]

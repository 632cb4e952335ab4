"""The addresses of the public catalog: lists, a comparison, and a page for each row."""

from django.urls import path

from catalog.views import compare, details, lists

app_name = "catalog"

urlpatterns = [
    path("models/", lists.listed, {"key": "models"}, name="models"),
    path("options/", lists.listed, {"key": "options"}, name="options"),
    path("benchmarks/", lists.listed, {"key": "benchmarks"}, name="benchmarks"),
    path("licenses/", lists.listed, {"key": "licenses"}, name="licenses"),
    path("hardware/", lists.listed, {"key": "hardware"}, name="hardware_list"),
    path("providers/", lists.listed, {"key": "providers"}, name="providers"),
    path("sources/", lists.listed, {"key": "sources"}, name="sources"),
    path("models/compare/", compare.compared, name="compare"),
    # A slug may hold dots, so none of Django's converters but `str` takes it.
    path("models/<str:slug>/", details.model, name="model"),
    path("options/<str:slug>/", details.option, name="option"),
    path("benchmarks/<str:slug>/", details.benchmark, name="benchmark"),
    path("licenses/<str:slug>/", details.license, name="license"),
    path("hardware/<str:slug>/", details.hardware, name="hardware"),
    path("providers/<str:slug>/", details.provider, name="provider"),
    path("sources/<str:slug>/", details.source, name="source"),
]

"""The admin: where editors keep the catalog."""

from django.contrib import admin

from catalog.admin import (
    deployment,
    hardware,
    housekeeping,
    imports,
    language_models,
    sources,
    systems,
)

__all__ = [
    "deployment",
    "hardware",
    "housekeeping",
    "imports",
    "language_models",
    "sources",
    "systems",
]

admin.site.site_header = "Weighbridge catalog"
admin.site.site_title = "Weighbridge"
admin.site.index_title = "Facts, with their sources"

"""Admin pages of what the program keeps for itself."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path

from catalog.admin.broken import broken_rows
from catalog.models import CatalogRevision, DeletedRow


class NotWritten(admin.ModelAdmin):
    """Rows that only the program writes."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Nobody adds one."""
        return False

    def has_change_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Nobody changes one."""
        return False


@admin.register(CatalogRevision)
class CatalogRevisionAdmin(NotWritten):
    list_display = ["sha256", "changed_at"]

    def get_urls(self) -> list[URLPattern]:
        """The stock addresses, and the page of what is wrong with the catalog."""
        page = self.admin_site.admin_view(broken_rows)
        return [path("broken/", page, name="catalog_broken"), *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Nobody deletes it."""
        return False


@admin.register(DeletedRow)
class DeletedRowAdmin(NotWritten):
    """Deleting one of these lets the next load bring the shipped row back."""

    list_display = ["kind", "shipped_key"]
    list_filter = ["kind"]
    search_fields = ["shipped_key"]

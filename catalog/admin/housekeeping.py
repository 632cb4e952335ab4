"""Admin pages of what the program keeps for itself."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

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

    def has_delete_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Nobody deletes it."""
        return False


@admin.register(DeletedRow)
class DeletedRowAdmin(NotWritten):
    """Deleting one of these lets the next load bring the shipped row back."""

    list_display = ["kind", "shipped_key"]
    list_filter = ["kind"]
    search_fields = ["shipped_key"]

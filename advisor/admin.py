"""Shared results for editors: what is stored and until when, never the secrets."""

from django.contrib import admin
from django.http import HttpRequest

from advisor.models import SharedResult


@admin.register(SharedResult)
class SharedResultAdmin(admin.ModelAdmin):
    """Read only: a result is frozen, and only its maker's link can revoke it."""

    list_display = ["__str__", "created_at", "expires_at", "revoked_at"]
    list_filter = ["created_at", "revoked_at"]
    search_fields = ["title"]
    exclude = ["token_hash", "manage_hash"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: SharedResult | None = None
    ) -> bool:
        return False

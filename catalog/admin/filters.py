"""Filters of the lists."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone


class AgeFilter(admin.SimpleListFilter):
    """Figures that nobody has looked at for a while."""

    title = "age"
    parameter_name = "older_than"

    def lookups(self, *args: Any) -> list[tuple[str, str]]:
        """The ages on offer."""
        return [(days, f"older than {days} days") for days in ("30", "90", "365")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> QuerySet[Any] | None:
        """Rows whose as-of date is older than the chosen number of days."""
        if self.value() not in ("30", "90", "365"):
            return None
        limit = timezone.localdate() - timedelta(days=int(self.value() or 0))
        return queryset.filter(as_of__lt=limit)

"""Filters of the lists."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from catalog.attention import concerns_of
from catalog.attention_found import rows_found


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


class AttentionFilter(admin.SimpleListFilter):
    """Just the rows that a line of the start page counts."""

    title = "needs a person"
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The concerns about this kind of row."""
        return [
            (concern.key, concern.title)
            for concern in concerns_of(model_admin.model).values()
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> QuerySet[Any] | None:
        """The rows of the chosen concern."""
        concern = concerns_of(queryset.model).get(self.value() or "")
        if concern is None:
            return None
        return queryset.filter(pk__in=rows_found(concern, timezone.localdate()))

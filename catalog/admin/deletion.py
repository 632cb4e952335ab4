"""Deletions: confirmed on what was seen, and never undone by the next load."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.actions import delete_selected as stock_action
from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from catalog.admin.people import tell
from catalog.admin.sight import Watched, refusal, sight_in, sight_of
from catalog.bulk import remember_deletion
from catalog.models import CatalogRow


def going(rows: Iterable[CatalogRow]) -> list[Watched]:
    """All that goes when these rows are deleted: they, and what hangs on them."""
    collector = NestedObjects(using=DEFAULT_DB_ALIAS, origin=None)
    collector.collect(list(rows))
    return [
        Watched(model, Q(id__in=sorted(row.pk for row in found)))
        for model, found in sorted(
            collector.data.items(), key=lambda item: item[0].__name__
        )
        if issubclass(model, CatalogRow)
    ]


class WatchedDeletion(admin.ModelAdmin):
    """Deletes what was confirmed; asks again when it has changed since."""

    def delete_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page that asks, and the deletion after it."""
        object_id = kwargs.get("object_id") or args[0]
        row = self.get_object(request, object_id)
        if (
            request.method == "POST"
            and row
            and self.has_delete_permission(request, row)
            and self._why_not(request, [row])
        ):
            return HttpResponseRedirect(request.get_full_path())
        return super().delete_view(request, *args, **kwargs)

    def render_delete_form(
        self, request: HttpRequest, context: dict[str, Any]
    ) -> HttpResponse:
        """The page that asks notes what it shows."""
        seen = sight_of(going([context["object"]])).text()
        return super().render_delete_form(request, context | {"seen": seen})

    def _why_not(self, request: HttpRequest, rows: Iterable[CatalogRow]) -> bool:
        why_not = refusal(sight_in(request.POST.get("seen")), going(rows))
        if why_not:
            tell(request, why_not)
        return bool(why_not)

    def delete_model(self, request: HttpRequest, obj: CatalogRow) -> None:
        """Delete a row for good: no load brings it back."""
        remember_deletion(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete the chosen rows for good."""
        for row in queryset:
            remember_deletion(row)
        super().delete_queryset(request, queryset)


# Under the name of the stock action, so that it takes its place in every list.
@admin.action(
    permissions=["delete"], description="Delete selected %(verbose_name_plural)s"
)
def delete_selected(
    page: WatchedDeletion, request: HttpRequest, queryset: QuerySet[Any]
) -> TemplateResponse | None:
    """Delete the rows chosen in a list, once it was confirmed what goes with them."""
    if request.POST.get("post") and page._why_not(request, queryset):
        again = request.POST.copy()
        del again["post"]
        request.POST = again  # type: ignore[assignment]  # as Django's setter takes it
    response = stock_action(page, request, queryset)
    if response and response.context_data is not None:
        response.context_data["seen"] = sight_of(going(queryset)).text()
    return response

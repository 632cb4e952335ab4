"""Export and import from the list of a kind of row."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ActionLocation, IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from catalog.drafts import file_fields
from catalog.exports import FORMATS, exported_rows
from catalog.imports.origins import KINDS


def as_file(rows: QuerySet[Any], kind: str) -> StreamingHttpResponse:
    """The rows as a file that is sent while it is written."""
    form = FORMATS[kind]
    model: Any = rows.model
    pieces = form.write(list(file_fields(model)), exported_rows(rows))
    answer = StreamingHttpResponse(pieces, content_type=form.content_type)
    name = f"{model._meta.model_name}-{timezone.localdate()}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@admin.action(description="Export chosen rows as CSV")
def export_csv(page: Any, request: HttpRequest, rows: QuerySet[Any]) -> Any:
    """The chosen rows as CSV."""
    return as_file(rows, "csv")


@admin.action(description="Export chosen rows as XLSX")
def export_xlsx(page: Any, request: HttpRequest, rows: QuerySet[Any]) -> Any:
    """The chosen rows as a spreadsheet."""
    return as_file(rows, "xlsx")


@admin.action(description="Export chosen rows as JSON")
def export_json(page: Any, request: HttpRequest, rows: QuerySet[Any]) -> Any:
    """The chosen rows as JSON."""
    return as_file(rows, "json")


EXPORTS = (export_csv, export_xlsx, export_json)


class TransferAdmin(admin.ModelAdmin):
    """A list whose rows can be exported, and that new ones can be imported into."""

    change_list_template = "admin/catalog/import_change_list.html"

    def get_urls(self) -> list[URLPattern]:
        """One address more: the rows of the list as a file."""
        view = self.admin_site.admin_view(self.export_list)
        name = f"catalog_{self.opts.model_name}_export"
        return [path("export/<slug:kind>/", view, name=name), *super().get_urls()]

    def export_list(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """All rows that the list shows under the same filters and search."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if kind not in FORMATS:
            raise Http404
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect(f"admin:catalog_{self.opts.model_name}_changelist")
        return as_file(rows, kind)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, with links to its exports and to an import."""
        kind = self.opts.model_name
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        exports = [
            (form.name, reverse(f"admin:catalog_{kind}_export", args=[key]) + query)
            for key, form in FORMATS.items()
        ]
        context = {"exports": exports, **(extra_context or {})}
        if kind in KINDS and self._may_import(request):
            address = reverse("admin:catalog_catalogimport_add")
            context["import_address"] = f"{address}?kind={kind}"
        return super().changelist_view(request, context)

    def _may_import(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def get_actions(
        self, request: HttpRequest, action_location: Any = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """Beside the others: the chosen rows as a file."""
        actions: dict[str, Any] = super().get_actions(request, action_location)
        if self.has_view_permission(request) and "_popup" not in request.GET:
            for export in EXPORTS:
                if action := self.get_action(export, action_location):
                    actions[action.name] = action
        return actions

"""What all admin pages of the catalog share."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from catalog.admin.actions import mark_checked
from catalog.admin.columns import NOT_KNOWN
from catalog.admin.deletion import WatchedDeletion, delete_selected
from catalog.admin.filters import AttentionFilter
from catalog.admin.history_pages import HistoryPages
from catalog.admin.people import signed_in
from catalog.admin.sight import Watched, watching
from catalog.admin.transfer import TransferAdmin
from catalog.attention import concerns_of
from catalog.bulk import remember_deletion
from catalog.history import ADDED, CHANGED, recorded_later, remember
from catalog.models import (
    Benchmark,
    CatalogRow,
    DeploymentOption,
    Hardware,
    LanguageModel,
    License,
    Origin,
    Provider,
    Source,
)
from catalog.revision import catalog_change

# The public page of a kind of row, by the name of its address.
PUBLIC_PAGES: dict[type[CatalogRow], str] = {
    Benchmark: "benchmark",
    DeploymentOption: "option",
    Hardware: "hardware",
    LanguageModel: "model",
    License: "license",
    Provider: "provider",
    Source: "source",
}


class CatalogAdmin(HistoryPages, WatchedDeletion, TransferAdmin):
    """An admin page whose every write goes through `catalog_change`."""

    save_on_top = True
    list_per_page = 50
    empty_value_display = NOT_KNOWN
    readonly_fields = ("origin",)
    actions: Any = (delete_selected,)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The public page, of what has one."""
        page = PUBLIC_PAGES.get(self.model)
        return reverse(f"catalog:{page}", args=[obj.slug]) if page and obj else None

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """The filters; first that of the start page, where it has a line for this."""
        filters = list(super().get_list_filter(request))
        return [AttentionFilter, *filters] if concerns_of(self.model) else filters

    def changeform_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add or change a row."""
        return self._as_change(super().changeform_view, request, *args, **kwargs)

    def delete_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Delete a row."""
        return self._as_change(super().delete_view, request, *args, **kwargs)

    def changelist_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """List rows, or run an action on some; one that is not confirmed only asks."""
        if "post" not in request.POST:
            return super().changelist_view(request, *args, **kwargs)
        return self._as_change(super().changelist_view, request, *args, **kwargs)

    def _as_change(
        self, view: Any, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response: HttpResponse
        if request.method != "POST":
            response = view(request, *args, **kwargs)
        else:
            with catalog_change(by=signed_in(request)):
                response = view(request, *args, **kwargs)
        return response

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 (Django's own signature)
        **kwargs: Any,
    ) -> Any:
        """The form; that of a stored row knows what its editor saw."""
        if change and obj:
            kwargs["form"] = watching(self.form, self.watched(obj))
        return super().get_form(request, obj, change=change, **kwargs)

    def watched(self, row: CatalogRow) -> list[Watched]:
        """What the page of a row shows: the row, and the rows inside its page."""
        inside = [
            Watched(inline.model, Q(**{parent_column(self.model, inline): row.pk}))
            for inline in self.inlines
        ]
        return [Watched(self.model, Q(id=row.pk)), *inside]

    def save_model(
        self, request: HttpRequest, obj: CatalogRow, form: Any, change: Any
    ) -> None:
        """Make a changed row the editor's own; leave an untouched one alone."""
        if change and not form.changed_data:
            return
        obj.origin = Origin.EDITOR
        # Its lists of other rows are written next; one record holds both.
        with recorded_later(obj):
            super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: Any
    ) -> None:
        """Write the lists of a row and the rows inside its page, and record it."""
        with recorded_later(form.instance):
            super().save_related(request, form, formsets, change)
        if form.changed_data or not change:
            kind = CHANGED if change else ADDED
            remember(self.model, [form.instance.pk], kind)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: Any
    ) -> None:
        """Make the changed rows inside the page the editor's own."""
        changed = formset.save(commit=False)
        for row in formset.deleted_objects:
            remember_deletion(row)
            row.delete()
        for row in changed:
            row.origin = Origin.EDITOR
            row.save()
        formset.save_m2m()


class SourcedAdmin(CatalogAdmin):
    """Rows with a source and an as-of date of their own."""

    date_hierarchy: ClassVar[Any] = "as_of"
    actions: Any = (mark_checked, delete_selected)

    @admin.display(description="source", ordering="source__title")
    def source_link(self, row: Any) -> str | SafeString:
        """The title of the source, as a link where it has an address."""
        title = Truncator(row.source.title).chars(40)
        if not row.source.url:
            return title
        return format_html(
            '<a href="{}" rel="noopener noreferrer">{}</a>',
            row.source.url,
            title,
        )


class NamedInCodeAdmin(SourcedAdmin):
    """Rows that formulas look up by name: a shipped one stays, under that name."""

    def get_readonly_fields(
        self, request: HttpRequest, obj: Any = None
    ) -> tuple[str, ...]:
        """Everything may change but the name."""
        fixed = ("slug",) if obj and obj.shipped_key else ()
        return (*self.readonly_fields, *fixed)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes what the advice cannot be worked out without."""
        is_needed = bool(obj and obj.shipped_key)
        return not is_needed and super().has_delete_permission(request, obj)


def parent_column(parent: type[CatalogRow], inline: Any) -> str:
    """The column by which a row inside a page knows its parent."""
    return _get_foreign_key(parent, inline.model, fk_name=inline.fk_name).attname

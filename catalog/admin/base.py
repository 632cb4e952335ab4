"""What all admin pages of the catalog share."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from catalog.admin.columns import NOT_KNOWN
from catalog.models import CatalogRow, DeletedRow, Origin
from catalog.revision import catalog_change


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


class KnownAutocomplete(AutocompleteSelect):
    """An autocomplete that need not ask for the label of a row already read."""

    known: tuple[int, str] | None = None

    def optgroups(
        self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None
    ) -> list[Any]:
        """The chosen option, from memory where possible."""
        if self.known is None or list(value) != [str(self.known[0])]:
            return super().optgroups(name, value, attrs)
        pk, label = self.known
        options = [self.create_option(name, pk, label, selected=True, index=0)]
        if not self.is_required:
            options.insert(0, self.create_option(name, "", "", False, 0))  # noqa: FBT003 (Django's own signature)
        return [(None, options, 0)]


class LabeledFormSet(BaseInlineFormSet):
    """Names every field for screen readers; the table's head is not enough."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Add a label to each field, and what is known of each reference."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            label = str(field.label or name.replace("_", " "))
            field.widget.attrs["aria-label"] = label
            widget = field.widget
            if isinstance(widget, RelatedFieldWidgetWrapper):
                widget.widget.attrs["aria-label"] = label
                self._remember(widget.widget, form.instance, name)

    def _remember(self, widget: Any, instance: models.Model, name: str) -> None:
        if isinstance(widget, KnownAutocomplete) and instance.pk:
            target = getattr(instance, name, None)
            widget.known = (target.pk, str(target)) if target else None


class CatalogInline(admin.TabularInline):
    """Rows inside the page of their parent, read in one query."""

    formset = LabeledFormSet
    extra = 0
    show_change_link = True
    # Narrow, so that source and date stand in the same screen as the figure.
    formfield_overrides = {
        models.CharField: {"widget": forms.TextInput(attrs={"size": 14})}
    }
    # What the name of a row needs beside the fields with autocomplete.
    named_by: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows with everything their labels need."""
        related = [*self.autocomplete_fields, *self.named_by]
        return super().get_queryset(request).select_related(*related)

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Use the autocomplete that remembers labels."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CatalogAdmin(admin.ModelAdmin):
    """An admin page whose every write goes through `catalog_change`."""

    save_on_top = True
    list_per_page = 50
    empty_value_display = NOT_KNOWN
    readonly_fields = ("origin",)

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
        """List rows, or run an action on some."""
        return self._as_change(super().changelist_view, request, *args, **kwargs)

    def _as_change(
        self, view: Any, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response: HttpResponse
        if request.method != "POST":
            response = view(request, *args, **kwargs)
        else:
            with catalog_change():
                response = view(request, *args, **kwargs)
        return response

    def save_model(
        self, request: HttpRequest, obj: CatalogRow, form: Any, change: Any
    ) -> None:
        """Make a changed row the editor's own."""
        if form.changed_data or not change:
            obj.origin = Origin.EDITOR
        super().save_model(request, obj, form, change)

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

    def delete_model(self, request: HttpRequest, obj: CatalogRow) -> None:
        """Delete a row for good: no load brings it back."""
        remember_deletion(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete the chosen rows for good."""
        for row in queryset:
            remember_deletion(row)
        super().delete_queryset(request, queryset)


class SourcedAdmin(CatalogAdmin):
    """Rows with a source and an as-of date of their own."""

    date_hierarchy = "as_of"

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


def remember_deletion(row: CatalogRow) -> None:
    """Note that an editor does not want a shipped row."""
    if row.shipped_key:
        DeletedRow.objects.get_or_create(
            kind=row._meta.model_name, shipped_key=row.shipped_key
        )

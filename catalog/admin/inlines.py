"""Rows inside the page of their parent."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest


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

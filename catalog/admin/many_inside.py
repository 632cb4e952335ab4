"""Pages of rows that may have too many rows inside: those have a list of their own."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from catalog.admin.base import CatalogAdmin, parent_column
from catalog.admin.sight import Watched
from catalog.models import CatalogRow

# A page with a hundred forms takes a second to make, and nobody finds a row there.
MOST_INSIDE = 40
COUNTED = "_counted_inside"


class ManyInside(CatalogAdmin):
    """Shows the rows of a kind inside the page while they are few, else their list."""

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """The kinds of which there are few."""
        long = self.kept_outside(obj) if obj else {}
        return [inline for inline in self.inlines if inline not in long]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """With links to the others, if there are any."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "in_lists") if obj and self.kept_outside(obj) else fields

    @admin.display(description="in lists of their own")
    def in_lists(self, row: CatalogRow) -> SafeString:
        """How many rows there are of each kind that is left out, and where."""
        links = [
            (
                reverse(f"admin:catalog_{inline.model._meta.model_name}_changelist"),
                parent_column(self.model, inline).removesuffix("_id"),
                row.pk,
                f"{number:,}",
                inline.model._meta.verbose_name_plural,
            )
            for inline, number in self.kept_outside(row).items()
        ]
        listed = '<a href="{}?{}__id__exact={}">{} {}</a>'
        said = format_html_join(", ", listed, links)
        return format_html("{}: too many for this page; edit them in their list.", said)

    def watched(self, row: CatalogRow) -> list[Watched]:
        """What the page shows; rows that it only leads to may change meanwhile."""
        outside = {inline.model for inline in self.kept_outside(row)}
        return [one for one in super().watched(row) if one.model not in outside]

    def kept_outside(self, row: Any) -> dict[Any, int]:
        """The kinds of which there are too many, and how many; counted once a page."""
        if not hasattr(row, COUNTED):
            setattr(row, COUNTED, {one: self._count(one, row) for one in self.inlines})
        counts = getattr(row, COUNTED)
        return {one: count for one, count in counts.items() if count > MOST_INSIDE}

    def _count(self, inline: Any, row: CatalogRow) -> int:
        column = parent_column(self.model, inline)
        inside = inline.model._default_manager.filter(**{column: row.pk})
        count: int = inside.count()
        return count

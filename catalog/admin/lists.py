"""Lists of kinds of which there may be hundreds of thousands of rows.

The stock list sorts all rows with the names of all they refer to, counts them twice
and searches row by row. Here the newest row comes first, whatever can be sorted by
has an index, and a search asks the few rows referred to before the many.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

# A search that finds more should be narrowed; the newest of them are shown.
MOST_FOUND = 1_000
MOST_ABOVE = 2_000
# Each word is a question or two to the database.
MOST_WORDS = 10


class LargeChangeList(ChangeList):
    """Sorts by nothing but what may be sorted by, whatever the address says."""

    def get_ordering_field(self, field_name: Any) -> Any:
        """The column, if there is an index on it."""
        may = field_name in (self.sortable_by or ())
        return super().get_ordering_field(field_name) if may else None


class LargeList(admin.ModelAdmin):
    """A list that answers at once however long it is."""

    ordering = ("-pk",)
    list_per_page = 25
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    date_hierarchy: ClassVar[Any] = None
    sortable_by: ClassVar[Any] = ("as_of",)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list that keeps to what has an index."""
        return LargeChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The newest rows that hold every word, each somewhere."""
        words = words_of(search_term)
        if not words:
            return queryset, False
        fields = self.get_search_fields(request)
        found = queryset.filter(matching(self.model, fields, words))
        newest = found.order_by("-pk").values_list("pk", flat=True)
        pks = list(newest[: MOST_FOUND + 1])
        if len(pks) > MOST_FOUND and "autocomplete" not in request.path:
            messages.info(
                request,
                f"More than {MOST_FOUND:,} rows match; the newest {MOST_FOUND:,} of "
                "them are listed. Another word finds fewer.",
            )
        return queryset.filter(pk__in=pks[:MOST_FOUND]), False


def words_of(text: str) -> list[str]:
    """The words of a search; quotes keep several together."""
    return [
        unescape_string_literal(bit) if bit[0] == bit[-1] in "\"'" else bit
        for bit in smart_split(text.replace("\0", ""))
        if bit.strip("\"'")
    ][:MOST_WORDS]


def matching(model: type[models.Model], fields: Iterable[str], words: list[str]) -> Q:
    """Rows in which each word stands in some field, of theirs or of a row above."""
    own, above = _sorted_by_owner(fields)
    if not own and len(above) == 1:
        [(relation, theirs)] = above.items()
        return Q(**{f"{relation}__in": _rows_above(model, relation, theirs, words)})
    found = Q()
    for word in words:
        somewhere = Q()
        for field in own:
            somewhere |= Q(**{f"{field}__icontains": word})
        for relation, theirs in above.items():
            rows = _rows_above(model, relation, theirs, [word])
            somewhere |= Q(**{f"{relation}__in": rows})
        found &= somewhere
    return found


def _rows_above(
    model: type[models.Model], relation: str, fields: list[str], words: list[str]
) -> list[int] | QuerySet[Any]:
    """The rows above that match: by number while they are few, so an index serves."""
    target: Any = model._meta.get_field(relation).related_model
    rows = target._default_manager.filter(matching(target, fields, words)).order_by()
    few = list(rows.values_list("pk", flat=True)[: MOST_ABOVE + 1])
    found: QuerySet[Any] = rows.values("pk")
    return few if len(few) <= MOST_ABOVE else found


def _sorted_by_owner(fields: Iterable[str]) -> tuple[list[str], dict[str, list[str]]]:
    own: list[str] = []
    above: dict[str, list[str]] = defaultdict(list)
    for field in fields:
        relation, separator, rest = field.partition("__")
        if separator:
            above[relation].append(rest)
        else:
            own.append(field)
    return own, dict(above)

"""Pages by key: the next one begins after the last row shown, whatever was added.

The place is the value that the rows are sorted by and the slug of the row, which no
two rows share; so a page neither skips nor repeats a row when others come or go, and
takes as long at the end of a list as at its beginning.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, OrderBy, Q, QuerySet

from catalog.listing.parts import Listing, Sort

PAGE = 50
CHUNK = 1_000  # rows of an export that are read at once
SEPARATOR = "~"  # no slug has one


@dataclass(frozen=True, kw_only=True)
class Place:
    """A row's place in a sorted list."""

    value: Any  # None where the row has none
    slug: str

    @property
    def text(self) -> str:
        """The place as an address writes it."""
        value = self.value
        if isinstance(value, Decimal):
            value = f"{value.normalize():f}"
        return f"{'' if value is None else value}{SEPARATOR}{self.slug}"


def read_place(text: str, sort: Sort) -> Place:
    """The place that an address names, or ValueError."""
    written, separator, slug = text.rpartition(SEPARATOR)
    if not separator or not slug:
        raise ValueError(text)
    return Place(value=sort.reads(written) if written else None, slug=slug)


@dataclass(frozen=True, kw_only=True)
class Page:
    """The keys of the rows of one page, and the places that its neighbors begin at."""

    keys: Sequence[int]
    after: str = ""  # for the next page; empty where this is the last
    before: str = ""  # for the one before


@dataclass(frozen=True, kw_only=True)
class Order:
    """How a list is sorted."""

    sort: Sort
    falls: bool
    slug_path: str

    def by(self, *, backwards: bool = False) -> list[OrderBy]:
        """Rows without a value last; backwards, everything is turned round."""
        falls = self.falls is not backwards
        nulls = {"nulls_first": True} if backwards else {"nulls_last": True}
        first = OrderBy(F(self.sort.path), descending=falls, **nulls)
        return [first, OrderBy(F(self.slug_path), descending=backwards)]

    def beyond(self, place: Place, *, backwards: bool = False) -> Q:
        """The rows after a place, or before it."""
        path, value = self.sort.path, place.value
        side = "lt" if backwards else "gt"
        same = Q(**{path: value, f"{self.slug_path}__{side}": place.slug})
        none = Q(**{f"{path}__isnull": True})
        if value is None:
            return (none & same) | ~none if backwards else none & same
        value_side = "lt" if self.falls is not backwards else "gt"
        others = Q(**{f"{path}__{value_side}": value})
        return others | same if backwards else others | same | none

    def place(self, row: Sequence[Any]) -> Place:
        _, value, slug = row
        return Place(value=value, slug=slug)

    def read(
        self, rows: QuerySet[Any], *, limit: int, backwards: bool = False
    ) -> list[Any]:
        """Key, value and slug of the first rows."""
        ordered = rows.order_by(*self.by(backwards=backwards))
        return list(ordered.values_list("pk", self.sort.path, self.slug_path)[:limit])


def page_of(
    rows: QuerySet[Any], order: Order, *, after: Place | None, before: Place | None
) -> Page:
    """The page after a place, before a place, or the first one."""
    if before is not None:
        found = order.read(
            rows.filter(order.beyond(before, backwards=True)),
            limit=PAGE + 1,
            backwards=True,
        )
        shown, more = found[:PAGE][::-1], len(found) > PAGE
        return _page(shown, order, has_next=True, has_former=more)
    begun = rows if after is None else rows.filter(order.beyond(after))
    found = order.read(begun, limit=PAGE + 1)
    return _page(
        found[:PAGE],
        order,
        has_next=len(found) > PAGE,
        has_former=after is not None,
    )


def _page(rows: list[Any], order: Order, *, has_next: bool, has_former: bool) -> Page:
    if not rows:
        return Page(keys=[])
    return Page(
        keys=[row[0] for row in rows],
        after=order.place(rows[-1]).text if has_next else "",
        before=order.place(rows[0]).text if has_former else "",
    )


def all_keys(rows: QuerySet[Any], order: Order) -> Iterator[list[int]]:
    """The keys of all rows, by the thousand, so that no list is held as a whole."""
    place: Place | None = None
    while True:
        rest = rows if place is None else rows.filter(order.beyond(place))
        found = order.read(rest, limit=CHUNK)
        if found:
            yield [row[0] for row in found]
            place = order.place(found[-1])
        if len(found) < CHUNK:
            return


def rows_of(listing: Listing, keys: Sequence[int], day: date) -> list[Any]:
    """The rows with all that their columns need, in the order of their keys."""
    found = listing.rows(day).filter(pk__in=keys)
    rows = {row.pk: row for row in listing.detailed(found)}
    return [rows[key] for key in keys if key in rows]

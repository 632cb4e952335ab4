"""One page of a list as its template shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString

from catalog.listing import html
from catalog.listing.asked import Asked, Problem
from catalog.listing.paging import page_of, read_place, rows_of
from catalog.listing.parts import Column, Filter, Link, Row
from catalog.models import CatalogRevision


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """One row: its name, and its facts as HTML."""

    slug: str
    name: str
    head: SafeString
    cells: Sequence[tuple[Column, SafeString]]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The head of a column, with the order that it leads to."""

    column: Column
    address: str = ""
    order: str = ""  # as `aria-sort` has it; empty where the list is not sorted by it


@dataclass(frozen=True, kw_only=True)
class Field:
    """One filter as a form shows it."""

    filter: Filter
    chosen: str
    problem: str

    @property
    def id(self) -> str:
        return f"filter-{self.filter.key}"

    @property
    def options(self) -> SafeString:
        return html.options(self.filter.choices, self.chosen)


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """All that the template of a list names."""

    asked: Asked
    rows: Sequence[ShownRow]
    headings: Sequence[Heading]
    count: int
    fields: Sequence[Field]
    chips: Sequence[Link]
    ready_links: Sequence[Link]
    notes: Sequence[str]
    problems: Sequence[Problem]
    changed_at: datetime | None
    former: str  # addresses; empty where there is no such page
    following: str
    first: str
    csv: str
    json: str

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chips)


def list_page(asked: Asked, day: date) -> ListPage:
    """The page that was asked for, in a fixed number of queries."""
    rows = asked.rows(day)
    page = page_of(rows, asked.order, after=asked.after, before=asked.before)
    listing = asked.listing
    first = asked.first_page()
    return ListPage(
        asked=asked,
        rows=[shown_row(asked, row) for row in rows_of(listing, page.keys, day)],
        headings=[heading(asked, column) for column in columns_of(asked)],
        count=rows.count(),
        fields=list(fields(asked)),
        chips=list(chips(asked)),
        ready_links=[
            Link(text=one.text, address=f"{listing.address}?{one.query}#found")
            for one in listing.ready_links
        ],
        notes=listing.notes(),
        problems=asked.problems,
        changed_at=last_change(),
        former=neighbor(asked, before=page.before),
        following=neighbor(asked, after=page.after),
        first=first.address if asked.after or asked.before else "",
        csv=first_in(asked, "csv"),
        json=first_in(asked, "json"),
    )


def last_change() -> datetime | None:
    """When the catalog last changed."""
    return CatalogRevision.objects.values_list("changed_at", flat=True).first()


def columns_of(asked: Asked) -> list[Column]:
    return [column for column in asked.listing.columns if column.on_page]


def shown_row(asked: Asked, row: Row) -> ShownRow:
    first, *others = columns_of(asked)
    return ShownRow(
        slug=row.slug,
        name=first.text(row),
        head=html.cell(first, row),
        cells=[(column, html.cell(column, row)) for column in others],
    )


def heading(asked: Asked, column: Column) -> Heading:
    """A heading leads to its order, and where that is in use, to the other way round."""
    sort = asked.listing.sort(column.sort) if column.sort else None
    if sort is None:
        return Heading(column=column)
    is_in_use = sort == asked.sort
    turned = not asked.is_turned if is_in_use else False
    order = "descending" if asked.order.falls else "ascending"
    return Heading(
        column=column,
        address=asked.first_page(sort=sort, is_turned=turned).address,
        order=order if is_in_use else "",
    )


def fields(asked: Asked) -> Iterator[Field]:
    """The filters with what is chosen in each and what was wrong."""
    wrong = {problem.key: problem.message for problem in asked.problems}
    for one in asked.filters:
        chosen = asked.chosen.get(one.key, one.default.value)
        yield Field(filter=one, chosen=chosen, problem=wrong.get(one.key, ""))


def chips(asked: Asked) -> Iterator[Link]:
    """What narrows the list, each with the address of the list without it."""
    if asked.text:
        yield Link(text=f"“{asked.text}”", address=asked.first_page(text="").address)
    for one in asked.filters:
        choice = one.choice(asked.chosen.get(one.key, ""))
        if one.key in asked.chosen and choice:
            yield Link(
                text=f"{one.label}: {choice.label}",
                address=asked.with_choice(one.key, "").address,
            )


def neighbor(asked: Asked, *, after: str = "", before: str = "") -> str:
    """The address of the page beside this one; empty where there is none."""
    if not after and not before:
        return ""
    place = read_place(after or before, asked.sort)
    changes: dict[str, Any] = {"after": place} if after else {"before": place}
    return asked.first_page(**changes).address


def first_in(asked: Asked, name: str) -> str:
    """The whole list in another format."""
    return replace(asked.first_page(), format=name).address

"""What a list is made of: columns, filters, sorts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Collate, Lower
from django.urls import reverse

from catalog.models import Source
from catalog.wording import NOT_KNOWN

type Row = Any  # a row of whichever model the list is of
type Plain = str | int | bool | Decimal | date | list[str] | None


@dataclass(frozen=True, kw_only=True)
class Citation:
    """Where a figure comes from, and for which day it holds."""

    source: Source
    as_of: date

    @property
    def address(self) -> str:
        return address_of("sources", self.source.slug)


@dataclass(frozen=True, kw_only=True)
class Link:
    """A name, and where it leads."""

    text: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Column:
    """One fact of each row: as a page shows it, and as an export writes it."""

    key: str
    label: str
    value: Callable[[Row], Plain]  # None while it is not known
    shown: Callable[[Row], str] | None = None  # in words; or else the value itself
    note: Callable[[Row], str] | None = None  # smaller, below it
    link: Callable[[Row], str] | None = None
    citation: Callable[[Row], Citation | None] | None = None
    badges: Callable[[Row], Sequence[str]] | None = None
    unit: str = ""
    is_number: bool = False
    sort: str = ""  # the order that its heading leads to
    on_page: bool = True  # or in exports only

    def text(self, row: Row) -> str:
        """What the page says; what nobody knows is said to be so."""
        value = self.value(row)
        if value is None or value in ("", []):
            return NOT_KNOWN
        return self.shown(row) if self.shown else in_words(value)


def in_words(value: Plain) -> str:
    """A plain value as one reads it."""
    match value:
        case None:
            return NOT_KNOWN
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(value)
        case _:
            return str(value)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    condition: Callable[[date], Q] | None = None  # None: it removes nothing


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A question to which each row answers; its first choice is the default."""

    key: str
    label: str
    choices: Sequence[Choice]
    hint: str = ""

    @property
    def default(self) -> Choice:
        return self.choices[0]

    def choice(self, value: str) -> Choice | None:
        """The choice of that value, or None where there is none."""
        return next((one for one in self.choices if one.value == value), None)


@dataclass(frozen=True, kw_only=True)
class StoredFilter:
    """A filter whose choices are rows of the catalog, such as makers."""

    key: str
    label: str
    everything: str  # the label of the default
    path: str  # of what the rows are compared by
    pairs: Callable[[], Sequence[tuple[str, str]]]  # values and labels, in one query
    hint: str = ""

    def read(self) -> Filter:
        """The filter with the choices that there are now."""
        stored = [
            Choice(value=value, label=label, condition=when(**{self.path: value}))
            for value, label in self.pairs()
        ]
        return Filter(
            key=self.key,
            label=self.label,
            choices=[Choice(value="", label=self.everything), *stored],
            hint=self.hint,
        )


def when(**lookups: Any) -> Callable[[date], Q]:
    """A condition that holds on every day alike."""
    return lambda _: Q(**lookups)


def choices_of(path: str, everything: str, labels: Any) -> list[Choice]:
    """A choice for each member of an enumeration, after the one that is for all."""
    members = [
        Choice(value=value, label=label, condition=when(**{path: value}))
        for value, label in labels
    ]
    return [Choice(value="", label=everything), *members]


def known_or_not(path: str, yes: str, no: str) -> list[Choice]:
    """The choices for a fact that is true, false or not known."""
    return [
        Choice(value="", label="any"),
        Choice(value="yes", label=yes, condition=when(**{path: True})),
        Choice(value="no", label=no, condition=when(**{path: False})),
        Choice(value="unknown", label=NOT_KNOWN, condition=when(**{path: None})),
    ]


def number_from(text: str) -> Decimal:
    """A finite number that the database can hold, or ValueError."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite() or abs(number) > 10**20:
        raise ValueError(text)
    return number


@dataclass(frozen=True, kw_only=True)
class Sort:
    """An order of the rows; rows without the value come last, either way."""

    key: str
    label: str
    path: str
    falls: bool = False  # the largest first
    reads: Callable[[str], Any] = str  # an address's text to a value; ValueError

    @property
    def name(self) -> str:
        return f"-{self.key}" if self.falls else self.key


@dataclass(frozen=True, kw_only=True)
class ReadyLink:
    """A common question as a link to its answer."""

    text: str
    query: str


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One list: the page, the CSV and the JSON are all made from it."""

    key: str
    url_name: str
    title: str
    one: str  # what a row is called
    many: str
    lead: str
    search_hint: str
    rows: Callable[[date], QuerySet[Any]]
    detailed: Callable[[QuerySet[Any]], QuerySet[Any]]  # with what columns need
    search: Callable[[str], Q]
    filters: Sequence[Filter | StoredFilter]
    sorts: Sequence[Sort]  # the first is the default
    columns: Sequence[Column]
    slug_path: str = "sort_slug"
    ready_links: Sequence[ReadyLink] = ()
    is_compared: bool = False
    # What a reader must know of the figures.
    notes: Callable[[], Sequence[str]] = tuple

    @property
    def address(self) -> str:
        return reverse(f"catalog:{self.url_name}")

    def sort(self, key: str) -> Sort | None:
        return next((one for one in self.sorts if one.key == key), None)


URL_NAMES = {"hardware": "hardware_list"}


def sortable(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows with a name and a slug that sort alike in every database."""
    sorted_by: QuerySet[Any] = rows.annotate(
        sort_name=Collate(Lower("name"), "C"), sort_slug=Collate("slug", "C")
    )
    return sorted_by


def address_of(key: str, slug: str) -> str:
    """The page of one row, which lies below its list."""
    return f"{reverse(f'catalog:{URL_NAMES.get(key, key)}')}{slug}/"

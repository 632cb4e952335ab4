"""What an address asks of a list: read, checked, and written back in one way only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from catalog.listing.paging import Order, Place, read_place
from catalog.listing.parts import Filter, Listing, Sort

LONGEST_SEARCH = 100
LONGEST_SHOWN = 40  # characters of a wrong value that are shown back
FORMATS = ("csv", "json")
SEARCH, SORT, AFTER, BEFORE, FORMAT = "q", "sort", "after", "before", "format"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A part of the address that cannot be taken, and why."""

    key: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A list as an address asks for it; what was wrong in it is left out."""

    listing: Listing
    filters: Sequence[Filter]
    text: str = ""
    chosen: Mapping[str, str]  # by filter, without the defaults
    sort: Sort
    is_turned: bool = False  # sorted the other way round
    after: Place | None = None
    before: Place | None = None
    format: str = ""
    problems: Sequence[Problem] = ()

    @property
    def order(self) -> Order:
        return Order(
            sort=self.sort,
            falls=self.sort.falls is not self.is_turned,
            slug_path=self.listing.slug_path,
        )

    @property
    def sort_value(self) -> str:
        """The order as an address writes it; empty where it is the usual one."""
        name = f"-{self.sort.key}" if self.is_turned else self.sort.key
        return "" if name == self.listing.sorts[0].key else name

    def pairs(self) -> list[tuple[str, str]]:
        """Keys and values in the one order that addresses have; defaults left out."""
        pairs = [
            (SEARCH, self.text),
            *((one.key, self.chosen.get(one.key, "")) for one in self.filters),
            (SORT, self.sort_value),
            (AFTER, self.after.text if self.after else ""),
            (BEFORE, self.before.text if self.before else ""),
            (FORMAT, self.format),
        ]
        return [(key, value) for key, value in pairs if value]

    @property
    def address(self) -> str:
        pairs = self.pairs()
        path = self.listing.address
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def first_page(self, **changes: Any) -> "Asked":
        """The same list from its beginning, with something changed."""
        return replace(self, **{"after": None, "before": None, **changes})

    def with_choice(self, key: str, value: str) -> "Asked":
        """The first page with another choice in one filter; empty for the default."""
        chosen = {one: text for one, text in self.chosen.items() if one != key}
        return self.first_page(chosen=chosen | ({key: value} if value else {}))

    def rows(self, day: date) -> QuerySet[Any]:
        """All rows that are asked for, on every page, in no order."""
        rows = self.listing.rows(day)
        if self.text:
            rows = rows.filter(self.listing.search(self.text))
        for one in self.filters:
            choice = one.choice(self.chosen.get(one.key, one.default.value))
            if choice and choice.condition:
                rows = rows.filter(choice.condition(day))
        return rows


class Reader:
    """Reads one query string; every fault becomes a sentence."""

    def __init__(self, listing: Listing, query: QueryDict) -> None:
        self.listing = listing
        self.query = query
        self.problems: list[Problem] = []

    def read(self) -> Asked:
        """All that the address asks for."""
        filters = [
            one if isinstance(one, Filter) else one.read()
            for one in self.listing.filters
        ]
        sort, is_turned = self.sort()
        asked = Asked(
            listing=self.listing,
            filters=filters,
            text=self.text(),
            chosen={one.key: value for one in filters if (value := self.choice(one))},
            sort=sort,
            is_turned=is_turned,
            after=self.place(AFTER, sort),
            before=self.place(BEFORE, sort),
            format=self.format(),
        )
        if asked.after and asked.before:
            self.note(AFTER, "“after” and “before” do not go together.")
            asked = replace(asked, after=None, before=None)
        return replace(asked, problems=tuple(self.problems))

    def note(self, key: str, message: str) -> None:
        """Remember a fault."""
        self.problems.append(Problem(key=key, message=message))

    def value(self, key: str) -> str:
        """The one value of a key; empty where it is not there."""
        values = [value.strip() for value in self.query.getlist(key)]
        if len(set(values)) > 1:
            self.note(key, f"“{key}” is there twice, with different values.")
            return ""
        return values[0] if values else ""

    def text(self) -> str:
        """What is searched for."""
        text = " ".join(self.value(SEARCH).split())
        if len(text) > LONGEST_SEARCH:
            self.note(SEARCH, f"Search for {LONGEST_SEARCH} characters at most.")
            return ""
        if text and not any(character.isalnum() for character in text):
            self.note(SEARCH, "Search for something with a letter or a digit in it.")
            return ""
        return text

    def choice(self, one: Filter) -> str:
        """The choice of a filter; empty where it is the default or none of its own."""
        value = self.value(one.key)
        if value and one.choice(value) is None:
            shown = shortened(value)
            self.note(one.key, f"{one.label}: there is no choice “{shown}”.")
            return ""
        return "" if value == one.default.value else value

    def sort(self) -> tuple[Sort, bool]:
        """The order, and whether it is turned round."""
        value = self.value(SORT)
        usual = self.listing.sorts[0]
        if not value:
            return usual, False
        sort = self.listing.sort(value.removeprefix("-"))
        if sort is None:
            self.note(SORT, f"The list cannot be sorted by “{shortened(value)}”.")
            return usual, False
        return sort, value.startswith("-")

    def place(self, key: str, sort: Sort) -> Place | None:
        """Where the page begins or ends."""
        value = self.value(key)
        if not value:
            return None
        try:
            return read_place(value, sort)
        except ValueError:
            self.note(key, "The page cannot be found; this is the first one.")
            return None

    def format(self) -> str:
        """How the answer is to be written."""
        value = self.value(FORMAT)
        if value and value not in FORMATS:
            self.note(FORMAT, f"There is no format “{shortened(value)}”: csv or json.")
            return ""
        return value


def read_asked(listing: Listing, query: QueryDict) -> Asked:
    """What the query string asks of the list."""
    return Reader(listing, query).read()


def shortened(value: str) -> str:
    """What was sent, short enough to be shown."""
    return value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"

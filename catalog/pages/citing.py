"""Where a figure comes from, as a page names it."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from catalog.models import Source


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A source, and the day for which it says something."""

    slug: str
    title: str
    kind: str
    kind_text: str
    as_of: date


class Cited(Protocol):
    """A row with a source and a date."""

    @property
    def source(self) -> Source: ...

    @property
    def as_of(self) -> date: ...


def citation(row: Cited) -> Citation:
    """The source of a row that was read with it."""
    return cited(row.source, row.as_of)


def cited(source: Source, as_of: date) -> Citation:
    """A source with the day that a row names."""
    return Citation(
        slug=source.slug,
        title=source.title,
        kind=source.kind,
        kind_text=source.get_kind_display(),
        as_of=as_of,
    )

"""What several lists have alike."""

from collections.abc import Callable, Sequence
from typing import Any

from catalog import wording
from catalog.listing.parts import Citation, Column, Row, Sort, address_of

BY_NAME = Sort(key="name", label="name", path="sort_name")


def cited(row: Any) -> Citation | None:
    """The source of a row that has one, read with it."""
    if row is None or row.source is None or row.as_of is None:
        return None
    return Citation(source=row.source, as_of=row.as_of)


def name_of(
    key: str, label: str, badges: Callable[[Row], Sequence[str]] | None = None
) -> tuple[Column, Column]:
    """The name as a link to the row's own page, and the slug for exports."""
    return (
        Column(
            key="name",
            label=label,
            sort="name",
            value=lambda row: row.name,
            link=lambda row: address_of(key, row.slug),
            badges=badges,
        ),
        Column(key="slug", label="Slug", value=lambda row: row.slug, on_page=False),
    )


def checked() -> Column:
    """The day for which the row's own source speaks."""
    return Column(
        key="checked",
        label="Last checked",
        value=lambda row: row.as_of,
        shown=lambda row: wording.day(row.as_of),
        citation=cited,
    )

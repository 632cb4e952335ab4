"""Lists that may be long: a page shows the first of them and says of how many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

MOST_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class Listed[Told]:
    """The first rows of a list, and how many there are."""

    rows: Sequence[Told]
    total: int

    @property
    def is_cut(self) -> bool:
        return len(self.rows) < self.total


def listed[Row: Model, Told](
    rows: QuerySet[Row],
    tell: Callable[[Row], Told],
    *,
    most: int = MOST_SHOWN,
    is_whole: bool = False,
) -> Listed[Told]:
    """The first rows in words, in one query, and in a second one how many there are."""
    if is_whole:
        return all_of([tell(row) for row in rows])
    shown = [tell(row) for row in rows[:most]]
    total = len(shown) if len(shown) < most else rows.count()
    return Listed(rows=shown, total=total)


def all_of[Told](rows: Sequence[Told], most: int | None = None) -> Listed[Told]:
    """Rows that are all at hand; without a limit all of them are shown."""
    return Listed(rows=rows[:most], total=len(rows))

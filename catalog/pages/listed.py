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
    is_whole: bool = False,
) -> Listed[Told]:
    """The first rows in words, in one query, and in a second one how many there are."""
    if is_whole:
        every = [tell(row) for row in rows]
        return Listed(rows=every, total=len(every))
    shown = [tell(row) for row in rows[:MOST_SHOWN]]
    total = len(shown) if len(shown) < MOST_SHOWN else rows.count()
    return Listed(rows=shown, total=total)

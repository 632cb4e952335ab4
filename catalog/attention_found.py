"""The rows that need a person, looked for when the catalog changes, and kept.

To look for all of them takes a second in a catalog of 200,000 scores. So each change
looks again for what it may have moved, and stores that for whoever opens the start page
of the admin. On a new day, which is no change, each worker looks once by itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import CharField, QuerySet, Value
from django.utils import timezone

from catalog.attention import CONCERNS, MOST_COUNTED, Concern
from catalog.history import history_model
from catalog.models import CatalogRow, KeptConcern

SETTINGS = {"statement_timeout": "3s", "enable_nestloop": "off"}
SET = "SELECT set_config(%s, %s, TRUE)"

# The day, where it matters, and the newest record of each kind of row looked at:
# what was found stays the same as long as these do.
type State = tuple[date | None, tuple[int, ...]]


def rows_found(concern: Concern, day: date) -> tuple[int, ...]:
    """The rows, up to one more than `MOST_COUNTED`, which stands for any more."""
    state = _states([concern], day)[concern.name]
    kept = _kept([concern], "rows").get((concern.name, state))
    return _look(concern, day, state) if kept is None else tuple(kept)


def counts_found(concerns: Sequence[Concern], day: date) -> list[int]:
    """How many rows each has, in two queries while what is kept holds."""
    states = _states(concerns, day)
    kept = _kept(concerns, "rows__len")
    counts = []
    for one in concerns:
        state = states[one.name]
        count = kept.get((one.name, state))
        counts.append(len(_look(one, day, state)) if count is None else count)
    return counts


def keep_found() -> None:
    """Look again for what may have changed; part of every change of the catalog."""
    day = timezone.localdate()
    states, kept = _states(CONCERNS, day), _kept(CONCERNS, "pk")
    stale = [one for one in CONCERNS if (one.name, states[one.name]) not in kept]
    if not stale:
        return
    fresh = [_to_keep(one, day, states[one.name]) for one in stale]
    KeptConcern.objects.bulk_create(
        [one for one in fresh if one],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["day", "newest", "rows"],
    )


def newest_records(kinds: Iterable[type[CatalogRow]]) -> tuple[int, ...]:
    """The number of the last record of each kind of row: it moves with every change."""
    newest = _newest(kinds)
    return tuple(newest[name] for name in sorted(newest))


def _newest(kinds: Iterable[type[CatalogRow]]) -> dict[str, int]:
    """The same by the name of the kind; one query, however many there are."""
    newest = {kind.__name__: 0 for kind in kinds}
    records = [_last_record(kind) for kind in kinds]
    if len(records) > 1:
        # Without an order of its own: Django would take that of the first kind.
        records = [records[0].union(*records[1:], all=True).order_by()]
    for some in records:
        newest.update(some)
    return newest


def _last_record(kind: type[CatalogRow]) -> QuerySet[Any, Any]:
    records = history_model(kind)._default_manager.order_by("-history_id")
    name = Value(kind.__name__, CharField())
    return records.values_list(name, "history_id")[:1]


def _states(concerns: Iterable[Concern], day: date) -> dict[str, State]:
    newest = _newest({kind for one in concerns for kind in one.kinds})
    return {
        one.name: (
            day if one.is_dated else None,
            tuple(newest[kind.__name__] for kind in one.kinds),
        )
        for one in concerns
    }


def _kept(concerns: Iterable[Concern], column: str) -> dict[tuple[str, State], Any]:
    rows = KeptConcern.objects.filter(name__in=[one.name for one in concerns])
    return {
        (name, (day, tuple(newest))): value
        for name, day, newest, value in rows.values_list(
            "name", "day", "newest", column
        )
    }


@lru_cache(maxsize=64)
def _look(concern: Concern, day: date, state: State) -> tuple[int, ...]:
    rows = concern.rows(day).order_by().values_list("pk", flat=True)
    return tuple(rows[: MOST_COUNTED + 1])


def _to_keep(concern: Concern, day: date, state: State) -> KeptConcern | None:
    """What there is to keep; nothing if it takes too long, which must stop no change."""
    day_that_matters, newest = state
    try:
        with transaction.atomic(), _at_ease():
            # Not from memory, which may hold what a change saw that was taken back.
            rows = _look.__wrapped__(concern, day, state)
    except OperationalError:
        return None
    return KeptConcern(
        name=concern.name, day=day_that_matters, newest=list(newest), rows=list(rows)
    )


@contextmanager
def _at_ease() -> Iterator[None]:
    """Settings to look with, until the end of the transaction or the block.

    Rows just loaded are not counted yet: the database takes them for a handful, and
    would compare each with each.
    """
    with connection.cursor() as cursor:
        before = {name: _setting(cursor, name) for name in SETTINGS}
        for name, value in SETTINGS.items():
            cursor.execute(SET, [name, value])
        yield
        for name, value in before.items():
            cursor.execute(SET, [name, value])


def _setting(cursor: CursorWrapper, name: str) -> str:
    cursor.execute("SELECT current_setting(%s)", [name])
    value: str = cursor.fetchone()[0]
    return value

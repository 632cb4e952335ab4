"""Records the states of many rows at once; single saves and deletions do it alone.

`QuerySet.update`, `bulk_create` and `bulk_update` tell the history nothing. Whoever
writes rows that way calls `remember` afterwards, inside the same `catalog_change`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from django.db import connection, models
from psycopg import sql

from catalog.models import CatalogRow
from catalog.models.history import change_under_way
from catalog.row_relations import through_table

Kind = Literal["+", "~"]
ADDED: Kind = "+"
CHANGED: Kind = "~"


def write_with_history(
    added: Sequence[CatalogRow] = (),
    changed: Sequence[CatalogRow] = (),
    fields: Iterable[str] = (),
) -> None:
    """Write many rows of one kind, and record the state that they are in now.

    `fields` are the columns of the changed rows to write. Lists of other rows
    (many-to-many) are the caller's: write them, then call `remember`.
    """
    if added:
        model = type(added[0])
        model._default_manager.bulk_create(added, batch_size=2_000)
        remember(model, [row.pk for row in added], ADDED)
    if changed:
        model = type(changed[0])
        model._default_manager.bulk_update(changed, list(fields), batch_size=2_000)
        remember(model, [row.pk for row in changed], CHANGED)


def remember(model: type[CatalogRow], pks: Sequence[int], kind: Kind) -> None:
    """Record the stored state of rows, as part of the change that is under way.

    The database copies it from one table to the other, so that a thousand rows cost
    hardly more than one.
    """
    if not pks:
        return
    with connection.cursor() as cursor:
        cursor.execute(_copy_of_rows(model), _values(list(pks), kind))
        for relation in model._meta.many_to_many:
            copy = _copy_of_list(model, relation)
            cursor.execute(copy, {"pks": list(pks)})


@contextmanager
def recorded_later(row: CatalogRow) -> Iterator[None]:
    """Save a row, or its lists, without a record: `remember` follows."""
    row.skip_history_when_saving = True
    try:
        yield
    finally:
        del row.skip_history_when_saving


def history_model(model: type[CatalogRow]) -> type[models.Model]:
    """The table of the states of a kind of row."""
    states: type[models.Model] = model.history.model
    return states


def _values(pks: list[int], kind: Kind) -> dict[str, Any]:
    change = change_under_way()
    return {
        "pks": pks,
        "kind": kind,
        "by": change.by.pk if change.by else None,
        "reason": change.reason,
        "at": change.at,
    }


def _copy_of_rows(model: type[CatalogRow]) -> str:
    columns = sql.SQL(", ").join(map(sql.Identifier, _columns(model)))
    return _text(
        "INSERT INTO {states} ({columns}, history_date, history_type,"
        " history_change_reason, history_user_id)"
        " SELECT {columns}, %(at)s, %(kind)s, %(reason)s, %(by)s"
        " FROM {rows} WHERE id = ANY(%(pks)s) ORDER BY id",
        states=_table(history_model(model)),
        rows=_table(model),
        columns=columns,
    )


def _copy_of_list(model: type[CatalogRow], relation: models.ManyToManyField) -> str:
    """The list as it stands, beside the newest state of each row."""
    through = through_table(relation)
    columns = _columns(through)
    listed = [sql.Identifier("listed", name) for name in columns]
    return _text(
        "INSERT INTO {lists} ({columns}, history_id)"
        " SELECT {listed}, newest.history_id FROM {through} AS listed JOIN"
        " (SELECT id, max(history_id) AS history_id FROM {states}"
        " WHERE id = ANY(%(pks)s) GROUP BY id) AS newest"
        " ON newest.id = listed.{owner}",
        lists=_table(getattr(history_model(model), relation.name).model),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        listed=sql.SQL(", ").join(listed),
        through=_table(through),
        states=_table(history_model(model)),
        owner=sql.Identifier(relation.m2m_column_name()),
    )


def _table(model: type[models.Model]) -> sql.Identifier:
    return sql.Identifier(model._meta.db_table)


def _columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def _text(template: str, **parts: sql.Composable) -> str:
    return sql.SQL(template).format(**parts).as_string(None)

"""What a rule is, and the two ways to ask the database who breaks it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from catalog.models import CatalogRow

# Of each rule; nobody reads more at once, and one slip can break a whole import.
MOST = 1_000

# The number of a row, and what is wrong with it in a sentence.
type Found = Iterable[tuple[int, str]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Something that holds of every sound row of one kind."""

    key: str
    statement: str  # what holds, as an editor reads it
    reason: str  # why, and where a bound comes from
    model: type[CatalogRow]
    find: Callable[[date], Found]  # the rows that break it on a day, at most `MOST`


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A row that breaks a rule."""

    rule: Rule
    pk: int
    row: str  # its natural key
    address: str  # of its admin page
    sentence: str

    def __str__(self) -> str:
        kind = self.rule.model._meta.verbose_name
        return f"{kind} {self.row}: {self.sentence} ({self.rule.key}, {self.address})"


def matching(rows: QuerySet[Any], sentence: str) -> Found:
    """The rows of a query set; the sentence names their fields in braces."""
    names = names_in(sentence)
    values = rows.order_by("pk").values_list("pk", *names)[:MOST]
    for pk, *figures in values:
        yield pk, told(sentence, dict(zip(names, figures, strict=True)))


def selected(sql: str, sentence: str, **given: Any) -> Found:
    """The rows of a statement with a column `id`; the sentence names its columns.

    For what compares many rows at once, where a statement is plainer to read.
    """
    limited = f"SELECT * FROM ({sql}) AS broken ORDER BY id LIMIT %(most)s"  # noqa: S608 (all of it is written in this package)
    with connection.cursor() as cursor:
        cursor.execute(limited, {**given, "most": MOST})
        columns = [column.name for column in cursor.description or ()]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        yield row["id"], told(sentence, row)


def names_in(sentence: str) -> list[str]:
    """The fields that a sentence names, each once."""
    parsed = Formatter().parse(sentence)
    return list(dict.fromkeys(name for _, name, _, _ in parsed if name))


def told(sentence: str, figures: Mapping[str, Any]) -> str:
    """The sentence with its figures as people write them."""
    return sentence.format_map({name: text_of(figures[name]) for name in figures})


def text_of(value: Any) -> str:
    """A figure without trailing zeros, a day, or that it is not known."""
    match value:
        case None:
            return "not known"
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
        case _:
            return str(value)

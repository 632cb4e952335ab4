"""Writes rows as CSV, XLSX or JSON, piece by piece; none of it opens as a formula."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import Any

from catalog.exports.sheets import sheet_pieces
from catalog.imports.cells import BETWEEN_ITEMS
from catalog.imports.csv_files import guarded
from catalog.imports.plans import value_text

PIECE = 64_000  # characters that are sent together

type Rows = Iterable[Sequence[Any]]


@dataclass(frozen=True)
class Format:
    """A kind of file that rows can be written as."""

    name: str  # as people say it
    content_type: str
    write: Callable[[Sequence[str], Rows], Iterator[bytes]]


def csv_pieces(columns: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """CSV in UTF-8, one header line first."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([csv_cell(value) for value in row])
        if buffer.tell() > PIECE:
            yield _taken(buffer)
    yield _taken(buffer)


def csv_cell(value: Any) -> str:
    """A value in a cell; text that looks like a formula gets an apostrophe before it."""
    text = cell_text(value)
    return text if isinstance(value, (int, Decimal)) else guarded(text)


def cell_text(value: Any) -> str:
    """A value as text; the items of a list as one line of a CSV file."""
    if not isinstance(value, list):
        return value_text(value)
    buffer = StringIO()
    csv.writer(buffer, delimiter=BETWEEN_ITEMS, lineterminator="").writerow(value)
    return buffer.getvalue()


def xlsx_pieces(columns: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """One sheet; text is written as text, whatever it looks like."""
    cells = ([_sheet_cell(value) for value in row] for row in rows)
    return sheet_pieces(columns, cells)


def _sheet_cell(value: Any) -> str | Decimal:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Decimal(value)
    return cell_text(value)


def json_pieces(columns: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """A list of objects, one a line."""
    names = [json.dumps(column) for column in columns]
    buffer = StringIO()
    before = "["
    for row in rows:
        members = zip(names, map(_json_value, row), strict=True)
        inner = ", ".join(f"{name}: {value}" for name, value in members)
        buffer.write(f"{before}\n{{{inner}}}")
        before = ","
        if buffer.tell() > PIECE:
            yield _taken(buffer)
    buffer.write("[]\n" if before == "[" else "\n]\n")
    yield _taken(buffer)


def _json_value(value: Any) -> str:
    if isinstance(value, (int, Decimal)):
        return value_text(value)  # with every digit, and “true” or “false”
    if value is None or isinstance(value, (str, list)):
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value_text(value))


def _taken(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", csv_pieces),
    "xlsx": Format(
        "XLSX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        xlsx_pieces,
    ),
    "json": Format("JSON", "application/json", json_pieces),
}

"""Reads CSV: text in UTF-8, columns between commas, semicolons or tabs."""

import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper

from catalog.imports.cells import Record
from catalog.imports.refusing import (
    LINE_END,
    UnreadableError,
    checked_header,
    not_utf8,
)
from catalog.models import CatalogRow
from catalog.validators import FORMULA_STARTS

DELIMITERS = ",;\t"
# What an export puts before a text that a spreadsheet would run as a formula.
GUARD = "'"
# Spreadsheets skip these before they look for a formula.
SKIPPED = " \t\r\n\0\ufeff\u00a0"


def csv_records(content: bytes, model: type[CatalogRow]) -> Iterator[Record]:
    """Every row below the header, with the line that it begins in."""
    text = TextIOWrapper(BytesIO(content), encoding="utf-8-sig", newline="")
    lines = csv.reader(text, delimiter=delimiter_of(content), strict=True)
    try:
        columns = checked_header(next(lines), model, 1)
        end = lines.line_num
        for cells in lines:
            line, end = end + 1, lines.line_num
            if cells:
                yield _record(line, columns, cells)
    except UnicodeDecodeError as error:
        raise not_utf8(content) from error
    except csv.Error as error:
        reason = f"The line cannot be read as CSV ({error})."
        raise UnreadableError(reason, lines.line_num) from error


def delimiter_of(content: bytes) -> str:
    """What stands between columns: some programs write semicolons, some tabs."""
    first = LINE_END.split(content[:10_000], maxsplit=1)[0]
    return max(DELIMITERS, key=lambda each: first.count(each.encode()))


def _record(line: int, columns: list[str], cells: list[str]) -> Record:
    faults: tuple[tuple[str, str], ...] = ()
    if len(cells) != len(columns):
        reason = f"The row has {len(cells)} cells, the header has {len(columns)}."
        faults = (("", reason),)
    named = zip(columns, map(_unguarded, cells), strict=False)
    return Record(line, dict(named), faults)


def guarded(text: str) -> str:
    """The text so that no spreadsheet runs it; a reader takes the guard off again."""
    return GUARD + text if _looks_like_formula(text) else text


def _unguarded(cell: str) -> str:
    has_guard = cell.startswith(GUARD) and _looks_like_formula(cell)
    return cell[1:] if has_guard else cell


def _looks_like_formula(text: str) -> bool:
    return text.lstrip(GUARD + SKIPPED).startswith(FORMULA_STARTS)

"""Reads XLSX: one sheet, and of a zip file only what can do no harm."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import IO

from catalog.imports import limits
from catalog.imports.cells import Record
from catalog.imports.refusing import UnreadableError, checked_header
from catalog.imports.xlsx_cells import Book, cell_text
from catalog.imports.xlsx_xml import Row, rows_in, texts_in
from catalog.models import CatalogRow

ROW_BEGINS = re.compile(rb"<(?:\w+:)?row[\s/>]")
CHUNK = 1_000_000
LONGEST_MATCH = 20  # of the expression above, so that none is lost between chunks
NO_HEADER = "The first row must name the columns."
SHEETS = "xl/worksheets/"
WORKBOOK = "xl/workbook.xml"
STRINGS = "xl/sharedstrings.xml"
STYLES = "xl/styles.xml"


def xlsx_records(content: bytes, model: type[CatalogRow]) -> Iterator[Record]:
    """Every row below the header, with its number in the sheet."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            check_parts(parts, len(content))
            yield from _records(parts, model)
    except UnreadableError:
        raise
    except Exception as error:  # whatever a broken file makes the library raise
        kind = type(error).__name__
        message = f"The spreadsheet cannot be read ({kind})."
        raise UnreadableError(message) from error


# Before it is unpacked


def check_parts(parts: zipfile.ZipFile, packed: int) -> None:
    """Refuse what is no spreadsheet, and what would unpack without end."""
    infos = parts.infolist()
    if WORKBOOK not in {info.filename.lower() for info in infos}:
        raise UnreadableError("This is a zip file, and no spreadsheet (.xlsx).")
    _check_sizes(infos, packed)
    for info in infos:
        if info.filename.lower().startswith(SHEETS):
            with parts.open(info) as sheet:
                _check_rows(sheet)


def _check_sizes(infos: Sequence[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(info.file_size for info in infos)
    if (
        len(infos) > limits.MAX_PARTS
        or unpacked > limits.MAX_UNPACKED
        or unpacked > packed * limits.MAX_RATIO
    ):
        raise UnreadableError("The spreadsheet unpacks to far more than it should.")
    for info in infos:
        if info.file_size > _largest(info.filename.lower()):
            name = info.filename[-60:]
            raise UnreadableError(f"A part of the spreadsheet is too large ({name}).")


def _largest(name: str) -> int:
    if name.startswith(SHEETS):
        return limits.MAX_UNPACKED
    return limits.MAX_STRINGS if name == STRINGS else limits.MAX_OTHER_PART


def _check_rows(sheet: IO[bytes]) -> None:
    """Count rows before they are read, each of which is held in memory as a whole."""
    rows = since_row = 0
    rest = b""
    while chunk := sheet.read(CHUNK):
        text = rest + chunk
        begins = [match.end() for match in ROW_BEGINS.finditer(text)]
        rows += len(begins)
        if rows > limits.MAX_ROWS + 1:
            message = f"There are more than {limits.MAX_ROWS:,} rows, empty ones too."
            raise UnreadableError(message)
        since_row = len(text) - begins[-1] if begins else since_row + len(chunk)
        if since_row > limits.MAX_WITHOUT_ROW + CHUNK:
            raise UnreadableError("A row of the spreadsheet is far too long.")
        rest = text[max([*begins[-1:], len(text) - LONGEST_MATCH]) :]


# Row by row


def _records(parts: zipfile.ZipFile, model: type[CatalogRow]) -> Iterator[Record]:
    names = {name.lower(): name for name in parts.namelist()}
    sheets = [name for name in names if name.startswith(SHEETS) and _is_sheet(name)]
    book = Book.read(
        parts.read(names[WORKBOOK]),
        parts.read(names[STYLES]) if STYLES in names else b"",
    )
    number = max(book.sheets, len(sheets))
    if number != 1 or not sheets:
        message = f"The spreadsheet has {number} sheets; keep the one with rows."
        raise UnreadableError(message)
    if STRINGS in names:
        with parts.open(names[STRINGS]) as part:
            book.texts.extend(texts_in(part))
    with parts.open(names[sheets[0]]) as sheet:
        yield from _records_of(rows_in(sheet), book, model)


def _is_sheet(name: str) -> bool:
    """Not what belongs to a sheet, in a folder beside it."""
    return name.endswith(".xml") and "/" not in name.removeprefix(SHEETS)


def _records_of(
    rows: Iterator[Row], book: Book, model: type[CatalogRow]
) -> Iterator[Record]:
    first = next(rows, None)
    if first is None or first.line > 1:
        raise UnreadableError(NO_HEADER, 1)
    columns = checked_header(_header(first, book), model, first.line)
    for row in rows:
        if not all(cell.is_empty for cell in row.cells.values()):
            yield _record(row, columns, book)


def _header(row: Row, book: Book) -> list[str]:
    """The names up to the last one; a gap between them has none."""
    cells = {at: cell for at, cell in row.cells.items() if not cell.is_empty}
    try:
        filled = {number: cell_text(cell, book) for number, cell in cells.items()}
    except ValueError as error:
        raise UnreadableError(str(error), row.line) from error
    if not filled:
        raise UnreadableError(NO_HEADER, 1)
    return [filled.get(number, "") for number in range(1, max(filled) + 1)]


def _record(row: Row, columns: list[str], book: Book) -> Record:
    texts: dict[str, str | None] = dict.fromkeys(columns)
    faults = []
    for number, cell in row.cells.items():
        if cell.is_empty:
            continue
        if number > len(columns):
            faults.append(("", f"Column {number} has a value and no name."))
            continue
        try:
            texts[columns[number - 1]] = cell_text(cell, book)
        except ValueError as error:
            faults.append((columns[number - 1], str(error)))
    return Record(row.line, texts, tuple(faults))

"""Reads XLSX: one sheet, and of a zip file only what can do no harm."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any, BinaryIO

import openpyxl
from openpyxl.xml import DEFUSEDXML

from catalog.imports import limits
from catalog.imports.cells import Record
from catalog.imports.refusing import UnreadableError, checked_header
from catalog.models import CatalogRow

ROW_BEGINS = re.compile(rb"<(?:\w+:)?row[\s/>]")
CHUNK = 1_000_000
LONGEST_MATCH = 20  # of the expression above, so that none is lost between chunks
NO_HEADER = "The first row must name the columns."
SHEETS = "xl/worksheets/"
STRINGS = "xl/sharedstrings.xml"
LARGEST_EXACT = 10**15  # whole numbers above it are no longer exact in a spreadsheet

if not DEFUSEDXML:
    raise ImportError("openpyxl must read XML with defusedxml.")


def xlsx_records(content: bytes, model: type[CatalogRow]) -> Iterator[Record]:
    """Every row below the header, with its number in the sheet."""
    try:
        check_parts(content)
        book = openpyxl.load_workbook(
            BytesIO(content), read_only=True, keep_links=False
        )
        yield from _records(book, model)
    except UnreadableError:
        raise
    except Exception as error:  # whatever a broken file makes the library raise
        kind = type(error).__name__
        message = f"The spreadsheet cannot be read ({kind})."
        raise UnreadableError(message) from error


# Before it is unpacked


def check_parts(content: bytes) -> None:
    """Refuse what is no spreadsheet, and what would unpack without end."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        infos = parts.infolist()
        names = {info.filename.lower() for info in infos}
        if "xl/workbook.xml" not in names:
            raise UnreadableError("This is a zip file, and no spreadsheet (.xlsx).")
        _check_sizes(infos, len(content))
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


def _check_rows(sheet: BinaryIO | Any) -> None:
    """Count rows without reading them; each is held in memory as a whole later."""
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


def _records(book: Any, model: type[CatalogRow]) -> Iterator[Record]:
    sheets = book.worksheets
    if len(sheets) != 1:
        message = f"The spreadsheet has {len(sheets)} sheets; keep the one with rows."
        raise UnreadableError(message)
    sheets[0].reset_dimensions()  # what the file says of its size may be wrong
    columns: list[str] = []
    for line, cells in enumerate(sheets[0].iter_rows(), start=1):
        if len(cells) > limits.MAX_COLUMNS:
            message = f"There are more than {limits.MAX_COLUMNS} columns."
            raise UnreadableError(message, line)
        if line > limits.MAX_ROWS + 1:
            message = f"There are more than {limits.MAX_ROWS:,} rows."
            raise UnreadableError(message, line)
        if columns:
            if any(cell.value is not None for cell in cells):
                yield _record(line, columns, cells)
        else:
            columns = checked_header(_header(cells), model, line)
    if not columns:
        raise UnreadableError(NO_HEADER, 1)


def _header(cells: Sequence[Any]) -> list[str]:
    names = ["" if cell.value is None else str(cell.value) for cell in cells]
    while names and not names[-1].strip():
        names.pop()
    if not names:
        raise UnreadableError(NO_HEADER, 1)
    return names


def _record(line: int, columns: list[str], cells: Sequence[Any]) -> Record:
    texts: dict[str, str | None] = dict.fromkeys(columns)
    faults = []
    for number, cell in enumerate(cells):
        if cell.value is None:
            continue
        if number >= len(columns):
            faults.append(("", f"Column {number + 1} has a value and no name."))
            continue
        try:
            texts[columns[number]] = text_in(cell)
        except ValueError as error:
            faults.append((columns[number], str(error)))
    return Record(line, texts, tuple(faults))


def text_in(cell: Any) -> str:
    """The cell as it would stand in a CSV file; raises `ValueError`."""
    value = cell.value
    if cell.data_type == "f":
        raise ValueError("The cell holds a formula; write what it comes to.")
    if cell.data_type == "e":
        raise ValueError(f"The cell holds an error ({str(value)[:20]}).")
    match value:
        case bool():
            return str(value).lower()
        case float() if value.is_integer() and abs(value) < LARGEST_EXACT:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case str() | int() | float() | datetime():
            return str(value)
        case _:
            raise ValueError("The cell holds no text, number or day.")

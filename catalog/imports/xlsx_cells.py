"""What the cells of a spreadsheet mean: some numbers are days, some are texts."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Self

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import (
    BUILTIN_FORMATS,
    is_date_format,
    is_timedelta_format,
)
from openpyxl.utils.datetime import (
    MAC_EPOCH,
    WINDOWS_EPOCH,
    from_excel,
    from_ISO8601,
)

from catalog.imports.xlsx_xml import MAIN, Cell

IN = {"": MAIN}
LARGEST_EXACT = 10**15  # whole numbers above it are no longer exact in a spreadsheet
WHOLE = re.compile(r"-?[0-9]{1,400}")
BROKEN = re.compile(r"-?[0-9]{0,400}\.?[0-9]{1,400}([eE][+-]?[0-9]{1,4})?")
NO_VALUE = "The cell holds no text, number or day."


@dataclass
class Book:
    """What is said once for all cells."""

    sheets: int
    epoch: datetime  # the day from which days are counted
    days: frozenset[str]  # styles that show a number as a day or a time of day
    spans: frozenset[str]  # styles that show it as a number of hours
    texts: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, workbook: bytes, styles: bytes) -> Self:
        """Take it from the small parts of the file."""
        root = fromstring(workbook)
        settings = root.find("workbookPr", IN)
        counts_from = settings.get("date1904") if settings is not None else None
        formats = _formats(styles) if styles else []
        return cls(
            sheets=len(root.findall("sheets/sheet", IN)),
            epoch=MAC_EPOCH if counts_from in ("1", "true") else WINDOWS_EPOCH,
            days=_styles(formats, is_date_format),
            spans=_styles(formats, is_timedelta_format),
        )


def _formats(styles: bytes) -> list[str]:
    """How each style shows a number, such as “yyyy-mm-dd”."""
    root = fromstring(styles)
    own = {
        each.get("numFmtId"): each.get("formatCode")
        for each in root.findall("numFmts/numFmt", IN)
    }
    numbers = [each.get("numFmtId", "0") for each in root.findall("cellXfs/xf", IN)]
    return [own.get(each) or BUILTIN_FORMATS.get(int(each), "") for each in numbers]


def _styles(formats: list[str], shows: Any) -> frozenset[str]:
    return frozenset(str(number) for number, each in enumerate(formats) if shows(each))


def cell_text(cell: Cell, book: Book) -> str:
    """The cell as it would stand in a CSV file; raises `ValueError`."""
    if cell.has_formula:
        raise ValueError("The cell holds a formula; write what it comes to.")
    match cell.kind:
        case "n":
            return _number(cell, book)
        case "s":
            return _shared(cell.text, book.texts)
        case "str" | "inlineStr":
            return cell.text
        case "b":
            return "true" if cell.text == "1" else "false"
        case "d":
            return _moment(from_ISO8601(cell.text))
        case "e":
            raise ValueError(f"The cell holds an error ({cell.text[:20]}).")
        case _:
            raise ValueError(NO_VALUE)


def _number(cell: Cell, book: Book) -> str:
    if not WHOLE.fullmatch(cell.text) and not BROKEN.fullmatch(cell.text):
        raise ValueError("The cell holds no number.")
    if cell.style in book.days:
        return _day(float(cell.text), cell.style, book)
    if WHOLE.fullmatch(cell.text):
        return str(int(cell.text))
    value = float(cell.text)
    if value.is_integer() and abs(value) < LARGEST_EXACT:
        return str(int(value))
    return str(value)


def _day(number: float, style: str, book: Book) -> str:
    try:
        found = from_excel(number, book.epoch, timedelta=style in book.spans)
    except (OverflowError, ValueError) as error:
        raise ValueError(f"{number} is no day of a spreadsheet.") from error
    return _moment(found)


def _moment(value: Any) -> str:
    match value:
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return str(value)
        case _:  # a time of day, or a number of hours
            raise ValueError(NO_VALUE)


def _shared(number: str, texts: list[str]) -> str:
    if WHOLE.fullmatch(number) and 0 <= int(number) < len(texts):
        return texts[int(number)]
    raise ValueError("The cell names a text that the spreadsheet does not hold.")

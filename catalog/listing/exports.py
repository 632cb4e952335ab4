"""A list as CSV and as JSON: all rows of all pages, written as they are read."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase

from catalog.json_values import day as day_text
from catalog.listing.asked import Asked
from catalog.listing.paging import all_keys, rows_of
from catalog.listing.parts import Citation, Column, Plain, Row
from catalog.validators import FORMULA_STARTS

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else


class Line:
    """Where the CSV writer puts a line, to be taken from there."""

    def write(self, text: str) -> str:
        return text


def export(asked: Asked, day: date) -> HttpResponseBase:
    """The whole list as a file; a fault of its first rows is still a plain error."""
    parts = csv_lines(asked, day) if asked.format == "csv" else json_parts(asked, day)
    begun = chain([next(parts)], parts)
    response = StreamingHttpResponse(begun, content_type=TYPES[asked.format])
    name = f"weighbridge-{asked.listing.key}-{day:%Y-%m-%d}.{asked.format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def all_rows(asked: Asked, day: date) -> Iterator[Row]:
    """Every row that is asked for, in its order."""
    for keys in all_keys(asked.rows(day), asked.order):
        yield from rows_of(asked.listing, keys, day)


# --- CSV -------------------------------------------------------------------------------


def csv_lines(asked: Asked, day: date) -> Iterator[str]:
    """A line of names, then a line a row."""
    writer = csv.writer(Line())
    columns = asked.listing.columns
    yield BYTE_ORDER_MARK + writer.writerow(
        [name for column in columns for name in names_of(column)]
    )
    for row in all_rows(asked, day):
        yield writer.writerow(
            [harmless(text) for column in columns for text in texts_of(column, row)]
        )


def names_of(column: Column) -> list[str]:
    """The name of the column, and of its source and day where it has them."""
    if column.citation is None:
        return [column.key]
    return [column.key, f"{column.key}_source", f"{column.key}_as_of"]


def texts_of(column: Column, row: Row) -> list[Plain]:
    """The value; unknown is an empty cell."""
    value = column.value(row)
    if column.citation is None:
        return [csv_value(value)]
    citation = column.citation(row) if value is not None else None
    if citation is None:
        return [csv_value(value), "", ""]
    return [csv_value(value), citation.source.slug, citation.as_of.isoformat()]


def csv_value(value: Plain) -> str | int | Decimal:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(value)
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
        case _:
            return value


def harmless(value: Plain) -> Plain:
    """A cell that no spreadsheet runs as a formula.

    Editors cannot enter such a text; a row that came some other way gets a quote
    before it, which spreadsheets take for “this is text”.
    """
    if not isinstance(value, str) or not value.lstrip().startswith(FORMULA_STARTS):
        return value
    return value if is_number(value) else f"'{value}"


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


# --- JSON ------------------------------------------------------------------------------


def json_parts(asked: Asked, day: date) -> Iterator[str]:
    """One object: what was asked, then the rows."""
    head = {
        "list": asked.listing.key,
        "day": day.isoformat(),
        "asked": dict(pair for pair in asked.pairs() if pair[0] != "format"),
        "units": {one.key: one.unit for one in asked.listing.columns if one.unit},
    }
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "rows": ['
    for number, row in enumerate(all_rows(asked, day)):
        text = json.dumps(json_row(asked, row), ensure_ascii=False)
        yield f",\n{text}" if number else f"\n{text}"
    yield "\n]}\n"


def json_row(asked: Asked, row: Row) -> dict[str, Any]:
    """Each fact by its key; a figure with its source."""
    return {column.key: json_cell(column, row) for column in asked.listing.columns}


def json_cell(column: Column, row: Row) -> Any:
    value = json_value(column.value(row))
    if column.citation is None:
        return value
    citation = column.citation(row) if value is not None else None
    return {"value": value, "source": json_source(citation)}


def json_value(value: Plain) -> Any:
    match value:
        case Decimal():
            return f"{value.normalize():f}"  # as text, so that no digit is lost
        case date():
            return day_text(value)
        case _:
            return value


def json_source(citation: Citation | None) -> dict[str, str] | None:
    if citation is None:
        return None
    source = citation.source
    return {
        "slug": source.slug,
        "title": source.title,
        "url": source.url,
        "as_of": citation.as_of.isoformat(),
    }

"""From the cells of a row to the values of its fields, as text."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import models

from catalog.drafts import file_fields
from catalog.imports.days import day_in
from catalog.imports.limits import MAX_CELL
from catalog.models import CatalogRow
from catalog.seed_files import Refusal, SeedRow, Value

# Between the items of a list in one cell; an item that holds one is put in quotes.
BETWEEN_ITEMS = ";"
# As in `catalog.validators`, a hundred times sooner.
CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")
HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file: its cells by column, and what is wrong with them."""

    line: int
    cells: Mapping[str, Value]
    faults: tuple[tuple[str, str], ...] = ()  # column (or none) and sentence


def seed_row(file: str, model: type[CatalogRow], record: Record) -> SeedRow:
    """The record as a row that the catalog can take or refuse."""
    faults = [Refusal(file, record.line, text, key) for key, text in record.faults]
    values: dict[str, Value] = {}
    for key, cell in record.cells.items():
        try:
            check_text(cell)
            values[key] = value_of(file_fields(model).get(key), cell)
        except ValueError as error:
            faults.append(Refusal(file, record.line, str(error), key))
    missing = [key for key in model.natural_key_fields if key not in record.cells]
    faults += [Refusal(file, record.line, "is missing.", key) for key in missing]
    return SeedRow(file, record.line, model, values, {}, faults=tuple(faults))


def check_text(cell: Value) -> None:
    """Refuse what no field can hold and no page can show."""
    for text in texts_of(cell):
        if len(text) > MAX_CELL // 4 and len(text.encode(errors="replace")) > MAX_CELL:
            raise ValueError(f"The cell is longer than {MAX_CELL:,} bytes.")
        if HALF_CHARACTER.search(text):
            raise ValueError("The text holds half a character (a lone surrogate).")
        if CONTROL.search(text):
            raise ValueError("The text holds a control character.")
        if text.lstrip().startswith("="):
            raise ValueError("The cell holds a formula; write what it comes to.")


def texts_of(cell: Value) -> Iterator[str]:
    """The texts of a cell, which may be none or several."""
    if isinstance(cell, list):
        yield from cell
    elif cell is not None:
        yield cell


def value_of(field: models.Field | None, cell: Value) -> Value:
    """The cell as the field wants it written; empty means nothing."""
    if field is None or isinstance(cell, list):
        return cell
    if is_list(field):
        return items_in(cell or "")
    if not cell:
        return None
    if isinstance(field, models.DateField):
        return day_in(cell)
    return cell


def is_list(field: models.Field) -> bool:
    """Whether the field holds several values."""
    return bool(field.many_to_many) or hasattr(field, "base_field")


def items_in(cell: str) -> list[str]:
    """The items of a list that was written into one cell."""
    try:
        rows = csv.reader([cell], delimiter=BETWEEN_ITEMS, strict=True)
        return [item.strip() for row in rows for item in row if item.strip()]
    except csv.Error as error:
        message = "Put “;” between the items, and quotes around one that holds “;”."
        raise ValueError(message) from error

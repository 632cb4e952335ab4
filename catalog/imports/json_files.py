"""Reads JSON: a list of flat objects, one a row.

Python's own reader would first build all of it in memory, however deep it nests.
"""

import re
from collections.abc import Iterator
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in the stubs

from catalog.imports.cells import Record
from catalog.imports.limits import MAX_COLUMNS, MAX_ITEMS
from catalog.imports.refusing import UnreadableError, decoded
from catalog.models import CatalogRow
from catalog.seed_files import Value

PIECE = re.compile(
    r"[ \t\r\n]*([\[\]{},:\"]|true|false|null"
    r"|-?\d{1,1000}(?:\.\d{1,1000})?(?:[eE][+-]?\d{1,10})?)?"
)
MARKS = frozenset('[]{},:"')
NO_LIST = "A file of rows is a list: it begins with “[” and ends with “]”."
NOT_FLAT = "A row is an object of texts, numbers, true, false, null and lists of texts."
NO_COMMA = "A comma is missing or stands where none belongs."


def json_records(content: bytes, model: type[CatalogRow]) -> Iterator[Record]:
    """Every object of the list, with the line that it begins in."""
    return FlatJson(decoded(content)).rows()


class FlatJson:
    """Goes through the text once, from piece to piece."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.counted = 0  # how far lines have been counted

    def rows(self) -> Iterator[Record]:
        """The objects of the list."""
        if self._piece() != "[":
            raise self._refused(NO_LIST)
        for piece in self._between_commas("]"):
            if piece != "{":
                raise self._refused(NOT_FLAT)
            yield self._row()
        if self.text[self.at :].strip():
            raise self._refused("There is something after the end of the list.")

    def _row(self) -> Record:
        line = self._line_now()
        cells: dict[str, Value] = {}
        faults = []
        for piece in self._between_commas("}"):
            if piece != '"':
                raise self._refused(NOT_FLAT)
            key = self._string()
            if self._piece() != ":":
                raise self._refused("A colon is missing after a name.")
            if key in cells:
                faults.append((key, "stands here twice."))
            if len(cells) == MAX_COLUMNS:
                raise self._refused(f"A row has more than {MAX_COLUMNS} values.")
            cells[key] = self._value(self._piece())
        return Record(line, cells, tuple(faults))

    def _value(self, piece: str) -> Value:
        if piece == "[":
            return self._items()
        return None if piece == "null" else self._item(piece)

    def _items(self) -> list[str]:
        items: list[str] = []
        for piece in self._between_commas("]"):
            if len(items) == MAX_ITEMS:
                raise self._refused(f"A list has more than {MAX_ITEMS:,} items.")
            items.append(self._item(piece))
        return items

    def _item(self, piece: str) -> str:
        if piece == '"':
            return self._string()
        if piece in MARKS or piece == "null":
            raise self._refused(NOT_FLAT)
        return piece

    def _between_commas(self, end: str) -> Iterator[str]:
        """The first piece of everything up to the closing bracket."""
        piece = self._piece()
        while piece != end:
            yield piece
            piece = self._piece()
            if piece == ",":
                piece = self._piece()
                if piece == end:
                    raise self._refused(NO_COMMA)
            elif piece != end:
                raise self._refused(NO_COMMA)

    def _piece(self) -> str:
        """The next bracket, comma, colon, quote, number or word."""
        match = PIECE.match(self.text, self.at)
        if match is None or match[1] is None:
            raise self._refused("This is not JSON, or it ends too early.")
        self.at = match.end()
        return match[1]

    def _string(self) -> str:
        try:
            text, self.at = scanstring(self.text, self.at, True)  # noqa: FBT003 (no keywords there)
        except JSONDecodeError as error:
            self.at = error.pos
            raise self._refused(f"A text cannot be read ({error.msg}).") from error
        return str(text)

    def _refused(self, message: str) -> UnreadableError:
        return UnreadableError(message, self._line_now())

    def _line_now(self) -> int:
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = max(self.counted, self.at)
        return self.line

"""Goes through the XML of a spreadsheet as a stream, with the parser in C.

A library that first builds every cell as an element in Python takes minutes for what
takes seconds here, since XML from strangers forbids it the quick way of building them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, NoReturn
from xml.parsers import expat

from defusedxml import EntitiesForbidden, ExternalReferenceForbidden
from openpyxl.utils import column_index_from_string

from catalog.imports import limits
from catalog.imports.refusing import UnreadableError

CHUNK = 64_000  # bytes that are read together
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# As the parser names elements: the namespace, a space, the name.
ROW, CELL, VALUE, FORMULA, TEXT, SOUND, STRING = (
    f"{MAIN} {name}" for name in ("row", "c", "v", "f", "t", "rPh", "si")
)
INLINE = "inlineStr"
DIGITS = "0123456789"


@dataclass(slots=True)
class Cell:
    """One cell as the file writes it."""

    kind: str  # such as “n” for a number, “s” for one of the shared texts
    style: str
    has_formula: bool = False
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text and not self.has_formula


@dataclass(slots=True)
class Row:
    """The cells of one row by column; the first column is 1."""

    line: int
    cells: dict[int, Cell] = field(default_factory=dict)


class Texts:
    """Gathers the shared texts of a spreadsheet, in their order."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.pieces: list[str] = []
        self.is_wanted = self.is_sound = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == SOUND:  # how a text is spoken is no part of it
            self.is_sound = True
        self.is_wanted = name == TEXT and not self.is_sound

    def end(self, name: str) -> None:
        """An element ends."""
        self.is_wanted = False
        if name == SOUND:
            self.is_sound = False
        elif name == STRING:
            self.done.append("".join(self.pieces))
            self.pieces.clear()

    def text(self, text: str) -> None:
        """Some text, perhaps not all that stands there."""
        if self.is_wanted:
            self.pieces.append(text)


class Rows:
    """Gathers the rows of a sheet."""

    def __init__(self) -> None:
        self.done: list[Row] = []
        self.pieces: list[str] = []
        self.row = Row(0)
        self.column = 0
        self.cell: Cell | None = None
        self.wanted = ""  # the element whose text is that of the cell
        self.is_wanted = self.is_sound = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == CELL:
            self._start_cell(attributes)
        elif name == ROW:
            self._start_row(attributes)
        elif name == FORMULA and self.cell:
            self.cell.has_formula = True
        elif name == SOUND:
            self.is_sound = True
        self.is_wanted = name == self.wanted and not self.is_sound

    def end(self, name: str) -> None:
        """An element ends."""
        self.is_wanted = False
        if name == CELL and self.cell:
            self.cell.text = "".join(self.pieces)
            self.pieces.clear()
            self.cell, self.wanted = None, ""
        elif name == ROW:
            self.done.append(self.row)
        elif name == SOUND:
            self.is_sound = False

    def text(self, text: str) -> None:
        """Some text, perhaps not all that stands there."""
        if self.is_wanted:
            self.pieces.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        line = int(attributes.get("r", self.row.line + 1))
        if line <= self.row.line:
            raise UnreadableError(f"Row {line} comes after row {self.row.line}.", line)
        if line > limits.MAX_ROWS + 1:
            raise UnreadableError(
                f"There are more than {limits.MAX_ROWS:,} rows.", line
            )
        self.row, self.column = Row(line), 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r", "")
        letters = place.rstrip(DIGITS)
        self.column = column_index_from_string(letters) if place else self.column + 1
        if self.column > limits.MAX_COLUMNS:
            message = f"There are more than {limits.MAX_COLUMNS} columns."
            raise UnreadableError(message, self.row.line)
        if self.column in self.row.cells:
            raise UnreadableError(
                f"The cell {place} stands there twice.", self.row.line
            )
        self.cell = Cell(attributes.get("t", "n"), attributes.get("s", "0"))
        self.row.cells[self.column] = self.cell
        self.wanted = TEXT if self.cell.kind == INLINE else VALUE


def rows_in(sheet: IO[bytes]) -> Iterator[Row]:
    """The rows of a sheet, as they come."""
    found = Rows()
    for _ in _parsed(sheet, found):
        yield from found.done
        found.done.clear()


def texts_in(part: IO[bytes]) -> list[str]:
    """The shared texts, which cells name by their number."""
    found = Texts()
    for _ in _parsed(part, found):
        continue
    return found.done


def _parsed(file: IO[bytes], found: Rows | Texts) -> Iterator[None]:
    """Hand one piece of the file after the other to whoever gathers."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    parser.EntityDeclHandler = _refuse_entity
    parser.ExternalEntityRefHandler = _refuse_reference
    while chunk := file.read(CHUNK):
        parser.Parse(chunk, False)  # noqa: FBT003 (no keywords there)
        yield
    parser.Parse(b"", True)  # noqa: FBT003 (no keywords there)
    yield


def _refuse_entity(name: str, is_parameter: object, *args: Any) -> NoReturn:
    raise EntitiesForbidden(name, *args)


def _refuse_reference(*args: Any) -> NoReturn:
    raise ExternalReferenceForbidden(*args)

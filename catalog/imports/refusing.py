"""How a reader says that a file cannot be read at all."""

import re
from collections.abc import Sequence

from catalog.drafts import file_fields
from catalog.imports.limits import MAX_COLUMNS, MAX_SENTENCE
from catalog.models import CatalogRow

LINE_END = re.compile(rb"\r\n|\r|\n")


class UnreadableError(Exception):
    """The file cannot be read; says why, and where if that is known."""

    def __init__(self, message: str, line: int = 0, key: str = "") -> None:
        super().__init__(printable(message))
        self.line = line
        self.key = printable(key)


def printable(text: str) -> str:
    """The text so that it can be stored and shown, whatever a file put into it."""
    cut = text if len(text) <= MAX_SENTENCE else f"{text[:MAX_SENTENCE]}…"
    return "".join(char if char.isprintable() else "\ufffd" for char in cut)


def checked_header(
    cells: Sequence[str], model: type[CatalogRow], line: int
) -> list[str]:
    """The names of the columns, each once and each known."""
    columns = [cell.strip().lower() for cell in cells]
    if len(columns) > MAX_COLUMNS:
        raise UnreadableError(f"There are more than {MAX_COLUMNS} columns.", line)
    known = file_fields(model)
    for number, name in enumerate(columns, start=1):
        if not name:
            raise UnreadableError(f"Column {number} has no name.", line)
        if columns.index(name) < number - 1:
            raise UnreadableError("There are two columns of this name.", line, name)
        if name not in known:
            expected = ", ".join(known)
            message = f"There is no such column. These are known: {expected}."
            raise UnreadableError(message, line, name)
    for name in model.natural_key_fields:
        if name not in columns:
            message = "This column is missing; without it rows cannot be told apart."
            raise UnreadableError(message, line, name)
    return columns


def decoded(content: bytes) -> str:
    """The text of the file; a mark of its byte order is no part of it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_utf8(content) from error


def not_utf8(content: bytes) -> UnreadableError:
    """Says in which line the first byte stands that is not UTF-8."""
    line = 1
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = len(LINE_END.findall(content, 0, error.start)) + 1
    return UnreadableError("The text is not UTF-8.", line)

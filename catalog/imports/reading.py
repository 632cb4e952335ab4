"""Opens a file of rows: what it is, is read off its content, never off its name."""

from collections.abc import Callable, Iterator

from catalog.imports.cells import Record, seed_row
from catalog.imports.csv_files import csv_records
from catalog.imports.json_files import json_records
from catalog.imports.limits import MAX_BYTES, MAX_ROWS
from catalog.imports.refusing import UnreadableError
from catalog.imports.xlsx_files import xlsx_records
from catalog.models import CatalogRow
from catalog.seed_files import Refusal, RefusedError, SeedRow

type Reader = Callable[[bytes, type[CatalogRow]], Iterator[Record]]

# How files begin that are something else, and what to do about it.
OTHER_FILES = (
    (b"\x1f\x8b", "a file packed with gzip; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file; save it as .xlsx"),
    (b"%PDF", "a PDF"),
    (b"\xff\xfe", "text in UTF-16; save it as UTF-8"),
    (b"\xfe\xff", "text in UTF-16; save it as UTF-8"),
    (b"<", "HTML or XML"),
    (b"---", "YAML"),
    (b"%YAML", "YAML"),
    (b"- ", "YAML"),
)


def reader_for(content: bytes) -> Reader:
    """The reader for what the file is."""
    if not content.strip():
        raise UnreadableError("The file is empty.")
    if content.startswith(b"PK\x03\x04"):
        return xlsx_records
    begins = content[:2_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    for start, what in OTHER_FILES:
        if begins.startswith(start):
            raise UnreadableError(f"This is {what}. Send CSV, XLSX or JSON.")
    return json_records if begins.startswith((b"[", b"{")) else csv_records


class FileRows:
    """The rows of one file, which can be gone through more than once."""

    def __init__(self, name: str, content: bytes, model: type[CatalogRow]) -> None:
        self.name = name
        self.content = content
        self.model = model

    def __iter__(self) -> Iterator[SeedRow]:
        """Read the file once more, as a stream; raises `RefusedError`."""
        line = 0
        try:
            check_size(len(self.content))
            records = reader_for(self.content)(self.content, self.model)
            for number, record in enumerate(records, start=1):
                if number > MAX_ROWS:
                    line = record.line
                    raise UnreadableError(f"There are more than {MAX_ROWS:,} rows.")
                yield seed_row(self.name, self.model, record)
        except UnreadableError as error:
            refusal = Refusal(self.name, error.line or line, str(error), error.key)
            raise RefusedError(refusal) from error

    def check(self) -> int:
        """Read all of it, so that an unreadable file costs no work; counts the rows."""
        return sum(1 for _ in self)


def check_size(size: int) -> None:
    """Refuse a file that is too large, before it is read."""
    if size > MAX_BYTES:
        megabytes = MAX_BYTES // 1_000_000
        raise UnreadableError(f"The file is larger than {megabytes} MB.")

"""Writes a spreadsheet (XLSX) as a stream: a zip file with a few small XML texts.

A library would hold the rows back until the last one, and take five times as long.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import RawIOBase
from xml.sax.saxutils import escape

PIECE = 256_000  # characters of the sheet that are packed together
EXACT_DIGITS = 15  # a spreadsheet holds no more of a number
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org"
MAIN = f"{OFFICE}/spreadsheetml/2006/main"
OF_PACKAGE = f"{OFFICE}/package/2006"
OF_DOCUMENT = f"{OFFICE}/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{OF_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{SHEET_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{OF_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OF_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OF_DOCUMENT}"><sheets>'
        '<sheet name="rows" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{OF_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OF_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


class Sent(RawIOBase):
    """What the zip file has written, until it is taken to be sent."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        """Written to, and never gone back in."""
        return True

    def write(self, piece: object) -> int:
        """Keep a piece."""
        self.pieces.append(bytes(piece))  # type: ignore[call-overload]  # any buffer
        return len(self.pieces[-1])

    def take(self) -> bytes:
        """All that was written since the last time."""
        taken = b"".join(self.pieces)
        self.pieces.clear()
        return taken


def sheet_pieces(
    columns: Sequence[str], rows: Iterable[Sequence[str | Decimal]]
) -> Iterator[bytes]:
    """The bytes of a spreadsheet with one sheet, as they come."""
    sent = Sent()
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, text in PARTS.items():
            parts.writestr(name, HEAD + text)
        with parts.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for text in _sheet_texts(columns, rows):
                sheet.write(text.encode())
                yield sent.take()
    yield sent.take()


def _sheet_texts(
    columns: Sequence[str], rows: Iterable[Sequence[str | Decimal]]
) -> Iterator[str]:
    texts = [f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>', _row(columns)]
    size = 0
    for row in rows:
        texts.append(_row(row))
        size += len(texts[-1])
        if size > PIECE:
            yield "".join(texts)
            texts, size = [], 0
    yield "".join([*texts, "</sheetData></worksheet>"])


def _row(cells: Sequence[str | Decimal]) -> str:
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(value: str | Decimal) -> str:
    if isinstance(value, Decimal):
        if len(value.as_tuple().digits) <= EXACT_DIGITS:
            return f"<c><v>{value.normalize():f}</v></c>"
        value = f"{value.normalize():f}"
    if not value:
        return "<c/>"
    text = escape(NOT_IN_XML.sub("\ufffd", value), {"\r": "&#13;"})
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'

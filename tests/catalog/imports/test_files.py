"""A file is read as what it is, or refused with the line and the reason."""

import gzip
import json
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from random import Random

import openpyxl
import pytest
from defusedxml import EntitiesForbidden

from catalog import models
from catalog.imports import limits, reading
from catalog.imports.cells import items_in
from catalog.imports.days import day_in
from catalog.imports.reading import FileRows
from catalog.seed_files import RefusedError

HEAD = "slug,name,kind,status,note,source,as_of\n"
ROW = "a,A,runner,active,,acme,2026-11-01\n"


def read(content, model=models.Tool):
    content = content if isinstance(content, bytes) else content.encode()
    return list(FileRows("rows.csv", content, model))


def refusal(content, model=models.Tool):
    with pytest.raises(RefusedError) as caught:
        read(content, model)
    return str(caught.value)


def sheet(*lines, sheets=1):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    for _ in range(sheets - 1):
        book.create_sheet()
    file = BytesIO()
    book.save(file)
    return file.getvalue()


COLUMNS = HEAD.strip().split(",")
CELLS = ROW.strip().split(",")


# Formats


@pytest.mark.parametrize(
    "content",
    [
        HEAD + ROW,
        "\ufeff" + HEAD + ROW,
        (HEAD + ROW).replace(",", ";"),
        (HEAD + ROW).replace(",", "\t"),
        (HEAD + ROW).replace("\n", "\r\n"),
        (HEAD + ROW).replace("\n", "\r"),
        HEAD + "\n" + ROW,
        HEAD.upper() + ROW,
        json.dumps([dict(zip(COLUMNS, CELLS, strict=True))]),
        sheet(COLUMNS, CELLS),
        sheet(COLUMNS, [*CELLS[:-1], date(2026, 11, 1)]),
        sheet(
            COLUMNS,
            [*CELLS[:-1], datetime(2026, 11, 1)],  # noqa: DTZ001 (a spreadsheet knows no zones)
        ),
    ],
)
def test_the_same_row_is_read_from_every_kind_of_file(content):
    (row,) = read(content)

    assert row.faults == ()
    assert row.values == {
        "slug": "a",
        "name": "A",
        "kind": "runner",
        "status": "active",
        "note": None,
        "source": "acme",
        "as_of": "2026-11-01",
    }


def test_a_row_knows_the_line_that_it_begins_in():
    content = HEAD + 'a,A,runner,active,"two\nlines",acme,2026-11-01\n' + ROW

    assert [row.line for row in read(content)] == [2, 4]


def test_a_row_of_json_knows_its_line():
    assert [row.line for row in read('[\n{"slug": "a"},\n\n{"slug": "b"}]')] == [2, 4]


def test_numbers_of_a_spreadsheet_are_read_as_they_are_shown():
    lines = [["slug", "note"], ["a", 3], ["b", 3.0], ["c", 0.1], ["d", True]]
    rows = read(sheet(*lines))

    assert [row.values["note"] for row in rows] == ["3", "3", "0.1", "true"]


def test_numbers_of_json_keep_every_digit():
    (row,) = read('[{"slug": "a", "note": 0.12345678901234567890}]')

    assert row.values["note"] == "0.12345678901234567890"


@pytest.mark.parametrize(
    ("cell", "items"),
    [("text; image", ["text", "image"]), ('"a;b";c', ["a;b", "c"]), ("", [])],
)
def test_several_values_in_one_cell(cell, items):
    assert items_in(cell) == items


# Days


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22",
        "2026/11/22",
        "22 Nov 2026",
        "22 November 2026",
        "Nov 22, 2026",
        "22-Nov-2026",
        "22/11/2026",
        "11/22/2026",
        "22.11.2026",
        " 2026-11-22 ",
        "2026-11-22T00:00:00Z",
        "2026-11-22 00:00:00",
    ],
)
def test_a_day_is_read_as_people_write_it(text):
    assert day_in(text) == "2026-11-22"


def test_a_day_whose_number_is_that_of_its_month_has_one_meaning():
    assert day_in("05/05/2026") == "2026-05-05"


@pytest.mark.parametrize("text", ["03/04/2026", "3.4.2026"])
def test_a_day_that_could_be_two_is_refused(text):
    with pytest.raises(ValueError, match="could be two different days"):
        day_in(text)


@pytest.mark.parametrize(
    "text",
    ["22/11/26", "2026-13-01", "2026-02-30", "someday", "46000", "2026-11-22T10:00"],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match="is not a day"):
        day_in(text)


# Files that are refused as a whole


def archive(**parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def repacked(content, **parts):
    """A spreadsheet with some of its parts put in place of others."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.pop(name, None) or old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return file.getvalue()


def random_bytes(number):
    return Random(1).randbytes(number)  # noqa: S311 (no secret)


GOOD_SHEET = sheet(COLUMNS, CELLS)
SHEET = "xl/worksheets/sheet1.xml"
BILLION_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'
    "</worksheet>"
)

WHOLE_FILES = {
    "nothing": (b"", "The file is empty."),
    "blanks": (b" \n\n", "The file is empty."),
    "latin-1": (
        HEAD.encode() + ROW.encode() + "b,Café".encode("latin-1"),
        ":3: The text is not UTF-8.",
    ),
    "utf-16": ((HEAD + ROW).encode("utf-16"), "This is text in UTF-16"),
    "gzip": (gzip.compress(b"x"), "This is a file packed with gzip"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is an old Excel file"),
    "yaml": (b"- slug: a\n", "This is YAML"),
    "yaml tags": (b"--- !!python/object:os.system {}\n", "This is YAML"),
    "html": (b"<table><tr><td>slug</td></tr></table>", "This is HTML or XML"),
    "xml": (b'<?xml version="1.0"?><x/>', "This is HTML or XML"),
    "pdf": (b"%PDF-1.7", "This is a PDF"),
    "zip": (archive(**{"a.csv": HEAD}), "This is a zip file, and no spreadsheet"),
    "half a zip": (GOOD_SHEET[:900], "The spreadsheet cannot be read"),
    "duplicate header": (
        "slug,name,slug\na,b,c\n",
        ":1: slug: There are two columns of this name.",
    ),
    "unknown column": (
        "slug,color\na,red\n",
        ":1: color: There is no such column. These are known: slug, name,",
    ),
    "missing column": ("name\nA\n", ":1: slug: This column is missing"),
    "nameless column": ("slug,,name\n", ":1: Column 2 has no name."),
    "many columns": (",".join(f"c{n}" for n in range(5000)) + "\n", "more than 100"),
    "open quote": (HEAD + 'a,"b\n' * 3, "cannot be read as CSV"),
    "large cell": (HEAD + "a," + "x" * 200_000, "cannot be read as CSV"),
    "deep json": (b"[" * 100_000, ":1: A row is an object of texts"),
    "deep json row": (b'[{"slug":' + b"[" * 100_000, ":1: A row is an object"),
    "json object": (b'{"slug": "a"}', ":1: A file of rows is a list"),
    "json constant": (b'[{"slug": NaN}]', ":1: This is not JSON"),
    "json infinity": (b'[{"slug": -Infinity}]', ":1: This is not JSON"),
    "json huge number": (b'[{"slug": ' + b"9" * 5_000 + b"}]", ":1: "),
    "half json": (b'[\n{"slug": "a"', ":2: This is not JSON, or it ends too early."),
    "json comma": (b'[{"slug": "a"},]', ":1: A comma"),
    "json without comma": (b'[{"slug": "a"} {"slug": "b"}]', ":1: A comma"),
    "json rest": (b'[{"slug": "a"}] x', ":1: There is something after the end"),
    "json control": (b'[{"slug": "a\nb"}]', "A text cannot be read"),
    "json latin-1": (b'[\n\n{"slug": "caf\xe9"}]', ":3: The text is not UTF-8."),
    "json many values": (
        json.dumps([{f"c{n}": "x" for n in range(101)}]).encode(),
        "A row has more than 100 values.",
    ),
    "json long list": (
        json.dumps([{"slug": ["a"] * 1_001}]).encode(),
        "A list has more than 1,000 items.",
    ),
    "two sheets": (sheet(COLUMNS, CELLS, sheets=2), "The spreadsheet has 2 sheets"),
    "sheet without header": (sheet(), "The first row must name the columns."),
    "sheet duplicate header": (
        sheet(["slug", "slug"]),
        ":1: slug: There are two columns",
    ),
    "sheet many columns": (sheet([f"c{n}" for n in range(5000)]), "more than 100"),
    "zip bomb": (
        repacked(GOOD_SHEET, **{SHEET: b"\0" * 50_000_000}),
        "The spreadsheet unpacks to far more",
    ),
    "large strings": (
        repacked(GOOD_SHEET, **{"xl/bomb.xml": random_bytes(1_100_000)}),
        "A part of the spreadsheet is too large (xl/bomb.xml).",
    ),
    "entities": (
        repacked(GOOD_SHEET, **{SHEET: BILLION_LAUGHS}),
        "The spreadsheet cannot be read",
    ),
}


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(name):
    content, reason = WHOLE_FILES[name]

    assert reason in refusal(content)


@pytest.mark.parametrize(
    "write",
    [
        lambda rows: "slug\n" + "".join(f"a{n}\n" for n in range(rows)),
        lambda rows: json.dumps([{"slug": f"a{n}"} for n in range(rows)]),
        lambda rows: sheet(["slug"], *([f"a{n}"] for n in range(rows))),
    ],
    ids=["csv", "json", "xlsx"],
)
def test_one_row_too_many_is_refused(monkeypatch, write):
    monkeypatch.setattr(limits, "MAX_ROWS", 20)
    monkeypatch.setattr(reading, "MAX_ROWS", 20)

    assert len(read(write(20))) == 20
    assert "There are more than 20 rows" in refusal(write(21))


def test_a_sheet_that_claims_a_row_beyond_all_others_is_refused():
    far = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c t="inlineStr"><is><t>slug</t></is></c></row>'
        '<row r="99999999999"><c t="inlineStr"><is><t>a</t></is></c></row></sheetData>'
        "</worksheet>"
    )

    assert "There are more than 200,000 rows." in refusal(
        repacked(GOOD_SHEET, **{SHEET: far})
    )


def test_a_row_of_a_sheet_that_never_ends_is_refused():
    cells = "".join(f"<c><v>{n}</v></c>" for n in range(200_000))
    endless = f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>"

    assert "A row of the spreadsheet is far too long." in refusal(
        repacked(GOOD_SHEET, **{SHEET: endless})
    )


def test_a_file_that_is_too_large_is_not_read():
    assert "The file is larger than 10 MB." in refusal(b"x" * 10_000_001)


# Rows that are refused by themselves


def faults(content, model=models.Tool):
    return [str(fault) for row in read(content, model) for fault in row.faults]


FORMULA = "The cell holds a formula"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (HEAD + ROW + "b,=1+1,,,,,\n", ":3: name: " + FORMULA),
        (HEAD + "b,A,,,,,03/04/2026\n", ":2: as_of: “03/04/2026” could be two"),
        (HEAD + "b,A\x00B,,,,,\n", ":2: name: The text holds a control character"),
        (HEAD + "b,A\x1bB,,,,,\n", ":2: name: The text holds a control character"),
        (HEAD + "b," + "x" * 32_001 + ",,,,,\n", ":2: name: The cell is longer than"),
        (HEAD + "b,A\n", ":2: The row has 2 cells, the header has 7."),
        (HEAD + "b,A,,,,,,,,\n", ":2: The row has 10 cells"),
        ('[{"slug": "\\ud800"}]', ":1: slug: The text holds half a character"),
        ('[{"slug": "a\\u0000"}]', ":1: slug: The text holds a control character"),
        ('[{"slug": "a", "slug": "b"}]', ":1: slug: stands here twice."),
        ('[{"name": "a"}]', ":1: slug: is missing."),
        (sheet(["slug", "note"], ["a", "=1+1"]), ":2: note: " + FORMULA),
        (sheet(["slug", "note"], ["a", "#REF!"]), ":2: note: The cell holds an error"),
        (sheet(["slug"], ["a", "b"]), ":2: Column 2 has a value and no name."),
        (
            sheet(["slug", "note"], ["a", time(10, 30)]),
            ":2: note: The cell holds no text, number or day.",
        ),
    ],
)
def test_a_bad_cell_is_refused_with_line_and_column(content, reason):
    assert any(reason in fault for fault in faults(content)), faults(content)


def test_a_formula_with_its_last_result_is_a_formula_too():
    cached = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>slug</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>note</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c>'
        '<c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>b</t></is></c>'
        '<c r="B3"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>'
    )
    found = faults(repacked(GOOD_SHEET, **{SHEET: cached}))

    assert [FORMULA in fault for fault in found] == [True, True]


def test_a_bad_row_does_not_stop_the_good_ones():
    rows = read(HEAD + "b,=1,,,,,\n" + ROW)

    assert [bool(row.faults) for row in rows] == [True, False]


def test_entities_are_refused_by_the_reader_of_xml():
    with pytest.raises(RefusedError) as caught:
        read(repacked(GOOD_SHEET, **{SHEET: BILLION_LAUGHS}))

    causes: list[BaseException] = [caught.value]
    while cause := causes[-1].__cause__ or causes[-1].__context__:
        causes.append(cause)
    assert EntitiesForbidden in map(type, causes)

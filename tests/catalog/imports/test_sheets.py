"""What the XML of a spreadsheet says is read as a spreadsheet program shows it."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils.datetime import MAC_EPOCH

from catalog import models
from tests.catalog.imports.test_files import (
    GOOD_SHEET,
    SHEET,
    faults,
    read,
    refusal,
    repacked,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = (
    '<row r="1"><c t="inlineStr"><is><t>slug</t></is></c>'
    '<c t="inlineStr"><is><t>note</t></is></c></row>'
)


def written(*rows, strings=""):
    """A spreadsheet with these rows, as XML, below a header."""
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{HEAD}{"".join(rows)}</sheetData>'
    parts = {SHEET: f"{sheet}</worksheet>"}
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    return repacked(GOOD_SHEET, **parts)


def note(cell, strings=""):
    """What a cell in the column of notes holds."""
    row = f'<row><c r="A2" t="inlineStr"><is><t>a</t></is></c>{cell}</row>'
    (found,) = read(written(row, strings=strings))
    return [str(fault) for fault in found.faults] or found.values.get("note")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c><v>1E-3</v></c>", "0.001"),
        ("<c><v>1234567890123456789</v></c>", "1234567890123456789"),
        ('<c t="b"><v>0</v></c>', "false"),
        ('<c t="str"><v>a &amp; b</v></c>', "a & b"),
        ('<c t="d"><v>2026-11-22</v></c>', "2026-11-22"),
        ('<c t="s"><v>1</v></c>', "second half"),
        ('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
        ('<c t="inlineStr"><is><t>a</t><rPh><t>ah</t></rPh></is></c>', "a"),
        ("<c/>", None),
    ],
)
def test_a_cell_holds_what_is_shown(cell, text):
    strings = "<si><t>first</t></si><si><r><t>second</t></r><r><t> half</t></r></si>"

    assert note(cell, strings) == text


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("<c><v>NaN</v></c>", "The cell holds no number."),
        ("<c><v>1_000</v></c>", "The cell holds no number."),
        (
            '<c t="s"><v>7</v></c>',
            "The cell names a text that the spreadsheet does not",
        ),
        (
            '<c t="s"><v>-1</v></c>',
            "The cell names a text that the spreadsheet does not",
        ),
        ('<c t="?"><v>1</v></c>', "The cell holds no text, number or day."),
    ],
)
def test_a_cell_that_holds_nothing_of_use_is_refused(cell, reason):
    (fault,) = note(cell, "<si><t>only one</t></si>")

    assert f":2: note: {reason}" in fault


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ('<row r="5"/><row r="3"/>', ":3: Row 3 comes after row 5."),
        (
            '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
            ":2: The cell A2 stands there twice.",
        ),
        ('<row r="x"/>', "The spreadsheet cannot be read (ValueError)."),
        ('<row><c r="XFD2"/></row>', ":2: There are more than 100 columns."),
    ],
)
def test_rows_that_contradict_each_other_are_refused(rows, reason):
    assert reason in refusal(written(rows))


def test_a_sheet_that_begins_further_down_has_no_header():
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="2"/></sheetData></worksheet>'

    assert ":1: The first row must name the columns." in refusal(
        repacked(GOOD_SHEET, **{SHEET: sheet})
    )


def test_rows_that_are_left_out_count_as_lines():
    row = '<row r="9"><c t="inlineStr"><is><t>a</t></is></c></row>'

    assert [each.line for each in read(written(row))] == [9]


def test_days_are_counted_from_where_the_spreadsheet_says():
    book = openpyxl.Workbook()
    book.epoch = MAC_EPOCH
    book.active.append(["slug", "as_of"])
    book.active.append(["a", date(2026, 11, 22)])
    file = BytesIO()
    book.save(file)
    (row,) = read(file.getvalue())

    assert row.values["as_of"] == "2026-11-22"


def test_a_number_that_is_no_day_is_refused_where_a_day_is_shown():
    book = openpyxl.Workbook()
    book.active.append(["slug", "as_of"])
    book.active.append(["a", 10**9])
    book.active["B2"].number_format = "yyyy-mm-dd"
    file = BytesIO()
    book.save(file)

    assert "is no day of a spreadsheet." in faults(file.getvalue(), models.Tool)[0]


def test_a_formula_in_the_header_is_told_from_a_name():
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row><c><f>1+1</f><v>2</v></c></row>'
        "</sheetData></worksheet>"
    )

    assert ":1: The cell holds a formula" in refusal(
        repacked(GOOD_SHEET, **{SHEET: sheet})
    )

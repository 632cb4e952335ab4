"""What is exported comes back as it is, and nothing of it opens as a formula."""

import csv
import json
from io import BytesIO, StringIO
from itertools import product

import openpyxl
import pytest
from django.core.management import call_command

from catalog import models
from catalog.drafts import file_fields
from catalog.exports import FORMATS, exported_rows
from catalog.imports.changes import preview
from catalog.imports.reading import FileRows
from catalog.seed_files import loaded_models
from tests.catalog import rows
from tests.catalog.admin_pages import MAKERS

pytestmark = pytest.mark.django_db

HOSTILE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    " =1",
    "\t=1",
    "\r=1",
    "'=1",
    "'' -1",
    "\u00a0=1",
    "=cmd|' /C calc'!A0",
]


def exported(model, kind):
    found = model._default_manager.order_by("pk")
    pieces = FORMATS[kind].write(list(file_fields(model)), exported_rows(found))
    return b"".join(pieces)


@pytest.mark.parametrize("kind", FORMATS)
def test_an_export_of_the_shipped_catalog_is_no_change(kind):
    call_command("load_catalog", stdout=StringIO())
    found = preview(
        row
        for model in loaded_models()
        for row in FileRows(model.__name__, exported(model, kind), model)
    )

    assert [row for row in found.effects if row.effect != "unchanged"] == []
    assert {row.model for row in found.effects} == {
        model.__name__ for model in loaded_models()
    }


def test_a_kind_of_row_without_any_is_a_readable_file():
    for model, kind in product(MAKERS, FORMATS):
        assert list(FileRows("f", exported(model, kind), model)) == []


def force_rows(model):
    """For each hostile text a row that holds it wherever the database takes text."""
    for text in HOSTILE:
        row = MAKERS[model]()
        row.save()
        texts = {
            name: text
            for name, field in file_fields(model).items()
            if field.get_internal_type() in ("CharField", "TextField")
            and not field.choices
            and (field.max_length or 99) >= len(text)
            and name not in ("url", "unit", "country")
        }
        model._default_manager.filter(pk=row.pk).update(**texts)


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_no_cell_of_a_csv_opens_as_a_formula(model):
    force_rows(model)
    lines = csv.reader(StringIO(exported(model, "csv").decode(), newline=""))
    cells = [cell.lstrip(" \t\r\n\u00a0") for line in lines for cell in line]

    assert [each for each in cells if each.startswith(("=", "+", "-", "@"))] == []
    assert any("1" in each for each in cells)


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_no_cell_of_a_spreadsheet_is_a_formula(model):
    force_rows(model)
    book = openpyxl.load_workbook(BytesIO(exported(model, "xlsx")))

    kinds = {cell.data_type for line in book.active.iter_rows() for cell in line}
    assert "f" not in kinds


def test_a_name_that_begins_with_an_at_sign_comes_back_from_csv():
    rows.saved_offering(provider_model_id="@cf/meta/llama")
    content = exported(models.Offering, "csv")
    done = preview(FileRows("f", content, models.Offering))

    assert b",'@cf/meta/llama," in content
    assert done.counts["unchanged"] == 1


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "note", ["one\r\ntwo", " at both ends ", "“quotes”, \"too\"; and 'those'", "x\ny"]
)
def test_text_comes_back_as_it_was(kind, note):
    rows.tool(note=note).save()
    done = preview(FileRows("f", exported(models.Tool, kind), models.Tool))

    assert done.counts["unchanged"] == 1


@pytest.mark.parametrize("kind", FORMATS)
def test_a_list_comes_back_as_it_was(kind):
    names = ["plain", "with; semicolon", 'with "quotes"', "with, comma"]
    rows.saved_model(aliases=names, inputs=[])
    content = exported(models.LanguageModel, kind)
    done = preview(FileRows("f", content, models.LanguageModel))

    assert done.counts["unchanged"] == 1


def test_json_holds_numbers_and_words_as_such():
    rows.price(batch_discount=None).save()
    (row,) = json.loads(exported(models.Price, "json"))

    assert (row["input"], row["is_free"], row["batch_discount"]) == (3, False, None)


def test_a_spreadsheet_holds_numbers_as_numbers():
    rows.price().save()
    book = openpyxl.load_workbook(BytesIO(exported(models.Price, "xlsx")))
    head, first = book.active.iter_rows(values_only=True)

    assert first[head.index("input")] == 3

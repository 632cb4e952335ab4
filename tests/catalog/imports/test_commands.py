"""The same on the command line: nothing is written unless it is asked for."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog import models
from catalog.models import CatalogImport, CatalogRevision

pytestmark = pytest.mark.django_db

HEAD = "offering,source,above_tokens,schedule,valid_from,input,output,as_of\n"
KEY = "one | acme-api | one-1,acme"
CHANGED = f"{KEY},0,always,,3,14,2026-11-01\n"
REFUSED = f"{KEY},300000,always,,x,30,2026-11-20\n"


@pytest.fixture
def file(tmp_path):
    def write(text, name="rows.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def run(*args, **options):
    out, err = StringIO(), StringIO()
    call_command(*args, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_a_preview_prints_what_would_change(loaded, file):
    out, err = run("import_catalog", file(HEAD + CHANGED + REFUSED), model="price")

    assert "rows.csv:2: changed one | acme-api | one-1 | acme" in out
    assert "output 15 → 14" in out
    assert "Rows: 0 added, 1 changed, 0 unchanged, 1 refused." in out
    assert err == "rows.csv:3: input: “x” value must be a decimal number.\n"


def test_without_being_asked_nothing_is_written(loaded, file):
    before = CatalogRevision.objects.get().sha256
    run("import_catalog", file(HEAD + CHANGED), model="price")

    assert CatalogRevision.objects.get().sha256 == before
    assert not models.Price.objects.filter(output=14).exists()


def test_good_rows_are_loaded(loaded, file):
    out, _ = run("import_catalog", file(HEAD + CHANGED), model="price", apply=True)

    price = models.Price.objects.get(output=14)
    assert out.endswith("Loaded.\n")
    assert price.history.first().history_change_reason == "Import of rows.csv."


def test_one_refused_row_keeps_the_others_out(loaded, file):
    with pytest.raises(CommandError, match="Nothing was written: 1 of the rows"):
        run("import_catalog", file(HEAD + CHANGED + REFUSED), model="price", apply=True)

    assert not models.Price.objects.filter(output=14).exists()


def test_refused_rows_can_be_left_out(loaded, file):
    path = file(HEAD + CHANGED + REFUSED)
    run("import_catalog", path, model="price", apply=True, leave_out_refused=True)

    assert models.Price.objects.filter(output=14).exists()


def test_a_file_that_cannot_be_read_ends_the_command(loaded, file):
    with pytest.raises(CommandError, match=r"rows.csv:1: slug: This column is missing"):
        run("import_catalog", file("name\nA\n"), model="tool")


def test_a_file_that_is_not_there_ends_the_command(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_catalog", tmp_path / "none.csv", model="tool")


def test_an_export_and_an_import_of_it_change_nothing(loaded, tmp_path):
    path = tmp_path / "prices.json"
    run("export_catalog", path, model="price")
    out, _ = run("import_catalog", path, model="price")

    assert len(json.loads(path.read_text())) == 2
    assert "Rows: 0 added, 0 changed, 2 unchanged, 0 refused." in out


def test_the_name_of_an_export_says_its_kind(tmp_path):
    with pytest.raises(CommandError, match=r"must end with \.csv, \.xlsx, \.json"):
        run("export_catalog", tmp_path / "prices.yaml", model="price")


def test_a_folder_that_is_not_there_ends_the_export(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        run("export_catalog", tmp_path / "none" / "a.csv", model="price")


def test_the_server_can_have_an_import_worked_on(loaded):
    job = CatalogImport.objects.create(
        name="rows.csv", kind="price", file=(HEAD + CHANGED).encode()
    )
    call_command("work_import", job.pk)

    job.refresh_from_db()
    assert (job.state, job.counts["changed"]) == ("ready", 1)


def test_an_import_that_is_not_there_ends_the_command(db):
    with pytest.raises(CommandError, match="no import of this number"):
        call_command("work_import", 4711)

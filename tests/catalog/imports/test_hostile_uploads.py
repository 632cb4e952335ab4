"""Broken files over HTTP: refused with line and reason, or exactly the good rows."""

import pytest
from django.core.management import CommandError, call_command

from catalog import models
from catalog.imports import limits, reading
from catalog.models import CatalogImport, CatalogRevision
from tests.catalog.imports.test_files import GOOD_SHEET, SHEET, repacked, sheet
from tests.catalog.imports.test_pages import (
    ADDED,
    CHANGED,
    HEAD,
    KEY,
    decide,
    page_of,
    sent,
)

pytestmark = pytest.mark.django_db

COLUMNS = HEAD.strip().split(",")
TWICE = HEAD.replace("schedule", "input")
WITHOUT_OFFERING = HEAD.removeprefix("offering,")
REFUSED_AS_A_WHOLE = {
    "wrong encoding": (
        HEAD.encode() + CHANGED.encode() + "Café,acme".encode("latin-1"),
        "Line 3: The text is not UTF-8.",
    ),
    "zip bomb": (
        repacked(GOOD_SHEET, **{SHEET: b"\0" * 50_000_000}),
        "The spreadsheet unpacks to far more than it should.",
    ),
    "duplicate header": (
        TWICE + CHANGED,
        "Line 1: input: There are two columns of this name.",
    ),
    "missing column": (
        WITHOUT_OFFERING + "acme,0,always,,3,14,2026-11-01\n",
        "Line 1: offering: This column is missing",
    ),
    "too many rows": (
        HEAD + CHANGED + "".join(f"{KEY},{tier},always,,6,30,\n" for tier in range(20)),
        "There are more than 20 rows.",
    ),
}


@pytest.fixture
def few_rows(monkeypatch):
    """The limit of 200,000 rows, low enough for a test."""
    monkeypatch.setattr(limits, "MAX_ROWS", 20)
    monkeypatch.setattr(reading, "MAX_ROWS", 20)


def state_of_the_catalog():
    revision = CatalogRevision.objects.get()
    prices = list(models.Price.objects.order_by("pk").values())
    return revision.sha256, prices, models.Price.history.count()


@pytest.mark.parametrize("name", REFUSED_AS_A_WHOLE)
def test_a_file_that_is_refused_leaves_the_catalog_alone(
    loaded, at_once, few_rows, editor, name
):
    content, reason = REFUSED_AS_A_WHOLE[name]
    before = state_of_the_catalog()
    job = sent(editor, content)
    page = editor.get(page_of(job)).content.decode()

    assert reason in page
    assert job.state == "unreadable"
    assert 'name="apply"' not in page

    decide(editor, job, "apply")  # as if the button were there
    assert state_of_the_catalog() == before


@pytest.mark.parametrize("name", REFUSED_AS_A_WHOLE)
def test_the_command_refuses_the_same_files(loaded, few_rows, tmp_path, name):
    content, reason = REFUSED_AS_A_WHOLE[name]
    path = tmp_path / "rows.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = state_of_the_catalog()
    with pytest.raises(CommandError, match=reason.rpartition(": ")[2]):
        call_command("import_catalog", path, model="price", apply=True)

    assert state_of_the_catalog() == before


FORMULAS = [f"{KEY},{tier},always,,=1+{tier},30,2026-11-20\n" for tier in (500, 600)]
CACHED = sheet(
    COLUMNS,
    [*CHANGED.strip().split(",")],
    [*ADDED.strip().split(",")[:5], "=3+3", "30", "2026-11-20"],
)


@pytest.mark.parametrize(
    ("content", "refused"),
    [(HEAD + FORMULAS[0] + CHANGED + FORMULAS[1], [2, 4]), (CACHED, [3])],
    ids=["csv", "xlsx"],
)
def test_rows_with_formulas_are_refused_and_the_others_loaded(
    loaded, at_once, editor, content, refused
):
    job = sent(editor, content)
    page = editor.get(page_of(job)).content.decode()

    assert "The cell holds a formula; write what it comes to." in page
    assert [row.line for row in job.rows.filter(effect="refused")] == refused

    decide(editor, job, "apply")
    assert [price.output for price in models.Price.objects.filter(output=14)] == [14]
    assert not models.Price.objects.filter(above_tokens__gt=0).exists()


def test_days_in_three_formats_mean_one_day_and_a_doubtful_one_is_refused(
    loaded, at_once, editor
):
    days = ["2026-11-20", "20/11/2026", "20 Nov 2026", "03/04/2026"]
    lines = [
        f"{KEY},{tier},always,,6,30,{day}\n" for tier, day in enumerate(days, start=1)
    ]
    job = sent(editor, HEAD + "".join(lines))
    page = editor.get(page_of(job)).content.decode()

    assert "“03/04/2026” could be two different days." in page
    decide(editor, job, "apply")
    stored = models.Price.objects.filter(above_tokens__in=[1, 2, 3, 4])
    assert [str(price.as_of) for price in stored] == ["2026-11-20"] * 3


def test_the_most_rows_that_may_be_are_loaded(loaded, at_once, few_rows, editor):
    lines = [f"{KEY},{tier},always,,6,30,2026-11-20\n" for tier in range(1, 21)]
    job = sent(editor, HEAD + "".join(lines))
    decide(editor, job, "apply")

    assert CatalogImport.objects.get(pk=job.pk).state == "applied"
    assert models.Price.objects.filter(above_tokens__gt=0).count() == 20

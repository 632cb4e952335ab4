"""An editor sends a file, sees what it would change, and decides."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from catalog import models
from catalog.imports import jobs
from catalog.models import CatalogImport, CatalogRevision
from catalog.revision import catalog_change

pytestmark = pytest.mark.django_db

ADD = reverse("admin:catalog_catalogimport_add")
HEAD = "offering,source,above_tokens,schedule,valid_from,input,output,as_of\n"
KEY = "one | acme-api | one-1,acme"
CHANGED = f"{KEY},0,always,,3,14,2026-11-01\n"
ADDED = f"{KEY},200000,always,,6,30,2026-11-20\n"
REFUSED = f"{KEY},300000,always,,x,30,2026-11-20\n"


def send(client, text, kind="price", name="rows.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(ADD, {"kind": kind, "file": SimpleUploadedFile(name, content)})


def sent(client, text, **changes):
    answer = send(client, text, **changes)
    assert answer.status_code == 302, answer.content.decode()
    return CatalogImport.objects.latest("pk")


def page_of(job, *more):
    return reverse("admin:catalog_catalogimport_change", args=[job.pk])


def decide(client, job, decision):
    return client.post(page_of(job), {decision: "yes"}, follow=True)


def test_an_upload_leads_to_its_preview(loaded, at_once, editor):
    answer = send(editor, HEAD + CHANGED + ADDED + REFUSED)
    page = editor.get(answer.url).content.decode()

    assert "Nothing has been written yet" in page
    assert "1 refused" in page
    assert "“x” value must be a decimal number." in page


def test_a_preview_shows_what_changes_field_by_field(loaded, at_once, editor):
    job = sent(editor, HEAD + CHANGED)
    page = editor.get(page_of(job)).content.decode()

    assert "<del>15</del> <ins>14</ins>" in page


def test_an_upload_writes_nothing_to_the_catalog(loaded, at_once, editor):
    before = CatalogRevision.objects.get().sha256
    sent(editor, HEAD + CHANGED)

    assert CatalogRevision.objects.get().sha256 == before
    assert not models.Price.objects.filter(output=14).exists()


def test_loading_writes_the_good_rows_in_the_name_of_who_decided(
    loaded, at_once, editor
):
    job = sent(editor, HEAD + CHANGED + REFUSED)
    page = decide(editor, job, "apply").content.decode()

    price = models.Price.objects.get(output=14)
    assert "Loaded" in page
    assert price.history.first().history_user == User.objects.get(username="pat")
    assert price.history.first().history_change_reason == (
        f"Import {job.pk} of rows.csv."
    )


def test_a_discarded_import_keeps_no_file(loaded, at_once, editor):
    job = sent(editor, HEAD + CHANGED)
    decide(editor, job, "discard")

    job.refresh_from_db()
    assert (job.state, bytes(job.file), job.rows.count()) == ("discarded", b"", 0)


def test_a_decided_import_cannot_be_decided_again(loaded, at_once, editor):
    job = sent(editor, HEAD + CHANGED)
    decide(editor, job, "discard")
    page = decide(editor, job, "apply").content.decode()

    assert "Nothing was done" in page
    assert not models.Price.objects.filter(output=14).exists()


def test_what_an_editor_changed_meanwhile_asks_for_a_new_preview(
    loaded, at_once, editor
):
    job = sent(editor, HEAD + CHANGED)
    with catalog_change():
        models.Price.objects.filter(output=15).update(output=16)
    page = decide(editor, job, "apply").content.decode()

    assert "make a new preview" in page
    assert models.Price.objects.filter(output=16).exists()

    page = decide(editor, job, "again").content.decode()
    assert "<del>16</del> <ins>14</ins>" in page


def test_a_file_that_cannot_be_read_says_where_and_why(loaded, at_once, editor):
    job = sent(editor, HEAD.encode() + b"caf\xe9,acme,0,always,,3,14,2026-11-01\n")
    page = editor.get(page_of(job)).content.decode()

    assert "Line 2: The text is not UTF-8." in page
    assert job.state == "unreadable"


def test_a_preview_that_touches_no_fact_of_the_advice_says_so(loaded, at_once, editor):
    job = sent(editor, "slug,note\nblog,x\n", kind="source")

    assert "no fact that the advice reads is touched" in (
        editor.get(page_of(job)).content.decode()
    )


def test_the_refused_rows_come_as_csv(loaded, at_once, editor):
    job = sent(editor, HEAD + CHANGED + REFUSED)
    url = reverse("admin:catalog_catalogimport_refused", args=[job.pk])

    assert editor.get(url).content.decode().splitlines() == [
        "line,field,reason",
        "3,input,“x” value must be a decimal number.",
    ]


def test_long_reports_come_in_pages(loaded, at_once, editor):
    lines = [f"{KEY},{tier},always,,6,30,2026-11-20\n" for tier in range(1, 252)]
    job = sent(editor, HEAD + "".join(lines))

    last = editor.get(page_of(job), {"page": 3}).content.decode()
    assert last.count('<th scope="row">') == 51
    assert "Page 3 of 3" in last


@pytest.mark.parametrize(
    "query", [{"page": "4"}, {"page": "0"}, {"page": "x"}, {"show": "none"}]
)
def test_a_page_that_is_not_there_is_not_found(loaded, at_once, editor, query):
    job = sent(editor, HEAD + ADDED)

    assert editor.get(page_of(job), query).status_code == 404


@pytest.mark.parametrize("number", ["0", "999999", "x", "1" * 30, "1/x"])
def test_an_import_that_is_not_there_is_not_found(editor, number):
    address = reverse("admin:catalog_catalogimport_changelist")

    assert editor.get(f"{address}{number}/change/").status_code == 404


def test_the_report_takes_a_fixed_number_of_queries(
    loaded, at_once, editor, django_assert_num_queries
):
    lines = [f"{KEY},{tier},always,,6,30,2026-11-20\n" for tier in range(1, 60)]
    few, many = sent(editor, HEAD + ADDED), sent(editor, HEAD + "".join(lines))

    for job in (few, many):
        with django_assert_num_queries(6):
            editor.get(page_of(job))


# While a process is at work, and when it is gone


@pytest.fixture
def never(monkeypatch):
    """The process that the server starts does nothing."""
    monkeypatch.setattr(jobs, "start", lambda job: None)


def test_the_page_looks_again_while_the_file_is_looked_at(loaded, never, editor):
    job = sent(editor, HEAD + CHANGED)
    answer = editor.get(page_of(job))

    assert answer.headers["Refresh"] == "3"
    assert "look again now" in answer.content.decode()


def test_nothing_can_be_decided_while_the_file_is_looked_at(loaded, never, editor):
    job = sent(editor, HEAD + CHANGED)
    decide(editor, job, "apply")

    job.refresh_from_db()
    assert job.state == "to_preview"


def test_a_killed_preview_is_told_and_can_be_started_again(
    loaded, never, editor, monkeypatch
):
    job = sent(editor, HEAD + CHANGED)
    long_ago = timezone.now() - 2 * jobs.TIME_TO_START
    CatalogImport.objects.update(asked_at=long_ago)
    answer = editor.get(page_of(job))

    assert "ended before it was done" in answer.content.decode()
    assert "Refresh" not in answer.headers

    monkeypatch.setattr(jobs, "start", jobs.work)
    monkeypatch.setattr("django.db.transaction.on_commit", lambda work: work())
    assert "1 changed" in decide(editor, job, "again").content.decode()


def test_a_fault_of_the_program_ends_in_a_sentence(
    loaded, at_once, editor, monkeypatch
):
    def fails(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(jobs, "preview", fails)
    job = sent(editor, HEAD + CHANGED)

    assert "its log says why" in editor.get(page_of(job)).content.decode()


# What is sent


def test_a_file_that_is_too_large_is_refused(editor):
    answer = send(editor, b"x" * 10_000_001)

    assert answer.status_code == 422
    assert "The file is larger than 10 MB." in answer.content.decode()
    assert not CatalogImport.objects.exists()


def test_an_upload_beyond_all_measure_is_not_even_read(editor):
    assert send(editor, b"x" * 20_000_001).status_code == 400


@pytest.mark.parametrize("sending", [{}, {"kind": "price"}, {"kind": "user"}])
def test_a_form_without_a_file_is_shown_again(editor, sending):
    answer = editor.post(ADD, sending)

    assert answer.status_code == 422
    assert "Please correct" in answer.content.decode()


def test_a_strange_file_name_is_made_printable(loaded, at_once, editor):
    job = sent(editor, HEAD + CHANGED, name="a\x01b<script>.csv")

    assert "<script>" not in editor.get(page_of(job)).content.decode()


# Who may


def test_a_viewer_may_not_import(viewer):
    assert viewer.get(ADD).status_code == 403
    assert send(viewer, HEAD + CHANGED).status_code == 403


def test_a_viewer_sees_no_import_of_others(loaded, viewer):
    job = CatalogImport.objects.create(name="rows.csv", kind="price")
    address = reverse("admin:catalog_catalogimport_changelist")

    assert viewer.get(page_of(job)).status_code == 403
    assert viewer.get(address).status_code == 403


def test_the_start_page_leads_to_the_imports(editor):
    address = reverse("admin:catalog_catalogimport_changelist")

    assert address in editor.get(reverse("admin:index")).content.decode()


def test_the_list_of_imports_takes_a_fixed_number_of_queries(
    editor, django_assert_num_queries
):
    address = reverse("admin:catalog_catalogimport_changelist")
    editor.get(address)
    user = User.objects.get()
    for number in (1, 8):
        for _ in range(number):
            CatalogImport.objects.create(name="a", kind="price", by=user)
        with django_assert_num_queries(8):
            editor.get(address)

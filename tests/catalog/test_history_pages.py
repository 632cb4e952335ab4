"""The pages of the history: who, when, what; and back to an earlier state."""

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog import models
from catalog.loading import load_catalog
from catalog.revision import catalog_change
from tests.catalog import rows
from tests.catalog.admin_pages import (
    MAKERS,
    address,
    delete,
    inline_forms,
    price_form,
    save,
    seen_on,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def price():
    with catalog_change(reason="Data files, version abc"):
        price = rows.price()
        price.save()
    return price


def change(client, price, **changes):
    form = price_form(offering=price.offering_id, source=price.source_id) | changes
    url = address(models.Price, "change", price.pk)
    assert save(client, url, form).status_code == 302


def first_state(row):
    return row.history.order_by("history_id").first()


def restore(client, state):
    url = address(state.instance_type, "restore", state.id, state.history_id)
    return client.post(url, {"seen": seen_on(client.get(url))}, follow=True)


def text_of(response):
    return response.content.decode()


def history(client, row):
    return text_of(client.get(address(type(row), "history", row.pk)))


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_every_kind_of_row_has_its_three_pages(editor, model):
    row = MAKERS[model]()
    row.save()
    state = row.history.get()

    assert editor.get(address(model, "history", row.pk)).status_code == 200
    assert editor.get(address(model, "deleted")).status_code == 200
    url = address(model, "restore", row.pk, state.history_id)
    assert editor.get(url).status_code == 200


def test_it_says_who_changed_what_and_why(editor, price):
    change(editor, price, input="3", output="14")

    page = history(editor, price)

    assert "a program" in page
    assert "Data files, version abc" in page
    assert "pat" in page
    assert "output (USD per million tokens): 15 → 14" in page


def test_one_save_is_one_record(editor, price):
    change(editor, price, output="14")

    assert [state.history_type for state in price.history.all()] == ["~", "+"]


def test_a_save_that_changes_nothing_leaves_no_record(editor):
    tool = rows.tool()
    tool.save()
    url = address(models.Tool, "change", tool.pk)
    form = {"slug": tool.slug, "name": tool.name, "kind": tool.kind}
    form |= {"status": tool.status, "source": tool.source_id, "as_of": tool.as_of}

    assert save(editor, url, form).status_code == 302

    tool.refresh_from_db()
    assert tool.history.count() == 1


def test_a_list_of_sources_is_in_the_record_of_its_save(editor):
    option, source = rows.saved_option(), rows.saved_source(title="Terms")
    form = {
        name: getattr(option, name)
        for name in ("slug", "name", "kind", "serves", "location", "staff_needed")
    } | {
        "status": option.status,
        "source": option.source_id,
        "as_of": option.as_of,
        "sources": [source.pk],
        **inline_forms("certifications"),
    }
    url = address(models.DeploymentOption, "change", option.pk)
    assert save(editor, url, form).status_code == 302

    assert option.history.count() == 2
    assert "further sources: nothing → Terms" in history(editor, option)


def test_an_earlier_state_can_be_restored(editor, price):
    change(editor, price, output="14", note="guessed")

    page = restore(editor, first_state(price))

    assert "is back." in text_of(page)
    price.refresh_from_db()
    assert (price.output, price.note, price.origin) == (15, "", "editor")
    newest = price.history.first()
    assert newest.history_user.username == "pat"
    assert newest.history_change_reason.startswith("Restored the state of")


def test_restoring_is_in_the_next_document(editor, price):
    change(editor, price, output="14")
    restore(editor, first_state(price))

    document = models.CatalogRevision.objects.get().document
    assert '"output":"15"' in document


def test_a_restored_option_has_its_sources_again(editor):
    option, source = rows.saved_option(), rows.saved_source()
    option.sources.add(source)
    state = option.history.first()
    option.sources.clear()

    restore(editor, state)

    assert list(option.sources.all()) == [source]
    assert option.history.first().sources.count() == 1


def test_a_state_that_is_no_longer_allowed_is_not_restored(editor, price):
    source = price.source
    state = first_state(price)
    change(editor, price, source=rows.saved_source().pk)
    delete(editor, source)

    page = restore(editor, state)

    assert "This price cannot come back as it was." in text_of(page)
    price.refresh_from_db()
    assert price.source_id != state.source_id


def test_nothing_is_restored_over_what_was_not_seen(editor, price):
    url = address(models.Price, "restore", price.pk, first_state(price).history_id)
    seen = seen_on(editor.get(url))
    change(editor, price, output="14")

    page = editor.post(url, {"seen": seen}, follow=True)

    assert "from 15 to 14" in text_of(page)
    price.refresh_from_db()
    assert price.output == 14


def test_a_deleted_row_is_listed_and_can_be_restored(editor, price):
    pk = price.pk
    delete(editor, price)
    listed = text_of(editor.get(address(models.Price, "deleted")))
    assert address(models.Price, "history", pk).removesuffix("history/") in listed

    restore(editor, models.Price.history.first())

    assert models.Price.objects.get(pk=pk).output == 15
    again = text_of(editor.get(address(models.Price, "deleted")))
    assert "None of the prices is deleted" in again


def test_what_was_deleted_with_a_row_comes_back_with_it(editor, price):
    offering, model = price.offering, price.offering.model
    rows.model_fact(model=model).save()
    gone_before = rows.model_fact(model=model)
    gone_before.save()
    delete(editor, gone_before)
    delete(editor, model)
    assert not models.Price.objects.exists()

    restore(editor, models.LanguageModel.history.first())

    assert models.Price.objects.get().offering == offering
    assert models.ModelFact.objects.count() == 1


def test_the_history_of_a_deleted_row_stays(editor, price):
    pk = price.pk
    delete(editor, price)

    page = text_of(editor.get(address(models.Price, "history", pk)))

    assert "This row was deleted." in page


def test_a_restored_row_is_kept_by_the_next_load(editor, folder):
    load_catalog(folder)
    score = models.BenchmarkScore.objects.get()
    delete(editor, score)
    restore(editor, models.BenchmarkScore.history.first())

    load_catalog(folder)

    assert models.BenchmarkScore.objects.count() == 1
    assert not models.DeletedRow.objects.exists()


def test_a_viewer_looks_and_restores_nothing(viewer, price):
    url = address(models.Price, "restore", price.pk, first_state(price).history_id)

    page = viewer.get(url)

    assert page.status_code == 200
    assert "<form method" not in text_of(page).split('id="content"')[1]
    assert viewer.post(url, {"seen": "x"}).status_code == 403


def test_who_may_change_but_not_add_restores_no_deleted_row(client, price):
    delete_state = price.history
    with catalog_change():
        price.delete()
    user = User.objects.create_user("half", is_staff=True)
    user.user_permissions.set(permissions("change_price", "view_price"))
    client.force_login(user)
    state = delete_state.model.objects.latest()

    url = address(models.Price, "restore", state.id, state.history_id)
    assert client.post(url, {"seen": "x"}).status_code == 403


def permissions(*names):
    return Permission.objects.filter(codename__in=names)


@pytest.mark.parametrize("number", ["0", "999", "abc", "9" * 40])
def test_a_row_that_never_was_has_no_history(editor, number):
    assert editor.get(address(models.Price, "history", number)).status_code == 404


def test_a_record_of_another_row_is_not_found(editor, price):
    other = rows.price()
    other.save()

    url = address(models.Price, "restore", price.pk, other.history.get().history_id)
    assert editor.get(url).status_code == 404
    assert editor.post(url).status_code == 404


def test_a_page_takes_the_same_queries_for_more_records(editor, price):
    change(editor, price, output="14")
    url = address(models.Price, "history", price.pk)
    few = queries(editor, url)
    for output in range(16, 21):
        change(editor, price, output=str(output))

    assert queries(editor, url) == few


def test_many_records_come_in_pages(editor, price):
    for output in range(20, 50):
        change(editor, price, output=str(output))

    url = address(models.Price, "history", price.pk)
    assert "31 records" in text_of(editor.get(url))
    second = text_of(editor.get(url, {"p": "2"}))
    assert "15 → 20" in second
    assert editor.get(url, {"p": "x"}).status_code == 200


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)

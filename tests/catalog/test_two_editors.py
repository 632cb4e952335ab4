"""Two people on one row: the second is told, and nothing is overwritten."""

import json
from decimal import Decimal

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from catalog import models
from catalog.history import write_with_history
from catalog.loading import load_catalog
from catalog.revision import catalog_change
from tests.catalog import rows
from tests.catalog.admin_pages import (
    MAKERS,
    address,
    offering_form,
    price_form,
    run_action,
    save,
    seen_on,
)
from tests.catalog.data_files import replace

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    """Somebody else, in a session of their own."""
    client = Client()
    client.force_login(User.objects.create_superuser("kim"))
    return client


@pytest.fixture
def price():
    price = rows.price()
    price.save()
    return price


@pytest.fixture
def url(price):
    return address(models.Price, "change", price.pk)


def form_of(price, **changes):
    return price_form(offering=price.offering_id, source=price.source_id, **changes)


def text_of(response):
    return response.content.decode()


def test_the_second_save_is_refused_and_says_who_changed_what(
    editor, other, price, url
):
    seen = seen_on(editor.get(url))
    save(other, url, form_of(price, output="21"))

    response = editor.post(url, form_of(price, output="22") | {"seen": seen})

    assert response.status_code == 200
    price.refresh_from_db()
    assert price.output == 21
    page = text_of(response)
    assert "Nothing was saved, because the row has changed" in page
    assert "kim changed the price" in page
    assert "output (USD per million tokens) from 15 to 21" in page


def test_what_was_entered_comes_back(editor, other, price, url):
    seen = seen_on(editor.get(url))
    save(other, url, form_of(price, output="21"))

    response = editor.post(url, form_of(price, output="22.5") | {"seen": seen})

    assert response.context["adminform"].form["output"].value() == "22.5"


def test_whoever_was_told_may_save_again(editor, other, price, url):
    seen = seen_on(editor.get(url))
    save(other, url, form_of(price, output="21"))
    told = editor.post(url, form_of(price, output="22") | {"seen": seen})

    again = editor.post(url, form_of(price, output="22") | {"seen": seen_on(told)})

    assert again.status_code == 302
    price.refresh_from_db()
    assert price.output == 22


def test_a_third_change_after_that_is_told_too(editor, other, price, url):
    seen = seen_on(editor.get(url))
    save(other, url, form_of(price, output="21"))
    told = editor.post(url, form_of(price, output="22") | {"seen": seen})
    save(other, url, form_of(price, output="23"))

    again = editor.post(url, form_of(price, output="22") | {"seen": seen_on(told)})

    assert "from 21 to 23" in text_of(again)
    price.refresh_from_db()
    assert price.output == 23


def test_a_save_of_the_same_state_is_no_conflict(editor, other, price, url):
    seen = seen_on(editor.get(url))
    save(other, address(models.Price, "change", price.pk), form_of(price, output="21"))
    with catalog_change():
        models.Price.objects.get(pk=price.pk).delete()
        write_with_history(added=[price])

    response = editor.post(url, form_of(price, output="22") | {"seen": seen})

    assert response.status_code == 302


def test_an_import_between_counts_as_somebody_else(editor, price, url):
    seen = seen_on(editor.get(url))
    price.output = Decimal(14)
    with catalog_change(reason="Imported from prices.csv"):
        write_with_history(changed=[price], fields=["output"])

    response = editor.post(url, form_of(price, output="22") | {"seen": seen})

    assert "a program changed the price" in text_of(response)
    price.refresh_from_db()
    assert price.output == 14


def test_a_load_between_counts_too(editor, folder):
    load_catalog(folder)
    score = models.BenchmarkScore.objects.get()
    url = address(models.BenchmarkScore, "change", score.pk)
    seen = seen_on(editor.get(url))
    replace(folder, "scores.yaml", "note: first", "note: second")
    load_catalog(folder)

    response = editor.post(url, {"value": "90", "seen": seen})

    assert "note from first to second" in text_of(response)


def test_rows_inside_the_page_count_as_well(editor, other, price):
    url = address(models.Offering, "change", price.offering_id)
    seen = seen_on(editor.get(url))
    save(
        other,
        address(models.Price, "change", price.pk),
        form_of(price, output="21", valid_until="2026-12-01"),
    )
    kept = form_of(price, id=price.pk, output="15")

    response = editor.post(
        url, offering_form(price.offering, kept, initial=1) | {"seen": seen}
    )

    assert "kim changed the price" in text_of(response)
    price.refresh_from_db()
    assert price.output == 21


def test_a_row_added_inside_the_page_counts(editor, other, price):
    url = address(models.Offering, "change", price.offering_id)
    seen = seen_on(editor.get(url))
    other.post(address(models.Price, "add"), form_of(price, above_tokens="200000"))
    kept = form_of(price, id=price.pk, output="15")

    response = editor.post(
        url, offering_form(price.offering, kept, initial=1) | {"seen": seen}
    )

    assert "kim added the price" in text_of(response)


def test_a_further_source_counts(editor, other):
    option = rows.saved_option()
    url = address(models.DeploymentOption, "change", option.pk)
    seen = seen_on(editor.get(url))
    with catalog_change(User.objects.get(username="kim")):
        option.sources.add(rows.saved_source(title="Their terms"))

    response = editor.post(url, {"name": "Another name", "seen": seen})

    assert "further sources from nothing to Their terms" in text_of(response)


def test_a_change_elsewhere_does_not_disturb(editor, other, price, url):
    seen = seen_on(editor.get(url))
    rows.price().save()

    response = editor.post(url, form_of(price, output="22") | {"seen": seen})

    assert response.status_code == 302


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "",
        "x",
        "{}",
        "[]",
        '{"state": 1}',
        '{"state": "", "records": {"a": "b"}}',
        "[" * 100000,
    ],
)
def test_a_form_that_does_not_say_what_was_seen_is_refused(editor, price, url, sent):
    form = form_of(price, output="22")

    response = editor.post(url, form if sent is None else form | {"seen": sent})

    assert response.status_code == 200
    assert "did not say which state" in text_of(response)
    price.refresh_from_db()
    assert price.output == 15


def test_a_made_up_state_overwrites_nothing(editor, price, url):
    sent = json.dumps({"state": "0" * 64, "records": {"price": 10**30}})

    response = editor.post(url, form_of(price, output="22") | {"seen": sent})

    assert response.status_code == 200
    price.refresh_from_db()
    assert price.output == 15


@pytest.mark.parametrize("way", ["page", "action"])
def test_a_row_changed_since_is_not_deleted(editor, other, price, way):
    chosen = {"action": "delete_selected", "_selected_action": [price.pk]}
    if way == "page":
        url = address(models.Price, "delete", price.pk)
        asked = editor.get(url)
    else:
        url = address(models.Price)
        asked = editor.post(url, chosen)
    change = address(models.Price, "change", price.pk)
    save(other, change, form_of(price, output="21"))

    confirmed = chosen | {"post": "yes", "seen": seen_on(asked)}
    response = editor.post(url, confirmed, follow=True)

    assert models.Price.objects.filter(pk=price.pk).exists()
    assert "from 15 to 21" in text_of(response)
    again = chosen | {"post": "yes", "seen": seen_on(response)}
    editor.post(url, again)
    assert not models.Price.objects.filter(pk=price.pk).exists()


def test_what_hangs_on_a_row_since_is_not_deleted_unseen(editor, other, price):
    url = address(models.Offering, "delete", price.offering_id)
    asked = editor.get(url)
    other.post(address(models.Price, "add"), form_of(price, above_tokens="200000"))

    editor.post(url, {"post": "yes", "seen": seen_on(asked)})

    assert models.Price.objects.count() == 2


def test_chosen_rows_are_deleted_once_it_was_confirmed(editor, price):
    response = run_action(editor, models.Price, "delete_selected", price)

    assert response.status_code == 302
    assert not models.Price.objects.exists()


def test_no_list_can_be_written_without_opening_the_row():
    """A list's own form would carry no state of its rows."""
    pages = [admin.site._registry[model] for model in MAKERS]

    assert [page.list_editable for page in pages] == [()] * len(MAKERS)

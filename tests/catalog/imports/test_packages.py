"""An editor holds the prices of a package against the catalog, and decides."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from catalog.models import CatalogImport, Price
from catalog.price_imports import installed
from catalog.price_imports.held import held
from catalog.price_imports.proposals import propose
from catalog.price_imports.quotes import ReleaseDayError
from tests.catalog.price_imports.packages import (
    catalog,
    figures,
    package,
    quote,
    routes,
)

pytestmark = pytest.mark.django_db

ADD = reverse("admin:catalog_catalogimport_add")
SEND = reverse("admin:catalog_catalogimport_package")
OLD = {"input": Decimal(3), "output": Decimal(15)}


@pytest.fixture
def cheaper(monkeypatch):
    """A package whose only price is lower than the catalog's."""
    catalog(OLD)

    def proposals(names):
        found = replace(package(quote(figures("2"))), name=names[0])
        return propose([found], held(), routes())

    monkeypatch.setattr(installed, "proposals", proposals)


def sent(client, name="genai-prices"):
    answer = client.post(SEND, {name: "Prices"}, follow=True)
    return answer.content.decode()


def test_every_package_has_its_button(editor):
    page = editor.get(ADD).content.decode()

    assert "Prices from genai-prices" in page
    assert "Prices from model-prices" in page


def test_what_would_change_is_shown_and_nothing_is_written(cheaper, at_once, editor):
    page = sent(editor)

    assert "3 / 15 from 2026-11-20 becomes 2 / 15 from 2026-11-20" in page
    assert "Nothing has been written yet" in page
    assert Price.objects.count() == 1


def test_what_was_shown_is_written_when_the_editor_says_so(cheaper, at_once, editor):
    sent(editor)
    job = CatalogImport.objects.get()
    page = reverse("admin:catalog_catalogimport_change", args=[job.pk])

    editor.post(page, {"apply": "Load"})

    assert sorted(Price.objects.values_list("input", flat=True)) == [2, 3]
    assert "genai-prices" in editor.get(page).content.decode()


def test_a_package_without_a_day_of_release_is_refused(monkeypatch, at_once, editor):
    def refuse(names):
        raise ReleaseDayError("genai-prices-99.0")

    monkeypatch.setattr(installed, "proposals", refuse)

    assert "Nothing says when genai-prices-99.0 was released" in sent(editor)


def test_another_package_is_not_known(editor):
    assert "There is no such package." in sent(editor, "left-pad")
    assert not CatalogImport.objects.exists()


def test_looking_at_the_address_sends_nothing(editor):
    assert editor.get(SEND).status_code == 405


def test_who_may_only_look_may_not_send(viewer):
    assert viewer.post(SEND, {"genai-prices": "Prices"}).status_code == 403
    assert not CatalogImport.objects.exists()


def test_an_import_is_listed_with_the_others(cheaper, at_once, editor):
    sent(editor)
    address = reverse("admin:catalog_catalogimport_changelist")

    assert "genai-prices" in editor.get(address).content.decode()

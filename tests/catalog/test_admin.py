"""Editors keep the catalog in the admin; viewers read it."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from simple_history.models import HistoricalChanges

from catalog import models
from catalog.loading import load_catalog
from catalog.models.imports import CatalogImport, ImportedRow
from catalog.revision import catalog_change
from tests.catalog import rows
from tests.catalog.admin_pages import (
    MAKERS,
    address,
    delete,
    inline_forms,
    offering_form,
    price_form,
    run_action,
    save,
)

pytestmark = pytest.mark.django_db


def queries_of(client, url):
    client.get(url)  # Content types are read once per process.
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


def document():
    return json.loads(models.CatalogRevision.objects.get().document)


# Every model


def test_every_model_of_the_catalog_has_its_page():
    """But for the history, shown on the pages of its rows, and what is worked out."""
    without = (
        HistoricalChanges,
        models.ModelSummary,
        models.DocumentPart,
        models.KeptConcern,
        models.StalePart,
        ImportedRow,  # on the page of its import
    )
    kinds = {
        model
        for model in apps.get_app_config("catalog").get_models()
        if not issubclass(model, without)
    }
    assert kinds == {
        *MAKERS,
        models.CatalogRevision,
        models.DeletedRow,
        CatalogImport,
    } & set(admin.site._registry)


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_a_list_takes_the_same_queries_for_two_rows_and_for_six(editor, model):
    for _ in range(2):
        MAKERS[model]().save()
    few = queries_of(editor, address(model))

    for _ in range(4):
        MAKERS[model]().save()

    assert queries_of(editor, address(model)) == few


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_a_list_can_be_searched(editor, model):
    assert editor.get(address(model), {"q": "acme"}).status_code == 200


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_every_form_opens(editor, model):
    row = MAKERS[model]()
    row.save()

    assert editor.get(address(model, "change", row.pk)).status_code == 200
    assert editor.get(address(model, "add")).status_code == 200


def test_the_page_of_a_model_takes_the_same_queries_for_more_figures(editor):
    model = rows.saved_model()
    url = address(models.LanguageModel, "change", model.pk)
    add_figures(model, 2)
    few = queries_of(editor, url)

    add_figures(model, 4)

    assert queries_of(editor, url) == few


def add_figures(model, number):
    for _ in range(number):
        rows.model_fact(model=model).save()
        rows.score(model=model).save()
        rows.offering(model=model).save()


def test_the_page_of_an_offering_takes_the_same_queries_for_more_prices(editor):
    offering = rows.saved_offering()
    url = address(models.Offering, "change", offering.pk)
    rows.price(offering=offering).save()
    few = queries_of(editor, url)

    for _ in range(3):
        rows.price(offering=offering).save()

    assert queries_of(editor, url) == few


def test_figures_inside_a_page_are_labeled(editor):
    fact = rows.model_fact()
    fact.save()
    url = address(models.LanguageModel, "change", fact.model_id)

    page = editor.get(url).content.decode()

    fields = re.findall(r"<(?:input|select)[^>]*name=\"facts-0-[^>]*>", page)
    shown = [field for field in fields if 'type="hidden"' not in field]
    assert shown
    assert all("aria-label=" in field for field in shown)


def test_a_source_stands_beside_its_figure_as_a_link(editor):
    rows.model_fact(source=rows.saved_source(title="Their page")).save()

    page = editor.get(address(models.ModelFact)).content.decode()

    assert 'rel="noopener noreferrer">Their page</a>' in page


def test_old_figures_can_be_filtered(editor):
    rows.model_fact(as_of=date(2020, 1, 1)).save()
    rows.model_fact(as_of=date(2999, 1, 1)).save()

    page = editor.get(address(models.ModelFact), {"older_than": "90"})

    assert page.context["cl"].result_count == 1


# Changes


def test_a_newer_price_is_in_the_next_document(editor):
    old = rows.price(valid_until=date(2026, 11, 20))
    old.save()
    form = price_form(
        offering=old.offering_id, source=old.source_id, valid_from="2026-11-20"
    )

    response = editor.post(address(models.Price, "add"), form)

    assert response.status_code == 302
    assert [price["input"] for price in document()["offerings"][0]["prices"]] == [
        "4",
        "3",
    ]


def test_an_old_price_is_closed_and_the_new_one_added_in_one_save(editor):
    old = rows.price()
    old.save()
    closed = price_form(
        id=old.pk,
        offering=old.offering_id,
        input="3",
        output="15",
        source=old.source_id,
        valid_until="2026-11-20",
    )
    new = price_form(
        offering=old.offering_id, source=old.source_id, valid_from="2026-11-20"
    )

    response = save(
        editor,
        address(models.Offering, "change", old.offering_id),
        offering_form(old.offering, closed, new, initial=1),
    )

    assert response.status_code == 302
    old.refresh_from_db()
    assert (old.input, old.valid_until) == (3, date(2026, 11, 20))
    assert models.Price.objects.get(valid_from=old.valid_until).input == 4


def test_a_wrong_price_inside_the_page_is_refused_in_words(editor):
    offering = rows.saved_offering()
    free = price_form(offering=offering.pk, input="0", source=rows.saved_source().pk)

    response = save(
        editor,
        address(models.Offering, "change", offering.pk),
        offering_form(offering, free),
    )

    assert "A price of zero needs the mark" in response.content.decode()


def test_a_row_that_an_editor_saved_is_the_editors(editor, folder):
    load_catalog(folder)
    score = models.BenchmarkScore.objects.get()
    form = {
        "model": score.model_id,
        "benchmark": score.benchmark_id,
        "value": "90",
        "reported_by": "vendor",
        "status": "accepted",
        "source": score.source_id,
        "as_of": "2026-11-01",
    }

    save(editor, address(models.BenchmarkScore, "change", score.pk), form)

    score.refresh_from_db()
    assert (score.value, score.origin) == (Decimal(90), "editor")
    assert document()["models"]["one"]["scores"]["mmlu"][0]["value"] == 90


def test_an_untouched_parent_stays_shipped(editor, folder):
    load_catalog(folder)
    offering = models.Offering.objects.get()
    prices = [
        price_form(
            id=price.pk,
            offering=offering.pk,
            input=price.input + 1,
            source=price.source_id,
            valid_from=price.valid_from or "",
            valid_until=price.valid_until or "",
        )
        for price in offering.prices.all()
    ]

    save(
        editor,
        address(models.Offering, "change", offering.pk),
        offering_form(offering, *prices, initial=2),
    )

    offering.refresh_from_db()
    assert offering.origin == "shipped"
    assert {price.origin for price in offering.prices.all()} == {"editor"}


@pytest.mark.parametrize("way", ["page", "action"])
def test_a_deleted_row_leaves_the_document_and_does_not_come_back(editor, folder, way):
    load_catalog(folder)
    score = models.BenchmarkScore.objects.get()
    if way == "page":
        delete(editor, score)
    else:
        run_action(editor, models.BenchmarkScore, "delete_selected", score)

    assert document()["models"]["one"]["scores"] == {}
    load_catalog(folder)
    assert not models.BenchmarkScore.objects.exists()


def test_a_row_deleted_inside_a_page_does_not_come_back(editor, folder):
    load_catalog(folder)
    option = models.DeploymentOption.objects.get()
    with catalog_change():
        option.sources.clear()
    certificate = option.certifications.get()
    form = {
        "slug": option.slug,
        "name": option.name,
        "provider": option.provider_id,
        "kind": option.kind,
        "serves": option.serves,
        "location": option.location,
        "staff_needed": option.staff_needed,
        "status": option.status,
        "source": option.source_id,
        "as_of": "2026-11-01",
        **inline_forms(
            "certifications",
            {
                "id": certificate.pk,
                "option": option.pk,
                "name": certificate.name,
                "source": certificate.source_id,
                "as_of": "2026-11-01",
                "DELETE": "on",
            },
            initial=1,
        ),
    }

    url = address(models.DeploymentOption, "change", option.pk)
    response = save(editor, url, form)

    assert response.status_code == 302
    load_catalog(folder)
    assert not models.Certification.objects.exists()


def test_a_superuser_may_let_a_deleted_row_come_back(admin_client, folder):
    load_catalog(folder)
    score = models.BenchmarkScore.objects.get()
    delete(admin_client, score)
    wish = models.DeletedRow.objects.get()
    admin_client.post(address(models.DeletedRow, "delete", wish.pk), {"post": "yes"})

    load_catalog(folder)

    assert models.BenchmarkScore.objects.exists()

"""The pages of everything that is shipped, and their prices beside those of the advice."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

from advisor.catalog_reader import catalog_in_use, read_price
from advisor.decision import prices as advice
from catalog import models
from catalog.document import decision_document
from catalog.license_terms import admits_the_union
from catalog.models import LicenseClause
from catalog.pages.license_rows import license_rows
from catalog.pages.model_page import with_source
from catalog.pages.prices import price_in_use, with_prices
from tests.advisor.conftest import DAY
from tests.advisor.decision.examples import ALPHA_API

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

# A value that reached the page without being put into words.
RAW = re.compile(r">\s*(None|True|False|\[.*\]|Decimal\(.*)\s*<")
LINK = re.compile(
    r'href="/(models|options|benchmarks|licenses|hardware|providers|sources)/([^/"?]+)/'
)
THINGS = {
    "models": models.LanguageModel,
    "options": models.DeploymentOption,
    "benchmarks": models.Benchmark,
    "licenses": models.License,
    "hardware": models.Hardware,
    "providers": models.Provider,
    "sources": models.Source,
}


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker) -> Iterator[None]:
    """All data files, loaded once for the module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalog", verbosity=0)
        catalog_in_use.checked_at = float("-inf")
        yield
        transaction.set_rollback(True)


def slugs(rows):
    return rows.values_list("slug", flat=True)


@pytest.mark.parametrize("kind", THINGS)
def test_every_page_opens_and_links_to_pages_that_are_there(client, kind):
    known = {
        (name, slug)
        for name, model in THINGS.items()
        for slug in slugs(model._default_manager)
    }
    for slug in sorted(slug for name, slug in known if name == kind):
        response = client.get(f"/{kind}/{slug}/")
        assert response.status_code == 200, slug
        assert set(LINK.findall(response.text)) <= known, slug
        assert not RAW.search(response.text), slug


def test_a_price_in_use_is_the_one_that_the_advice_takes():
    told = {
        (row["model"], row["option"], row["provider_model_id"]): row["prices"]
        for row in decision_document()["offerings"]
    }
    compared = 0
    offerings = list(models.Offering.objects.select_related("model", "option"))
    for one in with_prices(offerings, models.Price.objects.all(), DAY):
        offering, found = one.offering, price_in_use(one.rows, DAY)
        key = (offering.model.slug, offering.option.slug, offering.provider_model_id)
        if key in told:
            candidate = replace(ALPHA_API, prices=tuple(map(read_price, told[key])))
            assert figures(found) == figures(advice.price_in_use(candidate, DAY)), key
            compared += found is not None
    assert compared > 100


def figures(row):
    """What tells a price row from others, whichever side it was read by."""
    if row is None:
        return None
    return row.input, row.output, row.source, row.schedule, row.valid_from


def test_a_page_and_the_filters_of_the_list_agree_on_the_union():
    admitted = models.LanguageModel.objects.filter(
        admits_the_union("license", "inputs")
    )
    found = {
        model.slug
        for model in models.LanguageModel.objects.exclude(license=None)
        .select_related("license__source")
        .prefetch_related(
            with_source("license__clauses", LicenseClause.objects.usable())
        )
        if is_admitted(model)
    }

    assert found == set(slugs(admitted))
    assert 0 < len(found) < models.LanguageModel.objects.count()


def is_admitted(model):
    rows = license_rows(model.license, model.license.clauses.all(), model.inputs)
    answer = next(row.answer for row in rows if row.subject == "territory")
    return answer.startswith("yes")


@time_machine.travel("2026-11-22")
def test_a_model_that_is_sold_and_downloaded_shows_all_there_is(client):
    page = client.get("/models/llama-3.3-70b/")

    for words in (
        "Open weights, run by a host behind an API",
        "Price of input, US dollars per million tokens",
        "Under conditions",
        "2 × <a",
        "What it costs to run it oneself",
        "GPQA",
    ):
        assert words in page.text


def test_hardware_names_the_models_that_fit(client):
    page = client.get("/hardware/h100-sxm/")

    assert "Open models that fit" in page.text
    assert "needs" in page.text

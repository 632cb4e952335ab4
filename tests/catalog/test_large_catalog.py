"""The catalog that pages are measured with, made small: it is sound, and pages open."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from catalog import models
from catalog.attention import CONCERNS
from catalog.document_parts import document_text
from catalog.listing.lists import LISTINGS
from tests.load.large import DETAILS
from tests.load.large_catalog import add_models

MODELS = 40
TOO_FAR = "07777"  # a model that only the large one has


@pytest.mark.django_db
def test_a_small_one_is_sound_and_what_is_measured_opens(client, admin_client):
    call_command("load_catalog", verbosity=0)
    add_models(MODELS)

    added = models.LanguageModel.objects.filter(slug__startswith="large-model-")
    offerings = models.Offering.objects.filter(model__in=added)
    assert added.count() == MODELS
    assert offerings.filter(model__slug="large-model-00001").count() == 100
    assert offerings.count() > 3 * MODELS
    prices = models.Price.objects.filter(offering__in=offerings)
    assert prices.count() == 5 * offerings.count()
    assert models.BenchmarkScore.objects.filter(model__in=added).count() == 20 * MODELS
    summaries = models.ModelSummary.objects.filter(model__in=added)
    assert summaries.values("model").distinct().count() == MODELS

    # It went through the one way that changes the catalog.
    assert models.CatalogRevision.objects.get().document == document_text()
    assert models.Price.history.count() == models.Price.objects.count()
    assert models.KeptConcern.objects.count() == len(CONCERNS)

    pages = [one.address for one in LISTINGS.values()]
    pages += [one for one in DETAILS if TOO_FAR not in one]
    assert {client.get(page).status_code for page in pages} == {200}
    assert admin_client.get(reverse("admin:index")).status_code == 200

"""A model with many offerings: its page leads to their list instead of holding them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog import models
from catalog.admin.many_inside import MOST_INSIDE
from tests.catalog import rows
from tests.catalog.admin_pages import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering():
    one = rows.offering()
    one.save()
    return one


def page_of(model):
    return address(models.LanguageModel, "change", model.pk)


def offer_often(offering, times):
    models.Offering.objects.bulk_create(
        models.Offering(
            model=offering.model,
            option=offering.option,
            provider_model_id=f"name-{number}",
            status="active",
        )
        for number in range(times)
    )


def test_few_rows_stand_in_the_page(admin_client, offering):
    offer_often(offering, MOST_INSIDE - 1)

    page = admin_client.get(page_of(offering.model)).content.decode()

    assert f'name="offerings-{MOST_INSIDE - 1}-option"' in page
    assert "too many for this page" not in page


def test_of_many_the_page_says_how_many_and_leads_to_them(admin_client, offering):
    offer_often(offering, MOST_INSIDE)

    page = admin_client.get(page_of(offering.model)).content.decode()

    link = f"/admin/catalog/offering/?model__id__exact={offering.model.pk}"
    assert f'<a href="{link}">{MOST_INSIDE + 1} offerings</a>' in page
    assert "offerings-0-option" not in page
    listed = admin_client.get(link)
    assert listed.context["cl"].result_count == MOST_INSIDE + 1


def test_a_page_with_many_takes_no_more_queries_with_more(admin_client, offering):
    offer_often(offering, MOST_INSIDE)
    some = queries_of(admin_client, offering.model)
    models.Offering.objects.exclude(pk=offering.pk).delete()
    offer_often(offering, 2 * MOST_INSIDE)

    assert queries_of(admin_client, offering.model) == some


def queries_of(client, model):
    with CaptureQueriesContext(connection) as queries:
        client.get(page_of(model))
    return len(queries)

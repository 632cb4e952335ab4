"""The lists of the catalog over HTTP: filters, addresses, wrong values."""

import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.listing.asked import read_asked
from catalog.listing.lists import LISTINGS
from catalog.listing.parts import Filter
from catalog.revision import catalog_change
from tests.catalog import rows

pytestmark = pytest.mark.django_db

ALL = list(LISTINGS)
MODELS = "/models/"


def names(response) -> list[str]:
    """The names of the rows, in their order."""
    heads = re.findall(r'<th scope="row">.*?</th>', response.content.decode(), re.S)
    return [re.sub(r"<[^>]*>", "", head).strip() for head in heads]


@pytest.mark.parametrize("key", ALL)
def test_every_list_opens(key, client, one_of_each):
    response = client.get(LISTINGS[key].address)

    assert response.status_code == 200
    assert names(response)


@pytest.mark.parametrize("key", ALL)
def test_every_choice_of_every_filter_and_every_order_works(key, client, one_of_each):
    listing = LISTINGS[key]
    for one in read_asked(listing, QueryDict()).filters:
        for choice in one.choices[1:]:
            address = f"{listing.address}?{one.key}={choice.value}"
            assert client.get(address).status_code == 200, address
    for sort in listing.sorts:
        response = client.get(f"{listing.address}?sort=-{sort.key}")
        assert response.status_code == 200


@pytest.mark.parametrize("key", ALL)
def test_a_list_takes_the_same_queries_however_long_it_is(key, client, one_of_each):
    few = queries_of(client, LISTINGS[key].address)
    with catalog_change():
        for _ in range(3):
            model = rows.saved_model(license=rows.saved_license())
            rows.model_fact(model=model).save()
            rows.price(offering=rows.saved_offering(model=model)).save()
            rows.hardware_rate(hardware=rows.saved_hardware()).save()
            rows.saved_benchmark()

    assert queries_of(client, LISTINGS[key].address) == few
    assert few <= 8


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("key", ALL)
def test_every_ready_link_leads_to_an_answer_without_a_detour(key, client, one_of_each):
    listing = LISTINGS[key]
    for link in listing.ready_links:
        assert client.get(f"{listing.address}?{link.query}").status_code == 200


@pytest.mark.parametrize("key", ALL)
def test_a_row_is_searched_by_its_slug(key, client, one_of_each):
    listing = LISTINGS[key]
    slug = client.get(listing.address).context["page"].rows[0].slug

    shown = client.get(listing.address, {"q": slug}).context["page"].rows

    assert slug in [row.slug for row in shown]


# Addresses


def test_there_is_one_address_for_each_list(client, one_of_each):
    response = client.get(f"{MODELS}?sort=name&weights=open&q=+one&maker=&foo=bar")

    assert response.status_code == 302
    assert response["Location"] == f"{MODELS}?q=one&weights=open"


def test_a_part_for_htmx_names_its_address(client, one_of_each):
    response = client.get(
        f"{MODELS}?weights=open&maker=", headers={"HX-Request": "true"}
    )

    assert response["HX-Replace-Url"] == f"{MODELS}?weights=open"
    assert response.content.decode().strip().startswith('<div id="list">')


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("weights=ajar", "Weights: there is no choice “ajar”."),
        ("weights=open&weights=closed", "“weights” is there twice"),
        ("maker=nobody", "Maker: there is no choice “nobody”."),
        ("sort=beauty", "The list cannot be sorted by “beauty”."),
        ("sort=context&after=x~one", "The page cannot be found"),
        ("sort=context&after=one", "The page cannot be found"),
        ("sort=newest&before=2026-02-31~one", "The page cannot be found"),
        ("sort=price&after=NaN~one", "The page cannot be found"),
        ("after=a~one&before=b~two", "do not go together"),
        ("format=xml", "There is no format “xml”"),
        ("q=%21%21", "Search for something with a letter"),
        ("q=" + "x" * 101, "Search for 100 characters at most."),
    ],
)
def test_a_wrong_value_is_told_and_left_out(query, sentence, client, one_of_each):
    response = client.get(f"{MODELS}?{query}")

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert names(response) == ["One"]


def test_the_other_conditions_hold_beside_a_wrong_one(client, one_of_each):
    response = client.get(f"{MODELS}?weights=closed&commercial=perhaps")

    assert response.status_code == 422
    assert names(response) == []


def test_a_list_changes_nothing(client, one_of_each):
    assert client.post(MODELS).status_code == 405


def test_a_list_is_there_before_a_catalog_is(client):
    response = client.get(MODELS)

    assert response.status_code == 200
    assert "Nothing in the catalog" in response.content.decode()


def test_every_filter_has_a_default_that_comes_first():
    for listing in LISTINGS.values():
        for one in listing.filters:
            if isinstance(one, Filter):
                assert one.choices[0].value == ""


def test_the_header_leads_to_the_models(client):
    page = client.get("/licenses/").content.decode()
    assert f'href="{reverse("catalog:models")}" aria-current="true"' in page


@pytest.mark.parametrize(
    ("window", "offered", "words"),
    [
        (128_000, 16_384, "A host; 16K of context there"),
        (128_000, 131_072, "A host<"),
        (128_000, None, "A host<"),
    ],
)
def test_a_price_for_less_context_says_so(client, window, offered, words):
    with catalog_change():
        model = rows.saved_model()
        rows.model_fact(model=model, number=window).save()
        option = rows.saved_option(kind="hosted_open", name="A host")
        sold = rows.saved_offering(model=model, option=option, context_offered=offered)
        rows.price(offering=sold).save()

    assert f'<span class="meta">{words}' in client.get(MODELS).text

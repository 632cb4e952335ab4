"""The rows that rest on a source: counted by kind, and read page by page."""

from decimal import Decimal

import pytest
from django.apps import apps

from catalog.pages import source_page
from catalog.pages.source_page import RESTING
from tests.catalog import rows

FURTHER = ["options_too", "claims_corrected"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(monkeypatch):
    """A source with five prices and two scores, and two rows on a page."""
    monkeypatch.setattr(source_page, "PAGE", 2)
    found = rows.saved_source(slug="one")
    for usd in range(1, 6):
        rows.price(source=found, input=usd).save()
    for _ in range(2):
        rows.score(source=found).save()
    return found


def test_rows_are_counted_by_kind(source):
    page = source_page.source_page("one")

    assert [(one.key, one.rows) for one in page.counted] == [
        ("prices", 5),
        ("scores", 2),
    ]
    assert page.total == 7


def test_all_rows_are_read_once_from_page_to_page(source):
    page = source_page.source_page("one", "prices")
    texts = [row.text for row in page.rows]
    while page.next_after is not None:
        page = source_page.source_page("one", "prices", page.next_after)
        texts += [row.text for row in page.rows]

    assert [text.split(": ")[1][0] for text in texts] == ["1", "2", "3", "4", "5"]


def test_a_kind_without_rows_shows_the_first_that_has_some(source):
    page = source_page.source_page("one", "licenses", 10**6)

    assert page.shown == page.counted[0]
    assert len(page.rows) == 2


def test_a_source_that_nothing_rests_on_says_so(client):
    rows.saved_source(slug="idle")

    assert "Nothing in the catalog does." in client.get("/sources/idle/").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kind=nonsense", "There is no such kind of rows"),
        ("after=x", "is no number of a row"),
        ("after=-1", "is no number of a row"),
        ("after=99999999999999999999999", "is no number of a row"),
        ("after=٣", "is no number of a row"),
        ("format=xml", "This page comes as html or as json"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_first_page(
    client, source, query, sentence
):
    response = client.get(f"/sources/one/?{query}")

    assert response.status_code == 422
    assert sentence in response.text
    assert "$" not in sentence
    assert "Next rows" in response.text


def test_the_pages_are_linked(client, source):
    first = client.get("/sources/one/")
    last = client.get("/sources/one/?kind=prices&after=99999999")

    assert 'rel="next"' in first.text
    assert "To the first" in last.text
    assert 'rel="next"' not in last.text


def test_as_json_it_says_where_the_next_page_begins(client, source):
    found = client.get("/sources/one/?format=json").json()

    assert found["shown"]["key"] == "prices"
    assert found["next_after"] > 0
    assert len(found["rows"]) == 2


def test_rows_that_name_it_among_others_rest_on_it_too():
    source = rows.saved_source(slug="one")
    rows.saved_option(name="Acme API").sources.add(source)
    claim = rows.claim(better_fact="It costs less.")
    claim.save()
    claim.better_sources.add(source)

    told = [source_page.source_page("one", key).rows for key in FURTHER]

    assert [row.about for found in told for row in found] == ["Acme API", "One"]
    assert "better known: It costs less." in told[1][0].text


def test_no_kind_of_row_with_a_source_is_forgotten():
    citing = {
        model
        for model in apps.get_app_config("catalog").get_models()
        if any(
            field.name in {"source", "article"} for field in model._meta.concrete_fields
        )
        and not model.__name__.startswith("Historical")
    }

    assert {one.model for one in RESTING} == citing


def test_every_row_says_something_of_what_rests_on_the_source():
    source = rows.saved_source(slug="one")
    rows.assumption(source=source, value=3, low=1, high=10, unit="ratio").save()
    rows.product(source=source).save()
    rows.tool(source=source).save()
    rows.precision(source=source, bits_per_weight=Decimal("4.5")).save()
    rows.subscription_plan(source=source, usd=Decimal(20), per="month").save()
    rows.saved_license(source=source, commercial_use="unknown")
    rows.provider(source=source, as_of=rows.DAY).save()

    page = source_page.source_page("one")
    kinds = [one.key for one in page.counted]
    told = {kind: source_page.source_page("one", kind).rows[0].text for kind in kinds}

    assert all(told.values())
    assert told["assumptions"] == "3 ratio, from 1 to 10"
    assert told["precisions"] == "4.5 bits for each weight"
    assert told["plans"] == "$20 a month"
    assert told["providers"] == "seat: not known"

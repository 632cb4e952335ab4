"""A new price in the admin ends the one that it follows, and says so."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from catalog import models
from catalog.loading import load_catalog
from tests.catalog import rows
from tests.catalog.admin_pages import address, offering_form, price_form, save
from tests.catalog.test_admin import document

pytestmark = pytest.mark.django_db
FROM = date(2026, 11, 20)


@pytest.fixture
def old():
    """A price without an end."""
    price = rows.price()
    price.save()
    return price


@pytest.fixture(params=["page of its own", "page of its offering"])
def add(request, editor, old):
    """Adds a price of the same source, and gives the page that comes then."""

    def on_a_page_of_its_own(**changes):
        form = price_form(offering=old.offering_id, source=old.source_id) | changes
        return editor.post(address(models.Price, "add"), form, follow=True)

    def on_the_page_of_its_offering(**changes):
        kept = price_form(
            id=old.pk,
            offering=old.offering_id,
            source=old.source_id,
            input=old.input,
            output=old.output,
            as_of=old.as_of,
            valid_from=old.valid_from or "",
        )
        new = price_form(offering=old.offering_id, source=old.source_id) | changes
        return save(
            editor,
            address(models.Offering, "change", old.offering_id),
            offering_form(old.offering, kept, new, initial=1),
            follow=True,
        )

    if request.param == "page of its own":
        return on_a_page_of_its_own
    return on_the_page_of_its_offering


def periods():
    return [
        (price.input, price.valid_from, price.valid_until)
        for price in models.Price.objects.order_by("valid_from")
    ]


def test_the_open_price_ends_where_the_new_one_begins(add, old):
    page = add(valid_from=FROM)

    assert periods() == [(4, FROM, None), (3, None, FROM)]
    assert "(3 in, 15 out) now ends: the new one holds from November 20, 2026" in (
        page.content.decode()
    )
    old.refresh_from_db()
    assert old.origin == "editor"


def test_both_are_in_the_next_document(add):
    add(valid_from=FROM)

    prices = document()["offerings"][0]["prices"]
    assert {price["input"]: price["valid_until"] for price in prices} == {
        "4": None,
        "3": "2026-11-20",
    }


def test_a_new_price_without_a_first_day_holds_from_today(add):
    add()

    today = timezone.localdate()
    assert periods() == [(4, today, None), (3, None, today)]


def test_an_open_price_that_began_earlier_ends_too(add, old):
    old.valid_from = FROM - timedelta(days=1)
    old.save()

    add(valid_from=FROM)

    assert periods() == [(3, old.valid_from, FROM), (4, FROM, None)]


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_from": FROM, "valid_until": FROM + timedelta(days=9)},
        {"valid_from": FROM, "status": "disputed"},
        {"valid_from": FROM - timedelta(days=400)},
        {"valid_from": FROM - timedelta(days=300)},
    ],
    ids=["one for a while", "a disputed one", "an earlier one", "one of the same day"],
)
def test_what_does_not_follow_is_refused_in_words(add, old, changes):
    old.valid_from = FROM - timedelta(days=300)
    old.save()

    page = add(**changes)

    assert "already has a price" in page.content.decode()
    assert periods() == [(3, old.valid_from, None)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"input": "-4"}, "Below zero is not possible"),
        ({"input": "0"}, "A price of zero needs the mark"),
        ({"input": "much"}, "Enter a number"),
    ],
)
def test_a_new_price_that_is_refused_ends_nothing(add, changes, words):
    page = add(valid_from=FROM, **changes)

    assert words in page.content.decode()
    assert periods() == [(3, None, None)]


@pytest.mark.parametrize(
    "changes", [{"above_tokens": "1000"}, {"schedule": "peak"}, {"source": None}]
)
def test_another_tier_other_hours_another_source_end_nothing(add, changes):
    if "source" in changes:
        changes = {"source": rows.saved_source().pk}

    add(valid_from=FROM, **changes)

    assert periods() == [(4, FROM, None), (3, None, None)]


def test_a_price_may_be_changed_without_ending_itself(editor, old):
    form = price_form(offering=old.offering_id, source=old.source_id)

    save(editor, address(models.Price, "change", old.pk), form)

    assert periods() == [(4, None, None)]


def test_the_next_load_leaves_both_alone(editor, folder):
    load_catalog(folder)
    shipped = models.Price.objects.get(valid_until=None)
    form = price_form(
        offering=shipped.offering_id, source=shipped.source_id, valid_from="2027-01-01"
    )
    editor.post(address(models.Price, "add"), form)
    before = periods()

    report = load_catalog(folder)

    assert not report.refusals
    assert periods() == before

"""Which price is in use on a day, and which are announced."""

from datetime import date
from decimal import Decimal

import pytest

from catalog.models import Price
from catalog.pages.prices import announced, price_lines, with_prices
from tests.catalog import rows

DAY = date(2026, 11, 22)
TOMORROW = date(2026, 11, 23)

pytestmark = pytest.mark.django_db


def offered(*changes, **fields):
    """An offering with a price row for each set of changes, as a page reads it."""
    offering = rows.saved_offering(**fields)
    for change in changes:
        rows.price(offering=offering, **change).save()
    return with_prices([offering], Price.objects.all(), DAY)[0]


def states(offering):
    return [(line.input, line.state) for line in price_lines([offering], DAY).rows]


def test_each_row_says_whether_it_holds():
    offering = offered(
        {"input": 1, "valid_from": date(2025, 1, 1), "valid_until": DAY},
        {"input": 2, "valid_from": DAY, "valid_until": TOMORROW},
        {"input": 3, "valid_from": TOMORROW},
        {"input": 4, "valid_from": DAY, "above_tokens": 200_000},
        {"input": 5, "status": "wrong", "valid_until": date(2025, 1, 1)},
    )

    assert states(offering) == [
        (3, "announced"),
        (2, "in use"),
        (4, "in force"),
        (1, "over"),
        (5, "not used"),
    ]


def test_what_an_article_says_is_never_in_use():
    article = rows.saved_source(kind="article")

    assert states(offered({"source": article})) == [(3, "not used")]


def test_an_offer_that_has_ended_has_no_price_in_use():
    assert states(offered({}, status="retired")) == [(3, "in force")]


def test_a_price_announced_for_later_than_a_year_is_left_out():
    offering = offered(
        {"input": 1, "valid_from": TOMORROW, "valid_until": date(2027, 12, 1)},
        {"input": 2, "valid_from": date(2027, 12, 1)},
    )

    assert [row.input for _, row in announced(offering.rows, DAY)] == [1]


def test_the_least_price_is_no_rounded_one():
    offering = offered({"input": Decimal("0.003625"), "output": Decimal("0.01")})

    assert price_lines([offering], DAY).rows[0].input == Decimal("0.003625")

"""The words in the lists of the admin."""

from datetime import date
from decimal import Decimal

import pytest

from catalog.admin.columns import condition, figure, period
from catalog.models import Price

START, END = date(2026, 1, 1), date(2026, 12, 1)


@pytest.mark.parametrize(
    ("number", "text"),
    [(Decimal("15.000000"), "15"), (Decimal("0.30"), "0.3"), (None, "not known")],
)
def test_a_figure_has_no_idle_zeros(number, text):
    assert figure("output")(Price(output=number)) == text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "all requests"),
        ({"schedule": "off_peak"}, "off-peak hours"),
        ({"above_tokens": 200_000}, "above 200,000 tokens"),
        ({"schedule": "peak", "above_tokens": 9}, "peak hours, above 9 tokens"),
    ],
)
def test_what_a_price_holds_for(changes, text):
    assert condition(Price(**changes)) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (None, None, "open"),
        (START, None, "from 2026-01-01"),
        (None, END, "until 2026-12-01"),
        (START, END, "2026-01-01 to 2026-12-01"),
    ],
)
def test_when_a_price_holds(start, end, text):
    assert period(Price(valid_from=start, valid_until=end)) == text

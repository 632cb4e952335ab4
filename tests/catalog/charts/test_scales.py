"""Logarithmic axes: places in proportion, and round values beside them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.charts.scales import LogScale, rounded_out, short, ticks

SCALE = LogScale(low=Decimal(10), high=Decimal(1000), start=100, end=0)
POSITIVE = st.decimals("1e-9", "1e20", allow_nan=False)


@pytest.mark.parametrize(
    ("value", "place"),
    [("10", 100), ("100", 50), ("1000", 0), ("0", 100), ("-3", 100), ("1e30", 0)],
)
def test_each_tenfold_is_as_long_as_the_next(value, place):
    assert SCALE.at(Decimal(value)) == pytest.approx(place)


@pytest.mark.parametrize(
    ("low", "high", "most", "found"),
    [
        ("2", "40", 9, ["2", "5", "10", "20"]),
        ("1", "100000", 6, ["1", "10", "100", "1e3", "1e4", "1e5"]),
        ("1", "100000", 5, ["1", "100", "1e4"]),
        ("1", "1e15", 5, ["1", "1e4", "1e8", "1e12"]),
        ("3", "4", 9, []),
    ],
)
def test_ticks_are_round_and_never_more_than_there_is_room_for(low, high, most, found):
    shown = ticks(Decimal(low), Decimal(high), most)

    assert list(shown) == [Decimal(one) for one in found]


@given(POSITIVE, POSITIVE)
def test_rounding_out_holds_what_it_is_given(one, other):
    low, high = sorted((one, other))
    below, above = rounded_out(low, high)

    assert below <= low <= high <= above
    assert below < above
    assert below * 3 > low
    assert len(ticks(below, above, 8)) >= 2


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.05", "0.05"),
        ("500", "500"),
        ("1E+4", "10 k"),
        ("2000000", "2 M"),
        ("5E+9", "5 B"),
        ("1E+15", "1,000 T"),
    ],
)
def test_round_figures_are_short(value, text):
    assert short(Decimal(value)) == text

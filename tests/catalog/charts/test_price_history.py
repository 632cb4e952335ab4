"""Prices over time: what is drawn, where, and what is said of it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.charts.price_history import (
    LETTER_HEIGHT,
    MOST_LINES,
    Course,
    Stretch,
    Window,
    price_charts,
)

DAY = date(2026, 11, 22)
BEGAN = date(2026, 3, 1)
CHANGED = date(2026, 9, 1)
COMING = date(2026, 12, 1)
OLD = Stretch(
    starts=BEGAN, ends=CHANGED, seen=BEGAN, input=Decimal(3), output=Decimal(15)
)
NEW = replace(OLD, starts=CHANGED, ends=None, seen=CHANGED, input=Decimal(2))
PLAIN = replace(OLD, ends=None)
COURSE = Course(
    key="acme one",
    name="Acme",
    address="acme",
    detail="one",
    is_makers_own=False,
    is_over=False,
    stretches=(OLD, NEW),
)


def flat(usd, **changes):
    stretch = replace(PLAIN, input=Decimal(usd), output=Decimal(usd))
    fields = {"key": f"host {usd}", "name": f"Host {usd}", "stretches": (stretch,)}
    return replace(COURSE, **fields | changes)


def charts_of(*courses):
    """The charts of price lists of which at least one has a price."""
    found = price_charts(courses, DAY)
    assert found is not None
    return found


def drawing(*courses, key="input", layout="wide"):
    charts = charts_of(*courses)
    chart = next(one for one in charts.charts if one.key == key)
    return next(one for one in chart.drawings if one.layout.key == layout)


def test_nothing_is_drawn_without_a_price():
    assert price_charts([], DAY) is None


def test_what_is_free_alone_is_not_drawn():
    free = replace(PLAIN, input=Decimal(0), output=Decimal(0))

    assert price_charts([replace(COURSE, stretches=(free,))], DAY) is None


def test_a_cheaper_price_stands_lower():
    cheap, dear = drawing(flat(1), flat(8)).lines

    assert cheap.letter_y > dear.letter_y


def test_a_change_is_an_upright_on_its_day():
    line = drawing(COURSE).lines[0]

    levels = line.known.split("M")[1:]
    assert len(levels) == 3
    upright = (
        levels[2] if levels[2].split("L")[0].split()[0] in levels[1] else levels[1]
    )
    start, end = (place.split()[0] for place in upright.split("L"))
    assert start == end


def test_a_price_whose_first_day_is_not_known_is_unsure_until_it_was_seen():
    since = replace(PLAIN, starts=None, seen=DAY - timedelta(days=30))
    charts = charts_of(replace(COURSE, stretches=(since,)))

    assert charts.has_unsure
    assert charts.charts[0].drawings[0].lines[0].unsure


def test_a_price_whose_days_are_known_is_sure_throughout():
    charts = charts_of(COURSE)

    assert not charts.has_unsure
    assert not charts.charts[0].drawings[0].lines[0].unsure


def test_today_is_marked_where_something_lies_ahead():
    coming = replace(OLD, starts=COMING, ends=None, seen=COMING)
    ahead = replace(COURSE, stretches=(OLD, replace(NEW, ends=COMING), coming))

    assert drawing(COURSE).today is None
    assert drawing(ahead).today is not None


def test_the_makers_own_list_comes_first_then_what_changes_then_the_cheapest():
    own = flat(9, is_makers_own=True)
    courses = [flat(usd) for usd in range(1, 8)] + [COURSE, own]

    charts = charts_of(*courses)

    names = [entry.course.name for entry in charts.legend]
    assert names == ["Host 9", "Acme", "Host 1", "Host 2", "Host 3", "Host 4"]
    assert charts.rule.startswith("Of 9 price lists 6 are drawn:")


def test_where_nobody_can_buy_any_more_comes_last():
    charts = charts_of(flat(1, is_over=True), flat(5))

    assert [entry.course.name for entry in charts.legend] == ["Host 5", "Host 1"]
    assert charts.rule == ""


def test_the_story_names_who_changes_the_price():
    assert charts_of(COURSE).story == "The price changes at Acme."
    assert charts_of(flat(1)).story == (
        "No change of these prices is known, past or announced."
    )


PRICES = st.decimals("0.0001", "1000", places=4)
DAYS = st.dates(date(2023, 1, 1), DAY)


@st.composite
def courses(draw):
    """Price lists of one or two stretches."""
    found = []
    for number in range(draw(st.integers(1, MOST_LINES + 2))):
        begins, changes = sorted((draw(DAYS), draw(DAYS)))
        first = replace(
            OLD,
            starts=draw(st.sampled_from([None, begins])),
            ends=changes + timedelta(days=1),
            seen=draw(DAYS),
            input=draw(PRICES),
            output=draw(PRICES),
        )
        second = replace(first, starts=first.ends, ends=None, input=draw(PRICES))
        found.append(replace(COURSE, key=str(number), stretches=(first, second)))
    return found


@given(courses())
def test_whatever_the_prices_all_stays_in_the_drawing_and_letters_stand_apart(drawn):
    for chart in charts_of(*drawn).charts:
        for one in chart.drawings:
            plot = one.layout.plot
            for tick in one.x_ticks:
                assert plot.left <= tick.at <= plot.right
            for tick in one.y_ticks:
                assert plot.top <= tick.at <= plot.bottom
            assert len(one.x_ticks) <= one.layout.most_x_ticks
            heights = sorted(line.letter_y for line in one.lines)
            assert all(b - a >= LETTER_HEIGHT - 0.2 for a, b in pairwise(heights))


@pytest.mark.parametrize("days", [1, 400, 4_000])
def test_days_are_named_at_firsts_of_months(days):
    window = Window(first=DAY - timedelta(days=days), last=DAY, today=DAY)

    found = window.ticks(9)

    assert all(day.day == 1 and window.first < day <= window.last for day in found)
    assert len(found) <= 9

"""The break-even chart: what is drawn where, and no word over another."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from advisor.break_even_chart import break_even_chart
from advisor.break_even_lines import Comparison, Crossing, Line, Point
from catalog.charts.labels import Box

LOW, HIGH = Decimal(1_000), Decimal(10_000_000)


def point(volume: object, cost: object) -> Point:
    amount = Decimal(str(cost))
    return Point(
        volume=Decimal(str(volume)), low=amount / 2, likely=amount, high=amount * 2
    )


API = Line(name="An API", kind="closed", points=[point(LOW, 1), point(HIGH, 10_000)])
FLEET = Line(
    name="A fleet",
    kind="rented",
    points=[point(LOW, 300), point(100_000, 600), point(1_000_000, 900)],
    is_staircase=True,
    serves_no_more=True,
)
COMPARISON = Comparison(
    lines=[API, FLEET],
    low=LOW,
    high=HIGH,
    crossings=[
        Crossing(volume=Decimal(600_000), cost=Decimal(600), lines=(0, 1)),
    ],
    here=Decimal(10_000),
    volumes=[LOW, Decimal(100_000), HIGH],
)


def rendered(comparison: Comparison) -> str:
    chart = break_even_chart(comparison)
    context = {"chart": chart, "id": "it", "title": "Costs", "desc": "They cross."}
    return render_to_string("advisor/_break_even.html", context)


# --- What is drawn --------------------------------------------------------------------


def test_both_versions_hold_every_line():
    wide, narrow = break_even_chart(COMPARISON).drawings

    assert [len(one.lines) for one in (wide, narrow)] == [2, 2]
    assert narrow.width < wide.width


def test_lines_differ_by_more_than_color():
    same_kind = replace(FLEET, kind="closed")
    drawing = break_even_chart(replace(COMPARISON, lines=[API, same_kind])).drawings[0]
    one, other = drawing.lines

    assert one.color == other.color
    assert one.dash != other.dash
    assert one.end.rows != other.end.rows


def test_a_staircase_climbs_in_steps_and_a_bar_ends_it():
    drawing = break_even_chart(COMPARISON).drawings[0]
    fleet = drawing.lines[1]
    places = re.findall(r"([\d.]+) ([\d.]+)", fleet.path)

    assert all(
        before[0] == after[0] or before[1] == after[1]
        for before, after in pairwise(places)
    )
    assert fleet.stop
    assert not drawing.lines[0].stop
    assert float(places[-1][0]) < drawing.plot.right


def test_a_staircase_that_goes_on_reaches_the_end_of_the_plot():
    goes_on = replace(FLEET, serves_no_more=False)
    drawing = break_even_chart(replace(COMPARISON, lines=[goes_on])).drawings[0]

    assert float(re.findall(r"([\d.]+) [\d.]+", drawing.lines[0].path)[-1]) == (
        drawing.plot.right
    )


def test_a_crossing_is_ringed_and_told():
    crossing = break_even_chart(COMPARISON).drawings[0].crossings[0]

    assert crossing.label is not None
    assert crossing.label.rows == ("A = B: 600,000",)
    assert crossing.pointer


def test_where_you_are_is_drawn_only_where_the_chart_reaches():
    outside = replace(COMPARISON, here=HIGH * 2)

    assert all(one.here for one in break_even_chart(COMPARISON).drawings)
    assert not any(one.here for one in break_even_chart(outside).drawings)


def test_what_costs_nothing_runs_along_the_bottom():
    free = Line(name="Free", kind="open", points=[point(LOW, 0), point(HIGH, 0)])
    drawing = break_even_chart(replace(COMPARISON, lines=[API, free])).drawings[0]
    heights = re.findall(r"[\d.]+ ([\d.]+)", drawing.lines[1].path)

    assert {float(height) for height in heights} == {drawing.plot.bottom}


def test_a_chart_of_free_lines_alone_is_still_drawn():
    free = Line(name="Free", kind="open", points=[point(LOW, 0), point(HIGH, 0)])

    assert break_even_chart(replace(COMPARISON, lines=[free], crossings=())).drawings


def test_nothing_to_draw_draws_nothing():
    empty = replace(API, points=[])
    comparison = replace(COMPARISON, lines=[empty], crossings=())

    assert break_even_chart(comparison).drawings == []
    assert "<svg" not in rendered(comparison)


# --- Words ----------------------------------------------------------------------------


@st.composite
def comparisons(draw) -> Comparison:
    exponents = draw(st.tuples(st.integers(0, 9), st.integers(1, 9)))
    low = Decimal(10) ** exponents[0]
    high = low * Decimal(10) ** exponents[1]
    volumes = [low, high / 10, high]
    cost = st.decimals("0", "1e12", places=2)
    words = st.text("abcdefg WMil", min_size=1, max_size=60)
    lines = [
        Line(
            name=draw(words),
            kind=draw(st.sampled_from(["closed", "rented", "hybrid"])),
            points=[
                point(volume, draw(cost))
                for volume in volumes[: draw(st.integers(1, 3))]
            ],
            is_staircase=draw(st.booleans()),
            serves_no_more=draw(st.booleans()),
        )
        for _ in range(draw(st.integers(1, 6)))
    ]
    within = st.decimals(low, high, places=2)
    crossings = [
        Crossing(volume=draw(within), cost=draw(cost), lines=(0, len(lines) - 1))
        for _ in range(draw(st.integers(0, 8)))
    ]
    return Comparison(
        lines=lines, low=low, high=high, crossings=crossings, here=draw(within)
    )


@given(comparisons())
def test_no_word_lies_over_another_or_outside_the_chart(comparison):
    for drawing in break_even_chart(comparison).drawings:
        boxes = [text.label.box for text in drawing.texts]
        sheet = Box(0, 0, drawing.width, drawing.height)

        assert all(box.lies_within(sheet) for box in boxes)
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


@given(comparisons())
def test_every_crossing_is_ringed_within_the_plot(comparison):
    for drawing in break_even_chart(comparison).drawings:
        assert len(drawing.crossings) == len(comparison.crossings)
        for ring in drawing.crossings:
            assert drawing.plot.left - 1 <= ring.x <= drawing.plot.right + 1
            assert drawing.plot.top - 1 <= ring.y <= drawing.plot.bottom + 1


def test_who_does_not_see_it_is_told_every_line():
    page = rendered(COMPARISON)

    assert "A, An API: from $1 a month at 1,000 tokens a day" in page
    assert "It can serve no more than that." in page
    assert page.count('role="img"') == page.count("<desc") == 2
    assert len(set(re.findall(r' id="(.*?)"', page))) == 4


# --- Markup ---------------------------------------------------------------------------


def test_a_saved_or_printed_chart_needs_no_style_sheet():
    page = rendered(COMPARISON)

    assert "style=" not in page
    assert page.count('stroke="#2f4a9b"') >= 2
    assert 'fill="#8a4b00"' in page


def test_the_table_holds_the_figures_and_says_what_cannot_be_served():
    page = rendered(COMPARISON)
    table = page[page.index("<table") :]

    assert page.index("</figure>") < page.index("<table")
    assert "cannot serve that" in table
    assert "$10,000" in table


def test_at_a_jump_the_table_has_the_cost_before_it():
    jumping = replace(API, points=[point(LOW, 1), point(100_000, 5), point(100_000, 9)])
    row = replace(COMPARISON, lines=[jumping]).table[1]

    assert row.cells == [(jumping, jumping.points[1])]


def test_a_line_without_figures_is_named_with_none():
    unknown = replace(API, name="No price", points=[])
    page = rendered(replace(COMPARISON, lines=[unknown, FLEET], crossings=()))

    assert "A, No price: no figures." in page
    assert "not known" in page[page.index("<table") :]


@pytest.mark.parametrize("name", ["<b>&", "ö" * 80, ""])
def test_a_strange_name_is_escaped_and_kept_in_its_place(name):
    page = rendered(replace(COMPARISON, lines=[replace(API, name=name), FLEET]))

    assert "<b>" not in page

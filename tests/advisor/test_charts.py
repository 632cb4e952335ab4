"""The geometry of charts: lengths in proportion, zero in its place."""

import re
from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from advisor.charts import BARS_END, Value, bar_chart, histogram, stacked_bar


def bars(*amounts: float | None, is_rule: bool = False):
    values = [
        Value(kind="open", amount=a, text=str(a), is_rule=is_rule) for a in amounts
    ]
    return bar_chart([("A row", values)])


def test_bars_grow_to_both_sides_of_zero():
    chart = bars(3.0, -1.0)
    right, left = chart.rows[0].bars

    assert chart.zero == f"{BARS_END / 4:.2f}%"
    assert (right.x, right.width) == (chart.zero, f"{BARS_END * 3 / 4:.2f}%")
    assert (left.x, left.width) == ("0.00%", chart.zero)


def test_the_figure_stands_behind_its_bar_and_never_on_it():
    right, left = bars(3.0, -1.0).rows[0].bars

    assert right.text_x == f"{BARS_END:.2f}%"
    assert left.text_x == f"{BARS_END / 4:.2f}%"


def test_a_chart_is_drawn_with_bars_as_high_as_it_was_laid_out_for():
    chart = replace(bars(1.0), bar_height=7)

    page = render_to_string(
        "advisor/_charts.html#bars",
        {"chart": chart, "id": "a", "title": "A", "desc": "B"},
    )
    assert re.findall(r'<rect[^>]* height="(.*?)"', page) == ["7"]


def test_all_rows_share_one_scale():
    one = Value(kind="open", amount=1, text="1")
    two = Value(kind="open", amount=2, text="2")
    chart = bar_chart([("One", [one]), ("Two", [two])])
    short, long = (float(row.bars[0].width[:-1]) for row in chart.rows)

    assert long == 2 * short
    assert chart.rows[0].bottom < chart.rows[1].top < chart.height


def test_nearly_nothing_is_still_seen():
    assert bars(1.0, 0.0).rows[0].bars[1].width == "0.40%"


def test_what_has_no_amount_is_not_drawn():
    assert len(bars(1.0, None).rows[0].bars) == 1


def test_a_rule_spans_the_chart_and_sets_no_scale():
    chart = bars(10.0, is_rule=True)

    assert chart.rows[0].bars[0].width == "100.00%"
    assert chart.zero == "0.00%"
    assert not chart.rows[0].has_zero


def test_shares_stand_side_by_side():
    parts = stacked_bar({"closed": 0.75, "open": 0.0, "hybrid": 0.25})

    assert [(part.kind, part.x, part.width) for part in parts] == [
        ("closed", "0.00%", "75.00%"),
        ("hybrid", "75.00%", "25.00%"),
    ]


def column(start: float, end: float, draws: int) -> dict[str, float]:
    return {"from": start, "to": end, "draws": draws}


def test_columns_are_as_high_as_they_are_many():
    drawn = histogram([column(-0.1, 0.0, 5), column(0.0, 0.1, 10)])
    assert drawn is not None
    half, full = drawn.columns

    assert (full.y, full.height) == (0, drawn.height)
    assert half.height == drawn.height / 2 == half.y
    assert (half.is_below, full.is_below) == (True, False)
    assert drawn.zero == "50.00%"


@pytest.mark.parametrize("bins", [[column(0.1, 0.2, 1)], [column(-0.2, -0.1, 1)]])
def test_zero_is_marked_only_where_it_lies_within(bins):
    drawn = histogram(bins)

    assert drawn is not None
    assert drawn.zero is None


def test_without_draws_there_is_no_histogram():
    assert histogram([]) is None

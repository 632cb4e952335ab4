"""Text in a chart: its room, its rows, and its place."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from catalog.charts.labels import (
    Box,
    cut,
    first_free,
    label,
    spread,
    text_width,
    wrapped,
)


def nothing(box: Box) -> bool:
    return False


def test_boxes_that_only_touch_do_not_overlap():
    box = Box(0, 0, 10, 10)

    assert box.overlaps(Box(9, 9, 20, 20))
    assert not box.overlaps(Box(10, 0, 20, 10))
    assert Box(2, 2, 8, 8).lies_within(box)
    assert not Box(2, 2, 8, 11).lies_within(box)


def test_a_name_is_broken_between_words_and_cut_where_it_is_too_long():
    rows = wrapped("one two three four five", width=60, size=10, most=2)

    assert len(rows) == 2
    assert rows[0] == "one two"
    assert rows[1].endswith("…")


@given(st.text(max_size=40), st.integers(40, 200), st.integers(1, 3))
def test_no_row_is_wider_than_asked(text, width, most):
    rows = wrapped(text, width=width, size=10, most=most)

    assert 1 <= len(rows) <= most
    assert all(text_width(row, 10) <= width for row in rows)


def test_what_fits_is_not_cut():
    assert cut("short", 100, 10) == "short"
    assert cut("a very long name", 50, 10).endswith("…")


@given(
    st.lists(st.tuples(st.floats(-50, 500), st.floats(5, 60)), min_size=1, max_size=8)
)
def test_names_that_would_overlap_are_moved_apart_in_their_order(names):
    wanted, heights = [w for w, _ in names], [h for _, h in names]
    tops = spread(wanted, heights, top=0)
    order = sorted(range(len(names)), key=lambda index: tops[index])

    assert min(tops) >= 0
    for above, below in pairwise(order):
        assert wanted[above] <= wanted[below]
        assert tops[above] + heights[above] <= tops[below] + 1e-6


def test_names_far_apart_stay_where_they_belong():
    assert spread([10, 100], [20, 20], top=0) == [10, 100]


def test_a_label_prefers_a_place_that_no_line_crosses():
    first, second = (label(("text",), left=x, top=10, size=10) for x in (0, 50))

    def is_crossed(box: Box) -> bool:
        return box.left == 0

    def found(*wanted):
        area = Box(0, 0, 200, 200)
        return first_free(wanted, area=area, taken=[], is_crossed=is_crossed)

    assert found(first, second) is second
    assert found(first) is first


def test_a_label_that_finds_no_room_is_left_out():
    one = label(("text",), left=0, top=10, size=10)
    area = Box(0, 0, 200, 200)

    assert first_free([one], area=area, taken=[one.box], is_crossed=nothing) is None
    assert first_free([one], area=Box(5, 0, 9, 9), taken=[], is_crossed=nothing) is None

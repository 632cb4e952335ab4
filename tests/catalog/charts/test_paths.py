"""Courses of lines: steps, straight stretches, heights between places."""

from catalog.charts.paths import (
    MARKS,
    Way,
    band_path,
    climbing,
    markers_path,
    path,
    straightened,
)


def test_a_staircase_holds_each_height_until_the_next_step():
    assert climbing([(0, 9), (5, 4)], 8) == [(0, 9), (5, 9), (5, 4), (8, 4)]


def test_a_staircase_that_serves_no_more_ends_at_its_last_place():
    assert climbing([(0, 9), (5, 4)], None)[-1] == (5, 4)


def test_places_on_the_way_are_left_out_and_bends_are_kept():
    assert straightened([(0, 0), (1, 1), (2, 2), (3, 0)]) == [(0, 0), (2, 2), (3, 0)]


def test_a_jump_is_kept_even_where_it_comes_back():
    course = [(0, 0), (2, 0), (2, 9), (2, 3), (4, 3)]

    assert straightened(course) == course


def test_single_places_stay():
    assert straightened([(1, 2)]) == [(1, 2)]
    assert straightened([]) == []


def test_a_height_is_found_between_two_places_and_nowhere_beyond():
    way = Way([(0.0, 0.0), (10.0, 20.0)])

    assert way.height_at(5) == 10
    assert way.height_at(0) == 0
    assert way.height_at(10.5) is None
    assert way.height_at(-1) is None


def test_the_heights_of_a_stretch_hold_its_bends():
    way = Way([(0.0, 0.0), (4.0, 8.0), (10.0, 2.0)])

    assert sorted(way.heights_between(2, 7)) == [4, 5, 8]
    assert way.heights_between(9, 12) == [2.0, 3.0]
    assert way.heights_between(11, 12) == []


def test_a_band_without_width_is_not_drawn():
    course = [(0.0, 0.0), (10.0, 20.0)]

    assert band_path(course, course) == ""
    assert band_path(course, [(0.0, 5.0), (10.0, 25.0)]).endswith("Z")


def test_a_path_leads_through_its_places():
    assert path([(0, 1), (2.04, 3)]) == "M0.0 1.0L2.0 3.0"


def test_lines_beside_each_other_have_marks_of_other_shapes():
    shapes = {markers_path([(0, 0)], index) for index in range(len(MARKS))}

    assert len(shapes) == len(MARKS)

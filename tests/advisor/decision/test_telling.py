"""Small wording that all parts of an explanation share."""

from datetime import date

import pytest

from advisor.decision.telling import in_a_row, plain_number, said, written


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Host"], "Host"),
        (["Cloud, closed models"], "Cloud, closed models"),
        (["Host", "a seller"], "Host and a seller"),
        (["A", "B", "a seller"], "A, B and a seller"),
        (
            ["Cloud, closed models", "Host", "a seller"],
            "Cloud, closed models; Host; and a seller",
        ),
    ],
)
def test_names_with_commas_of_their_own_are_told_apart_by_semicolons(names, told):
    assert in_a_row(names, "and") == told


def test_a_comma_in_brackets_is_in_nobodys_way():
    assert in_a_row(["A (one, two)", "B", "C"], "or") == "A (one, two), B or C"


def test_a_question_is_told_by_its_own_words():
    assert said("growth").startswith("“")
    assert said("growth").endswith("?”")


def test_a_day_is_told_as_people_write_it():
    assert written(date(2026, 12, 1)) == "1 Dec 2026"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.25, "0.25"),
        (3_500, "3,500"),
        (999_700, "999,700"),
        (999_999.7, "1 M"),
        (410e6, "410 M"),
        (-2.5e6, "-2.5 M"),
        (999.97e6, "1 B"),
        (1e15, "1,000 T"),
    ],
)
def test_a_number_is_told_without_powers_of_ten(value, told):
    assert plain_number(value) == told


def test_more_digits_tell_near_numbers_apart():
    assert plain_number(999.97e6, 6) == "999.97 M"

"""Small wording that all parts of an explanation share."""

from datetime import date

import pytest

from advisor.decision.telling import in_a_row, said, written


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

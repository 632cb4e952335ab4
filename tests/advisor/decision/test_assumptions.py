"""Assumptions are told in words that fit their figures."""

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.decision.assumptions import in_words
from tests.advisor.decision.examples import CATALOG, result

PEOPLE = replace(
    CATALOG.assumptions["run_staff_fte_own_hardware"],
    label="People",
    unit="full-time people",
    low=Decimal("0.1"),
    high=Decimal(2),
)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1", "People: 1 full-time person (between 0.1 and 2)."),
        ("1.0", "People: 1 full-time person (between 0.1 and 2)."),
        ("0.5", "People: 0.5 full-time people (between 0.1 and 2)."),
    ],
)
def test_one_person_is_no_people(value, words):
    assert in_words(replace(PEOPLE, value=Decimal(value))) == words


def test_the_unit_that_is_shown_beside_a_figure_fits_it():
    rows = {**CATALOG.assumptions, PEOPLE.key: PEOPLE}
    told = result(
        replace(CATALOG, assumptions=rows),
        data_location="own_premises",
        tokens_per_day=10**9,
    )
    (row,) = [one for one in told["assumptions"] if one["key"] == PEOPLE.key]

    assert (row["value"], row["unit"]) == (1, "full-time person")

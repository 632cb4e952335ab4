"""Figures in words: numbers as people say them."""

from decimal import Decimal

import pytest

from advisor.calculator.words import number
from advisor.decision.telling import plain_number

NUMBERS = {
    "0": "0",
    "0.25": "0.25",
    "3500": "3,500",
    "999999": "999,999",
    "999999.9": "1 M",
    "410000000": "410 M",
    "999600000": "1 B",
    "999999999": "1 B",
    "22800000000000000": "22,800 T",
}


@pytest.mark.parametrize(("value", "words"), NUMBERS.items())
def test_a_number_is_said_in_the_largest_unit_that_its_digits_reach(value, words):
    assert number(Decimal(value)) == words


@pytest.mark.parametrize("value", NUMBERS)
def test_the_calculator_says_a_number_as_the_decision_does(value):
    assert number(Decimal(value)) == plain_number(float(value))

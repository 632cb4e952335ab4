"""Figures in words."""

from decimal import Decimal

import pytest

from catalog import wording


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (512, "512"),
        (8_192, "8K"),
        (16_384, "16K"),
        (128_000, "128K"),
        (131_072, "128K"),
        (200_000, "200K"),
        (1_000_000, "1M"),
        (1_048_576, "1M"),
        (1_050_000, "1.05M"),
        (2_097_152, "2M"),
        (10_000_000, "10M"),
    ],
)
def test_a_length_in_tokens(number, words):
    assert wording.tokens(number) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("3", "$3"),
        ("2.5", "$2.50"),
        ("0.05", "$0.05"),
        ("0.075", "$0.075"),
        ("0.000001", "$0.000001"),
        ("1500", "$1,500"),
    ],
)
def test_us_dollars(amount, words):
    assert wording.usd(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("number", "words"), [("70", "70B"), ("0.5", "0.5B"), ("1600", "1.6T")]
)
def test_a_number_of_parameters(number, words):
    assert wording.billions(Decimal(number)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [("2026", "2026"), ("2026-05", "May 2026"), ("2026-05-07", "7 May 2026")],
)
def test_a_part_of_a_date(text, words):
    assert wording.part_of_date(text) == words

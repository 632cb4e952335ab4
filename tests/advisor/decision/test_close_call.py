"""A close call names both sides and what would tip it."""

from typing import Any

import pytest

from advisor.decision.close_call import close_call
from tests.advisor.decision.examples import WEIGHER, result, weigh

CLOSE = {"quality_bar": "good_enough", "tokens_per_day": 30_000}  # closed before open
CHOICE = {"key": "data_location", "value": "own_cloud", "verdict": "open", "text": "C"}
FAR = {"key": "tokens_per_day", "value": 9e6, "verdict": "open", "text": "Far"}
NEAR = {"key": "tokens_per_day", "value": 5e4, "verdict": "open", "text": "Near"}
BELOW = {"key": "tokens_per_day", "value": 0, "verdict": "open", "text": "Zero"}
THIRD = {"key": "tokens_per_day", "value": 31e3, "verdict": "hybrid", "text": "Third"}


def tip(*flips: dict[str, Any]) -> Any:
    told = close_call(weigh(**CLOSE), WEIGHER, flips)
    assert told is not None
    return told["tip"]


def test_a_clear_lead_is_no_close_call():
    assert result(data_location="own_premises")["close_call"] is None


def test_a_close_call_names_both_sides():
    told = result(**CLOSE)["close_call"]

    assert (told["first"], told["second"]) == ("closed", "open")
    assert told["text"].startswith("A close call: closed and open differ by less than")


def test_what_would_tip_it_is_one_of_the_flips():
    told = result(**CLOSE)

    assert told["close_call"]["tip"] in {flip["text"] for flip in told["flips"]}


@pytest.mark.parametrize(
    ("flips", "words"),
    [
        ((CHOICE, FAR, NEAR, BELOW, THIRD), "Near"),
        ((CHOICE, BELOW), "C"),
        ((THIRD,), "Third"),
        ((), None),
    ],
)
def test_the_nearest_flip_to_the_other_side_tips_it(flips, words):
    assert tip(*flips) == words

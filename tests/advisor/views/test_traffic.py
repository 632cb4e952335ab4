"""Parts of the traffic: as few words as tell them apart."""

import pytest

from advisor.decision.needs import PART_WORDS
from advisor.views.traffic import in_words, meanings, parts_in, splits_by_difficulty

FOUR = [
    "sensitive, hard traffic",
    "sensitive, routine traffic",
    "other, hard traffic",
    "other, routine traffic",
]
TWO = ["hard traffic", "routine traffic"]


@pytest.mark.parametrize(
    ("parts", "every_part", "words"),
    [
        (FOUR, FOUR, "all traffic"),
        (TWO, TWO, "all traffic"),
        (["all traffic"], ["all traffic"], "all traffic"),
        (["all traffic"], FOUR, "all traffic"),
        (FOUR[:2], FOUR, "sensitive traffic"),
        (FOUR[2:], FOUR, "other traffic"),
        (FOUR[::2], FOUR, "hard traffic"),
        (FOUR[1::2], FOUR, "routine traffic"),
        (FOUR[:1], FOUR, "sensitive, hard traffic"),
        (TWO[1:], TWO, "routine traffic"),
        (FOUR[:3], FOUR, "; ".join(FOUR[:3])),
    ],
)
def test_parts_are_named_by_what_they_have_in_common(parts, every_part, words):
    assert in_words(parts, every_part) == words


def test_only_the_words_in_use_are_explained():
    assert [text.split(":")[0] for text in meanings(TWO)] == ["Hard", "Routine"]
    assert meanings([]) == []


@pytest.mark.parametrize("words", PART_WORDS.values())
def test_every_word_for_a_part_is_explained(words):
    told = meanings([f"sensitive, {word} traffic" for word in words])

    assert {word.capitalize() for word in words} <= {
        text.split(":")[0] for text in told
    }


def test_a_check_of_all_traffic_is_no_part():
    gates = [{"segment": "all traffic"}, {"segment": TWO[0]}, {"segment": TWO[0]}]

    assert parts_in(gates) == TWO[:1]


@pytest.mark.parametrize(
    ("places", "is_sorted"),
    [("aaaa", False), ("aabb", False), ("abab", True), ("aaab", True)],
)
def test_difficulty_is_told_apart_where_it_leads_to_another_place(places, is_sorted):
    assignments = [
        {"segment_text": text, "model": place, "option": "an-option"}
        for text, place in zip(FOUR, places, strict=True)
    ]

    assert splits_by_difficulty(assignments) is is_sorted

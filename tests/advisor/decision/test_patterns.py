"""Which part of the traffic goes where, in as few parts as tell it apart."""

import pytest

from advisor.decision.candidates import Candidate
from advisor.decision.patterns import parts_by_place, pattern, rule
from advisor.decision.plans import Pick, Plan, Verdict
from tests.advisor.decision.examples import ALPHA_API, BETA_HOSTED, segments

# In the order of the segments: sensitive and hard, sensitive and routine, then the others.
FOUR = segments(
    data_location="vetted_vendor", sensitive_share=0.4, quality_bar="frontier"
)


def picks(*candidates: Candidate) -> list[Pick]:
    return [
        Pick(segment=segment, candidate=candidate, position=0, score=0)
        for segment, candidate in zip(FOUR, candidates, strict=True)
    ]


A, B = ALPHA_API, BETA_HOSTED


@pytest.mark.parametrize(
    ("places", "parts"),
    [
        ((A, A, A, A), ["all traffic"]),
        ((A, A, B, B), ["sensitive traffic", "other traffic"]),
        ((A, B, A, B), ["hard traffic", "routine traffic"]),
    ],
)
def test_what_goes_to_one_place_is_one_part(places, parts):
    assert [part.text for part, _ in parts_by_place(picks(*places))] == parts


def test_parts_that_nothing_short_tells_apart_stand_by_themselves():
    parts = [part.text for part, _ in parts_by_place(picks(A, A, A, B))]

    assert parts == [segment.text for segment in FOUR]


def test_a_part_counts_all_that_goes_there():
    sensitive, other = parts_by_place(picks(A, A, B, B))

    assert sensitive[0].share == pytest.approx(0.4)
    assert [pick.segment for pick in other[1]] == list(FOUR[2:])


def test_a_rule_names_only_what_the_sorting_must_know():
    sensitive, _ = parts_by_place(picks(A, A, B, B))

    assert rule(sensitive[0]) == "is sensitive"


@pytest.mark.parametrize(
    ("places", "name"),
    [
        ((A, A, B, B), "sensitivity"),
        ((A, B, A, B), "difficulty"),
        ((A, B, B, B), "sensitivity and difficulty"),
        ((A, B, B, A), "sensitivity and difficulty"),
    ],
)
def test_a_hybrid_is_named_by_what_sets_its_sides_apart(places, name):
    plan = Plan(
        family=Verdict.HYBRID, score=0, fields=(), pick=lambda: tuple(picks(*places))
    )

    assert pattern(plan) == name

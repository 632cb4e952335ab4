"""The figures of a number between which the verdict changes."""

from itertools import pairwise
from math import log, log2

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.scans import (
    Scan,
    changes,
    figures_between,
    next_figure,
    rounded,
)
from advisor.decision.weighing import VOLUMES, Weigher
from tests.advisor.decision.examples import CHEAP_OPEN, DAY


@pytest.mark.parametrize(("near", "far"), [(1, 10**9), (10**15, 10**3)])
def test_a_change_far_from_the_answer_is_found_as_exactly_as_any(near, far):
    scan = Scan(
        question=QUESTION_BY_KEY["tokens_per_day"],
        answers=parse_answers({"quality_bar": "good_enough"}),
        weigher=CHEAP_OPEN,
        current=CHEAP_OPEN.weigh(parse_answers({"tokens_per_day": near})).verdict,
    )

    ((before, first),) = changes(near, far, scan)

    assert first == next_figure(before, upwards=near < far)


def test_a_change_is_closed_in_on_with_fewer_looks_than_by_halving(
    shipped_catalog,
):
    answers = parse_answers({"priorities": ["cost"]})
    looks = Weigher(shipped_catalog, DAY)
    scan = Scan(
        question=QUESTION_BY_KEY["tokens_per_day"],
        answers=answers,
        weigher=looks,
        current=looks.weigh(answers).verdict,
    )
    near, far = next(
        (near, far)
        for near, far in pairwise(VOLUMES)
        if scan.verdict_at(near) is not scan.verdict_at(far)
    )
    known = len(looks.known.known)

    ((before, first),) = changes(near, far, scan)

    assert len(looks.known.known) - known < log2(log(far / near) / log(first / before))


@pytest.mark.parametrize(
    ("value", "upwards", "expected"),
    [
        (1234, True, 1300),
        (1234, False, 1200),
        (0.0123, True, 0.013),
        (0, True, 0),
        (1.1, True, 1.1),
        (0.29, False, 0.29),
    ],
)
def test_the_end_of_a_span_is_rounded_one_way_only(value, upwards, expected):
    assert rounded(value, 2, upwards=upwards) == expected


@pytest.mark.parametrize(
    ("key", "one", "other", "least", "most"),
    [
        ("tokens_per_day", 1_000, 1_234, 1_100, 1_200),
        ("tokens_per_day", 990, 1_000, None, None),
        ("tokens_per_day", 0, 30, 1, 29),
        ("growth", 12, 11, None, None),
        ("context_tokens", 5, 6, None, None),
        ("hard_share", 0, 0.2, 0.0001, 0.19),
        ("hard_share", 1, 0.8, 0.81, 0.9999),
        ("hard_share", 0, 0.0001, None, None),
    ],
)
def test_between_two_values_lie_the_figures_that_are_told(key, one, other, least, most):
    found = figures_between(one, other, QUESTION_BY_KEY[key])

    assert (found and found.least, found and found.most) == (least, most)

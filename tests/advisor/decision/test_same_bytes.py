"""The same answers give the same bytes, and figures without noise."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.candidates import Catalog
from advisor.decision.explanation import explain
from tests.advisor.decision.examples import CATALOG, result, weigher
from tests.advisor.decision.situations import SITUATIONS

ROOT = Path(__file__).parents[3]
NOISE = re.compile(r"\d\.\d{9,}|NaN|Infinity")  # 0.30000000000000004 and the like


def text(catalog: Catalog = CATALOG, /, **answers: object) -> str:
    return json.dumps(result(catalog, **answers), ensure_ascii=False, allow_nan=False)


def mixed[T](rows: Mapping[str, T]) -> dict[str, T]:
    keys = list(rows)
    Random(7).shuffle(keys)  # noqa: S311 (nothing secret)
    return {key: rows[key] for key in keys}


def shuffled[T](rows: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(Random(7).sample(rows, len(rows)))  # noqa: S311 (nothing secret)


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_result_is_json_without_noise(answers):
    assert NOISE.findall(text(**answers)) == []


@pytest.mark.parametrize("answers", SITUATIONS)
def test_the_order_of_the_answers_does_not_matter(answers):
    assert text(**mixed(answers)) == text(**answers)


@pytest.mark.parametrize("answers", SITUATIONS)
def test_the_order_of_rows_and_keys_does_not_matter(answers):
    other = replace(
        CATALOG,
        sources=mixed(CATALOG.sources),
        candidates=shuffled(CATALOG.candidates),
        hardware=shuffled(CATALOG.hardware),
        bits_per_weight=mixed(CATALOG.bits_per_weight),
        assumptions=mixed(CATALOG.assumptions),
    )

    assert text(other, **answers) == text(**answers)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ({"ml_staff": ["none"]}, {"ml_staff": "none"}),
        ({"hard_share": "30 %"}, {"hard_share": 0.3}),
        ({"tokens_per_day": "2.01M"}, {"tokens_per_day": 2_010_000}),
        ({"tokens_per_day": 5.0}, {"tokens_per_day": 5}),
        ({"lock_in": "not_sure"}, {}),
        ({"lock_in": None}, {}),
        ({"priorities": ["speed", "cost"]}, {"priorities": ["cost", "speed"]}),
        ({"origin_excluded": "us cn"}, {"origin_excluded": ["CN", "US"]}),
    ],
)
def test_what_means_the_same_gives_the_same(written, same):
    assert text(**written) == text(**same)


IN_ANOTHER_PROCESS = """
import json, sys
from tests.advisor.decision.examples import result
for line in sys.stdin:
    print(json.dumps(result(**json.loads(line))))
"""


def test_another_process_gives_the_same_bytes():
    lines = "\n".join(json.dumps(answers) for answers in SITUATIONS)
    run = subprocess.run(  # noqa: S603 (our own code, fixed arguments)
        [sys.executable, "-c", IN_ANOTHER_PROCESS],
        input=lines,
        env={"PYTHONHASHSEED": "4711", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.splitlines() == [
        json.dumps(result(**answers)) for answers in SITUATIONS
    ]


def test_situations_explained_before_change_nothing():
    advisor = weigher()
    for answers in SITUATIONS:
        explain(parse_answers(answers), advisor)

    again = [explain(parse_answers(answers), advisor) for answers in SITUATIONS]

    assert again == [result(**answers) for answers in SITUATIONS]


def test_answers_are_not_changed_by_being_explained():
    answers = parse_answers(SITUATIONS[4])
    before = dict(answers)
    result(**answers)

    assert dict(answers) == before

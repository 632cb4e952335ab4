"""What two close calls saw at smaller volumes tells of all between them."""

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.candidates import Catalog
from advisor.decision.look_backs import (
    is_indifferent_to,
    is_settled_looking_back,
    looked_at,
)
from advisor.decision.plans import Place, Verdict
from advisor.decision.price_flips import MULTIPLES, Scale, Sort
from advisor.decision.questions import Answers
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.repriced import at_prices
from advisor.decision.scans import Scan
from advisor.decision.weighing import Weigher, volumes_below
from tests.advisor.decision.examples import DAY

CLOSE = parse_answers(
    {
        "data_location": "vetted_vendor",
        "regulated": "legal",
        "ml_staff": "some_devops",
        "quality_bar": "strong",
        "modalities": ["text", "image", "documents"],
    }
)
CLEAR = parse_answers({"quality_bar": "frontier", "ml_staff": "none"})
OVER_A_YEAR = parse_answers({**CLOSE, "growth": 2})
MACHINES = (Place.OWN_GPUS, Place.OWN_HARDWARE, Place.WORKSTATION)


@pytest.fixture(scope="module")
def advisor(shipped_catalog: Catalog) -> Weigher:
    return Weigher(shipped_catalog, DAY)


def is_settled(
    answers: Answers, usual: Weigher, places: tuple[Place, ...], multiple: float
) -> bool:
    there = at_prices(usual, places, multiple)
    return is_settled_looking_back((usual, answers), (there, answers), slack=0)


def test_a_close_call_looks_at_every_smaller_volume_and_a_clear_one_at_none(advisor):
    volumes = volumes_below(advisor.weigh(CLOSE).needs.tokens_per_day)

    assert len(list(looked_at(advisor, CLOSE))) == 1 + len(volumes)
    assert len(list(looked_at(advisor, CLEAR))) == 1


@pytest.mark.parametrize("answers", [CLOSE, OVER_A_YEAR], ids=["today", "the year"])
def test_prices_that_move_no_plan_settle_a_close_call(advisor, answers):
    assert is_settled(answers, advisor, MACHINES, 10)


def test_prices_that_could_turn_it_settle_nothing(advisor):
    assert not is_settled(CLOSE, advisor, (Place.CLOSED,), 10)


def test_rivals_that_only_fall_behind_settle_it(advisor):
    assert is_settled(CLOSE, advisor, (Place.HOSTED,), 10)


def test_a_clear_call_has_nothing_to_look_back_at(advisor):
    assert not is_settled(CLEAR, advisor, MACHINES, 10)


@pytest.mark.parametrize("answers", [CLOSE, OVER_A_YEAR], ids=["today", "the year"])
@pytest.mark.parametrize("sort", Sort)
def test_nothing_between_is_missed(advisor, answers, sort):
    scale = Scale(sort, answers, advisor)
    verdicts = [scale.weighing_at(i).verdict for i in range(0, len(MULTIPLES), 3)]

    found = {verdict for _, verdict in Scale(sort, answers, advisor).changes()}

    assert found == {*verdicts} - {advisor.weigh(answers).verdict}
    assert advisor.weigh(answers).verdict is Verdict.CLOSED


# --- Numbers ---------------------------------------------------------------------------


def scan(key: str, answers: Answers, advisor: Weigher) -> Scan:
    current = advisor.weigh(answers).verdict
    question = QUESTION_BY_KEY[key]
    return Scan(question=question, answers=answers, weigher=advisor, current=current)


@pytest.mark.parametrize("answers", [CLOSE, OVER_A_YEAR], ids=["today", "the year"])
def test_a_number_that_moves_no_plan_settles_a_close_call(advisor, answers):
    pay = scan("engineer_cost_usd", answers, advisor)

    assert pay.is_settled(3e4, 6e5)
    assert {pay.verdict_at(value) for value in (3e4, 1e5, 6e5)} == {Verdict.CLOSED}


def test_a_number_that_moves_a_close_call_settles_nothing(advisor):
    assert not scan("input_output_ratio", CLOSE, advisor).is_settled(0.1, 100)


@pytest.mark.parametrize("answers", [CLOSE, OVER_A_YEAR], ids=["today", "the year"])
def test_a_longer_input_settles_a_close_call_while_nobody_picked_falls_out(
    advisor, answers
):
    short = parse_answers({**answers, "context_tokens": 1_000})

    assert is_indifferent_to(advisor, short, longest=2_000)
    assert not is_indifferent_to(advisor, short, longest=10**9)
    length = scan("context_tokens", answers, advisor)
    assert length.is_as_at(1_000, 2_000)
    assert length.verdict_at(1_000) is length.verdict_at(2_000)

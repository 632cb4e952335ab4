"""What would change the verdict: each flip does, and none is missed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.candidates import Catalog
from advisor.decision.flips import (
    NEVER_DECIDE,
    alternatives,
    flips,
    spans,
)
from advisor.decision.questions import Answers, Kind
from advisor.decision.recommendation import can_be_asked, with_answer
from advisor.decision.refinements import QUESTION_BY_KEY, QUESTIONS
from advisor.decision.weighing import Weigher
from advisor.scenarios.properties.answer_sets import answer_sets
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_GPUS,
    BETA_HARDWARE,
    BETA_HOSTED,
    CATALOG,
    CHEAP_OPEN,
    DAY,
    catalog_of,
    figure,
    weigher,
    with_model,
)

SITUATIONS: list[dict[str, object]] = [
    {},
    {"data_location": "own_premises"},
    {"data_location": "own_premises", "sensitive_share": 0.2},
    {"data_location": "own_cloud", "ml_staff": "ml_platform_team"},
    {"quality_bar": "strong", "tokens_per_day": 10**8},
    {"quality_bar": "frontier", "hard_share": 0.1, "lock_in": "avoid"},
    {"offline": "yes", "ml_staff": "none"},
    {"origin_excluded": ["FR"], "priorities": ["cost"]},
    {"priorities": ["cost", "control", "independence"], "regulated": "gdpr"},
    {"context_tokens": 500_000, "modalities": ["image"]},
]
GENERATED = list(answer_sets(30))
WEIGHER = weigher()


@pytest.fixture(scope="module")
def shipped(shipped_catalog: Catalog) -> Weigher:
    return Weigher(shipped_catalog, DAY)


def told(
    advisor: Weigher = WEIGHER, /, **answers: object
) -> Sequence[Mapping[str, Any]]:
    return promised(parse_answers(answers), advisor)


def promised(answers: Answers, advisor: Weigher) -> Sequence[Mapping[str, Any]]:
    return flips(answers, advisor)


def broken(answers: Answers, advisor: Weigher) -> list[Any]:
    """Flips that, when tried, don't give the verdict they promise."""
    return [
        flip
        for flip in promised(answers, advisor)
        if advisor.weigh(
            parse_answers({**answers, flip["key"]: flip["value"]})
        ).verdict.value
        != flip["verdict"]
    ]


# --- What is said is so ----------------------------------------------------------------


@pytest.mark.parametrize("answers", SITUATIONS)
def test_each_flip_gives_the_verdict_that_it_promises(answers):
    assert broken(parse_answers(answers), WEIGHER) == []


@pytest.mark.parametrize("answers", GENERATED)
def test_each_flip_on_the_shipped_catalog_gives_its_verdict(answers, shipped):
    assert broken(answers, shipped) == []


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_flip_never_promises_the_verdict_that_stands(answers):
    verdict = WEIGHER.weigh(parse_answers(answers)).verdict

    assert verdict.value not in {flip["verdict"] for flip in told(**answers)}


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_flip_says_what_to_answer_and_what_follows(answers):
    for flip in told(**answers):
        assert flip["value_text"] in flip["text"]


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_flip_is_an_answer_to_a_question_that_can_be_asked(answers):
    parsed = parse_answers(answers)

    assert all(
        can_be_asked(QUESTION_BY_KEY[flip["key"]], parsed) for flip in told(**answers)
    )


@pytest.mark.parametrize("key", ["regulated", "monthly_budget_usd"])
def test_what_moves_no_verdict_is_never_a_flip(key):
    assert key not in {flip["key"] for one in SITUATIONS for flip in told(**one)}


# --- What is so is said ----------------------------------------------------------------


@pytest.mark.parametrize("answers", SITUATIONS)
def test_no_choice_that_changes_the_verdict_is_missed(answers):
    parsed = parse_answers(answers)
    verdict = WEIGHER.weigh(parsed).verdict
    changing = {
        (question.key, key)
        for question in QUESTIONS
        if question.choices and question.limit is None and question.alone is None
        if question.key not in {"modalities", "license_facts"}
        for key in question.choice_keys
        if WEIGHER.weigh(parse_answers({**parsed, question.key: key})).verdict
        is not verdict
    }

    said = {
        (flip["key"], flip["value"])
        for flip in told(**answers)
        if isinstance(flip["value"], str)
    }

    assert said == changing


def test_a_volume_at_which_the_verdict_changes_is_found():
    answers = {"tokens_per_day": 1000, "quality_bar": "good_enough"}
    (flip,) = [
        one for one in told(CHEAP_OPEN, **answers) if one["key"] == "tokens_per_day"
    ]

    below = {**answers, "tokens_per_day": flip["value"] * 0.9}
    assert (flip["verdict"], CHEAP_OPEN.weigh(below).verdict.value) == (
        "open",
        "closed",
    )


def test_a_smaller_share_of_sensitive_data_is_tried_where_all_of_it_is():
    advisor = weigher(catalog_of(ALPHA_API, BETA_HARDWARE))

    found = told(advisor, data_location="own_premises", ml_staff="ml_engineers")

    assert "sensitive_share" in {flip["key"] for flip in found}


@pytest.mark.parametrize(("volume", "word"), [(10, "or more"), (10**12, "or less")])
def test_a_threshold_points_away_from_where_one_stands(volume, word):
    found = told(CHEAP_OPEN, tokens_per_day=volume, quality_bar="good_enough")

    texts = [flip["text"] for flip in found if flip["key"] == "tokens_per_day"]
    assert [word in text for text in texts] == [True]


def test_where_only_one_side_exists_nothing_flips_to_the_other():
    advisor = weigher(catalog_of(ALPHA_API))

    assert {flip["verdict"] for flip in told(advisor)} == {"none_fits"}


# --- Other answers ---------------------------------------------------------------------


def other_answers(key: str, **answers: object) -> list[Any]:
    return list(alternatives(QUESTION_BY_KEY[key], parse_answers(answers)))


def test_the_other_choices_are_all_but_the_given_one():
    assert other_answers("lock_in", lock_in="fine") == ["avoid"]


def test_one_more_pick_or_one_less_is_tried_and_a_single_one_taken_back():
    assert other_answers("license_facts", license_facts="needs_osi") == [
        ("eu_seat", "needs_osi"),
        ("over_700m_users", "needs_osi"),
        None,
        ("needs_osi", "no_attribution"),
        ("needs_osi", "trains_on_outputs"),
    ]


def test_no_more_is_picked_than_allowed():
    full = ["cost", "quality", "control"]

    assert other_answers("priorities", priorities=full) == [
        ("quality", "control"),
        ("cost", "control"),
        ("cost", "quality"),
    ]


def test_one_more_country_is_ruled_out_or_one_less():
    assert other_answers("origin_excluded", origin_excluded=["DE", "US"]) == [
        ("CN", "DE", "US"),
        ("US",),
        ("DE",),
    ]


def test_taking_a_single_pick_back_is_told():
    (flip,) = [
        one for one in told(origin_excluded="US") if one["key"] == "origin_excluded"
    ]

    assert (flip["value"], flip["verdict"]) == (None, "closed")
    assert flip["text"] == (
        "Without your answer to “Are models from some countries ruled out?”, "
        "the advice would be closed."
    )


def test_a_country_that_comes_back_does_not_read_as_one_more_ruled_out():
    found = told(origin_excluded=["DE", "US"])
    (flip,) = [one for one in found if one["value"] == ["DE"]]

    assert flip["text"].startswith("If models from DE and no others were ruled out")


# --- Numbers ---------------------------------------------------------------------------

LONGER = figure(2_000_000)
LONG = weigher(catalog_of(ALPHA_API, with_model(BETA_HOSTED, context_tokens=LONGER)))
NUMBERS = [
    question
    for question in QUESTIONS
    if question.kind in {Kind.NUMBER, Kind.SHARE} and question.key not in NEVER_DECIDE
]


def texts(key: str, advisor: Weigher = WEIGHER, /, **answers: object) -> list[str]:
    return [one["text"] for one in told(advisor, **answers) if one["key"] == key]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            None,
            [
                "With more than 1,000,000 and up to 2,000,000 tokens in the longest "
                "input, the advice would be open.",
                "With more than 2,000,000 tokens in the longest input, nothing would "
                "fit.",
            ],
        ),
        (
            5_000_000,
            [
                "With more than 1,000,000 and up to 2,000,000 tokens in the longest "
                "input, the advice would be open.",
                "With 1,000,000 tokens or less in the longest input, the advice would "
                "be closed.",
            ],
        ),
    ],
    ids=["upwards", "downwards"],
)
def test_the_longest_input_is_told_to_the_token(given, told):
    assert texts("context_tokens", LONG, context_tokens=given, ml_staff="none") == told


def test_a_short_context_is_told_to_the_token_too():
    short = weigher(catalog_of(with_model(ALPHA_API, context_tokens=figure(2_048))))

    (text,) = texts("context_tokens", short)

    assert text.startswith("With more than 2,048 tokens in the longest input")


def test_where_staff_would_yield_a_longer_context_is_found():
    advisor = weigher(
        catalog_of(ALPHA_API, with_model(BETA_GPUS, context_tokens=LONGER))
    )

    found = texts("context_tokens", advisor, context_tokens=10**8, ml_staff="none")

    assert "With more than 1,000,000 and up to 2,000,000 tokens" in found[0]


def test_a_share_right_above_none_is_told_as_more_than_none():
    advisor = weigher(catalog_of(ALPHA_API, BETA_HARDWARE))
    answers = {"data_location": "own_premises", "sensitive_share": 0}

    first, *_ = texts("sensitive_share", advisor, **answers)

    assert first.startswith("With more than 0% and up to 98% of the traffic sensitive,")


@pytest.mark.parametrize("answers", GENERATED)
def test_a_span_has_its_verdict_at_either_end(answers, shipped):
    for question in NUMBERS:
        for span in spans(question, answers, shipped):
            for end in filter(None, span.ends):
                changed = with_answer(answers, question.key, end.value)
                assert shipped.weigh(changed).verdict is span.verdict


@pytest.mark.parametrize("question", NUMBERS, ids=lambda question: question.key)
def test_every_number_that_can_flip_has_its_sentence(question):
    assert {"{amount}", "{bound}"} <= {*re.findall(r"{.*?}", question.measure)}


def test_the_rows_may_stand_in_any_order():
    backwards = weigher(replace(CATALOG, candidates=CATALOG.candidates[::-1]))

    assert told(backwards, quality_bar="strong") == told(quality_bar="strong")

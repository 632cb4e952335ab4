"""Which answers decided, for which side, and what each criterion contributed."""

from typing import Any

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.criteria import BASE_WEIGHTS, SECOND_FAMILY_PENALTY, Criterion
from advisor.decision.questions import Kind
from advisor.decision.reasons import CRITERION_TEXTS, FACTS, Reason, fact, reasons
from advisor.decision.recommendation import likely_answers
from advisor.decision.refinements import QUESTION_BY_KEY, QUESTIONS
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_HOSTED,
    catalog_of,
    result,
    weigher,
    with_model,
)

WEIGHER = weigher()
SITUATIONS: list[dict[str, object]] = [
    {},
    {"data_location": "own_premises"},
    {"data_location": "own_premises", "sensitive_share": 0.2},
    {"quality_bar": "frontier", "ml_staff": "none"},
    {"lock_in": "avoid", "tokens_per_day": 10**9, "quality_bar": "strong"},
    {"offline": "yes", "ml_staff": "none", "priorities": ["cost"]},
]


SEEING = with_model(BETA_HOSTED, inputs=frozenset({"text", "image"}))


def given(**answers: object) -> dict[str, Reason]:
    found = reasons(parse_answers(answers), WEIGHER)
    return {reason.key: reason for reason in found}


@pytest.mark.parametrize(
    ("key", "answer", "side"),
    [
        ("lock_in", "avoid", "open"),
        ("lock_in", "fine", "closed"),
        ("quality_bar", "frontier", "closed"),
        ("quality_bar", "good_enough", "open"),
        ("ml_staff", "none", "closed"),
        ("customization", "light_finetune", "open"),
        ("time_to_production", "days", "hybrid"),  # closed now, open within the year
        ("transparency", "research_grade", "open"),
        ("offline", "yes", "open"),
        ("safety_owner", "vendor", "closed"),
        ("data_location", "own_premises", "open"),
        ("tokens_per_day", 10**10, "open"),
        ("priorities", ["independence"], "open"),
        ("priorities", ["compliance"], "closed"),
    ],
)
def test_an_answer_speaks_for_its_side(key, answer, side):
    assert given(**{key: answer})[key].favors == side


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("data_location", "own_premises"),
        ("offline", "yes"),
        ("customization", "deep_finetune"),
        ("transparency", "research_grade"),
        ("origin_excluded", "US"),
    ],
)
def test_an_answer_that_bars_a_side_says_so(key, answer):
    reason = given(**{key: answer})[key]

    assert (reason.is_gate, "No closed model can serve" in reason.text) == (True, True)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"offline": "yes"}, "No closed model can serve any of the traffic then."),
        ({"context_tokens": 10**8}, "No model can serve any of the traffic then."),
        (
            {"data_location": "own_premises", "sensitive_share": 0.2},
            "No closed model can serve sensitive traffic then.",
        ),
    ],
)
def test_a_bar_names_who_is_barred_and_from_what(answers, words):
    (reason,) = [one for one in given(**answers).values() if one.is_gate]

    assert reason.text.endswith(words)


def test_a_bar_that_other_answers_set_as_well_says_so():
    both = given(offline="yes", data_location="own_premises")
    alone = given(offline="yes")

    assert both["offline"].text.endswith(
        "Your other answers leave no closed plan either."
    )
    assert "either" not in alone["offline"].text


def test_what_is_taken_to_stay_at_home_bars_as_what_was_said_to():
    reason = given(sensitive_share=1)["sensitive_share"]

    assert reason.is_gate
    assert reason.text.endswith("No closed model can serve any of the traffic then.")


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ((), "With your other answers, nothing fits then."),
        ((SEEING,), "With your other answers, no closed plan is left then."),
    ],
)
def test_what_bars_a_side_only_beside_other_answers_says_so(others, words):
    reader = with_model(ALPHA_API, maker_country="DE", inputs=frozenset({"text"}))
    answers = parse_answers({"origin_excluded": "US", "modalities": "image"})
    found = reasons(answers, weigher(catalog_of(ALPHA_API, reader, *others)))

    assert [reason.text.endswith(words) for reason in found] == [True, True]


def test_facts_for_licenses_are_told_in_sentences():
    facts = {"license_facts": ("eu_seat", "needs_osi")}

    assert fact("license_facts", facts) == (
        "Your company has its seat in the European Union. You need a license approved "
        "by the Open Source Initiative."
    )


def test_no_answer_speaks_for_a_side_that_has_no_plan_either_way():
    """With sensitive data at home there is no closed plan, only a hybrid and an open one."""
    found = given(
        data_location="own_premises",
        sensitive_share=0.1,
        quality_bar="strong",
        ml_staff="ml_engineers",
    )

    assert found["ml_staff"].support < 0
    assert found["ml_staff"].favors == "open"


def test_where_nothing_is_sensitive_the_place_is_told_so():
    place = given(data_location="own_premises", sensitive_share=0)["data_location"]

    assert place.text.startswith("As nothing is sensitive")


def test_what_moves_a_split_decides_though_closed_is_barred():
    answers = {"data_location": "own_premises", "sensitive_share": 0.2}

    assert given(**answers, ml_staff="none")["ml_staff"].is_decisive


def test_an_answer_that_bars_nobody_is_no_gate():
    assert not given(lock_in="avoid")["lock_in"].is_gate


@pytest.mark.parametrize(
    ("key", "answer"),
    [("regulated", "gdpr"), ("growth", 1), ("monthly_budget_usd", 5)],
)
def test_an_answer_that_changes_nothing_is_no_reason(key, answer):
    assert given(**{key: answer}) == {}


def test_an_answer_like_its_default_is_no_reason():
    assert given(tokens_per_day=1_000_000) == {}


def test_a_gate_that_binds_comes_before_what_only_helps():
    found = list(given(data_location="own_premises", lock_in="avoid"))

    assert found[0] == "data_location"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_every_question_has_words_for_its_answers(question):
    assert FACTS[question.key]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_words_are_for_choices_that_exist(question):
    words = FACTS[question.key]

    assert isinstance(words, str) or set(words) <= set(question.choice_keys)


@pytest.mark.parametrize(
    "question",
    [q for q in QUESTIONS if q.kind in {Kind.ONE_OF, Kind.ANY_OF}],
    ids=lambda q: q.key,
)
def test_every_answer_can_be_told_in_a_sentence(question):
    for value, _ in likely_answers(question):
        told = fact(question.key, {question.key: value})
        assert told.endswith("."), told


# --- What decided ----------------------------------------------------------------------


@pytest.mark.parametrize("answers", SITUATIONS)
def test_three_reasons_decide_where_there_are_two_sides(answers):
    told = result(**answers)
    sides = [plan for plan in told["plans"].values() if plan["feasible"]]

    assert len(told["deciding"]) == 3 or len(sides) < 2


@pytest.mark.parametrize("answers", SITUATIONS)
def test_what_decided_is_an_answer_that_was_given_or_a_criterion(answers):
    for reason in result(**answers)["deciding"]:
        assert (reason["answer"] in answers) != (reason["criterion"] is not None)


def test_with_one_side_only_no_criterion_decides():
    assert result(catalog_of(ALPHA_API))["deciding"] == []


@pytest.mark.parametrize("criterion", Criterion)
def test_every_criterion_can_be_told_in_a_sentence(criterion):
    assert CRITERION_TEXTS[criterion].endswith(".")


# --- What each criterion adds ----------------------------------------------------------


def parts_of(family: str, told: dict[str, Any]) -> list[float]:
    return [row[family] for row in told["contributions"]]


@pytest.mark.parametrize("answers", SITUATIONS)
@pytest.mark.parametrize("family", ["closed", "open", "hybrid"])
def test_the_criteria_add_up_to_the_score(answers, family):
    told = result(**answers)
    plan = told["plans"][family]
    *parts, total = parts_of(family, told)

    assert total == plan["score"]
    assert not plan["feasible"] or sum(parts) == pytest.approx(total, abs=0.001)


def test_a_side_without_a_plan_has_no_parts():
    told = result(offline="yes")

    assert set(parts_of("closed", told)) == {None}


def test_only_a_hybrid_pays_for_a_second_family():
    rows = {
        row["criterion"]: row for row in result(sensitive_share=0.3)["contributions"]
    }

    assert rows["second_family"]["hybrid"] == -SECOND_FAMILY_PENALTY
    assert rows["second_family"]["closed"] in {0, None}


def test_every_criterion_stands_in_the_table_once():
    rows = result()["contributions"]

    assert [row["criterion"] for row in rows] == [
        *(weighed.criterion for weighed in BASE_WEIGHTS),
        "second_family",
        "total",
    ]


def test_without_answers_the_weights_are_the_base_ones():
    rows = {row["criterion"]: row["weight"] for row in result()["contributions"]}

    assert rows["ease"] == 1.95


def test_weights_of_parts_are_told_as_their_mean():
    told = result(quality_bar="frontier", hard_share=0.25)
    rows = {row["criterion"]: row["weight"] for row in told["contributions"]}

    assert rows["quality"] == pytest.approx(0.25 * 6 + 0.75 * 2.5)


def test_every_key_of_the_questionnaire_is_a_key_of_the_words():
    assert set(FACTS) == set(QUESTION_BY_KEY)

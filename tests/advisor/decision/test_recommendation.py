"""How sure the advice is, and what to ask next."""

from dataclasses import replace

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.plans import Plan, Verdict
from advisor.decision.questions import SHORT_FORM, Kind
from advisor.decision.recommendation import (
    Confidence,
    Recommendation,
    Risk,
    can_be_asked,
    confidence_in,
    likely_answers,
    next_question,
    recommend,
    with_answer,
)
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.weighing import Weighing
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_HARDWARE,
    BETA_HOSTED,
    CATALOG,
    catalog_of,
    needs,
    weigh,
    weigher,
    with_option,
)

WEIGHER = weigher()
SURE = {
    "data_location": "any_vendor",
    "regulated": "none",
    "ml_staff": "none",
    "tokens_per_day": 1_000_000,
    "quality_bar": "frontier",
}


def advice(**answers: object) -> Recommendation:
    return recommend(parse_answers(answers), WEIGHER)


def with_lead(margin: float, **answers: object) -> Weighing:
    """A weighing in which closed leads open by a margin."""
    ranking = tuple(
        Plan(family=family, score=score, fields=())
        for family, score in ((Verdict.CLOSED, margin), (Verdict.OPEN, 0.0))
    )
    return Weighing(needs=needs(**answers), splits=((),), plans={}, ranking=ranking)


def confidence(weighing: Weighing, *risks: Risk) -> Confidence:
    return confidence_in(weighing, risks, is_contract_open=False)


def risk(key: str, mass: float) -> Risk:
    question = QUESTION_BY_KEY[key]
    return Risk(question=question, mass=mass)


# --- Confidence ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("margin", "masses", "expected"),
    [
        (0.2, (), Confidence.HIGH),
        (0.1, (), Confidence.HIGH),
        (0.09, (), Confidence.MEDIUM),
        (0.05, (), Confidence.MEDIUM),
        (0.049, (), Confidence.LOW),
        (0.2, (0.1,), Confidence.MEDIUM),
        (0.2, (0.25, 0.24), Confidence.MEDIUM),
        (0.2, (0.25, 0.25), Confidence.LOW),
        (0.049, (0.1,), Confidence.LOW),
    ],
)
def test_confidence_falls_with_risk_and_with_a_small_lead(margin, masses, expected):
    risks = [risk("ml_staff", mass) for mass in masses]

    assert confidence(with_lead(margin), *risks) is expected


@pytest.mark.parametrize("answers", [{"sensitive_share": 0.3}, {"regulated": "health"}])
def test_a_guess_about_the_place_is_never_sure(answers):
    assert confidence(with_lead(1, **answers)) is Confidence.LOW


@pytest.mark.parametrize(
    "answers",
    [
        {"sensitive_share": 0},
        {"regulated": "none"},
        {"sensitive_share": 0.3, "data_location": "own_cloud"},
        {"regulated": "health", "data_location": "own_cloud"},
    ],
)
def test_no_guess_no_doubt(answers):
    assert confidence(with_lead(1, **answers)) is Confidence.HIGH


def test_without_a_rival_the_lead_is_as_large_as_can_be():
    alone = replace(with_lead(0), ranking=with_lead(0).ranking[:1])

    assert confidence(alone) is Confidence.HIGH


def test_a_contract_that_nobody_has_published_costs_confidence():
    known = catalog_of(ALPHA_API)
    unknown = catalog_of(with_option(ALPHA_API, offers_dpa=None))
    answers = parse_answers({**SURE, "data_location": "vetted_vendor"})

    before, after = (
        recommend(answers, weigher(one)).confidence for one in (known, unknown)
    )

    assert (before, after) == (Confidence.HIGH, Confidence.MEDIUM)


def test_weights_that_a_host_must_agree_to_run_cost_confidence():
    hosts = weigher(catalog_of(BETA_HOSTED))
    answers = {**SURE, "quality_bar": "strong"}

    before, after = (
        recommend(parse_answers({**answers, "customization": wish}), hosts).confidence
        for wish in ("light_finetune", "deep_finetune")
    )

    assert (before, after) == (Confidence.HIGH, Confidence.MEDIUM)


def test_everything_answered_leaves_no_risk():
    assert advice(**SURE).risks == ()


def test_everything_answered_leaves_nothing_to_ask():
    assert advice(**SURE).next_question is None


def test_a_clear_answer_to_everything_is_sure():
    assert advice(**SURE).confidence is Confidence.HIGH


def test_nothing_answered_is_hardly_sure():
    assert advice().confidence is Confidence.LOW


def test_nothing_answered_leans_closed():
    assert advice().verdict is Verdict.CLOSED


# --- Risks -----------------------------------------------------------------------------


@pytest.mark.parametrize("question", SHORT_FORM, ids=lambda q: q.key)
def test_the_likely_answers_of_a_question_share_one_whole(question):
    masses = [mass for _, mass in likely_answers(question)]

    assert sum(masses) == pytest.approx(1)


@pytest.mark.parametrize("question", SHORT_FORM, ids=lambda q: q.key)
def test_a_likely_answer_is_a_valid_one(question):
    for value, _ in likely_answers(question):
        assert parse_answers({question.key: value}) == {question.key: value}


def test_each_open_question_of_the_short_form_has_its_risk():
    risks = advice(data_location="own_cloud", regulated="none").risks

    assert [one.question.key for one in risks] == [
        "sensitive_share",
        "ml_staff",
        "tokens_per_day",
        "quality_bar",
    ]


@pytest.mark.parametrize("answers", [{}, {"data_location": "own_cloud"}, SURE])
def test_risks_run_from_0_to_1(answers):
    assert all(0 <= one.mass <= 1 for one in advice(**answers).risks)


def test_an_answer_that_cannot_matter_carries_no_risk():
    lonely = weigher(catalog_of(ALPHA_API))

    risks = recommend(parse_answers({"data_location": "any_vendor"}), lonely).risks

    assert {one.mass for one in risks} == {0}


def test_a_risk_counts_the_answers_that_lead_elsewhere():
    catalog = catalog_of(ALPHA_API, BETA_HARDWARE)
    answers = parse_answers({**SURE, "quality_bar": "good_enough"})
    opened = with_answer(answers, "data_location", None)

    (one,) = recommend(opened, weigher(catalog)).risks

    # A quarter each; own cloud and own premises leave nothing but one's own machines.
    assert one.mass == pytest.approx(0.5)


# --- The next question -----------------------------------------------------------------


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"regulated": "gdpr"},
        {"regulated": "none"},
        {"sensitive_share": 0.3},
        {"sensitive_share": 0.3, "ml_staff": "none"},
        {"regulated": "health", "ml_staff": "none"},
    ],
)
def test_where_the_data_may_go_comes_first(answers):
    assert advice(**answers).next_question == "data_location"


def asked_next(*risks: Risk) -> str | None:
    answers = {"data_location": "own_cloud"}
    return next_question(answers, needs(**answers), risks)


def test_the_largest_risk_is_asked_next():
    assert asked_next(risk("tokens_per_day", 0.1), risk("quality_bar", 0.2)) == (
        "quality_bar"
    )


def test_a_gate_is_asked_before_a_larger_risk():
    assert asked_next(risk("ml_staff", 0.1), risk("quality_bar", 0.9)) == "ml_staff"


def test_of_equal_risks_the_first_of_the_questionnaire_is_asked():
    assert asked_next(risk("tokens_per_day", 0.2), risk("quality_bar", 0.2)) == (
        "tokens_per_day"
    )


def test_what_carries_no_risk_is_not_asked():
    assert asked_next(risk("ml_staff", 0)) is None


def test_how_much_is_sensitive_is_asked_only_after_the_place():
    question = QUESTION_BY_KEY["sensitive_share"]
    situations: list[dict[str, str]] = [
        {},
        {"data_location": "any_vendor"},
        {"data_location": "own_cloud"},
    ]

    assert [can_be_asked(question, one) for one in situations] == [False, False, True]


# --- One answer changed ----------------------------------------------------------------


def test_a_changed_answer_stands_in_its_place():
    changed = with_answer({"quality_bar": "strong"}, "data_location", "own_cloud")

    assert list(changed) == ["data_location", "quality_bar"]


def test_an_answer_can_be_taken_back():
    assert with_answer({"quality_bar": "strong"}, "quality_bar", None) == {}


def test_an_answer_of_zero_is_kept():
    assert with_answer({}, "hard_share", 0) == {"hard_share": 0}


def test_every_gate_question_of_the_short_form_sets_a_gate():
    gates = [question.key for question in SHORT_FORM if question.is_gate]

    assert gates == ["data_location", "sensitive_share", "ml_staff"]


def test_the_verdict_is_that_of_the_weighing():
    recommendation = advice(data_location="own_premises")

    assert recommendation.verdict is weigh(data_location="own_premises").verdict


def test_the_margin_and_plans_are_those_of_the_weighing():
    recommendation = recommend({}, weigher(CATALOG))

    assert (recommendation.margin, recommendation.plans) == (
        recommendation.weighing.margin,
        recommendation.weighing.plans,
    )


def test_numbers_of_the_short_form_have_likely_answers():
    numbers = [q for q in SHORT_FORM if q.kind in {Kind.NUMBER, Kind.SHARE}]

    assert all(list(likely_answers(question)) for question in numbers)

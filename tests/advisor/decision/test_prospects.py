"""What a question could still change: what is said is so, and what is hidden is idle."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.bills import usd
from advisor.decision.candidates import Catalog
from advisor.decision.plans import Verdict
from advisor.decision.prospects import (
    Outlook,
    Prospect,
    outlook,
    prospect,
    prospects,
)
from advisor.decision.questions import Answers, Kind
from advisor.decision.refinements import QUESTION_BY_KEY, REFINEMENTS
from advisor.decision.weighing import Weigher
from advisor.scenarios.properties.answer_sets import answer_sets
from tests.advisor.decision.examples import BETA_HOSTED, DAY, catalog_of, weigher

SITUATIONS: list[dict[str, object]] = [
    {},
    {"data_location": "own_premises", "sensitive_share": 0.2},
    {"data_location": "own_cloud", "ml_staff": "ml_platform_team", "growth": 4},
    {"quality_bar": "strong", "tokens_per_day": 10**8},
    {"offline": "yes", "ml_staff": "none", "quality_bar": "frontier"},
    {"context_tokens": 500_000, "modalities": ["image"]},
    {"modalities": ["video"], "offline": "yes"},  # nothing fits
]
GENERATED = list(answer_sets(30))
WEIGHER = weigher()


@pytest.fixture(scope="module")
def shipped(shipped_catalog: Catalog) -> Weigher:
    return Weigher(shipped_catalog, DAY)


def found(answers: Answers, advisor: Weigher = WEIGHER) -> list[Prospect]:
    return list(prospects(REFINEMENTS, answers, advisor))


def of(key: str, advisor: Weigher = WEIGHER, /, **answers: object) -> Prospect:
    return prospect(QUESTION_BY_KEY[key], parse_answers(answers), advisor)


def acted_on(
    one: Prospect, value: object, answers: Answers, advisor: Weigher
) -> Outlook:
    """What comes of an answer, typed and weighed anew."""
    typed = parse_answers({**answers, one.question.key: value})
    return outlook(typed, advisor)


def untrue(answers: Answers, advisor: Weigher) -> list[str]:
    """What is said of a question and does not come true when it is acted on."""
    wrong = []
    for one in found(answers, advisor):
        outcomes = [acted_on(one, value, answers, advisor) for value, _ in one.tried]
        for verdict, value in one.turns.items():
            if acted_on(one, value, answers, advisor).verdict is not verdict:
                wrong.append(f"{one.question.key}: {verdict}")
        bills = {one.usd_month for one in outcomes}
        wrong += [
            f"{one.question.key}: {bill}" for bill in one.bills if bill not in bills
        ]
    return wrong


def bill_told(one: Outlook) -> str | None:
    return None if one.usd_month is None else usd(one.usd_month)


def others(one: Prospect) -> Iterator[float]:
    """Numbers that were not tried: between those that were, and beyond them."""
    values = [float(value) for value, _ in one.tried if isinstance(value, int | float)]
    if one.question.kind is Kind.SHARE:
        yield from (0.1, 0.6, 0.9)
    elif one.question.kind is Kind.NUMBER:
        yield from ((low * high) ** 0.5 for low, high in pairwise(values))
        yield min(values[-1] * 2, one.question.high)


def idle_but_not(answers: Answers, advisor: Weigher) -> list[str]:
    """Questions that are hidden although an answer changes something."""
    now = outlook(answers, advisor)
    return [
        f"{one.question.key}: {value}"
        for one in found(answers, advisor)
        if one.is_idle
        for value in (*others(one), *(value for value, _ in one.tried))
        for then in [acted_on(one, value, answers, advisor)]
        if (then.verdict, then.places, bill_told(then), then.conflicts)
        != (now.verdict, now.places, bill_told(now), now.conflicts)
    ]


# --- True when acted on ----------------------------------------------------------------


@pytest.mark.parametrize("answers", SITUATIONS)
def test_what_a_question_could_change_comes_true(answers):
    assert untrue(parse_answers(answers), WEIGHER) == []


@pytest.mark.parametrize("answers", GENERATED)
def test_what_a_question_could_change_comes_true_on_the_shipped_catalog(
    answers, shipped
):
    assert untrue(answers, shipped) == []


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_hidden_question_changes_neither_verdict_nor_plan_nor_bill(answers):
    assert idle_but_not(parse_answers(answers), WEIGHER) == []


@pytest.mark.parametrize("answers", GENERATED)
def test_a_hidden_question_is_idle_on_the_shipped_catalog(answers, shipped):
    assert idle_but_not(answers, shipped) == []


@pytest.mark.parametrize("answers", SITUATIONS)
def test_the_parts_say_what_differs_and_nothing_else(answers):
    for one in found(parse_answers(answers)):
        outcomes = [then for _, then in one.tried]
        families = {then.verdict for then in outcomes} - {one.now.verdict}
        bills = {bill_told(then) for then in outcomes} - {bill_told(one.now), None}

        assert bool(families - {Verdict.NONE_FITS}) is told(one, "the advice (to")
        assert bool(bills) is told(one, "the monthly cost")


def told(one: Prospect, start: str) -> bool:
    return any(part.startswith(start) for part in one.parts)


# --- One by one ------------------------------------------------------------------------


def test_another_verdict_is_named_with_an_answer_that_leads_to_it():
    one = of("offline")

    assert one.turns == {Verdict.OPEN: "yes"}
    assert one.parts[0] == "the advice (to open)"
    assert one.examples == ["“Yes”: the advice would be open."]


def test_an_answer_that_leaves_nothing_is_told_apart():
    one = of("modalities", offline="yes")

    assert "whether anything fits" in one.parts
    assert "“Images”: nothing would fit." in one.examples


def test_a_way_out_of_nothing_is_an_answer_that_lets_something_fit():
    one = of("offline", offline="yes", modalities=["image"])

    assert one.now.verdict is Verdict.NONE_FITS
    assert {"the advice (to closed)", "whether anything fits"} <= set(one.parts)


def test_the_bill_is_told_from_the_least_to_the_most():
    one = of("input_output_ratio")
    bills = sorted({then.usd_month for _, then in one.tried if then.usd_month})

    assert one.bills == bills
    assert len(bills) > 1
    (part,) = one.parts
    assert part.startswith("the monthly cost (now $")


def test_a_bill_that_stays_the_same_is_not_told():
    one = of("safety_owner")

    assert one.bills == []
    assert one.parts == ()


@pytest.mark.parametrize("volume", [10**5, 10**7, 10**9])
def test_a_budget_can_turn_out_too_small(volume):
    assert of("monthly_budget_usd", tokens_per_day=volume).parts == (
        "whether your answers can be met together",
    )


def test_more_than_any_model_reads_is_tried():
    one = of("context_tokens")

    assert one.tried[-1][0] == 2_000_000  # Alpha reads half as much
    assert one.tried[-1][1].verdict is Verdict.NONE_FITS


def test_a_hard_rule_is_not_hidden_on_a_few_numbers():
    one = replace(of("context_tokens"), tried=())

    assert (one.parts, one.is_idle) == ((), False)


def test_a_hard_rule_of_which_every_choice_was_tried_can_be_hidden():
    one = of("transparency", modalities=["video"], offline="yes")

    assert (one.parts, one.is_idle) == ((), True)


def test_growth_opens_the_outlook_for_next_year():
    assert "the outlook for twelve months from now" in of("growth").parts


def test_conditions_that_come_or_go_are_told():
    """Whoever tunes the weights needs a host that runs what was tuned."""
    one = of("customization", weigher(catalog_of(BETA_HOSTED)))

    assert told(one, "what must still be settled")
    assert not told(of("safety_owner"), "what must still be settled")


def test_an_answered_question_tells_what_another_answer_would_change():
    assert of("offline", offline="yes").turns == {Verdict.CLOSED: "no"}


def test_the_sentence_joins_all_parts():
    one = of("offline")
    first, last = one.parts

    assert one.text == f"Could change {first} and {last}."


def test_a_question_that_changes_nothing_says_so():
    assert of("safety_owner").text == (
        "With your other answers, no answer that was tried changes anything."
    )


# --- What is tried ---------------------------------------------------------------------


def test_only_questions_that_apply_are_weighed():
    keys = {one.question.key for one in found({})}

    assert {one.key for one in REFINEMENTS} - keys == {"hard_share", "media_share"}


@pytest.mark.parametrize(
    "question",
    [one for one in REFINEMENTS if one.kind is Kind.NUMBER],
    ids=lambda question: question.key,
)
def test_each_number_has_values_to_try_within_its_bounds(question):
    values = [float(v) for v, _ in of(question.key).tried if isinstance(v, int | float)]

    assert list(values) == sorted(values)
    assert question.low <= values[0] < values[-1] <= question.high


def test_taking_an_answer_back_is_tried_where_choices_add_up():
    one = of("modalities", modalities=["image"])

    assert None in [value for value, _ in one.tried]

"""Answers in an address: every path through the questionnaire survives it."""

from itertools import product

import pytest
from django.http import QueryDict

from advisor.decision.questions import NOT_SURE, SHORT_FORM, Kind, Question
from advisor.decision.refinements import QUESTIONS
from advisor.forms import Sheet, WrongAnswerError, read_pairs, read_sheet


def possible_texts(question: Question) -> list[list[str]]:
    """Answers to one question as an address writes them, "not sure" among them."""
    texts = [[], [NOT_SURE], *([key] for key in question.choice_keys)]
    if question.kind is Kind.ANY_OF:
        keys = [key for key in question.choice_keys if key != question.alone]
        return [*texts, keys[: question.limit]]
    if question.kind is Kind.COUNTRIES:
        return [*texts, ["CN"], ["CN", "US"]]
    if question.kind in {Kind.NUMBER, Kind.SHARE}:
        low, high = (f"{bound:g}" for bound in (question.low, question.high))
        return [*texts, [low], [high]]
    return texts


def address_of(answers: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for key, texts in answers.items():
        data.setlist(key, texts)
    return data


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_answer_to_every_question_survives_the_address(question: Question):
    for texts in possible_texts(question):
        sheet = read_sheet(address_of({question.key: texts}))

        assert read_sheet(QueryDict(sheet.query)) == sheet


def test_every_path_through_the_short_form_survives_the_address():
    choices = [possible_texts(question)[1:] for question in SHORT_FORM]
    for texts in product(*choices):
        sent = dict(zip((q.key for q in SHORT_FORM), texts, strict=True))
        sheet = read_sheet(address_of(sent))

        assert read_sheet(QueryDict(sheet.query)) == sheet
        assert sheet.next_question() is None


def test_answers_are_written_in_questionnaire_order_and_canonical_form():
    data = QueryDict("quality_bar=strong&tokens_per_day=1.5M&sensitive_share=30%25")

    assert read_sheet(data).query == (
        "sensitive_share=0.3&tokens_per_day=1500000&quality_bar=strong"
    )


def test_unknown_keys_are_none_of_its_business():
    assert read_sheet(QueryDict("color=red")) == Sheet(answers={})


def test_an_empty_field_leaves_the_question_open():
    sheet = read_sheet(QueryDict("tokens_per_day=&origin_excluded=+,+"))

    assert sheet == Sheet(answers={})


def test_nought_is_an_answer():
    assert read_sheet(QueryDict("tokens_per_day=0")).answers == {"tokens_per_day": 0}


def test_a_wrong_answer_names_its_question_and_keeps_the_others():
    with pytest.raises(WrongAnswerError) as caught:
        read_sheet(QueryDict("ml_staff=robots&quality_bar=strong&regulated=not_sure"))

    assert caught.value.problems[0].question.key == "ml_staff"
    assert caught.value.kept == Sheet(
        answers={"quality_bar": "strong"}, skipped=frozenset({"regulated"})
    )


def test_not_sure_cannot_stand_beside_an_answer():
    with pytest.raises(WrongAnswerError, match="Not sure"):
        read_sheet(QueryDict("regulated=gdpr&regulated=not_sure"))


def test_stored_answers_that_are_asked_no_more_are_left_out():
    sheet = read_pairs([["ml_staff", "robots"], ["quality_bar", "strong"]])

    assert sheet.answers == {"quality_bar": "strong"}

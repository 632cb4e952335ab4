"""The answers as they stand in an address: read, kept in order, written back."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from advisor.decision.answers import AnswerError, parse_answer, shorten
from advisor.decision.questions import (
    NOT_SURE,
    SHORT_FORM,
    Answers,
    AnswerValue,
    Question,
)
from advisor.decision.refinements import QUESTIONS

MOST_SHOWN = 10  # values of one key that are shown back

type Pairs = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Valid answers, and the questions that were answered with "not sure"."""

    answers: Answers
    skipped: frozenset[str] = frozenset()

    def covers(self, question: Question) -> bool:
        return question.key in self.answers or question.key in self.skipped

    def asked_questions(self) -> list[Question]:
        """The short form, as far as it applies to these answers."""
        return [question for question in SHORT_FORM if question.applies(self.answers)]

    def next_question(self) -> Question | None:
        """The first question still to be asked, or None when all were."""
        open_questions = (q for q in self.asked_questions() if not self.covers(q))
        return next(open_questions, None)

    def all_asked(self) -> "Sheet":
        """The same answers, with the rest of the short form taken as not sure."""
        unanswered = {q.key for q in SHORT_FORM if q.key not in self.answers}
        return Sheet(answers=self.answers, skipped=frozenset(unanswered))

    def pairs(self, *, leave_out: str | None = None) -> Pairs:
        """Keys and values in questionnaire order, as an address or a form sends them."""
        return [
            (question.key, text)
            for question in QUESTIONS
            if question.key != leave_out
            for text in self.texts(question)
        ]

    def texts(self, question: Question) -> list[str]:
        """One answer as an address writes it; empty while the question is open."""
        if question.key in self.skipped:
            return [NOT_SURE]
        value = self.answers.get(question.key, ())
        return list(value) if isinstance(value, tuple) else [str(value)]

    def told(self, question: Question) -> str:
        """One answer in words, as the pages list it."""
        value = self.answers.get(question.key)
        return "Not sure" if value is None else question.label(value)

    @property
    def query(self) -> str:
        return urlencode(self.pairs())


@dataclass(frozen=True, kw_only=True)
class Problem:
    """An answer that cannot be taken, why, and what was sent, fit to be shown."""

    question: Question
    message: str
    sent: tuple[str, ...] = ()


class WrongAnswerError(Exception):
    """Answers that cannot be taken, in questionnaire order, and those that can."""

    def __init__(self, problems: Sequence[Problem], kept: Sheet) -> None:
        super().__init__(problems[0].message)
        self.problems = problems
        self.kept = kept


def read_sheet(data: QueryDict) -> Sheet:
    """The answers in an address or a form; other keys are none of its business."""
    answers: dict[str, AnswerValue] = {}
    skipped: set[str] = set()
    problems: list[Problem] = []
    for question in QUESTIONS:
        sent = data.getlist(question.key)
        try:
            value = read_answer(question, sent)
        except AnswerError as error:
            problems.append(problem(question, error.message, sent))
            continue
        if value == NOT_SURE:
            skipped.add(question.key)
        elif value is not None:
            answers[question.key] = value
    sheet = Sheet(answers=answers, skipped=frozenset(skipped))
    if problems:
        raise WrongAnswerError(problems, sheet)
    return sheet


def problem(question: Question, message: str, sent: Sequence[str]) -> Problem:
    shown = tuple(shorten(value) for value in sent[:MOST_SHOWN])
    return Problem(question=question, message=message, sent=shown)


def read_pairs(pairs: Iterable[Sequence[str]]) -> Sheet:
    """Stored answers, as far as today's questions still take them."""
    data = QueryDict(mutable=True)
    for key, text in pairs:
        data.appendlist(key, text)
    try:
        return read_sheet(data)
    except WrongAnswerError as error:
        return error.kept


def read_answer(question: Question, sent: Sequence[str]) -> AnswerValue | None:
    """One answer, NOT_SURE, or None when nothing was sent."""
    values = [value for value in sent if value.strip()]
    if values == [NOT_SURE]:
        return NOT_SURE
    if NOT_SURE in values:
        message = "“Not sure” cannot stand beside another answer."
        raise AnswerError(question.key, message)
    value = parse_answer(question, values)
    return None if value == () else value


def refuse_control_characters(text: str) -> None:
    if any(unicodedata.category(mark) in {"Cc", "Cs"} for mark in text):
        raise ValidationError("Leave out control characters.", code="control")


class ShareForm(forms.Form):
    """What the maker of a link may say about it."""

    title = forms.CharField(
        label="Title (optional)",
        max_length=120,
        required=False,
        validators=[refuse_control_characters],
    )
    note = forms.CharField(
        label="Note to your colleagues (optional)",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"].replace("\r\n", "\n")
        refuse_control_characters(note.replace("\n", "").replace("\t", ""))
        return note

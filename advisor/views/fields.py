"""The field of a question as a page shows it, alone or among the others."""

from dataclasses import dataclass

from advisor.decision.questions import NOT_SURE, Kind, Question
from advisor.forms import Problem, Sheet

NUMBERS = {Kind.NUMBER, Kind.SHARE}


@dataclass(frozen=True, kw_only=True)
class Field:
    """What the page shows: the answer so far, or what was wrongly sent, and why."""

    question: Question
    chosen: tuple[str, ...]
    message: str  # empty where nothing is wrong

    @property
    def id(self) -> str:
        """The input to which a message leads."""
        question = self.question
        first = question.choices[0].key if question.choices else "text"
        return f"{question.key}-{first}"

    @property
    def input(self) -> str:
        """The sort of input; in a group of radio buttons "not sure" is one of them."""
        return "radio" if self.question.kind is Kind.ONE_OF else "checkbox"

    @property
    def is_number(self) -> bool:
        return self.question.kind in NUMBERS

    @property
    def is_not_sure(self) -> bool:
        return NOT_SURE in self.chosen

    @property
    def written(self) -> str:
        """An answer as people write it: 1,000,000 rather than 1000000."""
        texts = [text for text in self.chosen if text != NOT_SURE]
        if self.message or not texts or not self.is_number:
            return " ".join(texts)
        number = float(texts[0])
        if self.question.kind is Kind.SHARE:
            return f"{number * 100:.10g}%"
        return f"{int(number):,}" if number == int(number) else texts[0]


def field_of(sheet: Sheet, question: Question, problem: Problem | None) -> Field:
    return Field(
        question=question,
        chosen=problem.sent if problem else tuple(sheet.texts(question)),
        message=problem.message if problem else "",
    )

"""What the catalog has to say while questions are asked; nothing where it is away."""

from typing import Any

from django.db import DatabaseError, InterfaceError

from advisor.catalog_reader import CatalogEmptyError
from advisor.decision.conflicts import conflicts, contradicting
from advisor.decision.prospects import Prospect, prospect
from advisor.decision.questions import Question
from advisor.decision.recommendation import can_be_asked
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.weighing import Weigher
from advisor.forms import Sheet
from advisor.results import weigher_in_use
from advisor.views.addresses import question_address


def weigher_if_any() -> Weigher | None:
    """The weigher in use; None where no catalog can be read just now."""
    try:
        return weigher_in_use()
    except (DatabaseError, InterfaceError, CatalogEmptyError):
        return None


def clashes(sheet: Sheet, *, then: str = "") -> list[dict[str, object]]:
    """The answers that do not go together, each with a link to change it."""
    return [
        {
            **row,
            "answers": [
                answer_told(QUESTION_BY_KEY[key], sheet, then)
                for key in QUESTION_BY_KEY
                if key in row["answers"]
            ],
        }
        for row in conflicting(sheet)
    ]


def conflicting(sheet: Sheet) -> list[Any]:
    """The conflicts between the answers; without a catalog, those that need none."""
    if not sheet.answers:
        return []
    weigher = weigher_if_any()
    if weigher is None:
        return list(contradicting(sheet.answers))
    return list(conflicts(weigher.weigh(sheet.answers), weigher))


def answer_told(question: Question, sheet: Sheet, then: str) -> dict[str, str]:
    value = sheet.answers.get(question.key)
    return {
        "question": question.text,
        "answer": "Not answered" if value is None else question.label(value),
        "change": question_address(sheet, question, then=then),
    }


def prospect_of(question: Question, sheet: Sheet) -> Prospect | None:
    """What a further question could still change."""
    if question.short_form or not can_be_asked(question, sheet.answers):
        return None
    weigher = weigher_if_any()
    return prospect(question, sheet.answers, weigher) if weigher else None

"""The further questions in groups, each with what it could still change."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from advisor.decision.prospects import Prospect, outlook, prospects
from advisor.decision.questions import Group, Question
from advisor.decision.refinements import REFINEMENTS
from advisor.decision.weighing import Weigher
from advisor.forms import Sheet
from advisor.views.addresses import (
    all_address,
    check_address,
    question_address,
    refine_address,
    result_address,
)
from advisor.views.guidance import clashes, weigher_if_any
from advisor.views.steps import moved, render_step, takes_answers

HERE = "refine"


@takes_answers
def refine(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """What is answered, and what of the rest could still change something."""
    redirect = moved(request, refine_address(sheet))
    return redirect or render_step(request, "advisor/refine.html", context_of(sheet))


def context_of(sheet: Sheet) -> dict[str, object]:
    weigher = weigher_if_any()
    found = found_for(sheet, weigher) if weigher else {}
    shown = [q for q in asked(sheet) if is_shown(q, sheet, found)]
    return {
        "groups": groups(shown, sheet, found),
        "hidden_count": len(asked(sheet)) - len(shown),
        "is_weighed": weigher is not None,
        "now": weigher and outlook(sheet.answers, weigher),
        "clashes": clashes(sheet, then=HERE),
        "result_address": result_address(sheet),
        "check_address": check_address(sheet),
        "all_address": all_address(sheet),
    }


def asked(sheet: Sheet) -> list[Question]:
    """The further questions that make sense with these answers."""
    return [question for question in REFINEMENTS if question.applies(sheet.answers)]


def found_for(sheet: Sheet, weigher: Weigher) -> Mapping[str, Prospect]:
    """What each question that was not answered yet could change."""
    still_open = tuple(q for q in asked(sheet) if not sheet.covers(q))
    found = prospects(still_open, sheet.answers, weigher)
    return {one.question.key: one for one in found}


def is_shown(question: Question, sheet: Sheet, found: Mapping[str, Prospect]) -> bool:
    """Hidden is only what was weighed and changed nothing."""
    one = found.get(question.key)
    return sheet.covers(question) or one is None or not one.is_idle


def groups(
    shown: list[Question], sheet: Sheet, found: Mapping[str, Prospect]
) -> list[dict[str, object]]:
    """The questions by what they are about; a group with none is left out."""
    rows: list[dict[str, object]] = [
        {
            "title": group.value,
            "rows": [row(q, sheet, found) for q in shown if q.group is group],
        }
        for group in Group
    ]
    return [one for one in rows if one["rows"]]


def row(
    question: Question, sheet: Sheet, found: Mapping[str, Prospect]
) -> dict[str, object]:
    return {
        "question": question,
        "is_answered": sheet.covers(question),
        "answer": sheet.told(question),
        "prospect": found.get(question.key),
        "address": question_address(sheet, question, then=HERE),
    }

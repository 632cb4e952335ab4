"""The result for the answers in the address."""

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from advisor.catalog_reader import CatalogEmptyError
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.forms import ShareForm, Sheet
from advisor.results import result_for
from advisor.views.addresses import (
    check_address,
    question_address,
    refine_address,
    result_address,
)
from advisor.views.result_parts import answers_in_words, parts_of
from advisor.views.steps import View, moved, takes_answers


def needs_catalog(view: View) -> View:
    """Says so where no catalog was loaded yet, as where the database is away."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except CatalogEmptyError:
            return render(request, "503.html", status=503)

    return answer


@needs_catalog
@takes_answers
def result(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    redirect = moved(request, result_address(sheet))
    return redirect or result_page(request, sheet, ShareForm())


def result_page(request: HttpRequest, sheet: Sheet, form: ShareForm) -> HttpResponse:
    """The result, with the form that shares it."""
    found = result_for(sheet.answers)
    context = {
        **parts_of(found),
        "answers": answers_in_words(sheet),
        "pairs": sheet.pairs(),
        "refine_address": refine_address(sheet),
        "check_address": check_address(sheet),
        "next_question": next_question(sheet, found["next_question"]),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "advisor/result.html", context, status=status)


def next_question(sheet: Sheet, key: object) -> dict[str, str] | None:
    """The open question whose answer would help most, and where it is asked."""
    question = QUESTION_BY_KEY.get(str(key))
    if question is None:
        return None
    address = question_address(sheet, question, then="result")
    return {"text": question.text, "address": address}

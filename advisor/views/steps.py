"""One question on a page, and what every page that takes answers does alike."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from advisor.decision.questions import Question
from advisor.forms import Problem, Sheet, WrongAnswerError, read_sheet
from advisor.views.addresses import RETURNS, back_address
from advisor.views.fields import field_of
from advisor.views.guidance import clashes, prospect_of
from advisor.views.volume import VOLUME, are_given, helper_for, problem_in

type SheetView = Callable[[HttpRequest, Sheet], HttpResponse]
type View = Callable[[HttpRequest], HttpResponse]


def takes_answers(view: SheetView) -> View:
    """Reads the answers in the address; a wrong one is shown where it was asked."""

    @require_safe
    @cache_control(no_store=True)
    @wraps(view)
    def read_then_view(request: HttpRequest) -> HttpResponse:
        try:
            sheet = read_sheet(request.GET)
        except WrongAnswerError as error:
            return wrong_answer_page(request, error)
        if are_given(request.GET):
            return question_page(request, sheet, VOLUME)
        return view(request, sheet)

    return read_then_view


def moved(request: HttpRequest, address: str) -> HttpResponse | None:
    """A redirect to the one way to write this address, or None when it is that."""
    if request.get_full_path() == address:
        return None
    return HttpResponseRedirect(address)


def wrong_answer_page(request: HttpRequest, error: WrongAnswerError) -> HttpResponse:
    """The first question with a wrong answer, with one sentence that says why."""
    first = error.problems[0]
    return question_page(request, error.kept, first.question, problem=first)


def question_page(
    request: HttpRequest,
    sheet: Sheet,
    question: Question,
    *,
    problem: Problem | None = None,
) -> HttpResponse:
    """One question, with the answers to the others kept in the form."""
    then = return_of(request)
    helper = None
    if question == VOLUME:
        helper = helper_for(request.GET, sheet)
        problem = problem or problem_in(request.GET, helper)
    filled = helper.fill_in(sheet) if helper else sheet
    context: dict[str, object] = {
        "question": question,
        "field": field_of(filled, question, problem_with(question, problem)),
        "faulty": problem and field_of(sheet, problem.question, problem),
        "helper": helper,
        "kept": sheet.pairs(leave_out=question.key),
        "then": then,
        "back": back_address(sheet, question, then=then),
        "progress": progress(sheet, question),
        "clashes": clashes(sheet, then=then),
        "prospect": prospect_of(question, sheet),
    }
    status = 422 if problem else 200
    return render_step(request, "advisor/question.html", context, status=status)


def problem_with(question: Question, problem: Problem | None) -> Problem | None:
    """The problem, if it is one with the question itself."""
    return problem if problem and problem.question == question else None


def return_of(request: HttpRequest) -> str:
    then = request.GET.get("then", "")
    return then if then in RETURNS else ""


def render_step(
    request: HttpRequest,
    template: str,
    context: dict[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """The step alone for a swap by htmx; the page for the rest, history included."""
    htmx = HtmxDetails(request)
    is_part = bool(htmx) and htmx.request_type != "full"
    name = f"{template}#step" if is_part else template
    return render(request, name, {**context, "is_part": is_part}, status=status)


def progress(sheet: Sheet, question: Question) -> str:
    """Which question of how many; the first answer decides whether one more applies."""
    asked = sheet.asked_questions()
    if question not in asked:
        return ""
    is_settled = sheet.covers(asked[0]) and question != asked[0]
    count = len(asked) if is_settled else f"at most {len(asked)}"
    return f"Question {asked.index(question) + 1} of {count}"

"""The questions one by one, and the check of the answers before the result."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from advisor.decision.questions import SHORT_FORM, Group, Question
from advisor.decision.refinements import QUESTION_BY_KEY, REFINEMENTS
from advisor.forms import Problem, Sheet, WrongAnswerError, read_sheet
from advisor.views.addresses import (
    all_address,
    check_address,
    next_address,
    question_address,
    questionnaire_address,
    refine_address,
    result_address,
)
from advisor.views.fields import field_of
from advisor.views.guidance import clashes
from advisor.views.steps import (
    moved,
    question_page,
    render_step,
    return_of,
    takes_answers,
)
from advisor.views.volume import VOLUME, Helper, are_given, helper_for, problem_in


@takes_answers
def questionnaire(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Asks the question named by `ask`, else the first one still open."""
    answered = question_named(request, "answered")
    if answered is not None:
        return go_on(request, sheet, answered)
    asked = question_named(request, "ask")
    question = asked or sheet.next_question()
    if question is None:
        return HttpResponseRedirect(check_address(sheet))
    address = questionnaire_address(sheet)
    if asked is not None:
        address = question_address(sheet, asked, then=return_of(request))
    return moved(request, address) or question_page(request, sheet, question)


def question_named(request: HttpRequest, control: str) -> Question | None:
    return QUESTION_BY_KEY.get(request.GET.get(control, ""))


def go_on(request: HttpRequest, sheet: Sheet, answered: Question) -> HttpResponse:
    """After Continue: the next page, or the same one when nothing was answered."""
    if sheet.covers(answered):
        return HttpResponseRedirect(next_address(sheet, then=return_of(request)))
    message = (
        "Choose an answer, or “Not sure”."
        if answered.choices
        else "Write an answer, or choose “Not sure”."
    )
    problem = Problem(question=answered, message=message)
    return question_page(request, sheet, answered, problem=problem)


@takes_answers
def check(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """All answers on one page, each with a link to change it."""
    context: dict[str, object] = {
        "rows": [check_row(sheet, question) for question in questions_to_check(sheet)],
        "clashes": clashes(sheet),
        "result_address": result_address(sheet),
        "refine_address": refine_address(sheet),
        "all_address": all_address(sheet),
        "back": question_address(sheet, sheet.asked_questions()[-1]),
    }
    redirect = moved(request, check_address(sheet))
    return redirect or render_step(request, "advisor/check.html", context)


def questions_to_check(sheet: Sheet) -> list[Question]:
    """The short form, and whatever else was answered and applies."""
    asked = sheet.asked_questions()
    further = [
        question
        for question in QUESTION_BY_KEY.values()
        if not question.short_form
        and sheet.covers(question)
        and question.applies(sheet.answers)
    ]
    return asked + further


def check_row(sheet: Sheet, question: Question) -> dict[str, str]:
    return {
        "key": question.key,
        "question": question.text,
        "answer": sheet.told(question),
        "change": question_address(sheet, question),
    }


@require_safe
@cache_control(no_store=True)
def all_questions(request: HttpRequest) -> HttpResponse:
    """Every question on one page, for those who know their answers."""
    problems: list[Problem] = []
    try:
        sheet = read_sheet(request.GET)
    except WrongAnswerError as error:
        sheet, problems = error.kept, [*error.problems]
    helper = helper_for(request.GET, sheet)
    if problem := problem_in(request.GET, helper):
        problems.append(problem)
    if problems:
        return all_page(request, sheet, helper, problems)
    counts_requests = are_given(request.GET)
    # What requests come to is shown first; sent again with that, it is taken.
    is_complete = VOLUME.key in sheet.answers or not counts_requests
    if "answered" in request.GET and is_complete:
        return HttpResponseRedirect(result_address(sheet.all_asked()))
    redirect = None if counts_requests else moved(request, all_address(sheet))
    return redirect or all_page(request, sheet, helper)


def all_page(
    request: HttpRequest,
    sheet: Sheet,
    helper: Helper | None,
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    """All fields, with what was wrongly sent and what the requests come to."""
    wrong = {problem.question.key: problem for problem in problems}
    filled = helper.fill_in_ratio(helper.fill_in(sheet)) if helper else sheet
    context = {
        "groups": [
            {
                "title": title,
                "fields": [field_of(filled, q, wrong.get(q.key)) for q in questions],
            }
            for title, questions in question_groups()
        ],
        "problems": [field_of(sheet, p.question, p) for p in problems],
        "helper": helper,
        "volume_key": VOLUME.key,
        "clashes": clashes(sheet),
    }
    status = 422 if problems else 200
    return render(request, "advisor/all_questions.html", context, status=status)


def question_groups() -> Iterator[tuple[str, list[Question]]]:
    yield "The short form", list(SHORT_FORM)
    for group in Group:
        yield group.value, [q for q in REFINEMENTS if q.group is group]

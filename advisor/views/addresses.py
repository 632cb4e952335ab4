"""Where the pages are, with the answers they carry."""

from urllib.parse import urlencode

from django.urls import reverse

from advisor.decision.questions import Question
from advisor.forms import Sheet


def question_address(sheet: Sheet, question: Question, *, then: str = "") -> str:
    """The page of one question, whether it was answered before or not."""
    control = [("ask", question.key)]
    if then:
        control.append(("then", then))
    return f"{reverse('advisor:questionnaire')}?{urlencode(control + sheet.pairs())}"


def answers_address(name: str, sheet: Sheet) -> str:
    address = reverse(name)
    return f"{address}?{sheet.query}" if sheet.pairs() else address


def questionnaire_address(sheet: Sheet) -> str:
    """The page that asks the first question still open."""
    return answers_address("advisor:questionnaire", sheet)


def check_address(sheet: Sheet) -> str:
    return answers_address("advisor:check", sheet)


def refine_address(sheet: Sheet) -> str:
    return answers_address("advisor:refine", sheet)


def all_address(sheet: Sheet) -> str:
    return answers_address("advisor:all_questions", sheet)


def result_address(sheet: Sheet) -> str:
    return answers_address("advisor:result", sheet)


# Pages, beside the check of answers, that a question returns to.
RETURNS = {"result": result_address, "refine": refine_address}


def next_address(sheet: Sheet, *, then: str = "") -> str:
    """Where Continue leads: whence the visitor came, to the next question, or the check."""
    if then in RETURNS:
        return RETURNS[then](sheet)
    if sheet.next_question() is not None:
        return questionnaire_address(sheet)
    return check_address(sheet)


def back_address(sheet: Sheet, question: Question, *, then: str = "") -> str:
    """Where Back leads: whence the visitor came, else to the question before."""
    if then in RETURNS:
        return RETURNS[then](sheet)
    asked = sheet.asked_questions()
    if sheet.next_question() is None:
        return check_address(sheet)
    before = asked[: asked.index(question)] if question in asked else asked
    if not before:
        return reverse("advisor:landing")
    return question_address(sheet, before[-1])

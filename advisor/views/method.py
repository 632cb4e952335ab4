"""How it decides, printed from the objects that decide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisor.decision.questions import SHORT_FORM
from advisor.decision.refinements import REFINEMENTS


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    context = {"short_form": SHORT_FORM, "refinements": REFINEMENTS}
    return render(request, "advisor/method.html", context)

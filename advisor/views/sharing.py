"""Sharing a result, reading a shared one, and the maker's way to take it back."""

import json
from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from advisor.catalog_reader import changed_since
from advisor.forms import (
    ShareForm,
    Sheet,
    WrongAnswerError,
    read_pairs,
    read_sheet,
)
from advisor.models import SharedResult, Tokens, hash_of, new_tokens
from advisor.results import result_text
from advisor.views.addresses import check_address
from advisor.views.result import needs_catalog, result_page
from advisor.views.result_parts import answers_in_words, parts_of
from advisor.views.steps import wrong_answer_page

type View = Callable[..., HttpResponse]


def secret_page(view: View) -> View:
    """Behind a secret link: not stored, not indexed."""

    @cache_control(no_store=True)
    @wraps(view)
    def answer(request: HttpRequest, **tokens: str) -> HttpResponse:
        response = view(request, **tokens)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


@require_POST
@cache_control(no_store=True)
@needs_catalog
def share(request: HttpRequest) -> HttpResponse:
    """Stores the result found now for the answers sent, whatever else was sent."""
    try:
        sheet = read_sheet(request.POST)
    except WrongAnswerError as error:
        return wrong_answer_page(request, error)
    form = ShareForm(request.POST)
    if not form.is_valid():
        return result_page(request, sheet, form)
    tokens = keep(
        sheet, title=form.cleaned_data["title"], note=form.cleaned_data["note"]
    )
    return see_other(manage_address(tokens))


def keep(sheet: Sheet, *, title: str, note: str) -> Tokens:
    """A new shared result; its two secrets exist nowhere but in the answer."""
    text = result_text(sheet.answers)
    found = json.loads(text)
    tokens = new_tokens()
    SharedResult.objects.create(
        token_hash=hash_of(tokens.reading),
        manage_hash=hash_of(tokens.managing),
        title=title,
        note=note,
        answers=sheet.pairs(),
        answers_in_words=answers_in_words(sheet),
        result=text,
        catalog_revision=found["catalog_revision"],
        method_version=found["method_version"],
    )
    return tokens


def manage_address(tokens: Tokens) -> str:
    return reverse(
        "advisor:manage", kwargs={"token": tokens.reading, "secret": tokens.managing}
    )


@require_safe
@secret_page
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """A result as it was on the day it was shared."""
    found = shared_result(token)
    context = {
        "shared": found,
        "catalog_changed_at": changed_since(found.catalog_revision),
        "token": token,
        **parts_of(json.loads(found.result)),
        "answers": found.answers_in_words,
        "own_answers": check_address(read_pairs(found.answers)),
    }
    return render(request, "advisor/shared.html", context)


@require_safe
@secret_page
def record(request: HttpRequest, token: str) -> HttpResponse:
    """The stored result object, byte for byte."""
    found = shared_result(token)
    return HttpResponse(found.result, content_type="application/json; charset=utf-8")


def shared_result(token: str) -> SharedResult:
    found = SharedResult.objects.opened_by(token).first()
    if found is None:
        raise Http404
    return found


@require_safe
@secret_page
def manage(request: HttpRequest, token: str, secret: str) -> HttpResponse:
    """The maker's page: the link to copy, and the button that takes it back."""
    found = managed_result(token, secret)
    context = {
        "shared": found,
        "link": request.build_absolute_uri(reverse("advisor:shared", args=[token])),
        "manage_link": request.build_absolute_uri(),
        "revoke_address": reverse("advisor:revoke", args=[token, secret]),
    }
    return render(request, "advisor/manage.html", context)


@require_POST
@secret_page
def revoke(request: HttpRequest, token: str, secret: str) -> HttpResponse:
    """Closes the link for every reader, for good."""
    managed_result(token, secret).revoke()
    return see_other(manage_address(Tokens(token, secret)))


def managed_result(token: str, secret: str) -> SharedResult:
    found = SharedResult.objects.managed_by(Tokens(token, secret)).first()
    if found is None:
        raise Http404
    return found


def see_other(address: str) -> HttpResponse:
    """A redirect that a browser follows with GET, so that a reload posts nothing."""
    return HttpResponseRedirect(address, status=303)

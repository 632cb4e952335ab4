"""The page of one thing of the catalog, as HTML or with `?format=json` as JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.pages.as_json import as_json
from catalog.pages.benchmark_page import benchmark_page
from catalog.pages.hardware_page import hardware_page
from catalog.pages.license_page import license_page
from catalog.pages.model_page import model_page
from catalog.pages.option_page import option_page
from catalog.pages.provider_page import provider_page
from catalog.pages.source_page import BY_KEY, source_page

FORMATS = ("html", "json")
LARGEST_ROW = 2**63 - 1  # as far as PostgreSQL counts


class Make(Protocol):
    """What makes a page of a slug and a day."""

    def __call__(self, slug: str, day: date, *, is_whole: bool) -> Any: ...


@dataclass(frozen=True)
class Detail:
    """A kind of pages: how one is made and shown, and where its row is edited."""

    make: Make
    name: str  # of the template, and of the address
    table: str  # as the admin names it


MODEL = Detail(model_page, "model", "languagemodel")
OPTION = Detail(option_page, "option", "deploymentoption")
BENCHMARK = Detail(benchmark_page, "benchmark", "benchmark")
LICENSE = Detail(license_page, "license", "license")
HARDWARE = Detail(hardware_page, "hardware", "hardware")
PROVIDER = Detail(provider_page, "provider", "provider")


@require_safe
def model(request: HttpRequest, slug: str) -> HttpResponse:
    return detail(request, slug, MODEL)


@require_safe
def option(request: HttpRequest, slug: str) -> HttpResponse:
    return detail(request, slug, OPTION)


@require_safe
def benchmark(request: HttpRequest, slug: str) -> HttpResponse:
    return detail(request, slug, BENCHMARK)


@require_safe
def license(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: A001 (named like its model)
    return detail(request, slug, LICENSE)


@require_safe
def hardware(request: HttpRequest, slug: str) -> HttpResponse:
    return detail(request, slug, HARDWARE)


@require_safe
def provider(request: HttpRequest, slug: str) -> HttpResponse:
    return detail(request, slug, PROVIDER)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of the rows that rest on a source: `kind` says which, `after` where from."""
    complaints = [format_complaint(request)]
    kind, after = request.GET.get("kind", ""), request.GET.get("after", "0")
    if kind and kind not in BY_KEY:
        complaints.append("There is no such kind of rows; here is the first there is.")
        kind, after = "", "0"
    if not is_row_number(after):
        complaints.append("“after” is no number of a row; here is the first page.")
        after = "0"
    page = found(lambda: source_page(slug, kind, int(after)))
    return answer(request, page, "source", "source", complaints)


def is_row_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text[:20]) <= LARGEST_ROW


# --- Shared by all ----------------------------------------------------------------------


def detail(request: HttpRequest, slug: str, one: Detail) -> HttpResponse:
    is_json = request.GET.get("format") == "json"
    day = timezone.localdate()
    page = found(lambda: one.make(slug, day, is_whole=is_json))
    return answer(request, page, one.name, one.table, [format_complaint(request)])


def found(make: Callable[[], Any]) -> Any:
    try:
        return make()
    except ObjectDoesNotExist as error:
        raise Http404 from error


def format_complaint(request: HttpRequest) -> str:
    if request.GET.get("format", "html") in FORMATS:
        return ""
    return "This page comes as html or as json; here it is as html."


def answer(
    request: HttpRequest, page: Any, name: str, table: str, complaints: list[str]
) -> HttpResponse:
    """The page; with a value in the address that cannot be read, 422 and a sentence."""
    said = [one for one in complaints if one]
    status = 422 if said else 200
    if request.GET.get("format") == "json":
        return as_json_answer(page, said, status)
    context = {
        "page": page,
        "section": section(name),
        "day": timezone.localdate(),
        "complaints": said,
        "edit_address": edit_address(request, table, page.pk),
    }
    return render(request, f"catalog/{name}.html", context, status=status)


def section(name: str) -> str:
    """The part of the catalog that a page of that kind stands in, as its lists are keyed."""
    return name if name == "hardware" else f"{name}s"


def as_json_answer(page: Any, complaints: list[str], status: int) -> JsonResponse:
    body: Mapping[str, Any] = as_json(page)
    if complaints:
        body = {"error": " ".join(complaints), **body}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


def edit_address(request: HttpRequest, table: str, pk: int) -> str:
    """Where an editor changes the row; visitors bring no session, so none is looked up."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    if not request.user.has_perm(f"catalog.change_{table}"):
        return ""
    return reverse(f"admin:catalog_{table}_change", args=[pk])

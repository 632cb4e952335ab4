"""The lists of the catalog, as pages and as files."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from catalog.listing.asked import Asked, read_asked
from catalog.listing.exports import export
from catalog.listing.lists import LISTINGS
from catalog.listing.page import list_page

TEMPLATE = "catalog/list.html"


@require_safe
def listed(request: HttpRequest, key: str) -> HttpResponseBase:
    """The list as the address asks for it; there is one way to write each address."""
    asked = read_asked(LISTINGS[key], request.GET)
    is_part = is_for_a_swap(request)
    if asked.problems:
        return answered(request, asked, is_part=is_part)
    if not is_part and request.get_full_path() != asked.address:
        return HttpResponseRedirect(asked.address)
    if asked.format:
        return export(asked, timezone.localdate())
    return answered(request, asked, is_part=is_part)


def is_for_a_swap(request: HttpRequest) -> bool:
    """Whether htmx asks for the part that it swaps."""
    htmx = HtmxDetails(request)
    return bool(htmx) and htmx.request_type != "full"


def answered(request: HttpRequest, asked: Asked, *, is_part: bool) -> HttpResponse:
    """The page, or the part of it that htmx swaps, which then has its own address."""
    page = list_page(asked, timezone.localdate())
    name = f"{TEMPLATE}#list" if is_part else TEMPLATE
    status = 422 if page.problems else 200
    response = render(request, name, {"page": page}, status=status)
    if is_part:
        response["HX-Replace-Url"] = asked.address
    return response

"""Pages for what goes wrong outside a view; none of them asks the database."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from advisor.catalog_reader import DATABASE_IS_AWAY

RETRY_AFTER = 5  # seconds
RETRY_AFTER_CHANGE = 60  # an import of many rows takes minutes
LAST_RESORT = "<!doctype html><title>Weighbridge</title><h1>Something went wrong</h1>"


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """What was sent cannot be read at all."""
    return error_page(400)


def database_away(request: HttpRequest) -> HttpResponse:
    """The database did not answer; a later try may well work."""
    return _later("503.html", RETRY_AFTER)


def catalog_busy(request: HttpRequest) -> HttpResponse:
    """A long change of the catalog, such as an import, is in the way of another."""
    return _later("catalog_busy.html", RETRY_AFTER_CHANGE)


def _later(template: str, seconds: int) -> HttpResponse:
    response = error_page(503, template)
    response["Retry-After"] = str(seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's last word on any exception, wherever it was raised."""
    if isinstance(sys.exception(), DATABASE_IS_AWAY):
        return database_away(request)
    try:
        return error_page(500)
    except Exception:  # the page itself may be what is broken
        return HttpResponse(LAST_RESORT, status=500)


def error_page(status: int, template: str = "") -> HttpResponse:
    page = get_template(template or f"{status}.html").render()
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})

"""Pages for what goes wrong outside a view; none of them asks the database."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from advisor.catalog_reader import DATABASE_IS_AWAY

RETRY_AFTER = 5  # seconds
LAST_RESORT = "<!doctype html><title>Weighbridge</title><h1>Something went wrong</h1>"


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """What was sent cannot be read at all."""
    return error_page(400)


def database_away(request: HttpRequest) -> HttpResponse:
    """The database did not answer; a later try may well work."""
    response = error_page(503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's last word on any exception, wherever it was raised."""
    if isinstance(sys.exception(), DATABASE_IS_AWAY):
        return database_away(request)
    try:
        return error_page(500)
    except Exception:  # the page itself may be what is broken
        return HttpResponse(LAST_RESORT, status=500)


def error_page(status: int) -> HttpResponse:
    page = get_template(f"{status}.html").render()
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})

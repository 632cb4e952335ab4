"""Plain pages for what goes wrong outside a view; they need no template, no database."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

RETRY_AFTER = 5  # seconds
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Weighbridge</title>
<h1>{title}</h1>
<p>{sentence}</p>
<p><a href="/">Start page</a></p>
</html>
"""


def plain_page(status: int, title: str, sentence: str) -> HttpResponse:
    page = PAGE.format(title=title, sentence=sentence)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    return plain_page(
        400, "This request cannot be read", "Something in it is not valid."
    )


def database_away(request: HttpRequest) -> HttpResponse:
    """The database did not answer; a later try may well work."""
    response = plain_page(
        503,
        "Not available for the moment",
        "The database does not answer. Please try again in a few seconds.",
    )
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's last resort for any exception, wherever it was raised."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return database_away(request)
    return plain_page(
        500, "Something went wrong", "It has been noted. Please try again later."
    )

"""What every request and answer goes through, outermost first."""

import logging
import time
from collections.abc import Callable, Iterable
from itertools import chain

from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase

from advisor.catalog_reader import DATABASE_IS_AWAY
from catalog.revision import CatalogBusyError
from config.errors import bad_request, catalog_busy, database_away
from config.logs import route_of

GetResponse = Callable[[HttpRequest], HttpResponseBase]

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

LONGEST_VALUE = 2_000  # characters, of an address, a name or a value in it
# These pages answer a bad value themselves, with the page and a sentence.
ANSWERS_ITSELF = "/advise/"

request_log = logging.getLogger("weighbridge.request")


class SecurityHeadersMiddleware:
    """Sets the headers on every answer: pages, static files and errors alike."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        # Whatever may be kept says so itself, as the static files do.
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class HeadMiddleware:
    """Leaves the body out where only the head was asked for; the length stays told."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            response.content = b""
        return response


class RequestLogMiddleware:
    """One line a request: the route's name, never the path."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        fields = {
            "method": request.method,
            "route": route_of(request),
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - began) * 1000, 1),
        }
        request_log.info("request", extra={"fields": fields})
        return response


class DatabaseErrorMiddleware:
    """Tells a database that is away, and a value it cannot hold, from a fault of ours."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, CatalogBusyError):
            return catalog_busy(request)
        if isinstance(exception, DATABASE_IS_AWAY):
            return database_away(request)
        if isinstance(exception, DataError):
            # Likely a number beyond all bounds; but look, it may be a fault after all.
            request_log.exception("refused by the database", extra={"request": request})
            return bad_request(request)
        return None


class OriginMiddleware:
    """Gives a form of ours back the origin that `no-referrer` hides.

    Under that policy a browser sends `Origin: null` with every form, its own site's
    too, and Django refuses it. `Sec-Fetch-Site` cannot be set by a page, only by the
    browser, so “same-origin” is as good a proof; the token is still required.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
        if is_ours and request.headers.get("Origin") == "null":
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        return self.get_response(request)


class InputGateMiddleware:
    """Stops what no page can use and PostgreSQL cannot store, before any query."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(ANSWERS_ITSELF):
            return self.get_response(request)
        if not is_usable(request.path_info):
            raise Http404
        if not all(is_usable(text) for text in texts_of(request.GET)):
            return bad_request(request)
        if not all(is_storable(text) for text in texts_of(request.POST)):
            return bad_request(request)
        return self.get_response(request)


def texts_of(sent: QueryDict) -> Iterable[str]:
    """Every name and value."""
    return chain.from_iterable((name, *values) for name, values in sent.lists())


def is_usable(text: str) -> bool:
    """Storable, and short enough for an address."""
    return len(text) <= LONGEST_VALUE and is_storable(text)


def is_storable(text: str) -> bool:
    """Without NUL and without half a character: PostgreSQL takes neither."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)

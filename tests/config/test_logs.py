"""What is written down about a request, and what never is."""

import io
import json
import logging

import pytest
from django.test import Client
from django.urls import include, path

from config import errors, health
from config.logs import JsonFormatter

SHARED = "7yT2-token-of-a-shared-result"


def broken(request, token):
    raise RuntimeError("out of order")


urlpatterns = [
    path("", include("advisor.urls")),
    path("", include("catalog.urls")),
    path("healthz", health.alive, name="alive"),
    path("broken/<str:token>/", broken, name="broken"),
]
handler400 = errors.bad_request
handler500 = errors.server_error


@pytest.fixture
def lines(settings):
    """The JSON lines that a request writes."""
    settings.ROOT_URLCONF = __name__
    stream = io.StringIO()
    loggers = [logging.getLogger(name) for name in ("weighbridge", "django.request")]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    for logger in loggers:
        logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for logger in loggers:
        logger.removeHandler(handler)


def test_a_request_writes_one_line_with_route_status_and_duration(lines):
    Client().get("/healthz")

    (line,) = lines()
    assert (line["method"], line["route"], line["status"]) == ("GET", "alive", 200)
    assert line["milliseconds"] >= 0
    assert line["time"].endswith("+00:00")


@pytest.mark.django_db
def test_the_front_page_is_told_from_what_was_stopped_before_any_page(lines):
    Client().get("/")
    Client().get("/?half=%00")

    requests = [line for line in lines() if "status" in line]
    assert [line["route"] for line in requests] == ["advisor:landing", ""]


def test_no_line_holds_a_query_string_or_a_cookie(lines):
    Client().get("/healthz?data_location=own_premises", headers={"cookie": "a=secret"})

    assert "own_premises" not in str(lines())
    assert "secret" not in str(lines())


@pytest.mark.parametrize("address", [f"/r/{SHARED}/", f"/broken/{SHARED}/"])
def test_no_line_holds_a_token(lines, address):
    Client(raise_request_exception=False).get(address)

    assert lines()
    assert SHARED not in str(lines())


def test_a_fault_leaves_its_traceback(lines):
    Client(raise_request_exception=False).get(f"/broken/{SHARED}/")

    crash = next(line for line in lines() if "traceback" in line)
    assert "out of order" in crash["traceback"]
    assert crash["route"] == "broken"


def test_a_line_break_in_an_address_makes_no_second_line(lines):
    Client().get("/healthz?a=%0d%0ab")

    assert len(lines()) == 1

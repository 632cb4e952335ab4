"""What every answer carries, and what never reaches a page."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.urls import include, path

from config import urls
from config.middleware import SECURITY_HEADERS, InputGateMiddleware, is_usable


def broken(request):
    raise RuntimeError("a secret of the inside")


def without_database(request):
    raise OperationalError("connection refused")


def with_lost_connection(request):
    raise InterfaceError("the connection is closed")


def form(request):
    return HttpResponse(get_token(request))


urlpatterns = [
    path("form/", form),
    path("broken/", broken),
    path("without-database/", without_database),
    path("with-lost-connection/", with_lost_connection),
    path("", include(urls)),
]
handler400 = urls.handler400
handler500 = urls.handler500


@pytest.fixture
def client(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [
        ("/healthz", "localhost", 200),
        ("/nowhere/", "localhost", 404),
        ("/healthz", "evil.example", 400),
        ("/healthz?a=%00", "localhost", 400),
        ("/broken/", "localhost", 500),
        ("/without-database/", "localhost", 503),
        ("/static/admin/css/base.css", "localhost", 200),
    ],
)
def test_every_answer_carries_the_security_headers(client, address, host, status):
    response = client.get(address, headers={"host": host})
    response.getvalue()  # a file is closed once it has been read

    assert response.status_code == status
    assert SECURITY_HEADERS.items() <= response.headers.items()
    assert response["X-Frame-Options"] == "DENY"
    assert response["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.parametrize(
    "address",
    ["/healthz", "/form/", "/nowhere/", "/broken/", "/static/admin/css/base.css"],
)
def test_the_head_alone_has_no_body_and_tells_its_length(client, address):
    # Not by the test client, which hides a body.
    head = WSGIHandler().get_response(RequestFactory().head(address))
    whole = client.get(address)

    assert (head.status_code, head.getvalue()) == (whole.status_code, b"")
    assert head.get("Content-Length") == whole.get("Content-Length")
    whole.getvalue()  # a file is closed once it has been read


def test_nothing_is_kept_unless_it_says_so(client):
    assert client.get("/form/")["Cache-Control"] == "no-store"


def test_static_files_may_be_kept(client):
    response = client.get("/static/admin/css/base.css")
    response.getvalue()

    assert "public" in response["Cache-Control"]


@pytest.mark.parametrize("address", ["/without-database/", "/with-lost-connection/"])
def test_a_missing_database_is_a_passing_state(client, address):
    response = client.get(address)

    assert response.status_code == 503
    assert response["Retry-After"] == "5"


def test_a_fault_shows_nothing_of_the_inside(client):
    response = client.get("/broken/")

    assert b"secret" not in response.content
    assert b"Something went wrong" in response.content


@pytest.mark.parametrize(
    "query", ["a=%00", "%00=a", "a=1&a=%00", "a=" + "x" * 2001, "x" * 2001]
)
def test_a_value_that_no_page_can_use_is_refused(client, query):
    assert client.get(f"/nowhere/?{query}").status_code == 400


@pytest.mark.parametrize("address", ["/%00/", "/r/a%00b/", "/" + "x" * 2001])
def test_an_address_that_cannot_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("origin", "site", "status"),
    [
        ("null", "same-origin", 200),
        ("http://localhost", "same-origin", 200),
        ("null", "cross-site", 403),
        ("null", "same-site", 403),
        ("null", None, 403),
        ("http://evil.example", "cross-site", 403),
        ("http://evil.example", "same-origin", 403),
    ],
)
def test_only_our_own_forms_are_taken(settings, origin, site, status):
    settings.ROOT_URLCONF = __name__
    client = Client(enforce_csrf_checks=True)
    token = client.get("/form/").content.decode()
    headers = {"host": "localhost", "origin": origin} | (
        {"sec-fetch-site": site} if site else {}
    )

    response = client.post("/form/", {"csrfmiddlewaretoken": token}, headers=headers)

    assert response.status_code == status


def test_the_right_origin_does_not_replace_the_token(settings):
    settings.ROOT_URLCONF = __name__
    client = Client(enforce_csrf_checks=True)
    client.get("/form/")

    response = client.post(
        "/form/", headers={"origin": "null", "sec-fetch-site": "same-origin"}
    )

    assert response.status_code == 403


def test_the_questionnaire_judges_its_answers_itself():
    gate = InputGateMiddleware(lambda request: HttpResponse(content_type="text/plain"))

    response = gate(RequestFactory().get("/advise/", {"data_location": "\0"}))

    assert response.headers["Content-Type"] == "text/plain"


def test_half_a_character_is_not_usable():
    assert not is_usable("\ud800")


def test_ordinary_text_is_usable():
    assert is_usable("Grüße, 你好 👋")


def test_an_impossible_path_raises_not_found():
    gate = InputGateMiddleware(lambda request: HttpResponse())

    with pytest.raises(Http404):
        gate(RequestFactory().get("/\0"))

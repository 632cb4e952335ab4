"""Nothing that a visitor can send brings a page down."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

ADDRESSES = [
    "/",
    "/advise/",
    "/advise/result/",
    "/method/",
    "/r/{}/",
    "/{}/",
    "/admin/login/",
    "/healthz",
    "/static/{}",
]
VALUES = [
    "%00",
    "%0d%0aSet-Cookie:%20a=b",
    "%ed%a0%80",
    "%ff%fe",
    "'%22%3E%3Cscript%3E",
    "..%2f..%2fetc%2fpasswd",
    "-1e999",
    "{{7*7}}",
    "%F0%9F%91%8B",
    "x" * 10_000,
]
KEYS = ["data_location", "tokens_per_day", "regulated", "unknown", "page", "next"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_a_strange_address_or_query_is_no_fault_of_ours(address, value):
    client = Client(raise_request_exception=False)
    query = "&".join(f"{key}={value}" for key in KEYS)

    response = client.get(address.replace("{}", value) + f"?{query}&{query}")

    assert response.status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/advise/result/", "/admin/login/", "/", "/r/a/"])
@pytest.mark.parametrize("value", ["\0", "\ufffd", "x" * 10_000, "-1e999"])
def test_a_strange_form_is_no_fault_of_ours(address, value):
    client = Client(raise_request_exception=False)
    form = dict.fromkeys([*KEYS, "username", "password", "title", "note"], value)

    assert client.post(address, form).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unusual_method_is_no_fault_of_ours(address, method):
    client = Client(raise_request_exception=False)

    response = client.generic(method.upper(), address.replace("{}", "a"))

    assert response.status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["\0", "9" * 30])
@pytest.mark.parametrize("page", ["", "add/"])
def test_an_editor_s_strange_form_is_no_fault_of_ours(page, value):
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_superuser("editor"))
    fields = (
        "_selected_action",
        "slug",
        "name",
        "source",
        "maker",
        "offering",
        "input",
    )
    form = dict.fromkeys(fields, value) | {"action": "delete_selected"}

    for table in ("price", "languagemodel", "source"):
        response = client.post(f"/admin/catalog/{table}/{page}", form)

        assert response.status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["q=%00", "p=99999999999999999999", "o=x.y", "e=1", "id__exact=a", "a__b=1"],
)
@pytest.mark.parametrize("table", ["price", "languagemodel", "source"])
def test_an_editor_s_strange_filter_is_no_fault_of_ours(table, query):
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_superuser("editor"))

    response = client.get(f"/admin/catalog/{table}/?{query}")

    assert response.status_code < 500

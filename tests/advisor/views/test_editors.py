"""The editors' page: which situations are not met, and which verdicts are different."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from advisor.catalog_reader import CatalogInUse
from advisor.scenarios.reading import read_scenarios
from advisor.scenarios.released import Advised, Release
from advisor.views import editors

pytestmark = pytest.mark.usefixtures("revision")

PAGE = "/admin/method-check/"
FEW = tuple(one for one in read_scenarios() if one.id in {"S0-01", "S0-02"})
RELEASE = Release(
    method_version="1",
    catalog_revision="0123456789abcdef",
    day="2026-11-22",
    situations={
        "S0-01": Advised(verdict="hybrid", confidence="low", plan=(), usd_month=1),
        "S0-02": Advised(verdict="open", confidence="low", plan=(), usd_month=1),
    },
)


@pytest.fixture(autouse=True)
def few_situations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editors, "read_scenarios", lambda: FEW)
    monkeypatch.setattr(editors, "read_release", lambda: None)


def test_a_visitor_is_asked_to_sign_in(client: Client):
    response = client.get(PAGE)

    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_without_a_release_it_says_so(admin_client: Client):
    text = admin_client.get(PAGE).text

    assert "2 written situations" in text
    assert "None lacks anything that must hold." in text
    assert "No release of the method is kept yet" in text


def test_a_verdict_that_is_different_is_shown_beside_the_released_one(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(editors, "read_release", lambda: RELEASE)

    response = admin_client.get(PAGE)

    assert [one.scenario.id for one in response.context["changed"]] == ["S0-01"]
    assert "<td>Hybrid</td>" in response.text
    assert "<td>Closed</td>" in response.text


def test_a_situation_that_is_not_met_is_shown_with_what_is_missing(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
):
    wrong = replace(FEW[1], expected="closed", unacceptable=())
    monkeypatch.setattr(editors, "read_scenarios", lambda: (wrong,))

    text = admin_client.get(PAGE).text

    assert "The verdict is open, not closed." in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"expected": "open"}, "1 get the advice that is expected of them."),
        (
            {"expected": "closed", "acceptable": ("open",), "strength": "weak"},
            "1 get another verdict that is as sound: what they say is weak.",
        ),
        (
            {"expected": "closed", "acceptable": ("open",), "prices_win": "They do."},
            "1 get another verdict, because today’s prices contradict them.",
        ),
        (
            {"expected": "closed", "acceptable": ("open",), "exception": "It is."},
            "1 get another verdict, because what they say is unsound.",
        ),
        ({"expected": "closed"}, "1 are not met."),
    ],
)
def test_how_well_situations_are_met_is_counted(
    changes, words, admin_client: Client, monkeypatch: pytest.MonkeyPatch
):
    """The situation gets “open” with the catalog of the tests."""
    plain = replace(
        FEW[1], strength="strong", acceptable=(), prices_win=None, exception=None
    )
    one = replace(plain, **changes)
    monkeypatch.setattr(editors, "read_scenarios", lambda: (one,))

    response = admin_client.get(PAGE)

    assert words in response.text
    assert [count for count, _ in response.context["standings"]] == [1]


def test_an_empty_catalog_is_said_to_be_empty(
    admin_client: Client, revision, monkeypatch: pytest.MonkeyPatch
):
    revision.delete()
    monkeypatch.setattr(editors, "current_catalog", CatalogInUse().current)

    assert "The catalog is empty" in admin_client.get(PAGE).text


@pytest.mark.parametrize("page", ["index", "catalog_price_changelist"])
def test_the_admin_leads_there(page: str, admin_client: Client):
    assert f'href="{PAGE}"' in admin_client.get(reverse(f"admin:{page}")).text

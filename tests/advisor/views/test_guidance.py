"""Answers that do not go together are named at once, on every page of the questionnaire."""

from urllib.parse import urlencode

import pytest
from django.db import OperationalError
from django.test import Client

from advisor.decision.refinements import QUESTION_BY_KEY

pytestmark = pytest.mark.usefixtures("revision")

TITLE = "These answers do not go together"
BY_THEMSELVES = {"data_location": "any_vendor", "offline": "yes"}
BY_THE_CATALOG = {"data_location": "own_premises", "ml_staff": "none"}
PAGES = {
    "/advise/": "",
    "/advise/check/": "",
    "/advise/refine/": "then=refine&amp;",
    "/advise/all/": "",
}


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """No database, and no catalog known from before."""

    def refuse() -> None:
        raise OperationalError

    monkeypatch.setattr("advisor.views.guidance.weigher_in_use", refuse)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("answers", [BY_THEMSELVES, BY_THE_CATALOG])
def test_both_answers_are_named_with_a_way_to_change_each(
    client: Client, page: str, answers: dict[str, str]
):
    query = urlencode(answers)
    text = client.get(f"{page}?{query}").text

    assert TITLE in text
    for key, value in answers.items():
        question = QUESTION_BY_KEY[key]
        address = f"/advise/?ask={key}&amp;{PAGES[page]}{query}".replace(
            query, query.replace("&", "&amp;")
        )
        assert (
            f"<li>{question.text} <strong>{question.label(value)}</strong> "
            f'<a href="{address}">' in text
        )


@pytest.mark.parametrize(
    "answers", [BY_THEMSELVES, {"context_tokens": "100000000"}], ids=["two", "one"]
)
def test_nobody_is_told_to_go_on_with_both(client: Client, answers: dict[str, str]):
    text = client.get("/advise/check/", answers).text

    assert "Nothing was changed for you: which answer gives way is yours to say" in text
    assert "with both" not in text


def test_it_is_said_on_the_very_next_page(client: Client):
    sent = {**BY_THE_CATALOG, "sensitive_share": "1", "regulated": "none"}
    response = client.get("/advise/", {"answered": "ml_staff", **sent}, follow=True)

    assert "How much text goes in and out on a day?" in response.text
    assert TITLE in response.text


@pytest.mark.parametrize("page", PAGES)
def test_answers_that_go_together_are_left_alone(client: Client, page: str):
    assert TITLE not in client.get(f"{page}?data_location=any_vendor").text


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("page", PAGES)
def test_the_pages_outlive_the_database(client: Client, page: str):
    response = client.get(f"{page}?{urlencode(BY_THE_CATALOG)}")

    assert response.status_code == 200
    assert TITLE not in response.text


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("page", PAGES)
def test_what_needs_no_catalog_is_said_without_one(client: Client, page: str):
    assert TITLE in client.get(f"{page}?{urlencode(BY_THEMSELVES)}").text

"""Requests of a kind in place of tokens: shown as a sum before they are taken."""

import pytest
from django.db import OperationalError
from django.test import Client

pytestmark = pytest.mark.usefixtures("revision")

ADVISE = "/advise/"
ALL = "/advise/all/"
CHATS = {"requests_per_day": "2,000", "use_preset": "chat"}
SUM = "2,000 requests × 1,050 tokens = 2,100,000 tokens a day: 700 in and 350 out each"
OFFER = 'name="input_output_ratio" value="2" id="ratio" checked'


def test_the_question_offers_to_count_requests(client: Client):
    text = client.get(f"{ADVISE}?ask=tokens_per_day&ml_staff=none").text

    assert "Easier to count requests?" in text
    assert text.count('<input type="hidden" name="ml_staff" value="none">') == 2


def test_other_questions_do_not(client: Client):
    assert "count requests" not in client.get(f"{ADVISE}?ask=ml_staff").text


def test_the_sum_is_shown_with_its_source_and_stands_in_the_field(client: Client):
    text = client.get(ADVISE, {"ask": "tokens_per_day", **CHATS}).text

    assert f"{SUM}." in text
    assert "https://github.com/HPMLL/BurstGPT" in text
    assert 'id="tokens_per_day-text" value="2,100,000"' in text


def test_continue_takes_the_tokens_alone(client: Client):
    sent = {"answered": "tokens_per_day", "tokens_per_day": "2,100,000"}
    response = client.get(ADVISE, sent)

    assert response["Location"] == f"{ADVISE}?tokens_per_day=2100000"


@pytest.mark.parametrize("page", ["check/", "refine/", "result/", ""])
def test_requests_in_any_address_lead_to_the_sum(client: Client, page: str):
    response = client.get(f"{ADVISE}{page}", CHATS)

    assert f"{SUM}." in response.text


def test_the_ratio_of_such_requests_is_offered_in_the_open(client: Client):
    assert OFFER in client.get(ADVISE, CHATS).text


@pytest.mark.parametrize("given", ["10", "not_sure"])
def test_a_ratio_that_was_given_stays(client: Client, given: str):
    text = client.get(ADVISE, {**CHATS, "input_output_ratio": given}).text

    assert OFFER not in text
    assert "stays as it is" in text


@pytest.mark.parametrize(
    ("sent", "field", "message"),
    [
        ({"requests_per_day": "2000"}, "use_preset-chat", "Choose what a request is"),
        ({"use_preset": "chat"}, "requests_per_day-text", "Write how many requests"),
        (
            {**CHATS, "requests_per_day": "many"},
            "requests_per_day-text",
            "“many” is not a number",
        ),
        (
            {**CHATS, "use_preset": "poem"},
            "use_preset-chat",
            "“poem” is not one of the choices.",
        ),
        (
            {**CHATS, "tokens_per_day": "500k"},
            "tokens_per_day-text",
            f"You wrote 500,000 tokens a day, but {SUM}.",
        ),
    ],
)
@pytest.mark.parametrize("page", [ADVISE, ALL])
def test_what_is_wrong_is_said_where_it_is(
    client: Client, page: str, sent: dict[str, str], field: str, message: str
):
    response = client.get(page, {"ask": "tokens_per_day", **sent})

    assert response.status_code == 422
    assert "<title>Error: " in response.text
    assert f'<a href="#{field}">{message}' in response.text
    assert f'id="{field}"' in response.text


@pytest.mark.parametrize(
    "wrong",
    [
        "requests_per_day=-1",
        "requests_per_day=nan",
        "requests_per_day=1e999",
        "requests_per_day=%00",
        "requests_per_day=" + "9" * 10_000,
        "requests_per_day=1&requests_per_day=2",
        "requests_per_day=1&use_preset=chat&use_preset=agent",
        "requests_per_day=1&use_preset=%FF%FE",
        "requests_per_day=%27%22%3E%3Cscript%3E",
    ],
    ids=lambda wrong: wrong[:50],
)
@pytest.mark.parametrize("page", [ADVISE, ALL, "/advise/result/"])
def test_nonsense_is_refused_in_one_sentence(client: Client, page: str, wrong: str):
    response = client.get(f"{page}?use_preset=chat&{wrong}")

    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert "\0" not in response.text
    assert "<script>" not in response.text


def test_the_same_volume_said_twice_is_no_contradiction(client: Client):
    sent = {**CHATS, "tokens_per_day": "2.1M"}

    assert client.get(ADVISE, sent).status_code == 200


def test_all_questions_show_the_sum_before_the_advice(client: Client):
    response = client.get(ALL, {"answered": "all", **CHATS})

    assert f"{SUM}." in response.text
    assert 'id="tokens_per_day-text" value="2,100,000"' in response.text
    assert 'id="input_output_ratio-text" value="2"' in response.text


def test_sent_again_with_the_sum_all_questions_lead_to_the_advice(client: Client):
    sent = {"answered": "all", **CHATS, "tokens_per_day": "2,100,000"}
    response = client.get(ALL, sent)

    assert response["Location"].startswith("/advise/result/?")
    assert "tokens_per_day=2100000" in response["Location"]
    assert "requests" not in response["Location"]


@pytest.mark.parametrize("page", [ADVISE, ALL])
def test_without_a_catalog_it_is_said_that_sizes_are_not_known(
    client: Client, monkeypatch: pytest.MonkeyPatch, page: str
):
    def refuse() -> None:
        raise OperationalError

    monkeypatch.setattr("advisor.views.guidance.weigher_in_use", refuse)
    response = client.get(page, CHATS)

    assert response.status_code == 422
    assert "cannot be looked up just now" in response.text
    assert "Easier to count requests?" not in response.text

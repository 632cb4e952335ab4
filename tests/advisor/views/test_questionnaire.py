"""The questionnaire's pages: one address a state, nothing stored."""

import re

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from advisor.catalog_reader import catalog_in_use
from advisor.decision.gates import GATES
from advisor.decision.refinements import QUESTIONS

pytestmark = pytest.mark.usefixtures("revision")

ADVISE = "/advise/"
CHECK = "/advise/check/"
ALL_NOT_SURE = "&".join(
    f"{key}=not_sure"
    for key in (
        "data_location",
        "sensitive_share",
        "regulated",
        "ml_staff",
        "tokens_per_day",
        "quality_bar",
    )
)
WRONG = [
    "ml_staff=robots",
    "ml_staff=none&ml_staff=some_devops",
    "ml_staff=none&ml_staff=none",
    "regulated=none&regulated=gdpr",
    "tokens_per_day=-1",
    "tokens_per_day=inf",
    "tokens_per_day=nan",
    "tokens_per_day=1e999",
    "tokens_per_day=1&tokens_per_day=2",
    "sensitive_share=1.1",
    "data_location=" + "x" * 10_000,
    "data_location=%00",
    "tokens_per_day=%00",
    "tokens_per_day=" + "9" * 10_000,
    "origin_excluded=China",
    "data_location=%FF%FE",
    "data_location=%27%22%3E%3Cscript%3E",
]


def test_the_first_question_is_asked_without_any_query(
    client: Client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = client.get(ADVISE)

    assert response.status_code == 200
    assert "<h1>How far may your prompts travel?</h1>" in response.text


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_any_question_can_be_asked_by_its_key(client: Client, question):
    response = client.get(ADVISE, {"ask": question.key})

    assert f"<title>{question.text} – Weighbridge</title>" in response.text
    assert 'value="not_sure"' in response.text


def test_continue_leads_to_the_next_question(client: Client):
    sent = {"answered": "data_location", "data_location": "any_vendor"}

    response = client.get(ADVISE, sent, follow=True)

    assert response.redirect_chain == [(f"{ADVISE}?data_location=any_vendor", 302)]
    assert "Question 2 of 5" in response.text
    assert "Which rules does this use fall under?" in response.text


def test_after_the_last_question_come_the_answers_to_check(client: Client):
    response = client.get(f"{ADVISE}?{ALL_NOT_SURE}")

    assert response["Location"] == f"{CHECK}?{ALL_NOT_SURE}"


def test_continue_without_an_answer_asks_again(client: Client):
    response = client.get(ADVISE, {"answered": "ml_staff", "quality_bar": "strong"})

    assert response.status_code == 422
    assert "Choose an answer, or “Not sure”." in response.text
    assert '<input type="hidden" name="quality_bar" value="strong">' in response.text


def test_a_changed_answer_returns_to_the_check(client: Client):
    change = f"answered=ml_staff&{ALL_NOT_SURE}".replace(
        "ml_staff=not_sure", "ml_staff=none"
    )

    response = client.get(f"{ADVISE}?{change}")

    assert response["Location"].startswith(f"{CHECK}?")


def test_a_question_asked_from_the_result_returns_to_the_result(client: Client):
    sent = {"answered": "latency", "then": "result", "latency": "relaxed"}

    response = client.get(ADVISE, sent)

    assert response["Location"] == "/advise/result/?latency=relaxed"


def test_a_newly_needed_question_is_asked_before_the_check(client: Client):
    kept = ALL_NOT_SURE.replace("&sensitive_share=not_sure", "")

    response = client.get(f"{ADVISE}?answered=data_location&{kept}", follow=True)

    assert "How much of the traffic is that sensitive?" in response.text


@pytest.mark.parametrize("page", [ADVISE, CHECK, "/advise/all/", "/advise/result/"])
def test_unknown_keys_are_stripped(client: Client, page: str):
    response = client.get(f"{page}?color=red&ml_staff=none&%00=1")

    assert response["Location"].endswith("?ml_staff=none")


@pytest.mark.parametrize("page", [ADVISE, CHECK, "/advise/result/"])
@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong[:50])
def test_a_wrong_answer_is_shown_where_it_was_asked(
    client: Client, page: str, wrong: str
):
    response = client.get(f"{page}?{wrong}&quality_bar=strong")

    assert response.status_code == 422
    assert "<title>Error: " in response.text
    assert "There is a problem" in response.text
    assert '<input type="hidden" name="quality_bar" value="strong">' in response.text
    assert "\0" not in response.text
    assert "<script>" not in response.text


def test_the_wrong_text_is_shown_back(client: Client):
    response = client.get(ADVISE, {"tokens_per_day": "<many>"})

    assert 'value="&lt;many&gt;"' in response.text


def test_a_given_answer_is_shown_as_people_write_it(client: Client):
    response = client.get(
        ADVISE, {"ask": "tokens_per_day", "tokens_per_day": "1000000"}
    )

    assert 'value="1,000,000"' in response.text


def test_the_check_shows_each_answer_and_a_way_to_change_it(client: Client):
    response = client.get(f"{CHECK}?ml_staff=none")

    assert "Nobody" in response.text
    assert response.text.count("Not sure</dd>") == 5
    assert "/advise/?ask=ml_staff&amp;ml_staff=none" in response.text


def test_the_check_leaves_out_what_no_longer_applies(client: Client):
    response = client.get(f"{CHECK}?data_location=any_vendor&sensitive_share=0.3")

    assert "<dt>How much of the traffic is that sensitive?" not in response.text


@pytest.mark.parametrize("address", [ADVISE, CHECK, f"{ADVISE}?ml_staff=robots"])
def test_answers_are_not_stored_by_the_browser(client: Client, address: str):
    response = client.get(address)

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_htmx_is_given_the_step_alone(client: Client):
    response = client.get(ADVISE, headers={"HX-Request": "true"})

    assert "<html" not in response.text
    assert "<title>How far may your prompts travel?" in response.text


def test_htmx_is_given_the_whole_page_for_its_history(client: Client):
    headers = {"HX-Request": "true", "HX-Request-Type": "full"}

    assert "<html" in client.get(ADVISE, headers=headers).text


@pytest.mark.parametrize("name", ["questionnaire", "check", "result"])
def test_answers_are_only_read(client: Client, name: str):
    assert client.post(reverse(f"advisor:{name}")).status_code == 405


def test_the_landing_page_offers_one_start(client: Client):
    response = client.get("/")

    assert response.text.count('class="button') == 1
    assert "One assessment is for one use" in response.text


def test_the_landing_page_looks_for_a_newer_catalog_once_a_second(
    client: Client, revision, django_assert_num_queries
):
    client.get("/")

    with django_assert_num_queries(0):
        client.get("/")
    catalog_in_use.checked_at = float("-inf")
    with django_assert_num_queries(1):
        response = client.get("/")

    assert re.search(
        r"newest price in the catalog is from \d+ \w+ \d{4}", response.text
    )


def test_the_method_is_printed_without_a_database_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    def refuse() -> None:
        raise OperationalError

    monkeypatch.setattr("advisor.results.current_catalog", refuse)

    response = client.get("/method/")

    for gate in GATES:
        assert escape(gate.statement) in response.text
    for question in QUESTIONS:
        assert escape(question.text) in response.text


def test_the_landing_page_outlives_the_database(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    def refuse() -> None:
        raise OperationalError

    monkeypatch.setattr("advisor.views.landing.current_catalog", refuse)

    response = client.get("/")

    assert response.status_code == 200
    assert "not known at this moment" in response.text


def test_all_questions_stand_on_one_page(client: Client):
    response = client.get("/advise/all/?ml_staff=none")

    assert response.text.count("<fieldset") == len(QUESTIONS)
    assert 'value="none" id="ml_staff-none" checked' in response.text


def test_all_questions_lead_to_the_result(client: Client):
    response = client.get("/advise/all/?answered=all&latency=relaxed&ml_staff=none")

    assert response["Location"].startswith("/advise/result/?data_location=not_sure&")
    assert "ml_staff=none" in response["Location"]


def test_every_wrong_answer_is_named_on_the_page_of_all_questions(client: Client):
    response = client.get("/advise/all/?ml_staff=robots&growth=-1&latency=relaxed")

    assert response.status_code == 422
    assert '<a href="#ml_staff-none">“robots” is not one of the choices.</a>' in (
        response.text
    )
    assert 'href="#growth-text"' in response.text
    assert 'value="relaxed" id="latency-relaxed" checked' in response.text


def test_an_unknown_address_has_the_same_look(client: Client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "Page not found" in response.text

"""Refining: which questions are still worth an answer, in groups, and the way back."""

import re
from urllib.parse import urlencode

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils.html import escape

from advisor.decision.answers import parse_answers
from advisor.decision.prospects import prospects
from advisor.decision.questions import Group
from advisor.decision.refinements import QUESTION_BY_KEY, REFINEMENTS
from advisor.results import weigher_in_use

pytestmark = pytest.mark.usefixtures("revision")

REFINE = "/advise/refine/"
ANSWERS = {
    "data_location": "vetted_vendor",
    "ml_staff": "none",
    "quality_bar": "strong",
}


def page(client: Client, **answers: str) -> str:
    response = client.get(f"{REFINE}?{urlencode({**ANSWERS, **answers})}", follow=True)
    assert response.status_code == 200
    return response.text


def asked_on(text: str) -> set[str]:
    return set(re.findall(r'<a href="/advise/\?ask=(\w+)&amp;then=refine', text))


def test_it_lists_what_could_change_something_and_counts_the_rest(client: Client):
    text = page(client)
    found = list(prospects(REFINEMENTS, parse_answers(ANSWERS), weigher_in_use()))
    idle = [one for one in found if one.is_idle]

    assert asked_on(text) == {one.question.key for one in found if not one.is_idle}
    assert idle
    assert f"{len(idle)} further questions are left out" in text
    assert "no answer that was tried changes anything" in text


def test_each_question_says_what_it_could_change(client: Client):
    text = page(client)

    for one in prospects(REFINEMENTS, parse_answers(ANSWERS), weigher_in_use()):
        assert (escape(one.text) in text) is not one.is_idle


def test_the_questions_stand_in_groups(client: Client):
    titles = re.findall(r"<h2>(.*)</h2>", page(client))

    assert titles == [group.value for group in Group]


def test_an_answered_question_shows_its_answer_and_a_way_to_change_it(client: Client):
    text = page(client, traffic="spiky", latency="not_sure")

    assert '<dd class="answer">Spiky</dd>' in text
    assert '<dd class="answer unsure">Not sure</dd>' in text
    assert {"traffic", "latency"} <= asked_on(text)


def test_a_question_that_does_not_apply_is_left_out(client: Client):
    text = page(client, quality_bar="good_enough")

    assert QUESTION_BY_KEY["hard_share"].text not in text


def test_the_advice_so_far_is_named(client: Client):
    assert "So far the advice is <strong>closed</strong>, at about $" in page(client)


def test_where_nothing_fits_it_says_so(client: Client):
    text = page(client, context_tokens="100000000")

    assert "So far nothing fits your answers." in text


def test_a_question_leads_back_to_refining(client: Client):
    sent = {"answered": "latency", "then": "refine", "latency": "relaxed"}
    response = client.get("/advise/", sent)

    assert response["Location"] == f"{REFINE}?latency=relaxed"


def test_back_leads_to_refining_too(client: Client):
    response = client.get("/advise/?ask=latency&then=refine&ml_staff=none")

    assert f'class="back" href="{REFINE}?ml_staff=none"' in response.text


def test_a_further_question_says_what_it_could_change(client: Client):
    text = client.get(f"/advise/?ask=offline&then=refine&{urlencode(ANSWERS)}").text

    assert "Could change the advice (to open)" in text


def test_a_short_question_is_asked_without_it(client: Client):
    text = client.get(f"/advise/?ask=regulated&{urlencode(ANSWERS)}").text

    assert 'class="prospect"' not in text


@pytest.mark.parametrize("page", ["check", "result"])
def test_the_check_and_the_result_lead_to_refining(client: Client, page: str):
    text = client.get(f"/advise/{page}/?ml_staff=none").text

    assert f'href="{REFINE}?ml_staff=none"' in text


def test_without_a_catalog_every_question_is_listed(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    def refuse() -> None:
        raise OperationalError

    monkeypatch.setattr("advisor.views.guidance.weigher_in_use", refuse)
    text = page(client)

    assert asked_on(text) == {one.key for one in REFINEMENTS if one.applies(ANSWERS)}
    assert "The catalog cannot be read just now" in text


def test_htmx_is_given_the_step_alone(client: Client):
    response = client.get(REFINE, headers={"HX-Request": "true"})

    assert "<html" not in response.text
    assert "<title>Refine the advice" in response.text

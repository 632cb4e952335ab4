"""Sharing: a frozen snapshot behind a secret link, and nothing else behind it."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from advisor.catalog_reader import catalog_in_use
from advisor.models import SharedResult

pytestmark = pytest.mark.usefixtures("revision")

SHARE = "/advise/share/"
ANSWERS = {"ml_staff": "none", "regulated": ["gdpr", "finance"]}


class Links(NamedTuple):
    read: str
    manage: str

    @property
    def token(self) -> str:
        return self.read.split("/")[2]


def share(client: Client, **said: str) -> Links:
    response = client.post(SHARE, {**ANSWERS, **said})
    assert response.status_code == 303, response.text
    manage = response["Location"]
    return Links(read=manage.split("manage/")[0], manage=manage)


def test_the_link_shows_the_result_that_was_shared(client: Client):
    shown = client.get("/advise/result/", ANSWERS, follow=True).context["result"]

    links = share(client)

    assert client.get(links.read).context["result"] == shown


def test_the_database_holds_hashes_of_the_secrets_and_nothing_more(client: Client):
    links = share(client)

    row = SharedResult.objects.get()
    assert row.token_hash == hashlib.sha256(links.token.encode()).hexdigest()
    stored = str(SharedResult.objects.values().get())
    assert links.token not in stored
    assert links.manage.split("/")[4] not in stored


def test_a_token_has_192_random_bits(client: Client):
    assert len(share(client).token) == 32
    assert share(client).token != share(client).token


def test_title_and_note_are_shown_escaped(client: Client):
    links = share(client, title="<b>Support</b>", note="First line.\nSecond & last.")

    text = client.get(links.read).text
    assert "&lt;b&gt;Support&lt;/b&gt;" in text
    assert "First line.<br>Second &amp; last." in text


def test_a_preview_shows_title_and_verdict_and_no_answer(client: Client):
    text = client.get(share(client, title="Support desk").read).text

    head = text[: text.index("</head>")]
    assert 'property="og:title" content="Support desk: ' in head
    assert "Nobody" not in head
    assert "ml_staff" not in head


def test_a_shared_result_stays_out_of_caches_and_indexes(client: Client):
    response = client.get(share(client).read)

    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"


def test_reading_takes_two_queries_and_writes_nothing(
    client: Client, django_assert_num_queries
):
    """One for what was shared, one to see whether the catalog has changed since."""
    links = share(client)
    before = SharedResult.objects.values().get()

    with django_assert_num_queries(2):
        client.get(links.read)

    assert SharedResult.objects.values().get() == before


def test_a_newer_catalog_does_not_touch_what_was_shared(client: Client, revision):
    links = share(client)
    before = client.get(f"{links.read}record.json").content

    revision.sha256, revision.document = "0" * 64, "{}"
    revision.save()

    assert client.get(f"{links.read}record.json").content == before


CHANGED = "The catalog has changed since"


def test_p22_a_changed_catalog_is_told_with_both_dates(client: Client, revision):
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        links = share(client)
    revision.sha256 = "0" * 64
    revision.changed_at = datetime(2026, 12, 1, 12, tzinfo=UTC)
    revision.save()

    with time_machine.travel(datetime(2026, 12, 3, 12, tzinfo=UTC)):
        text = client.get(links.read).text

    sentence = text[text.index(CHANGED) :].split("</p>")[0]
    assert "keeps the figures of 22 November 2026" in sentence
    assert "the catalog last changed on 1 December 2026" in sentence


def test_an_unchanged_catalog_is_not_spoken_of(client: Client):
    assert CHANGED not in client.get(share(client).read).text


def test_a_catalog_that_is_gone_is_not_spoken_of(client: Client, revision):
    links = share(client)
    revision.delete()

    response = client.get(links.read)

    assert response.status_code == 200
    assert CHANGED not in response.text


def test_sharing_takes_one_query_beside_the_look_at_the_catalog(
    client: Client, django_assert_num_queries
):
    share(client)

    with django_assert_num_queries(1):
        share(client)
    catalog_in_use.checked_at = float("-inf")
    with django_assert_num_queries(2):
        share(client)


@pytest.mark.parametrize(
    ("method", "page", "queries"),
    [("get", "manage", 1), ("post", "revoke", 2), ("get", "record", 1)],
)
def test_few_queries_are_needed_to_manage_a_link(
    method: str, page: str, queries: int, client: Client, django_assert_num_queries
):
    links = share(client)
    address = {
        "manage": links.manage,
        "revoke": f"{links.manage}revoke/",
        "record": f"{links.read}record.json",
    }[page]

    with django_assert_num_queries(queries):
        response = getattr(client, method)(address)

    assert response.status_code in {200, 303}


def test_the_record_is_the_stored_text_byte_for_byte(client: Client):
    response = client.get(f"{share(client).read}record.json")

    stored = SharedResult.objects.get().result
    assert response.content == stored.encode()
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(stored)["answers"]["ml_staff"] == "none"


def test_two_shares_of_one_result_are_independent(client: Client):
    first, second = share(client), share(client)

    client.post(f"{first.manage}revoke/")

    assert client.get(first.read).status_code == 404
    assert client.get(second.read).status_code == 200


def test_a_secret_manages_only_its_own_link(client: Client):
    first, second = share(client), share(client)
    foreign = f"{first.read}manage/{second.manage.split('/')[4]}/"

    assert client.get(foreign).status_code == 404
    assert client.post(f"{foreign}revoke/").status_code == 404
    assert client.get(first.read).status_code == 200


def test_the_makers_page_tells_that_the_link_was_taken_back(client: Client):
    links = share(client)

    response = client.post(f"{links.manage}revoke/", follow=True)

    assert "This link no longer works" in response.text


def test_every_closed_link_gets_the_same_plain_answer(client: Client):
    revoked, expired = share(client), share(client)
    client.post(f"{revoked.manage}revoke/")
    long_after = timezone.now() + timedelta(days=91)

    answers = [
        client.get(revoked.read),
        client.get("/r/unknown/"),
        client.get(f"/r/{'x' * 1_000}/"),
        client.get("/r/%E2%98%83%20/"),
    ]
    with time_machine.travel(long_after):
        answers.append(client.get(expired.read))

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_a_link_lives_ninety_days(client: Client):
    links = share(client)

    with time_machine.travel(timezone.now() + timedelta(days=89)):
        assert client.get(links.read).status_code == 200


def test_own_answers_start_from_a_copy(client: Client):
    text = client.get(share(client).read).text

    assert (
        "/advise/check/?regulated=gdpr&amp;regulated=finance&amp;ml_staff=none" in text
    )


@pytest.mark.parametrize(
    "sent",
    [
        {"ml_staff": "robots"},
        {"ml_staff": ["none", "some_devops"]},
        {"tokens_per_day": "x" * 10_000},
        {"title": "x" * 121},
        {"title": "one\ntwo"},
        {"title": "half \x00"},
        {"note": "x" * 1_001},
        {"note": "a \x07 bell"},
    ],
    ids=lambda sent: str(sent)[:40],
)
def test_what_cannot_be_taken_stores_nothing(client: Client, sent):
    response = client.post(SHARE, sent)

    assert response.status_code == 422
    assert not SharedResult.objects.exists()


def test_sharing_needs_the_forms_own_token():
    client = Client(enforce_csrf_checks=True)

    response = client.post(SHARE, ANSWERS)

    assert response.status_code == 403
    assert "Please send the form again" in response.text


def test_a_link_is_not_made_by_looking(client: Client):
    assert client.get(SHARE).status_code == 405


def test_a_shared_result_links_to_nothing_that_may_be_gone_by_now(client: Client):
    text = client.get(share(client).read).text

    assert "Models to look at first" in text
    assert "/models/" not in text.split("<main", 1)[1]
    assert "/options/" not in text

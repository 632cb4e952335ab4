"""The page of costs in the eyes of who pays: its sentences, its units, its ranges."""

import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("revision")


def page_of(client: Client, query: str = "") -> str:
    response = client.get(f"/costs/?{query}", follow=True)
    return " ".join(unescape(response.content.decode()).split())


def card(page: str, line: str) -> str:
    found = re.search(rf'<article class="card {line}">(.*?)</article>', page)
    assert found, line
    return found[1]


# --- What is said once ----------------------------------------------------------------


def test_a_hybrid_looks_at_the_months_that_were_asked_for(client):
    found = card(page_of(client, "horizon_months=60"), "hybrid")

    assert "In 60 months" in found
    assert "In 36 months" not in found


def test_the_second_stack_of_a_hybrid_pays_the_salary_that_was_given(client):
    page = page_of(client, "salary_usd_year=120000&hybrid.second_stack_fte=1")

    assert "1 full-time × $120,000 ÷ 12" in card(page, "hybrid")

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


# --- What the figures rest on ---------------------------------------------------------


def range_of(page: str, text: str) -> str:
    row = re.search(rf'<th scope="row">{re.escape(text)}</th>(.*?)</tr>', page)
    assert row, text
    found = re.search(r'<td data-label="Range">(.*?)</td>', row[1])
    assert found
    return found[1]


def test_a_range_that_makes_no_bill_says_that_it_only_shows_what_is_usual(client):
    page = page_of(client)

    usual = range_of(page, "Loaded cost of an engineer, a year")
    assert re.fullmatch(r"usual: \$[\d,]+ to \$[\d,]+", usual)
    assert re.fullmatch(
        r"\$[\d.]+ to \$[\d.]+", range_of(page, "Rent of one GPU by the hour")
    )
    assert "Where a range says “usual”, it only shows what is usual" in page


@pytest.mark.parametrize("key", ["rented.setup_usd", "salary_usd_year", "pue"])
def test_the_ends_of_a_usual_range_are_in_no_bill(client, key):
    """The figure in use, given as one's own, leaves every bill as it was."""
    page = page_of(client, f"edit={key.split('.')[0] if '.' in key else 'all'}")
    field = re.search(rf'name="{re.escape(key)}"[^>]*placeholder="([^"]+)"', page)
    assert field

    same = page_of(client, f"{key}={field[1]}")
    for line in ("rented", "owned"):
        assert bill(same, line) == bill(page, line)


def bill(page: str, line: str) -> str:
    found = re.search(r'<p class="cost">(.*?)<details>', card(page, line))
    assert found
    return found[1]

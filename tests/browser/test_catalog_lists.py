"""The lists of the catalog in a real browser, on a phone and a desktop."""

import re
import time

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from django.core.management import call_command
from playwright.sync_api import Page, expect

from catalog.listing.lists import LISTINGS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
COMPARISON = "/models/compare/?m=llama-3.3-70b&m=claude-opus-5.5&m=gpt-4o"
A_MINUTE = 60


@pytest.fixture
def shipped(transactional_db) -> None:
    """All data files, committed: the server reads them by a connection of its own."""
    call_command("load_catalog", verbosity=0)


@pytest.fixture(params=["page", "phone_page"])
def visitor(request: pytest.FixtureRequest) -> Page:
    page: Page = request.getfixturevalue(request.param)
    return page


def test_every_list_can_be_read_by_everybody(
    visitor: Page, watched, live_server, shipped
):
    page = watched(visitor)
    lists = [listing.address for listing in LISTINGS.values()]
    for path in [*lists, "/models/?weights=open&q=llama", COMPARISON]:
        page.goto(f"{live_server.url}{path}")
        whole, seen = page.evaluate(WIDTHS)
        assert whole <= seen, path
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_a_wrong_address_can_be_read_too(visitor: Page, live_server, shipped):
    for path in ("/models/?weights=ajar&sort=beauty", "/models/compare/?m=nobody"):
        visitor.goto(f"{live_server.url}{path}")
        expect(visitor.get_by_role("alert")).to_be_visible()
        assert Axe().run(visitor).violations_count == 0


def test_a_newcomer_finds_the_open_models_that_a_company_in_the_eu_may_use(
    visitor: Page, watched, live_server, shipped
):
    """From the first page: which, with 128K of context, and what do they cost hosted?"""
    page = watched(visitor)
    began = time.monotonic()
    page.goto(live_server.url)
    page.get_by_role("link", name="Models", exact=True).first.click()
    page.get_by_role("link", name=re.compile("company in the EU may use")).click()

    first = page.locator("table.listing tbody tr").first
    expect(first).to_be_in_viewport()
    expect(first).to_contain_text(re.compile(r"\$[\d.]+ in, \$[\d.]+ out"))
    expect(first).to_contain_text("open to companies in the EU")
    expect(first).to_contain_text("open")
    assert time.monotonic() - began < A_MINUTE


def test_a_filter_swaps_the_list_and_stands_in_the_address(
    page: Page, watched, live_server, shipped
):
    watched(page)
    page.goto(f"{live_server.url}/models/")
    page.get_by_label("Weights").focus()
    page.get_by_label("Weights").select_option("closed")

    expect(page).to_have_url(f"{live_server.url}/models/?weights=closed")
    expect(page.get_by_label("Weights")).to_be_focused()
    expect(page.get_by_role("link", name="Weights: closed")).to_be_visible()

    page.get_by_label("Search").fill("gpt-4o")
    page.get_by_label("Search").press("Enter")
    expect(page).to_have_url(f"{live_server.url}/models/?q=gpt-4o&weights=closed")
    expect(page.locator("tbody th").first).to_contain_text("GPT-4o")

    page.get_by_role("link", name="Everything", exact=True).click()
    expect(page).to_have_url(f"{live_server.url}/models/")


def test_a_filter_and_a_comparison_work_without_javascript(
    page_without_javascript: Page, live_server, shipped
):
    page = page_without_javascript
    page.goto(f"{live_server.url}/models/")
    page.get_by_label("Weights").select_option("open")
    page.get_by_label("Search").fill("llama 3.")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(f"{live_server.url}/models/?q=llama+3.&weights=open")

    page.get_by_role("checkbox").nth(0).check()
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="Compare side by side").click()
    expect(page.get_by_role("heading", name="Models side by side")).to_be_visible()
    expect(page.get_by_role("heading", name="At a glance")).to_be_visible()

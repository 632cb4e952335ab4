"""Pages of single things of the catalog in a real browser, on a phone and a desktop."""

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from django.core.management import call_command
from playwright.sync_api import Page, expect

from advisor.catalog_reader import catalog_in_use

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/models/llama-3.3-70b/",
    "/models/claude-sonnet-4/",
    "/options/bedrock-open/",
    "/benchmarks/mmlu/",
    "/licenses/llama-3.3-community/",
    "/hardware/h100-sxm/",
    "/providers/meta/",
    "/sources/genai-prices-0.2.3/",
]
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
SHOWN = "getComputedStyle(document.querySelector('.price-history .{}')).display"


@pytest.fixture
def shipped(transactional_db) -> None:
    """All data files, committed: the server reads them by a connection of its own."""
    call_command("load_catalog", verbosity=0)
    catalog_in_use.checked_at = float("-inf")


@pytest.fixture(params=["page", "phone_page"])
def visitor(request: pytest.FixtureRequest) -> Page:
    page: Page = request.getfixturevalue(request.param)
    return page


def test_every_kind_of_page_can_be_read_by_everybody(
    visitor: Page, watched, live_server, shipped
):
    page = watched(visitor)
    for path in PAGES:
        page.goto(f"{live_server.url}{path}")
        page.evaluate(OPEN_ALL)
        whole, seen = page.evaluate(WIDTHS)
        assert whole <= seen, path
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_a_chart_fits_the_screen_and_a_source_is_one_click_away(
    page: Page, phone_page: Page, live_server, shipped
):
    for one, shown, hidden in (
        (page, "wide", "narrow"),
        (phone_page, "narrow", "wide"),
    ):
        one.goto(f"{live_server.url}/models/llama-3.3-70b/")
        assert one.evaluate(SHOWN.format(shown)) == "block"
        assert one.evaluate(SHOWN.format(hidden)) == "none"

    page.locator(".glance-grid .source a").first.click()
    expect(page.get_by_role("heading", name="What rests on it")).to_be_visible()

"""The page of costs in a real browser, on a phone and a desktop, with and without JavaScript."""

import re
from itertools import combinations

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("revision")]

OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
TEXT_BOXES = """
() => [...document.querySelectorAll('.break-even svg')]
  .filter(one => getComputedStyle(one).display !== 'none')
  .flatMap(one => [...one.querySelectorAll('text')])
  .map(one => { const box = one.getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom, one.textContent] })
"""
SLACK = 1.5  # pixels of the room around letters that may touch
BUSY = "?tokens_per_day=300000000&hybrid=closed-rented&hybrid.share=0.3"


@pytest.fixture(params=["page", "phone_page"])
def visitor(request: pytest.FixtureRequest) -> Page:
    page: Page = request.getfixturevalue(request.param)
    return page


def status(page: Page):
    return page.locator("#comparison [role=status]")


def test_a_change_is_compared_at_once_and_stands_in_the_address(
    visitor: Page, watched, live_server
):
    page = watched(visitor)
    page.goto(f"{live_server.url}/costs/")
    page.get_by_label("Tokens a day, in and out").fill("20M")
    page.get_by_label("Tokens a day, in and out").press("Tab")

    expect(status(page)).to_contain_text("At 20 M tokens a day")
    expect(page).to_have_url(f"{live_server.url}/costs/?tokens_per_day=20000000")
    expect(page.get_by_label("or requests a day")).to_be_focused()

    page.get_by_label("Closed model", exact=True).select_option("none")
    expect(page.locator("article.closed")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Tokens a day, in and out")).to_have_value("20,000,000")
    expect(page.locator("article.closed")).to_have_count(0)


def test_a_wrong_figure_is_told_beside_its_field(page: Page, live_server):
    page.goto(f"{live_server.url}/costs/")
    field = page.get_by_label("Tokens a day, in and out")
    field.fill("plenty")
    field.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("“plenty” is not a number")
    expect(field).to_have_value("plenty")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("article")).to_have_count(5)
    field.fill("20M")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_figure_of_ones_own_replaces_an_assumption(page: Page, watched, live_server):
    page = watched(page)
    page.goto(f"{live_server.url}/costs/")
    page.locator("#section-rented summary").click()
    page.get_by_role(
        "link", name="Put in figures of your own for “Open model on rented machines”"
    ).click()
    before = page.locator("article.rented .cost").inner_text()
    field = page.locator("#field-rented-fte")
    field.fill("3")
    field.press("Tab")

    expect(page.locator("article.rented .cost")).not_to_have_text(before)
    expect(page).to_have_url(re.compile(r"rented\.fte=3"))
    expect(page.locator("#section-rented")).to_have_attribute("open", "")


def test_what_is_unfolded_stays_so_when_figures_change(page: Page, live_server):
    page.goto(f"{live_server.url}/costs/")
    page.get_by_text("The chart as a table").click()
    page.get_by_label("Traffic over the day").select_option("spiky")

    expect(page).to_have_url(re.compile("traffic=spiky"))
    expect(page.locator(".break-even + details")).to_have_attribute("open", "")


def test_it_works_without_javascript(
    page_without_javascript: Page, watched, live_server
):
    page = watched(page_without_javascript)
    page.goto(f"{live_server.url}/costs/")
    page.get_by_label("Tokens a day, in and out").fill("20M")
    page.get_by_role("button", name="Compare", exact=True).click()

    expect(status(page)).to_contain_text("At 20 M tokens a day")
    expect(page).to_have_url(f"{live_server.url}/costs/?tokens_per_day=20000000")


def test_it_breaks_no_rule_of_accessibility(visitor: Page, live_server):
    visitor.goto(f"{live_server.url}/costs/{BUSY}&edit=rented&tokens_per_day=x")
    visitor.evaluate(OPEN_ALL)
    found = Axe().run(visitor)

    assert found.violations_count == 0, found.generate_report()
    width = visitor.viewport_size["width"]  # type: ignore[index]  # it has one
    assert visitor.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_color_schemes_can_be_read(page: Page, live_server, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/costs/{BUSY}")

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("query", ["", BUSY, "?tokens_per_day=1000000000000000"])
def test_no_word_of_the_chart_lies_over_another(visitor: Page, live_server, query):
    visitor.goto(f"{live_server.url}/costs/{query}")
    visitor.evaluate("document.fonts.ready")
    boxes = visitor.evaluate(TEXT_BOXES)

    assert len(boxes) > 10
    for one, other in combinations(boxes, 2):
        assert not overlap(one, other), (one, other)


def overlap(one, other) -> bool:
    apart = (
        one[2] - SLACK <= other[0]
        or other[2] - SLACK <= one[0]
        or one[3] - SLACK <= other[1]
        or other[3] - SLACK <= one[1]
    )
    return not apart

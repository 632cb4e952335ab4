"""Everything that a result folds away, opened in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("revision")]

SPLIT = (
    "/advise/result/?data_location=own_premises&sensitive_share=0.4&regulated=health"
    "&ml_staff=none&tokens_per_day=1000000&quality_bar=strong"
)
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"


def test_what_is_folded_away_breaks_no_rule_of_accessibility(
    phone_page: Page, live_server
):
    phone_page.goto(live_server.url + SPLIT)
    phone_page.evaluate(OPEN_ALL)
    found = Axe().run(phone_page)

    assert found.violations_count == 0, found.generate_report()
    assert phone_page.evaluate("document.documentElement.scrollWidth") == 390


def test_questions_are_copied_with_one_press(page: Page, live_server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(live_server.url + SPLIT)
    page.get_by_role("button", name="Copy").first.click()

    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("[data-copy]").first.input_value()


def test_each_button_says_what_it_copies(page: Page, live_server):
    page.goto(live_server.url + SPLIT)
    page.evaluate(OPEN_ALL)

    names = {
        button.get_attribute("aria-label")
        for button in page.get_by_role("button", name="Copy").all()
    }
    assert len(names) == page.locator("[data-copy]").count() > 1


def test_who_may_not_use_the_clipboard_is_told_to_copy_by_hand(page: Page, live_server):
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))"
    )
    page.goto(live_server.url + SPLIT)
    page.get_by_role("button", name="Copy").first.click()

    expect(page.get_by_role("status").filter(has_text="by hand")).to_be_visible()
    picked = page.evaluate(
        "(box => box.value.slice(box.selectionStart, box.selectionEnd))"
        "(document.querySelector('[data-copy]'))"
    )
    assert picked == page.locator("[data-copy]").first.input_value()


def test_questions_can_be_selected_without_javascript(
    page_without_javascript: Page, live_server
):
    page_without_javascript.goto(live_server.url + SPLIT)

    box = page_without_javascript.locator("[data-copy]").first
    expect(box).to_be_visible()
    assert box.input_value().startswith("1. ")
    expect(page_without_javascript.get_by_role("button", name="Copy")).to_have_count(0)


FOUR_LINES = (
    "/advise/result/?data_location=own_cloud&ml_staff=ml_platform_team"
    "&tokens_per_day=2000000000&quality_bar=strong"
)


@pytest.mark.parametrize(("width", "shown"), [(390, "narrow"), (1440, "wide")])
def test_cost_against_volume_is_drawn_for_the_width_of_the_page(
    width: int, shown: str, page_without_javascript: Page, live_server
):
    page = page_without_javascript
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + FOUR_LINES)
    section = page.get_by_role("region", name="What it costs at other volumes")

    expect(section.get_by_role("img")).to_have_count(1)
    expect(section.locator(f"svg.{shown}")).to_be_visible()
    for name in ("Closed plan", "Open plan", "Hybrid plan", "Hosted open plan"):
        words = section.locator(f"svg.{shown} text").filter(has_text=name)
        expect(words.first).to_be_visible()
    section.get_by_text("The chart as a table").click()
    expect(section.get_by_role("table")).to_be_visible()
    expect(section.get_by_text("(you are here)")).to_be_visible()

"""From the front page to a shared link, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("revision")]

ANSWERS = "data_location=own_cloud&sensitive_share=0.3&ml_staff=none"


@pytest.fixture(params=["page", "phone_page", "page_without_javascript"])
def visitor(request: pytest.FixtureRequest) -> Page:
    """The same walk on a desktop, on a phone, and without JavaScript."""
    page: Page = request.getfixturevalue(request.param)
    return page


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def pick(page: Page, title: str, choice: str) -> None:
    """Answers the question with that title by one of its choices."""
    heading(page, title)
    page.get_by_label(choice, exact=True).check(timeout=10_000)
    go_on(page)


def test_a_newcomer_comes_from_the_start_to_a_shared_link(
    visitor: Page, watched, live_server
):
    page = watched(visitor)
    page.goto(live_server.url)
    page.get_by_role("link", name="Start", exact=True).last.click()
    pick(
        page,
        "How far may your prompts travel?",
        "Only within our own cloud account and region",
    )
    heading(page, "How much of the traffic is that sensitive?")
    page.get_by_label("Your answer").fill("30%")
    go_on(page)
    pick(page, "Which rules does this use fall under?", "Health data")
    pick(page, "Who could run a model for you?", "A platform team")
    heading(page, "How much text goes in and out on a day?")
    page.get_by_label("Your answer").fill("2M")
    go_on(page)
    pick(page, "How good must the answers to the hardest part be?", "Not sure")
    heading(page, "Check your answers")
    expect(page.get_by_text("2,000,000 tokens a day")).to_be_visible()

    page.get_by_role("link", name="See the advice").click()
    verdict = page.get_by_role("heading", level=1).inner_text()
    page.get_by_label("Title (optional)").fill("Support desk")
    page.get_by_role("button", name="Make a link").click()
    heading(page, "Your link is ready")
    page.get_by_role("link", name="Open the shared result").click()

    heading(page, verdict)
    expect(page).to_have_title(f"Support desk: {verdict} – Weighbridge")


def test_a_swapped_step_has_its_own_address_and_way_back(page: Page, live_server):
    page.goto(f"{live_server.url}/advise/")
    pick(page, "How far may your prompts travel?", "Not sure")
    heading(page, "How much of the traffic is that sensitive?")
    expect(page).to_have_url(f"{live_server.url}/advise/?data_location=not_sure")
    expect(page).to_have_title(re.compile("^How much of the traffic"))

    page.go_back()
    heading(page, "How far may your prompts travel?")
    expect(page.get_by_label("Not sure")).to_be_checked()
    page.go_forward()
    heading(page, "How much of the traffic is that sensitive?")
    page.reload()
    heading(page, "How much of the traffic is that sensitive?")


def test_a_step_is_swapped_without_loading_the_page_anew(page: Page, live_server):
    page.goto(f"{live_server.url}/advise/")
    loads: list[Page] = []

    def note_load(page: Page) -> None:
        loads.append(page)

    page.on("load", note_load)

    pick(page, "How far may your prompts travel?", "Not sure")
    heading(page, "How much of the traffic is that sensitive?")

    assert loads == []


def test_a_wrong_answer_is_explained_in_place(visitor: Page, live_server):
    page = visitor
    page.goto(f"{live_server.url}/advise/?ask=tokens_per_day")
    page.get_by_label("Your answer").fill("plenty")
    go_on(page)

    expect(page.get_by_role("alert")).to_contain_text("“plenty” is not a number")
    expect(page.get_by_label("Your answer")).to_have_value("plenty")


def test_a_changed_answer_returns_to_the_check(visitor: Page, live_server):
    page = visitor
    page.goto(f"{live_server.url}/advise/?data_location=any_vendor&regulated=none")
    pick(page, "Who could run a model for you?", "Nobody")
    pick(page, "How much text goes in and out on a day?", "Not sure")
    pick(page, "How good must the answers to the hardest part be?", "Strong")
    heading(page, "Check your answers")

    page.get_by_role("link", name="“Who could run a model for you?”").click()
    pick(page, "Who could run a model for you?", "A platform team")

    heading(page, "Check your answers")
    expect(page.get_by_text("A platform team")).to_be_visible()


def test_requests_are_turned_into_tokens_before_the_visitor_goes_on(
    visitor: Page, live_server
):
    page = visitor
    page.goto(f"{live_server.url}/advise/?ask=tokens_per_day&ml_staff=none")
    page.get_by_label("How many requests a day?").fill("2,000")
    page.get_by_label("What is a request like?").select_option("A turn of a chat")
    page.get_by_role("button", name="Work it out").click()

    expect(page.get_by_role("status")).to_contain_text(
        "2,000 requests × 1,050 tokens = 2,100,000 tokens a day"
    )
    expect(page.get_by_label("Your answer")).to_have_value("2,100,000")
    go_on(page)
    heading(page, "How far may your prompts travel?")
    expect(page).to_have_url(
        f"{live_server.url}/advise/?ml_staff=none&tokens_per_day=2100000"
        "&input_output_ratio=2"
    )


def test_a_further_answer_leads_back_to_what_could_still_change(
    visitor: Page, live_server
):
    page = visitor
    page.goto(f"{live_server.url}/advise/check/?{ANSWERS}")
    page.get_by_role("link", name="Refine").click()
    heading(page, "Refine the advice")
    page.get_by_role("link", name="“How far must the model be adapted?”").click()
    heading(page, "How far must the model be adapted?")
    expect(page.get_by_text("Could change")).to_be_visible()
    pick(page, "How far must the model be adapted?", "Deep tuning")

    heading(page, "Refine the advice")
    expect(page.get_by_role("alert")).to_contain_text(
        "Deep tuning is work for machine-learning engineers"
    )
    page.get_by_role("link", name="See the advice").click()
    expect(page).to_have_url(re.compile("/advise/result/.*customization=deep_finetune"))


def test_clashing_answers_are_named_on_the_next_page(visitor: Page, live_server):
    page = visitor
    page.goto(f"{live_server.url}/advise/?data_location=own_premises&sensitive_share=1")
    pick(page, "Which rules does this use fall under?", "None of these")
    pick(page, "Who could run a model for you?", "Nobody")
    heading(page, "How much text goes in and out on a day?")

    page.get_by_role("alert").get_by_role("link", name="prompts travel").click()
    heading(page, "How far may your prompts travel?")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/advise/",
        "/advise/?ask=regulated",
        "/advise/?ask=tokens_per_day&tokens_per_day=plenty",
        "/advise/?ask=tokens_per_day&requests_per_day=2000&use_preset=chat",
        "/advise/?ask=tokens_per_day&requests_per_day=many&use_preset=chat",
        f"/advise/?ask=customization&then=refine&{ANSWERS}",
        "/advise/all/",
        "/advise/all/?requests_per_day=2000&use_preset=agent",
        f"/advise/check/?{ANSWERS}",
        "/advise/check/?data_location=own_premises&ml_staff=none",
        f"/advise/refine/?{ANSWERS}&lock_in=fine&priorities=independence",
        f"/advise/result/?{ANSWERS}",
        "/advise/result/?data_location=own_premises&ml_staff=none",
        "/method/",
        "/nowhere/",
    ],
)
def test_a_page_breaks_no_rule_of_accessibility(
    phone_page: Page, live_server, path: str
):
    phone_page.goto(live_server.url + path)
    in_light = Axe().run(phone_page)
    phone_page.emulate_media(color_scheme="dark")
    in_dark = Axe().run(phone_page)

    assert in_light.violations_count == 0, in_light.generate_report()
    assert in_dark.violations_count == 0, in_dark.generate_report()
    assert phone_page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_pages_of_sharing_break_no_rule_of_accessibility(page: Page, live_server):
    page.goto(f"{live_server.url}/advise/result/?{ANSWERS}")
    page.get_by_role("button", name="Make a link").click()
    heading(page, "Your link is ready")
    managing = Axe().run(page)
    page.get_by_role("link", name="Open the shared result").click()
    reading = Axe().run(page)

    assert managing.violations_count == 0, managing.generate_report()
    assert reading.violations_count == 0, reading.generate_report()

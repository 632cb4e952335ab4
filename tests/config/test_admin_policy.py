"""The stock admin under our content security policy, in a real browser."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from tests.catalog import rows

PHRASE = "a long phrase"
PAGES = [
    "/admin/",
    "/admin/auth/user/",
    "/admin/auth/user/add/",
    "/admin/catalog/languagemodel/",
    "/admin/catalog/languagemodel/add/",
    "/admin/catalog/price/",
    "/admin/catalog/price/deleted/",
    "/admin/catalog/catalogrevision/broken/",
]


@pytest.mark.django_db(transaction=True)
def test_the_admin_keeps_to_the_policy(live_server, page):
    get_user_model().objects.create_superuser("editor", password=PHRASE)
    complaints = []

    def hear(message):
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PHRASE)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Users")).to_be_visible()
    price = rows.price()
    price.save()
    change = f"/admin/catalog/price/{price.pk}/change/"
    history = f"/admin/catalog/price/{price.pk}/history/"
    state = f"{history}{price.history.get().history_id}/"
    delete = f"/admin/catalog/price/{price.pk}/delete/"
    for address in [*PAGES, change, history, state, delete]:
        page.goto(live_server.url + address)
        expect(page.locator("#content")).to_be_visible()

    assert complaints == []

"""Fixtures of the tests that need advice on the shipped catalog, in a browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Error, Page, Request, expect

from tests.real_catalog import revision, shipped_document

__all__ = ["revision", "shipped_document"]

expect.set_options(timeout=10_000)


@pytest.fixture
def watched(live_server) -> Iterator[Callable[[Page], Page]]:
    """Fails at the end when a page complained or asked another host for something."""
    complaints: list[str] = []

    def note_message(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    def note_error(error: Error) -> None:
        complaints.append(error.message)

    def note_request(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:")):
            complaints.append(f"asked {request.url}")

    def watch(page: Page) -> Page:
        page.on("console", note_message)
        page.on("pageerror", note_error)
        page.on("request", note_request)
        return page

    yield watch
    assert complaints == []

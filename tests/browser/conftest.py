"""Fixtures of the tests that need advice on the shipped catalog."""

from playwright.sync_api import expect

from tests.real_catalog import revision, shipped_document

__all__ = ["revision", "shipped_document"]

expect.set_options(timeout=10_000)

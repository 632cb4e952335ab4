"""Fixtures of the tests that need advice on the shipped catalog."""

from tests.real_catalog import revision, shipped_document

__all__ = ["revision", "shipped_document"]

"""Imports that work at once, in the process of the test."""

import pytest
from django.db import transaction

from catalog.imports import jobs
from catalog.loading import load_catalog
from tests.catalog.conftest import editor, folder, viewer

__all__ = ["editor", "folder", "viewer"]


@pytest.fixture
def loaded(folder):
    load_catalog(folder)


@pytest.fixture
def at_once(monkeypatch):
    """Where the server would start a process, the test works itself."""
    monkeypatch.setattr(jobs, "start", jobs.work)
    monkeypatch.setattr(transaction, "on_commit", lambda work: work())

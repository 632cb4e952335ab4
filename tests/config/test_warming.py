"""A worker reads the catalog before anybody asks, if it can."""

import gc

import pytest
from django.db import OperationalError, connection

from advisor.catalog_reader import CatalogEmptyError, catalog_in_use
from config import warming

pytestmark = pytest.mark.usefixtures("usual_collector")


@pytest.fixture(autouse=True)
def open_connection(monkeypatch):
    """Nothing that other tests would notice."""
    monkeypatch.setattr(connection, "close", lambda: None)


def test_it_reads_the_catalog(revision, monkeypatch):
    monkeypatch.setattr(catalog_in_use, "catalog", None)

    warming.warm_up()

    assert catalog_in_use.catalog is not None
    assert gc.get_freeze_count() > 0


@pytest.mark.parametrize("reason", [OperationalError, CatalogEmptyError])
def test_it_leaves_it_where_there_is_none(monkeypatch, reason):
    def refuse(answers):
        raise reason

    monkeypatch.setattr(warming, "result_for", refuse)

    warming.warm_up()

    assert gc.get_freeze_count() == 0

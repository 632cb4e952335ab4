"""The shipped catalog, as the decision sees it."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from advisor.catalog_reader import read_catalog
from advisor.decision.candidates import Catalog
from catalog.models import CatalogRevision

DAY = date(2026, 11, 22)  # the day as of which the shipped facts were read


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that reads the shipped catalog needs the test database to be made."""
    for item in items:
        if "shipped_catalog" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="session")
def shipped_catalog(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Catalog:
    """Loaded once through the database, which is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalog", verbosity=0)
        row = CatalogRevision.objects.get()
        transaction.set_rollback(True)
    return read_catalog(json.loads(row.document), row.sha256)


@pytest.fixture(scope="session")
def day() -> date:
    return DAY

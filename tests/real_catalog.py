"""The shipped catalog in the test's database: read once, then one row a test."""

from io import StringIO
from typing import NamedTuple

import pytest
from django.core.management import call_command
from django.db import transaction

from advisor.catalog_reader import catalog_in_use
from catalog.models import CatalogRevision


class Shipped(NamedTuple):
    sha256: str
    document: str


@pytest.fixture(scope="session")
def shipped_document(django_db_setup, django_db_blocker) -> Shipped:
    """What advice reads of the shipped catalog; the rows themselves are rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalog", stdout=StringIO())
        revision = CatalogRevision.objects.get()
        transaction.set_rollback(True)
    return Shipped(revision.sha256, revision.document)


@pytest.fixture
def revision(db, shipped_document: Shipped) -> CatalogRevision:
    """The shipped catalog as advice sees it, to be looked up by the next request."""
    catalog_in_use.checked_at = float("-inf")
    row, _ = CatalogRevision.objects.update_or_create(
        pk=1, defaults=shipped_document._asdict()
    )
    return row

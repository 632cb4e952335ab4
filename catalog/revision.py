"""The one function through which every change of the catalog goes."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import AbstractBaseUser
from django.db import OperationalError, connection, transaction
from psycopg import errors

from catalog.attention_found import keep_found
from catalog.document_parts import document_text
from catalog.json_values import canonical_json
from catalog.models import CatalogRevision
from catalog.models.history import Change, as_change
from catalog.summaries import refresh_summaries

__all__ = [
    "CatalogBusyError",
    "canonical_json",
    "catalog_change",
    "refresh_revision",
    "sha256_of",
]

ONLY_ROW = 1


class CatalogBusyError(OperationalError):
    """Somebody else's change took longer than this one could wait; nothing was done."""


def sha256_of(text: str) -> str:
    """The revision of a catalog whose canonical document this is."""
    return hashlib.sha256(text.encode()).hexdigest()


def refresh_revision() -> CatalogRevision:
    """Bring the stored document and its hash up to the catalog."""
    text = document_text(keep=True)
    revision = CatalogRevision(
        pk=ONLY_ROW,
        sha256=sha256_of(text),
        document=text,
    )
    stored = CatalogRevision.objects.filter(pk=ONLY_ROW)
    if not stored.filter(sha256=revision.sha256).exists():
        CatalogRevision.objects.bulk_create(
            [revision],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["sha256", "document", "changed_at"],
        )
    return revision


@contextmanager
def catalog_change(
    by: AbstractBaseUser | None = None, reason: str = ""
) -> Iterator[None]:
    """Wrap every write: all of it, with the new revision, or nothing.

    The history says who wrote it (nobody, if a program did) and for what reason.
    """
    with transaction.atomic():
        _wait_for_other_changes()
        with as_change(Change(by, reason)):
            yield
        refresh_summaries()
        refresh_revision()
        keep_found()


def _wait_for_other_changes() -> None:
    # Two changes side by side would each hash the catalog without the other's
    # rows. Readers of the revision do not wait.
    table = CatalogRevision._meta.db_table
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
    except OperationalError as error:
        if isinstance(error.__cause__, errors.QueryCanceled):
            message = "Another change of the catalog is still being written."
            raise CatalogBusyError(message) from error
        raise

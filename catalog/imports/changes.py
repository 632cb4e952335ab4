"""Previews what rows of a file would do to the catalog, and does it.

Both run the same work inside a transaction; a preview rolls it back. What is applied
must be what the preview showed: its fingerprint is compared before the commit.
"""

from collections.abc import Iterable, Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from catalog.document_parts import document_text
from catalog.imports.attempts import worked
from catalog.imports.effects import Preview
from catalog.models import CatalogRevision
from catalog.revision import catalog_change, sha256_of
from catalog.seed_files import SeedRow
from catalog.signals import findings_on

type Rows = Iterable[SeedRow]


class NotAppliedError(Exception):
    """Nothing was written; says why, with the preview as it would be now."""

    def __init__(self, reason: str, now: Preview) -> None:
        super().__init__(reason)
        self.preview = now


def preview(rows: Rows) -> Preview:
    """What `apply` would do now; writes nothing.

    Rows may be of several models, if what is referred to comes before what refers to
    it. A column that a row does not have stays as it is stored; `None` empties it.
    """
    rows = again_and_again(rows)
    with transaction.atomic():
        before = CatalogRevision.objects.first()
        done = worked(rows)
        after = document_text()
        transaction.set_rollback(True)
    done.revision = before.sha256 if before else ""
    done.next_revision = sha256_of(after)
    if done.next_revision != done.revision:
        done.findings = findings_on(before.document if before else "", after)
    return done


def apply(
    rows: Rows,
    *,
    user: AbstractBaseUser | None = None,
    reason: str = "",
    expected: str | None = None,
    despite_refusals: bool = False,
) -> Preview:
    """Load the rows: all that are good or, when something stands against it, nothing.

    `expected` is the fingerprint of the preview that somebody said yes to.
    """
    rows = again_and_again(rows)
    with catalog_change(user, reason):
        done = worked(rows)
        why_not = _why_not(done, expected, despite_refusals=despite_refusals)
        if why_not:
            raise NotAppliedError(why_not, done)
    return done


def _why_not(done: Preview, expected: str | None, *, despite_refusals: bool) -> str:
    if expected not in (None, done.fingerprint):
        return (
            "The catalog has changed since the preview, in rows that this import "
            "touches. Nothing was written; make a new preview."
        )
    if done.obstacles:
        return f"Nothing was written. {done.obstacles[0]}"
    refused = done.counts["refused"]
    if refused and not despite_refusals:
        return f"Nothing was written: {refused} of the rows cannot be loaded."
    return ""


def again_and_again(rows: Rows) -> Rows:
    """The rows as something that can be gone through more than once."""
    return list(rows) if isinstance(rows, Iterator) else rows

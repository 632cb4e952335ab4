"""One import at work: what a process of its own does about it, and how it is started.

A preview of many rows takes minutes, in which a thread of the server would serve
nobody. Two locks of the database tell what goes on: whoever works on an import holds
that import's lock, so that a process that was killed is noticed, and one lock is for
all, so that imports work one after the other.
"""

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from catalog.imports.changes import NotAppliedError, apply, preview
from catalog.imports.effects import Effect, Preview, RowEffect
from catalog.imports.origins import rows_of, told_of
from catalog.models import CatalogImport, ImportedRow
from catalog.models.imports import AT_WORK, ImportState
from catalog.seed_files import RefusedError

LOCKS = 1_465_139_537  # a number of our own, so that other locks are not taken for ours
FOR_ALL = 0
LONGEST_STATEMENT = "15min"  # a page may take seconds; this is no page
TIME_TO_START = timedelta(seconds=20)
STORED = 5_000  # rows of a report that are written together
FAULT = "The program failed, and its log says why. The catalog is unchanged."

logger = logging.getLogger(__name__)
started: list[subprocess.Popen[bytes]] = []


# In the server


def start(job: CatalogImport) -> None:
    """Let a process of its own do what the state of the import asks for."""
    # Whoever has ended is asked for, so that none is left as a zombie.
    started[:] = [process for process in started if process.poll() is None]
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work_import"]
    process = subprocess.Popen([*command, str(job.pk)], stdin=subprocess.DEVNULL)  # noqa: S603 (our own program, and a number)
    started.append(process)


def ask(job: CatalogImport, state: ImportState, by: Any = None) -> bool:
    """Note what is wanted, and start a process once that is committed.

    False if somebody else has decided something in the meantime.
    """
    noted = CatalogImport.objects.filter(pk=job.pk, state=job.state).update(
        state=state,
        message="",
        asked_at=timezone.now(),
        decided_by=by,
        decided_at=timezone.now() if by else None,
    )
    if noted:
        transaction.on_commit(lambda: start(job))
    return bool(noted)


def discard(job: CatalogImport, by: Any) -> bool:
    """Let go of the file and of what it would have changed."""
    with transaction.atomic():
        noted = CatalogImport.objects.filter(pk=job.pk, state=job.state).update(
            state=ImportState.DISCARDED,
            file=b"",
            decided_by=by,
            decided_at=timezone.now(),
        )
        if noted:
            job.rows.all().delete()
    return bool(noted)


def was_killed(job: CatalogImport) -> bool:
    """Whether something is still to be done and nobody is at it."""
    is_late = timezone.now() - job.asked_at > TIME_TO_START
    return job.state in AT_WORK and is_late and not _is_locked(job)


def _is_locked(job: CatalogImport) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"
            " AND classid = %s AND objid = %s AND objsubid = 2 AND granted"
            " AND database = (SELECT oid FROM pg_database"
            " WHERE datname = current_database()))",
            [LOCKS, job.pk],
        )
        return bool(cursor.fetchone()[0])


# In the process of its own


def work(job: CatalogImport) -> None:
    """Do what the state of the import asks for, unless somebody is at it already."""
    with _alone(job) as is_mine:
        job.refresh_from_db()
        if not is_mine or job.state not in AT_WORK:
            return
        try:
            if job.state == ImportState.TO_PREVIEW:
                make_preview(job)
            else:
                load(job)
        except Exception:
            logger.exception("An import failed.")
            _end(job, ImportState.FAILED, FAULT)


@contextmanager
def _alone(job: CatalogImport) -> Iterator[bool]:
    """Hold the lock of the import, and wait for the one that is for all."""
    with patient(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, job.pk])
        is_mine = cursor.fetchone()[0]
        if is_mine:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, FOR_ALL])
        try:
            yield is_mine
        finally:
            if is_mine:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, FOR_ALL])
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, job.pk])


@contextmanager
def patient() -> Iterator[None]:
    """Let statements take longer than those of a page may."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = '{LONGEST_STATEMENT}'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")


def make_preview(job: CatalogImport) -> None:
    """Find out what the file would change, and store that with the import."""
    try:
        told = told_of(job)
        found = preview(rows_of(job))
    except RefusedError as error:
        _end(job, ImportState.UNREADABLE, _told(error))
        return
    with transaction.atomic():
        _store(job, found)
        job.rows.all().delete()
        _store_rows(job, found)
        _end(job, ImportState.READY, told)


def load(job: CatalogImport) -> None:
    """Load the good rows, if they are still those of the preview."""
    try:
        with transaction.atomic():
            apply(
                rows_of(job),
                user=job.decided_by,
                reason=f"Import {job.pk} of {job.name}.",
                expected=job.fingerprint,
                despite_refusals=True,
            )
            _end(job, ImportState.APPLIED)
    except NotAppliedError as error:
        _end(job, ImportState.OUTDATED, str(error))


def _told(error: RefusedError) -> str:
    refusal = error.refusal
    place = f"Line {refusal.line}: " if refusal.line else ""
    return f"{place}{refusal.sentence}"


def _store(job: CatalogImport, found: Preview) -> None:
    job.revision = found.revision
    job.next_revision = found.next_revision
    job.fingerprint = found.fingerprint
    job.counts = found.counts
    job.obstacles = found.obstacles
    job.findings = [[each.title, each.lines] for each in found.findings]
    names = ["revision", "next_revision", "fingerprint", "counts", "obstacles"]
    job.save(update_fields=[*names, "findings"])


def _store_rows(job: CatalogImport, found: Preview) -> None:
    told = (
        _stored_row(job, number, each)
        for number, each in enumerate(found.effects)
        if each.effect is not Effect.UNCHANGED
    )
    ImportedRow.objects.bulk_create(told, batch_size=STORED)


def _stored_row(job: CatalogImport, number: int, row: RowEffect) -> ImportedRow:
    return ImportedRow(
        catalog_import=job,
        number=number,
        line=row.line,
        effect=row.effect,
        model=row.model,
        key=row.key,
        told=row.told,
    )


def _end(job: CatalogImport, state: ImportState, message: str = "") -> None:
    job.state = state
    job.message = message
    job.save(update_fields=["state", "message"])

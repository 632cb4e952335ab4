"""Show what a file of rows would change, and load it on request."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.imports.changes import NotAppliedError, apply, preview
from catalog.imports.effects import Effect, Preview, RowEffect
from catalog.imports.jobs import patient
from catalog.imports.limits import MAX_BYTES
from catalog.imports.origins import KINDS
from catalog.imports.reading import FileRows
from catalog.management.endings import one_sentence
from catalog.seed_files import RefusedError


class Command(BaseCommand):
    """Prints every difference and every refused line."""

    help = (
        "Show what a CSV, XLSX or JSON file of rows would change in the catalog. "
        "Nothing is written without --apply."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the command can be told."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--model", required=True, choices=sorted(KINDS), help="what the rows are"
        )
        parser.add_argument(
            "--apply", action="store_true", help="load the rows, if all are good"
        )
        parser.add_argument(
            "--leave-out-refused",
            action="store_true",
            help="with --apply: load the good rows, even if others are refused",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Preview the file, and load it if that is wanted."""
        path: Path = options["file"]
        with one_sentence(), patient():
            try:
                rows = FileRows(path.name, _content(path), KINDS[options["model"]])
                rows.check()
                found = preview(rows)
            except RefusedError as error:
                raise CommandError(f"{error}; nothing was written.") from error
            self._tell(found)
            if options["apply"]:
                self._apply(rows, found, despite=options["leave_out_refused"])

    def _apply(self, rows: FileRows, found: Preview, *, despite: bool) -> None:
        try:
            apply(
                rows,
                reason=f"Import of {rows.name}.",
                expected=found.fingerprint,
                despite_refusals=despite,
            )
        except NotAppliedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Loaded.")

    def _tell(self, found: Preview) -> None:
        for row in found.effects:
            if row.effect is Effect.REFUSED:
                for refusal in row.refusals:
                    self.stderr.write(str(refusal))
            elif row.effect is not Effect.UNCHANGED:
                self.stdout.write(told(row))
        for obstacle in found.obstacles:
            self.stderr.write(obstacle)
        figures = (f"{number} {effect}" for effect, number in found.counts.items())
        self.stdout.write(f"Rows: {', '.join(figures)}.")
        for finding in found.findings:
            self.stdout.write("\n  ".join([finding.title, *finding.lines]))


def told(row: RowEffect) -> str:
    """A row and its differences on one line."""
    if row.effect is Effect.ADDED:
        parts = (f"{part.field} {part.after}" for part in row.differences)
    else:
        parts = (
            f"{part.field} {part.before or '(empty)'} → {part.after or '(empty)'}"
            for part in row.differences
        )
    return f"{row.file}:{row.line}: {row.effect} {row.key}: {'; '.join(parts)}"


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # one more shows that it is too large
    except OSError as error:
        message = f"{path} cannot be read ({error.strerror})."
        raise CommandError(message) from error

"""Brings the prices of the installed packages into the catalog."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.imports.changes import NotAppliedError, apply, preview
from catalog.imports.effects import Preview
from catalog.management.endings import one_sentence
from catalog.price_imports.installed import proposals
from catalog.price_imports.quotes import PACKAGES, ReleaseDayError
from catalog.price_imports.telling import lines_of
from catalog.seed_files import SeedRow


class Command(BaseCommand):
    """Tells what would change; changes it only when asked to."""

    help = (
        "Compare the prices of the packages genai-prices and model-prices, as they are "
        "installed, with the catalog. Nothing is fetched and, without --apply, nothing "
        "written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the command can be told."""
        parser.add_argument(
            "--package",
            choices=PACKAGES,
            action="append",
            help="only this package; may be given twice (default: both)",
        )
        parser.add_argument(
            "--apply", action="store_true", help="write what is shown, all or nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Show the differences, and write them if that was asked for."""
        with one_sentence():
            try:
                found = proposals(options["package"] or PACKAGES)
            except ReleaseDayError as error:
                raise CommandError(str(error)) from error
            for proposal in found:
                self._write(lines_of(proposal))
            rows = [row for proposal in found for row in proposal.rows]
            sources = [proposal.package.source for proposal in found]
            self._finish(
                rows, f"Prices of {' and '.join(sources)}", is_applied=options["apply"]
            )

    def _finish(self, rows: list[SeedRow], reason: str, *, is_applied: bool) -> None:
        if not rows:
            self.stdout.write("The catalog holds all of it. Nothing to write.")
            return
        try:
            done = apply(rows, reason=reason) if is_applied else preview(rows)
        except NotAppliedError as error:
            self._tell_refused(error.preview)
            raise CommandError(str(error)) from error
        self._tell_refused(done)
        for obstacle in done.obstacles:
            self.stderr.write(obstacle)
        counts = done.counts
        told = f"{counts['added']} rows added, {counts['changed']} changed"
        if is_applied:
            self.stdout.write(f"Written: {told}.")
            return
        self._write(
            line
            for finding in done.findings
            for line in (finding.title, *(f"  {line}" for line in finding.lines))
        )
        self.stdout.write(f"Would be written: {told}. Add --apply to write it.")

    def _tell_refused(self, done: Preview) -> None:
        for effect in done.refused:
            for refusal in effect.refusals:
                self.stderr.write(f"{effect.key or effect.model}: {refusal.message}")

    def _write(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)

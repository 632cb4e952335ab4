"""Load the catalog's data files; safe to repeat."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.document import decision_document
from catalog.loading import OUTCOMES, Report, load_catalog
from catalog.management.endings import one_sentence
from catalog.revision import canonical_json
from catalog.seed_files import DATA_FOLDER


class Command(BaseCommand):
    """Says for each file what became of its rows."""

    help = (
        "Load the catalog's data files. Rows of editors are never touched. When a "
        "file or a line of it is refused, nothing is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the command can be told."""
        parser.add_argument(
            "--folder", type=Path, default=DATA_FOLDER, help="where the files are"
        )
        parser.add_argument(
            "--check", action="store_true", help="say what would happen, write nothing"
        )
        parser.add_argument(
            "--dump-document",
            metavar="PATH",
            type=Path,
            help="write the decision document to a file",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, report, and end with an error when anything was refused."""
        with one_sentence():
            report = load_catalog(options["folder"], check_only=options["check"])
        if options["verbosity"]:
            self._print_counts(report)
        for refusal in report.refusals:
            self.stderr.write(str(refusal))
        if report.refusals:
            raise CommandError("The data files were refused; nothing was written.")
        if options["dump_document"]:
            text = canonical_json(decision_document())
            options["dump_document"].write_text(text, encoding="utf-8")

    def _print_counts(self, report: Report) -> None:
        for file, counts in report.counts.items():
            figures = ", ".join(
                f"{counts[outcome]} {outcome}"
                for outcome in OUTCOMES
                if counts[outcome]
            )
            self.stdout.write(f"{file}: {figures}")

"""Write all rows of a kind to a file that `import_catalog` takes back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.drafts import file_fields
from catalog.exports import FORMATS, exported_rows
from catalog.imports.jobs import patient
from catalog.imports.origins import KINDS
from catalog.management.endings import one_sentence


class Command(BaseCommand):
    """Writes one file; the end of its name says what kind."""

    help = "Write all rows of a kind to a file: .csv, .xlsx or .json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which rows, and where to."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--model", required=True, choices=sorted(KINDS), help="what the rows are"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the rows, the oldest first."""
        path: Path = options["file"]
        form = FORMATS.get(path.suffix.removeprefix("."))
        if form is None:
            kinds = ", ".join(f".{kind}" for kind in FORMATS)
            raise CommandError(f"The name of the file must end with {kinds}.")
        model = KINDS[options["model"]]
        rows = exported_rows(model._default_manager.order_by("pk"))
        try:
            with one_sentence(), patient(), path.open("wb") as file:
                for piece in form.write(list(file_fields(model)), rows):
                    file.write(piece)
        except OSError as error:
            message = f"{path} cannot be written ({error.strerror})."
            raise CommandError(message) from error

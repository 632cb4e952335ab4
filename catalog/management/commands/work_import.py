"""Preview or load one import of the admin; the server starts it by itself."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.imports.jobs import work
from catalog.management.endings import one_sentence
from catalog.models import CatalogImport


class Command(BaseCommand):
    """Works on one import and ends."""

    help = "Do what the admin asks for about an import. The server starts this itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which import."""
        parser.add_argument("number", type=int, help="the number of the import")

    def handle(self, *args: Any, **options: Any) -> None:
        """Preview it or load it, as its state says."""
        with one_sentence():
            job = CatalogImport.objects.filter(pk=options["number"]).first()
            if job is None:
                raise CommandError("There is no import of this number.")
            work(job)

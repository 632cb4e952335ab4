"""Say which rows of the catalog contradict each other or what is possible."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.integrity import RULES, broken_rules
from catalog.integrity.rules import MOST
from catalog.management.endings import one_sentence


class Command(BaseCommand):
    """Prints one line for every row that breaks a rule."""

    help = (
        "Check that the facts of the catalog are possible together. Ends with an "
        f"error when a row breaks a rule; of each rule {MOST} rows are named at most."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask every rule, and name what breaks it."""
        with one_sentence():
            broken = broken_rules()
        for each in broken:
            self.stdout.write(str(each))
        if broken:
            what = "row breaks" if len(broken) == 1 else "rows break"
            raise CommandError(f"{len(broken)} {what} a rule.")
        if options["verbosity"]:
            self.stdout.write(f"All {len(RULES)} rules hold.")

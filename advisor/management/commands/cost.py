"""`manage.py cost`: scenarios in, what they cost out, one JSON object a line."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from advisor.calculator.calculate import calculate
from advisor.calculator.facts import Facts
from advisor.calculator.reading import read_scenario
from advisor.calculator.scenarios import ScenarioError
from advisor.calculator.schema import schemas
from advisor.calculator.telling import told
from advisor.management.catalog import catalog_or_end
from advisor.management.days import add_day, day_of
from advisor.management.lines import (
    LineError,
    Sent,
    answer_all,
    answer_line,
    objects_in,
)


class Command(BaseCommand):
    help = (
        'Reads scenarios such as {"id": 1, "kind": "api", …} from standard input and '
        "writes what each costs as one JSON object a line. A line that cannot be read "
        "gives an error result. --schema says what may stand in a line."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_day(parser)
        parser.add_argument(
            "--schema",
            action="store_true",
            help="print the JSON Schema of the lines read and written, and end",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["schema"]:
            self.stdout.write(json.dumps(schemas(), ensure_ascii=False, indent=2))
            return
        facts = Facts(catalog_or_end(), day_of(options))

        def result(sent: Sent) -> dict[str, Any]:
            for one in objects_in(sent):
                one.require_single_keys()
            try:
                return told(calculate(read_scenario(sent), facts), facts)
            except ScenarioError as error:
                raise LineError(*error.problems[0]) from error

        answer_all(sys.stdin, lambda line: answer_line(line, result), self.stdout)

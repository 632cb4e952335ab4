"""`manage.py recommend`: answers in, results out, one JSON object a line."""

import sys
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from advisor.collector import spare_the_collector
from advisor.decision.answers import AnswerError, parse_answers, shorten
from advisor.decision.explanation import explain
from advisor.decision.weighing import Weigher
from advisor.management.catalog import catalog_or_end
from advisor.management.days import add_day, day_of
from advisor.management.lines import LineError, Sent, answer_all, answer_line


class Command(BaseCommand):
    help = (
        'Reads lines of {"id": …, "answers": {…}} from standard input and writes one '
        "JSON result a line. A line that cannot be read gives an error result."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_day(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        day = day_of(options)
        weigher = Weigher(catalog_or_end(), day)
        spare_the_collector()

        def result(sent: Sent) -> dict[str, Any]:
            try:
                return explain(parse_answers(answers_in(sent)), weigher)
            except AnswerError as error:
                raise LineError(error.key, error.message) from error

        answer_all(sys.stdin, lambda line: answer_line(line, result), self.stdout)


def answers_in(sent: Sent) -> Mapping[str, object]:
    """The answers of a line; a key beside them, or one given twice, is named."""
    for key in sent:
        if key not in {"id", "answers"}:
            raise LineError(shorten(key), f"“{shorten(key)}” is not expected here.")
    answers = sent.get("answers", Sent(()))
    if not isinstance(answers, Sent):
        raise LineError("answers", "The answers must be a JSON object.")
    answers.require_single_keys()
    return answers

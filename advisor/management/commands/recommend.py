"""`manage.py recommend`: answers in, results out, one JSON object a line."""

import json
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from advisor.catalog_reader import current_catalog
from advisor.decision.answers import AnswerError, parse_answers, shorten
from advisor.decision.explanation import explain
from advisor.decision.weighing import Weigher
from catalog.revision import canonical_json

LONGEST_LINE = 100_000  # characters; the longest honest one is far shorter


class Command(BaseCommand):
    help = (
        'Reads lines of {"id": …, "answers": {…}} from standard input and writes one '
        "JSON result a line. A line that cannot be read gives an error result."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--day",
            type=date.fromisoformat,
            default=None,
            help="the day whose prices hold, as 2026-11-22 (default: today)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["day"] or timezone.localdate()
        weigher = Weigher(current_catalog(), day)
        for line in lines_of(sys.stdin):
            if line.strip():
                self.stdout.write(canonical_json(answer_line(line, weigher)))


def lines_of(stream: TextIO) -> TextIO:
    """Standard input, with bytes that are no UTF-8 replaced rather than fatal."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="replace")
    return stream


def answer_line(line: str, weigher: Weigher) -> dict[str, Any]:
    """One line's result, or what is wrong with it."""
    try:
        sent = read_line(line)
    except ValueError as error:
        return {"id": None, "error": {"key": None, "message": str(error)}}
    identity = sent.get("id")
    if not can_be_echoed(identity):
        return {"id": None, "error": {"key": "id", "message": "The id is not valid."}}
    try:
        answers = parse_answers(answers_in(sent))
    except AnswerError as error:
        return {"id": identity, "error": {"key": error.key, "message": error.message}}
    return {"id": identity, **explain(answers, weigher)}


def read_line(line: str) -> Mapping[str, Any]:
    if len(line) > LONGEST_LINE:
        raise ValueError("The line is too long.")
    try:
        sent = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError("The line is not valid JSON.") from error
    if not isinstance(sent, dict):
        raise ValueError("The line must be a JSON object.")
    return sent


def can_be_echoed(identity: object) -> bool:
    """Whether an id can stand in a line of JSON: no NaN, no half of a character."""
    try:
        json.dumps(identity, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return False
    return True


def answers_in(sent: Mapping[str, Any]) -> Mapping[str, object]:
    """The answers of a line; a key beside them is refused by name."""
    for key in sent:
        if key not in {"id", "answers"}:
            raise AnswerError(shorten(key), f"“{shorten(key)}” is not expected here.")
    answers = sent.get("answers", {})
    if not isinstance(answers, dict):
        raise AnswerError("answers", "The answers must be a JSON object.")
    return answers

"""`manage.py recommend`: answers in, results out, one JSON object a line."""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NoReturn, TextIO

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from advisor.collector import spare_the_collector
from advisor.decision.answers import AnswerError, parse_answers, shorten
from advisor.decision.explanation import explain
from advisor.decision.weighing import Weigher
from advisor.management.catalog import catalog_or_end
from catalog.revision import canonical_json

LONGEST_LINE = 100_000  # characters; the longest honest one is far shorter


class Sent(dict[str, Any]):
    """An object as it was sent, and the first key in it that stands there twice."""

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs)
        self.twice = next((key for key, count in counts.items() if count > 1), None)

    def require_single_keys(self) -> None:
        if self.twice is not None:
            key = shorten(self.twice)
            raise AnswerError(key, f"“{key}” is given twice.")


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
        weigher = Weigher(catalog_or_end(), day)
        spare_the_collector()
        try:
            for line in lines_of(sys.stdin):
                if line.strip():
                    self.stdout.write(canonical_json(answer_line(line, weigher)))
            self.stdout.flush()
        except BrokenPipeError:
            end_unheard()


def lines_of(stream: TextIO) -> TextIO:
    """Standard input, with bytes that are no UTF-8 replaced rather than fatal.

    A byte-order mark, as some editors put before the first line, is passed over.
    """
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8-sig", errors="replace")
    return stream


def end_unheard() -> NoReturn:
    """End as a program does whose reader, such as `head`, has gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())  # Python writes out what is left at its end
    sys.exit(128 + signal.SIGPIPE)


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


def read_line(line: str) -> Sent:
    if len(line) > LONGEST_LINE:
        raise ValueError("The line is too long.")
    try:
        sent = json.loads(line, object_pairs_hook=Sent, parse_int=read_whole_number)
    except (ValueError, RecursionError) as error:
        raise ValueError("The line is not valid JSON.") from error
    if not isinstance(sent, Sent):
        raise ValueError("The line must be a JSON object.")
    return sent


def read_whole_number(digits: str) -> int | float:
    """The number; infinite where Python refuses to read so many digits."""
    try:
        return int(digits)
    except ValueError:
        return float(digits)


def can_be_echoed(identity: object) -> bool:
    """Whether an id can stand in a line of JSON: no NaN, no half of a character."""
    try:
        json.dumps(identity, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return False
    return True


def answers_in(sent: Sent) -> Mapping[str, object]:
    """The answers of a line; a key beside them, or one given twice, is named."""
    sent.require_single_keys()
    for key in sent:
        if key not in {"id", "answers"}:
            raise AnswerError(shorten(key), f"“{shorten(key)}” is not expected here.")
    answers = sent.get("answers", Sent(()))
    if not isinstance(answers, Sent):
        raise AnswerError("answers", "The answers must be a JSON object.")
    answers.require_single_keys()
    return answers

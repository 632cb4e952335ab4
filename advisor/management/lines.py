"""JSON Lines in and out, for commands: a line that cannot be read stops no other."""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn, TextIO

from django.core.management.base import OutputWrapper

from advisor.decision.answers import shorten
from catalog.revision import canonical_json

LONGEST_LINE = 100_000  # characters; the longest honest one is far shorter

type Answer = Callable[[str], dict[str, Any]]


class LineError(ValueError):
    """What is wrong with a line: which key, and a sentence that says why."""

    def __init__(self, key: str | None, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message


class Sent(dict[str, Any]):
    """An object as it was sent, and the first key in it that stands there twice."""

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs)
        self.twice = next((key for key, count in counts.items() if count > 1), None)

    def require_single_keys(self) -> None:
        if self.twice is not None:
            key = shorten(self.twice)
            raise LineError(key, f"“{key}” is given twice.")


def answer_all(stream: TextIO, answer: Answer, out: OutputWrapper) -> None:
    """One line of canonical JSON for each line that is not blank."""
    try:
        for line in lines_of(stream):
            if line.strip():
                out.write(canonical_json(answer(line)))
        out.flush()
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


def answer_line(
    line: str, work_out: Callable[[Sent], dict[str, Any]]
) -> dict[str, Any]:
    """One line's result with its id, or what is wrong with it."""
    try:
        sent = read_line(line)
    except ValueError as error:
        return {"id": None, "error": {"key": None, "message": str(error)}}
    try:
        identity = echo_of(sent.get("id"))
    except ValueError:
        return {"id": None, "error": {"key": "id", "message": "The id is not valid."}}
    try:
        sent.require_single_keys()
        return {"id": identity, **work_out(sent)}
    except LineError as error:
        return {"id": identity, "error": {"key": error.key, "message": error.message}}
    except RecursionError:
        message = "The line is nested too deeply."
        return {"id": identity, "error": {"key": None, "message": message}}


def read_line(line: str) -> Sent:
    """The object in a line; numbers with a fraction are decimals, never floats."""
    if len(line) > LONGEST_LINE:
        raise ValueError("The line is too long.")
    try:
        sent = json.loads(
            line,
            object_pairs_hook=Sent,
            parse_int=read_whole_number,
            parse_float=read_decimal,
        )
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


def read_decimal(text: str) -> Decimal | float:
    """The number; infinite or zero where its exponent is beyond any use."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return float(text)


def echo_of(identity: object) -> Any:
    """An id as it can stand in a line of JSON: no NaN, no half of a character."""
    try:
        text = json.dumps(
            identity, ensure_ascii=False, allow_nan=False, default=as_float
        )
        text.encode()
    except (ValueError, RecursionError) as error:
        raise ValueError("The id is not valid.") from error
    return json.loads(text)


def as_float(value: object) -> float:
    """A decimal as JSON writes it."""
    return float(str(value))


def objects_in(sent: Sent) -> Iterator[Sent]:
    """All objects that a line holds, itself among them."""
    waiting: list[object] = [sent]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Sent):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)

"""Commands that read JSON lines, fed from a test."""

import io
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

DAY = "2026-11-22"

type Run = Callable[..., list[str]]  # bytes and options in, the lines written out
type Told = Callable[..., list[dict[str, Any]]]


def runner(command: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Sends bytes to the command and gives the lines that it writes."""

    def run(sent: bytes, *options: str) -> list[str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sent)))
        written = io.StringIO()
        call_command(command, "--day", DAY, *options, stdout=written)
        return written.getvalue().splitlines()

    return run


def teller(run: Run) -> Told:
    """Sends values, one a line, and reads the results back."""

    def told(*sent: object) -> list[dict[str, Any]]:
        text = "\n".join(json.dumps(one) for one in sent)
        return [json.loads(line) for line in run(text.encode())]

    return told

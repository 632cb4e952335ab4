"""The day whose prices hold, for commands that may be asked about another one."""

from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone


def add_day(parser: CommandParser) -> None:
    parser.add_argument(
        "--day",
        type=date.fromisoformat,
        default=None,
        help="the day whose prices hold, as 2026-11-22 (default: today)",
    )


def day_of(options: dict[str, Any]) -> date:
    """The day asked about, or today."""
    day: date | None = options["day"]
    return day or timezone.localdate()

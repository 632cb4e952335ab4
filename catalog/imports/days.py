"""Reads a day as people write it, unless it could be another day too."""

import re
from datetime import date, datetime
from functools import lru_cache

MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?Z?$")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
IN_WORDS = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%d-%b-%Y")
HINT = "Write the day as 2026-11-22 or 22 Nov 2026."


@lru_cache(maxsize=4_096)  # a file names the same few days again and again
def day_in(text: str) -> str:
    """The day as 2026-11-22; raises `ValueError` with a sentence."""
    plain = MIDNIGHT.sub("", text.strip())
    if match := YEAR_FIRST.fullmatch(plain):
        year, month, day = map(int, match.groups())
    elif match := YEAR_LAST.fullmatch(plain):
        day, month, year = _unambiguous(text, *map(int, match.groups()))
    else:
        return _in_words(text, plain)
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise ValueError(f"“{text}” is not a day. {HINT}") from error


def _unambiguous(text: str, first: int, second: int, year: int) -> tuple[int, int, int]:
    if first > 12 or first == second:
        return first, second, year
    if second > 12:
        return second, first, year
    raise ValueError(f"“{text}” could be two different days. {HINT}")


def _in_words(text: str, plain: str) -> str:
    words = " ".join(plain.replace(",", " ").replace(".", " ").split())
    for pattern in IN_WORDS:
        try:
            return datetime.strptime(words, pattern).date().isoformat()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise ValueError(f"“{text}” is not a day. {HINT}")

"""What text, slugs and web addresses may look like wherever they are entered."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator

# A spreadsheet would run a cell that starts with one of these as a formula.
FORMULA_STARTS = ("=", "+", "-", "@")

web_address = URLValidator(
    schemes=["http", "https"],
    message="Enter a web address that starts with http:// or https://.",
)
slug = RegexValidator(
    r"\A[a-z0-9][a-z0-9._-]*\Z",
    "Use lower-case letters, digits, dots, hyphens and underscores only.",
)
identifier = RegexValidator(
    r"\A[^\s\x00-\x1f\x7f]*\Z",
    "An identifier has no spaces and no control characters.",
)
country_code = RegexValidator(
    r"\A[A-Z]{2}\Z", "Use the two capital letters of the country, such as US."
)


def plain_text(text: str) -> None:
    """Refuse control characters and what a spreadsheet would run as a formula."""
    if any(is_control(character) for character in text):
        raise ValidationError("The text holds a control character or a line break.")
    _refuse_formula(text)


def plain_lines(text: str) -> None:
    """Like `plain_text`, but line breaks are welcome."""
    if any(is_control(character) for character in text if character not in "\r\n"):
        raise ValidationError("The text holds a control character.")
    _refuse_formula(text)


def is_control(character: str) -> bool:
    """Whether the character is from the C0 or C1 range, or DEL."""
    return ord(character) < 32 or 127 <= ord(character) < 160


def _refuse_formula(text: str) -> None:
    if text.lstrip().startswith(FORMULA_STARTS):
        raise ValidationError("The text may not start with =, +, - or @.")


def partial_date(text: str) -> None:
    """Accept a year, a month or a day: 2026, 2026-11 or 2026-11-22."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise ValidationError("Write the date as 2026, 2026-11 or 2026-11-22.")
    try:
        first_day(text)
    except ValueError as error:
        raise ValidationError(f"{text} is not a date.") from error


def first_day(text: str) -> date:
    """The first day of the year or month that a partial date names."""
    return date.fromisoformat(f"{text}-01-01"[:10])

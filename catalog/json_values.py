"""Values as the decision document writes them."""

import json
from datetime import date
from decimal import Decimal
from typing import Any


def count(number: Decimal | None) -> int | float | None:
    """A count, size or score as a JSON number."""
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def money(amount: Decimal | None) -> str | None:
    """Dollars as text without exponent or trailing zeros."""
    return None if amount is None else f"{amount.normalize():f}"


def day(value: date | None) -> str | None:
    """A date as ISO text."""
    return None if value is None else value.isoformat()


def known(text: str) -> str | None:
    """Empty text means not known."""
    return text or None


def canonical_json(document: Any) -> str:
    """The same text for the same facts, in any process."""
    return json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )

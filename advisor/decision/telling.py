"""Small pieces of wording and rounding that all parts of an explanation share."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from advisor.decision import cost
from advisor.decision.candidates import Catalog
from advisor.decision.questions import Answers
from advisor.decision.refinements import QUESTION_BY_KEY

type Json = dict[str, object]


def source_of(catalog: Catalog, slug: str) -> Json | None:
    """Where a fact comes from, as a reader needs it; None where nobody said."""
    source = catalog.sources.get(slug)
    if source is None:
        return None
    return {
        "title": source.title,
        "url": source.url,
        "as_of": source.as_of,
        "kind": source.kind,
    }


def answer_text(answers: Answers, key: str | None) -> str | None:
    """An answer in words; None where the question was left open."""
    if key is None or key not in answers:
        return None
    return QUESTION_BY_KEY[key].label(answers[key])


def said(key: str) -> str:
    """A question by its own words."""
    return f"“{QUESTION_BY_KEY[key].text}”"


IN_BRACKETS = re.compile(r"\([^)]*\)")


def in_a_row(words: Sequence[str], joint: str) -> str:
    """The words as one reads them out; where one has a comma of its own, by semicolons.

    A comma in brackets is in nobody's way.
    """
    *firsts, last = words
    if firsts and any("," in IN_BRACKETS.sub("", word) for word in words):
        return f"{'; '.join(firsts)}; {joint} {last}"
    return f"{', '.join(firsts)} {joint} {last}" if firsts else last


def written(day: date) -> str:
    """A day as people write it: 1 Dec 2026."""
    return f"{day.day} {day:%b %Y}"


def money(amount: cost.Range) -> Mapping[str, float]:
    """US dollars a month, rounded to cents."""
    return {
        "low": to_number(cost.to_cents(amount.low)),
        "likely": to_number(cost.to_cents(amount.likely)),
        "high": to_number(cost.to_cents(amount.high)),
    }


def to_number(amount: Decimal) -> float:
    """A figure for output: whole numbers as such."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def dollars(amount: Decimal) -> str:
    """A price by the token: at least whole cents, more digits where it has them."""
    exponent = amount.normalize().as_tuple().exponent
    digits = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"${amount:.{digits}f}"


def plain_number(value: float, digits: int = 3) -> str:
    """A number as people say it: 1,000 T, 410 M, 3,500, 0.25."""
    is_large = abs(value) >= 1e6
    rounded = float(f"{value:.{digits if is_large else 6}g}")
    for factor, letter in ((1e12, " T"), (1e9, " B"), (1e6, " M")):
        if abs(rounded) >= factor:
            return f"{rounded / factor:,.15g}{letter}"
    return f"{rounded:,.6g}"


def signed(change: float) -> str:
    """What is added or taken away, with its sign."""
    return f"{change:+.4g}".replace("-", "−")

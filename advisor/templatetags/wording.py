"""Figures and keys in words: money, shares, families, questions."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from advisor.break_even_lines import Point
from advisor.calculator.words import rest_of_unit, rounded
from advisor.calculator.words import usd as usd_with_digits
from advisor.decision import telling
from advisor.decision.bills import usd
from advisor.decision.cost import Range
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.telling import plain_number, signed

register = template.Library()
register.filter(signed)
register.filter(rest_of_unit)

FAMILIES = {
    "closed": "Closed",
    "open": "Open",
    "hybrid": "Hybrid",
    "none_fits": "None fits",
}
SOURCE_KINDS = {
    "vendor": "the vendor itself",
    "independent": "independent measurement",
    "aggregator": "collected from others",
    "press": "second-hand report",
    "community": "told by users",
    "estimate": "our own estimate",
}
UNKNOWN = "not known"
LEAST_SHOWN = Decimal("0.01")  # US dollars


@register.filter
def family(key: str) -> str:
    return FAMILIES.get(key, key)


@register.filter
def source_kind(kind: str) -> str:
    return SOURCE_KINDS.get(kind, kind)


@register.filter
def source(found: Mapping[str, str] | None) -> SafeString:
    """Where a fact comes from, with a link; a filter, for a page holds hundreds."""
    if not found:
        return format_html('<span class="source">{}</span>', "source not known")
    return source_line(found["title"], found["url"], found["kind"], found["as_of"])


@lru_cache(maxsize=1_000)
def source_line(title: str, url: str, kind: str, as_of: str) -> SafeString:
    link = '<a href="{}" rel="noopener noreferrer external">{}</a>'
    return format_html(
        '<span class="source">{}, {}, {}</span>',
        format_html(link, url, title) if url else title,
        source_kind(kind),
        day(as_of),
    )


@register.filter
def day(written: str | None) -> str:
    """2026-11-22 as 22 Nov 2026."""
    if not written:
        return "date not known"
    return telling.written(date.fromisoformat(written))


@register.filter
def question_text(key: str) -> str:
    """How a question reads; empty for a key that is asked no more."""
    question = QUESTION_BY_KEY.get(key)
    return question.text if question else ""


@register.filter
def money(amount: float | str | Decimal | None) -> str:
    """US dollars as a bill writes them: whole from ten on, cents below."""
    if amount is None or amount == "":
        return UNKNOWN
    value = Decimal(str(amount))
    if value == 0:
        return "$0"
    return usd(value) if value >= LEAST_SHOWN else "less than 1 cent"


@register.filter
def likely(cost: Mapping[str, float] | None) -> str:
    return money(cost["likely"] if cost else None)


@register.filter
def money_range(cost: Mapping[str, float | Decimal] | None) -> str:
    """From low to high; empty where the two read the same."""
    if not cost:
        return ""
    low, high = money(cost["low"]), money(cost["high"])
    return "" if low == high else f"{low} to {high}"


@register.filter
def money_range_of(cost: Range | None) -> str:
    """The same of a range of decimals."""
    return money_range({"low": cost.low, "high": cost.high} if cost else None)


@register.filter
def bill(point: Point) -> SafeString:
    """A point of a chart: the likely bill, and from low to high where they differ."""
    spread = money_range({"low": point.low, "high": point.high})
    likely = money(point.likely)
    return format_html('{} <span class="meta">{}</span>', likely, spread)


@register.filter
def price(amount: Decimal | None) -> str:
    """US dollars with the digits that a small price has, three of them."""
    if amount is None:
        return UNKNOWN
    return usd_with_digits(rounded(amount, 3) if abs(amount) < 1 else amount)


@register.filter
def price_range(cost: Range | None) -> str:
    """From low to high with those digits; empty where the two read the same."""
    if cost is None:
        return ""
    low, high = price(cost.low), price(cost.high)
    return "" if low == high else f"{low} to {high}"


@register.filter
def percent(share: float | None) -> str:
    if share is None:
        return UNKNOWN
    return "under 1%" if 0 < share < 0.01 else f"{share * 100:.0f}%"


@register.filter
def of_traffic(place: Mapping[str, Any]) -> str:
    """What a cost holds for: all traffic, or routine traffic, 80%.

    Results shared earlier know only how much of the traffic it is.
    """
    if place["share"] == 1:
        return "all traffic"
    amount = percent(place["share"])
    return (
        f"{place['traffic']}, {amount}"
        if place["traffic"]
        else f"{amount} of the traffic"
    )


@register.filter
def figure(value: float | str | None) -> str:
    """A number with separators, as exact as it was given; other text as it is."""
    if value is None or value == "":
        return UNKNOWN
    try:
        number = float(value)
    except ValueError:
        return str(value)
    return f"{number:,.0f}" if number == int(number) else f"{number:,g}"


@register.filter
def amount(value: Decimal) -> str:
    """A number of tokens as people say it: 410 M."""
    return plain_number(float(value))


@register.filter
def in_unit(value: float | str | None, unit: str) -> str:
    """A figure as one would say it: a share in percent, dollars with their sign."""
    if unit == "share":
        return percent(None if value is None else float(value))
    if unit.startswith("USD"):
        return money(value)
    return figure(value)

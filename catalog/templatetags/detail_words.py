"""Values of the catalog in words: sources, days, dollars, yes and no."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalog import wording
from catalog.pages.citing import Citation
from catalog.wording import NOT_KNOWN

register = template.Library()


@register.filter
def cite(found: Citation | None) -> SafeString | str:
    """Where a figure comes from, with a link to all that rests on it."""
    return NOT_KNOWN if found is None else cited_line(found)


@lru_cache(maxsize=1_000)
def cited_line(found: Citation) -> SafeString:
    return format_html(
        '<span class="source"><a href="{}">{}</a>, {}, {}</span>',
        reverse("catalog:source", args=[found.slug]),
        found.title,
        found.kind_text,
        date_text(found.as_of),
    )


@register.filter
def date_text(day: date | None) -> str:
    """22 Nov 2026."""
    return NOT_KNOWN if day is None else wording.day(day)


@register.filter
def usd(amount: Decimal | None) -> str:
    """US dollars with every digit that was given."""
    return NOT_KNOWN if amount is None else wording.usd(amount)


@register.filter
def yes_no(value: bool | None) -> str:  # noqa: FBT001 (the value itself, not a switch)
    """What is not known is never a no."""
    if value is None:
        return NOT_KNOWN
    return "yes" if value else "no"


@register.filter
def number(value: float | Decimal | None) -> str:
    """A figure with separators and every digit that was given."""
    return NOT_KNOWN if value is None else f"{value:,}"


@register.filter
def share(value: Decimal | None) -> str:
    """A share as percent; nothing where it is not known."""
    return "" if value is None else f"{(value * 100).normalize():f}%"

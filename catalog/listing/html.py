"""The pieces of a list that a page has by the hundred, as HTML.

A page of a list has some hundred cells and as many choices. A template for each would
take most of the time that a page may take.
"""

from collections.abc import Sequence

from django.template.defaultfilters import truncatechars
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from catalog import wording
from catalog.listing.parts import Choice, Citation, Column, Row

LONGEST_TITLE = 28  # characters of a source's title beside a figure


def cell(column: Column, row: Row) -> SafeString:
    """One fact: in words, with what must be known of it and where it comes from."""
    return format_html(
        "{}{}{}{}",
        named(column.text(row), (column.link(row) or "") if column.link else ""),
        badges(column.badges(row)) if column.badges else "",
        note(column.note(row) if column.note else ""),
        source(column.citation(row) if column.citation else None),
    )


def named(text: str, address: str) -> SafeString:
    """The text, as a link where it leads somewhere."""
    if not address:
        return format_html("{}", text)
    return format_html('<a href="{}">{}</a>', address, text)


def badges(texts: Sequence[str]) -> SafeString:
    """What a reader must know before anything else."""
    return format_html_join("", ' <span class="badge">{}</span>', ((t,) for t in texts))


def note(text: str) -> SafeString | str:
    return format_html('<span class="meta">{}</span>', text) if text else ""


def source(citation: Citation | None) -> SafeString | str:
    """The source's title, cut short, and the day for which it speaks."""
    if citation is None:
        return ""
    title = citation.source.title
    return format_html(
        '<span class="source"><a href="{}" title="{}">{}</a>, {}</span>',
        citation.address,
        title,
        truncatechars(title, LONGEST_TITLE),
        wording.day(citation.as_of),
    )


def options(choices: Sequence[Choice], chosen: str) -> SafeString:
    """The choices of a filter."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (one.value, SELECTED if one.value == chosen else "", one.label)
            for one in choices
        ),
    )


SELECTED = SafeString(" selected")

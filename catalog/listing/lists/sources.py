"""The list of sources: pages, documents and data sets that facts rest on."""

from datetime import date

from django.db.models import Q
from django.db.models.functions import Collate, Lower

from catalog import wording
from catalog.listing.parts import (
    Column,
    Filter,
    Listing,
    ReadyLink,
    Sort,
    address_of,
    choices_of,
)
from catalog.models import Source
from catalog.models.sources import SourceKind
from catalog.words import HasWords, WordsOf

SOURCES = Listing(
    key="sources",
    url_name="sources",
    title="Sources",
    one="source",
    many="sources",
    lead="Where the facts come from. A vendor counts first for its own prices and terms, an independent measurement for scores; articles under review never decide anything.",
    search_hint="Title, publisher or short name of a source",
    rows=lambda _: Source.objects.annotate(
        sort_name=Collate(Lower("title"), "C"), sort_slug=Collate("slug", "C")
    ),
    detailed=lambda rows: rows,
    search=lambda text: Q(HasWords(WordsOf("slug", "title", "publisher"), text)),
    filters=(
        Filter(
            key="kind",
            label="Kind",
            choices=choices_of("kind", "all kinds", SourceKind.choices),
        ),
    ),
    sorts=(
        Sort(key="title", label="title", path="sort_name"),
        Sort(
            key="newest",
            label="newest",
            path="as_of",
            falls=True,
            reads=date.fromisoformat,
        ),
    ),
    columns=(
        Column(
            key="title",
            sort="title",
            label="Source",
            value=lambda row: row.title,
            link=lambda row: address_of("sources", row.slug),
        ),
        Column(key="slug", label="Slug", value=lambda row: row.slug, on_page=False),
        Column(
            key="publisher",
            label="Publisher",
            value=lambda row: row.publisher or None,
        ),
        Column(key="kind", label="Kind", value=lambda row: row.get_kind_display()),
        Column(
            key="url",
            label="Where to read it",
            value=lambda row: row.url or row.locator or None,
            on_page=False,
        ),
        Column(
            key="as_of",
            sort="newest",
            label="As of",
            value=lambda row: row.as_of,
            shown=lambda row: wording.day(row.as_of),
            note=lambda row: row.get_date_kind_display(),
        ),
    ),
    ready_links=(
        ReadyLink(text="The articles under review", query="kind=article"),
        ReadyLink(
            text="Independent measurements, newest first",
            query="kind=independent&sort=newest",
        ),
    ),
)

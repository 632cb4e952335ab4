"""The list of benchmarks: what each measures, and whether it still tells models apart."""

from datetime import date

from django.db.models import Q

from catalog import wording
from catalog.listing.lists.common import BY_NAME, checked, name_of
from catalog.listing.parts import (
    Column,
    Filter,
    Listing,
    ReadyLink,
    Row,
    Sort,
    choices_of,
    sortable,
)
from catalog.models import Benchmark
from catalog.models.benchmarks import BenchmarkStatus, BenchmarkUnit
from catalog.words import HasWords, WordsOf


def badges(row: Row) -> list[str]:
    """Why its scores say less than they seem to."""
    active = row.status == BenchmarkStatus.ACTIVE
    return [] if active else [row.get_status_display()]


def span(row: Row) -> str:
    """From the least to the most that can be scored; empty where neither has an end."""
    if row.minimum is None and row.maximum is None:
        return ""
    ends = (row.minimum, row.maximum)
    low, high = ("no end" if end is None else wording.number(end) for end in ends)
    return f"{low} to {high}"


BENCHMARKS = Listing(
    key="benchmarks",
    url_name="benchmarks",
    title="Benchmarks",
    one="benchmark",
    many="benchmarks",
    lead="Tests that models are measured by. A saturated one is solved by nearly every model and tells none apart; a stale one is no longer kept up.",
    search_hint="Name of a benchmark, or what it measures",
    rows=lambda _: sortable(Benchmark.objects.all()),
    detailed=lambda rows: rows.select_related("source"),
    search=lambda text: Q(HasWords(WordsOf("slug", "name", "measures"), text)),
    filters=(
        Filter(
            key="status",
            label="Status",
            choices=choices_of("status", "any", BenchmarkStatus.choices),
        ),
        Filter(
            key="unit",
            label="Scores are",
            choices=choices_of("unit", "anything", BenchmarkUnit.choices),
        ),
    ),
    sorts=(
        BY_NAME,
        Sort(
            key="checked",
            label="last checked",
            path="as_of",
            falls=True,
            reads=date.fromisoformat,
        ),
    ),
    columns=(
        *name_of("benchmarks", "Benchmark", badges),
        Column(key="measures", label="Measures", value=lambda row: row.measures),
        Column(
            key="unit", label="Scores are", value=lambda row: row.get_unit_display()
        ),
        Column(key="range", label="Range", value=span),
        Column(
            key="better",
            label="Better is",
            value=lambda row: "higher" if row.higher_is_better else "lower",
        ),
        Column(
            key="status",
            label="Status",
            value=lambda row: row.get_status_display(),
            on_page=False,
        ),
        checked(),
    ),
    ready_links=(
        ReadyLink(text="Those that still tell models apart", query="status=active"),
    ),
)

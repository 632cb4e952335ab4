"""Which of several figures for the same thing is the one in use."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Case, IntegerField, Value, When

from catalog.models.benchmarks import ReportedBy
from catalog.models.sources import SourceKind

# Nobody knows prices and terms better than the one who sets them.
TERMS_ORDER = (
    SourceKind.VENDOR,
    SourceKind.INDEPENDENT,
    SourceKind.AGGREGATOR,
    SourceKind.PRESS,
    SourceKind.COMMUNITY,
    SourceKind.ESTIMATE,
    SourceKind.ARTICLE,
)
# A vendor's own score is the least to be trusted.
REPORTER_ORDER = (
    ReportedBy.INDEPENDENT,
    ReportedBy.AGGREGATOR,
    ReportedBy.VENDOR,
    ReportedBy.ARTICLE,
)
TERMS_RANK = {str(kind): rank for rank, kind in enumerate(TERMS_ORDER)}
REPORTER_RANK = {str(reporter): rank for rank, reporter in enumerate(REPORTER_ORDER)}


def terms_key(source_kind: str, as_of: date) -> tuple[int, int]:
    """Sorts prices, terms and facts: best kind of source first, then newest."""
    return TERMS_RANK[source_kind], -as_of.toordinal()


def score_key(
    reported_by: str, source_kind: str, as_of: date
) -> tuple[int, tuple[int, int]]:
    """Sorts scores: the most independent reporter first, then newest."""
    return REPORTER_RANK[reported_by], terms_key(source_kind, as_of)


def terms_rank(path: str) -> Case:
    """The rank of a kind of source in a query, where `path` leads to the kind."""
    return _rank(TERMS_RANK, path)


def reporter_rank(path: str) -> Case:
    """The rank of who reported a score in a query."""
    return _rank(REPORTER_RANK, path)


def _rank(ranks: Mapping[str, int], path: str) -> Case:
    return Case(
        *(When(**{path: key}, then=Value(rank)) for key, rank in ranks.items()),
        output_field=IntegerField(),
    )

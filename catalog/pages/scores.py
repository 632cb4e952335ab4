"""Scores by benchmark: what was measured, under what settings, and who reports it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from catalog.json_values import count
from catalog.models import BenchmarkScore, Status
from catalog.pages.choosing import Standing, why_in_use
from catalog.pages.citing import Citation, citation


@dataclass(frozen=True, kw_only=True)
class Score:
    """One score of one model, as one source gave it."""

    value: int | float | None
    low: int | float | None
    high: int | float | None
    settings: str
    harness: str
    sample_size: int | None
    reported_by: str
    reporter: str  # in words
    status: str
    status_text: str
    is_in_use: bool
    note: str
    citation: Citation

    @property
    def is_doubtful(self) -> bool:
        return self.status != Status.ACCEPTED

    @property
    def conditions(self) -> str:
        """Settings and harness in one line; empty where neither is said."""
        return ", ".join(filter(None, (self.settings, self.harness)))


@dataclass(frozen=True, kw_only=True)
class ScoreGroup:
    """All scores of one model in one benchmark, the one in use first."""

    benchmark: str
    name: str
    unit: str
    benchmark_status: str
    scores: tuple[Score, ...]
    why: str

    @property
    def spread(self) -> tuple[int | float, int | float] | None:
        """The least and the most that is not marked wrong; None where they agree."""
        kept = [
            one.value
            for one in self.scores
            if one.value is not None and one.status != Status.WRONG
        ]
        return (min(kept), max(kept)) if len(set(kept)) > 1 else None


def score_groups(rows: Iterable[BenchmarkScore]) -> list[ScoreGroup]:
    """The scores of one model by benchmark."""
    ordered = sorted(
        rows,
        key=lambda row: (row.benchmark.name, row.benchmark.slug, *score_order(row)),
    )
    return [
        score_group(list(found))
        for _, found in groupby(ordered, key=lambda row: row.benchmark.slug)
    ]


def score_order(row: BenchmarkScore) -> tuple[object, ...]:
    return standing(row).order, row.settings, row.harness, row.value


def standing(row: BenchmarkScore) -> Standing:
    return Standing(
        status=row.status,
        source_kind=row.source.kind,
        source=row.source.slug,
        as_of=row.as_of,
        reported_by=row.reported_by,
    )


def score_group(rows: Sequence[BenchmarkScore]) -> ScoreGroup:
    benchmark = rows[0].benchmark
    return ScoreGroup(
        benchmark=benchmark.slug,
        name=benchmark.name,
        unit=benchmark.get_unit_display(),
        benchmark_status=benchmark.get_status_display(),
        scores=tell(rows),
        why=why_in_use([standing(row) for row in rows]),
    )


def tell(rows: Sequence[BenchmarkScore]) -> tuple[Score, ...]:
    """Scores of one model in one benchmark, which are in order already."""
    is_first_usable = standing(rows[0]).is_usable
    return tuple(
        score(row, is_in_use=is_first_usable and number == 0)
        for number, row in enumerate(rows)
    )


def score(row: BenchmarkScore, *, is_in_use: bool) -> Score:
    return Score(
        value=count(row.value),
        low=count(row.low),
        high=count(row.high),
        settings=row.settings,
        harness=row.harness,
        sample_size=row.sample_size,
        reported_by=row.reported_by,
        reporter=row.get_reported_by_display(),
        status=row.status,
        status_text=row.get_status_display(),
        is_in_use=is_in_use,
        note=row.note,
        citation=citation(row),
    )

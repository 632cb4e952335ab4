"""The page of one benchmark: what it measures, and the models in order of their scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db import connection
from django.db.models import FETCH_RAISE, Q, QuerySet

from catalog.json_values import count
from catalog.models import Benchmark, BenchmarkScore, Status
from catalog.models.benchmarks import ReportedBy
from catalog.pages.brief import ModelLine, model_line
from catalog.pages.choosing import why_in_use
from catalog.pages.citing import Citation, citation
from catalog.pages.listed import MOST_SHOWN, Listed, listed
from catalog.pages.scores import Score, score, score_order, standing, tell
from catalog.value_in_use import reporter_rank, terms_rank


@dataclass(frozen=True, kw_only=True)
class Place:
    """A model's place among all that have a score in use, with all of its scores."""

    number: int
    model: ModelLine
    scores: Sequence[Score]  # the one in use first
    why: str


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A score that counts for nothing: disputed, wrong, or an article's."""

    model: ModelLine
    score: Score


@dataclass(frozen=True, kw_only=True)
class BenchmarkPage:
    """Everything that the page of a benchmark shows; None: no such end."""

    pk: int
    slug: str
    name: str
    measures: str
    unit: str
    minimum: int | float | None
    maximum: int | float | None
    higher_is_better: bool
    status: str
    status_text: str
    note: str
    citation: Citation
    places: Listed[Place]
    left_out: Listed[LeftOut]


def benchmark_page(slug: str, day: date, *, is_whole: bool = False) -> BenchmarkPage:
    """The page; raises `Benchmark.DoesNotExist`. Scores hold until they are replaced."""
    benchmark = (
        Benchmark.objects.select_related("source")
        .fetch_mode(FETCH_RAISE)
        .get(slug=slug)
    )
    return BenchmarkPage(
        pk=benchmark.pk,
        slug=benchmark.slug,
        name=benchmark.name,
        measures=benchmark.measures,
        unit=benchmark.get_unit_display(),
        minimum=count(benchmark.minimum),
        maximum=count(benchmark.maximum),
        higher_is_better=benchmark.higher_is_better,
        status=benchmark.status,
        status_text=benchmark.get_status_display(),
        note=benchmark.note,
        citation=citation(benchmark),
        places=board(benchmark, None if is_whole else MOST_SHOWN),
        left_out=left_out(benchmark, is_whole=is_whole),
    )


def scores_of(benchmark: Benchmark) -> QuerySet[BenchmarkScore]:
    rows = BenchmarkScore.objects.filter(benchmark=benchmark)
    return rows.select_related("model", "source").fetch_mode(FETCH_RAISE)


def usable(benchmark: Benchmark) -> QuerySet[BenchmarkScore]:
    rows = BenchmarkScore.objects.usable().filter(benchmark=benchmark)
    return rows.exclude(reported_by=ReportedBy.ARTICLE)


# --- The board --------------------------------------------------------------------------


def board(benchmark: Benchmark, most: int | None) -> Listed[Place]:
    """Models by the score in use, the best first, in two queries."""
    in_use = usable(benchmark).order_by(
        "model_id",
        reporter_rank("reported_by"),
        terms_rank("source__kind"),
        "-as_of",
        "source__slug",
        "settings",
        "harness",
        "value",
    )
    models, total = best_of(in_use.distinct("model_id"), benchmark, most)
    rows = scores_of(benchmark).filter(model__in=models).order_by("model_id")
    found = {
        model: sorted(of_model, key=score_order)
        for model, of_model in groupby(rows, key=lambda row: row.model_id)
    }
    shown: list[Place] = []
    for number, model in enumerate(models, start=1):
        shown.append(place(number, found[model], shown[-1:]))
    return Listed(rows=shown, total=total)


def best_of(
    in_use: QuerySet[BenchmarkScore], benchmark: Benchmark, most: int | None
) -> tuple[list[int], int]:
    """The models with the best of the scores in use, and how many models there are.

    The ORM would sort the scores by joining the whole table with itself.
    """
    inner, values = in_use.values("model_id", "value").query.sql_with_params()
    direction = "DESC" if benchmark.higher_is_better else "ASC"
    query = f"""
        SELECT model_id, count(*) OVER () FROM ({inner}) AS best
        ORDER BY value {direction}, model_id LIMIT %s
    """  # noqa: S608 (put together from the ORM's own text and two fixed words)
    with connection.cursor() as cursor:
        cursor.execute(query, [*values, most])
        rows = cursor.fetchall()
    return [model for model, _ in rows], rows[0][1] if rows else 0


def place(
    number: int, rows: Sequence[BenchmarkScore], before: Sequence[Place]
) -> Place:
    """A place of the board; equal scores share the place of the first of them."""
    scores = tell(rows)
    is_tie = bool(before) and before[0].scores[0].value == scores[0].value
    return Place(
        number=before[0].number if is_tie else number,
        model=model_line(rows[0].model),
        scores=scores,
        why=why_in_use([standing(row) for row in rows]),
    )


# --- What counts for nothing ------------------------------------------------------------


def left_out(benchmark: Benchmark, *, is_whole: bool) -> Listed[LeftOut]:
    """Scores of models that have none in use here."""
    counted = usable(benchmark).values("model_id")
    by_article = Q(source__kind="article") | Q(reported_by=ReportedBy.ARTICLE)
    rows = (
        scores_of(benchmark)
        .filter(~Q(status=Status.ACCEPTED) | by_article)
        .exclude(model__in=counted)
        .order_by("model__name", "model__slug", "pk")
    )
    return listed(rows, out_row, is_whole=is_whole)


def out_row(row: BenchmarkScore) -> LeftOut:
    return LeftOut(model=model_line(row.model), score=score(row, is_in_use=False))

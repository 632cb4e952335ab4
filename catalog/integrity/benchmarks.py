"""What must hold of scores and of the benchmarks that they are of."""

from datetime import date

from django.db.models import F, Q

from catalog.integrity.rules import Found, Rule, matching
from catalog.models import Benchmark, BenchmarkScore
from catalog.models.benchmarks import BenchmarkUnit


def outside(figure: str) -> Q:
    """The figure is below the least or above the most possible score."""
    return Q(**{f"{figure}__lt": F("benchmark__minimum")}) | Q(
        **{f"{figure}__gt": F("benchmark__maximum")}
    )


def out_of_range(day: date) -> Found:
    """Scores, or ends of their spread, that the benchmark cannot give."""
    return matching(
        BenchmarkScore.objects.filter(
            outside("value") | outside("low") | outside("high")
        ),
        "{value} (from {low} to {high}) is outside the range of {benchmark__name}: "
        "{benchmark__minimum} to {benchmark__maximum}.",
    )


def percent_without_range(day: date) -> Found:
    """Percentages that may be anything."""
    whole = Q(minimum__gte=0, maximum__lte=100)
    return matching(
        Benchmark.objects.filter(unit=BenchmarkUnit.PERCENT).exclude(whole),
        "Scores in percent run from {minimum} to {maximum}.",
    )


RULES = (
    Rule(
        key="score_out_of_range",
        statement="A score is one that the benchmark can give, and so is its spread.",
        reason="Shares that were written for percent, or a rating of another list.",
        model=BenchmarkScore,
        find=out_of_range,
    ),
    Rule(
        key="benchmark_percent_range",
        statement="Scores in percent run from 0 to 100 at most.",
        reason="Without its range a benchmark refuses no score.",
        model=Benchmark,
        find=percent_without_range,
    ),
)

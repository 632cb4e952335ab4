"""What the decision document says of models: facts, scores, offerings and prices."""

from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import Q

from catalog.document_rows import (
    CITATION,
    Document,
    Row,
    best_first,
    by_slug,
    grouped,
    read,
    written,
)
from catalog.json_values import count
from catalog.models import BenchmarkScore, LanguageModel, ModelFact, Offering, Price
from catalog.models.benchmarks import ReportedBy
from catalog.models.language_models import NUMERIC_FIELDS, Entry, ModelStatus
from catalog.value_in_use import score_key

# These exist in articles only, so nobody can be advised to use them.
UNREAL = (ModelStatus.UNVERIFIED, ModelStatus.NONEXISTENT)
MODEL = (
    "name",
    "maker",
    "maker_name",
    "maker_country",
    "maker_source",
    "entry",
    "weights",
    "status",
    "license",
    "inputs",
    "outputs",
    "fine_tuning",
)
PRICE = (
    "input",
    "output",
    "cached_input",
    "batch_discount",
    "above_tokens",
    "schedule",
    "valid_from",
    "valid_until",
    *CITATION,
)


def models_and_offerings(
    among: Sequence[int] | None = None,
) -> tuple[Document, list[Row]]:
    """All models that are real, or those among some rows, and where they are offered."""
    models = _models(among)
    return models, _offerings(models, among)


def _of(path: str, among: Sequence[int] | None) -> Q:
    """Rows that hang on the models in question, which the path leads to."""
    return Q() if among is None else Q(**{f"{path}__in": among})


def _models(among: Sequence[int] | None) -> Document:
    real = LanguageModel.objects.filter(_of("pk", among), entry=Entry.MODEL).exclude(
        status__in=UNREAL
    )
    models = by_slug(real, MODEL)
    for model in models.values():
        model.update(facts={}, scores={})
    _add_facts(models, among)
    _add_scores(models, among)
    return models


def _add_facts(models: Document, among: Sequence[int] | None) -> None:
    keys = ("model", "field", "value", "number", "verification", "source_kind")
    rows = read(
        ModelFact.objects.usable().filter(_of("model_id", among)), *keys, *CITATION
    )
    rows.sort(key=lambda row: (best_first(row), row["value"]))
    for (slug, field), facts in grouped(rows, "model", "field"):
        if slug in models:
            models[slug]["facts"][field] = [_fact(fact) for fact in facts]


def _fact(row: Row) -> Row:
    numeric = row["field"] in NUMERIC_FIELDS
    return {
        "value": count(row["number"]) if numeric else row["value"],
        "verification": row["verification"],
        **written(row, CITATION),
    }


def _add_scores(models: Document, among: Sequence[int] | None) -> None:
    figures = ("value", "low", "high")
    keys = ("model", "benchmark", "settings", "harness", "reported_by", "source_kind")
    rows = read(
        BenchmarkScore.objects.usable().filter(_of("model_id", among)),
        *keys,
        *figures,
        *CITATION,
    )
    rows = [row for row in rows if row["reported_by"] != ReportedBy.ARTICLE]
    rows.sort(key=_best_score_first)
    for (slug, benchmark), scores in grouped(rows, "model", "benchmark"):
        if slug in models:
            models[slug]["scores"][benchmark] = [
                {
                    **{figure: count(score[figure]) for figure in figures},
                    **written(score, ("reported_by", "settings", *CITATION)),
                }
                for score in scores
            ]


def _best_score_first(row: Row) -> tuple[Any, ...]:
    rank = score_key(row["reported_by"], row["source_kind"], row["as_of"])
    return (rank, row["source"], row["settings"], row["harness"], row["value"])


def _offerings(models: Document, among: Sequence[int] | None) -> list[Row]:
    keys = ("model", "option", "provider_model_id", "context_offered", "status")
    prices = _prices(among)
    offerings = [
        {**written(row, keys), "prices": prices.get(row["pk"], [])}
        for row in read(Offering.objects.filter(_of("model_id", among)), "pk", *keys)
        if row["model"] in models
    ]
    return sorted(offerings, key=itemgetter("model", "option", "provider_model_id"))


def _prices(among: Sequence[int] | None) -> dict[int, list[Row]]:
    rows = read(
        Price.objects.usable().filter(_of("offering__model_id", among)),
        "offering",
        "source_kind",
        *PRICE,
    )
    rows.sort(
        key=lambda row: (
            best_first(row),
            row["valid_from"] or date.min,
            row["above_tokens"],
            row["schedule"],
        )
    )
    return {
        offering: [written(price, PRICE) for price in prices]
        for offering, prices in grouped(rows, "offering")
    }

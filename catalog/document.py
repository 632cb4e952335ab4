"""The decision document: all that a decision may read, and nothing else.

It names rows by natural key, so that two databases with the same facts give the
same document, whatever their row numbers.
"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from catalog.json_values import count, day, known, money
from catalog.models import (
    Assumption,
    BenchmarkScore,
    Certification,
    DeploymentOption,
    Hardware,
    HardwareFact,
    HardwareRate,
    LanguageModel,
    License,
    LicenseClause,
    ModelFact,
    Offering,
    Precision,
    Price,
    Source,
    Throughput,
)
from catalog.models.benchmarks import ReportedBy
from catalog.models.hardware import HardwareField
from catalog.models.language_models import NUMERIC_FIELDS, Entry, ModelStatus
from catalog.value_in_use import score_key, terms_key

type Row = dict[str, Any]
type Document = dict[str, Any]

CITATION = ("source", "as_of")
CITING = ("source", "maker_source")  # keys of the document that name a source
# These exist in articles only, so nobody can be advised to use them.
UNREAL = (ModelStatus.UNVERIFIED, ModelStatus.NONEXISTENT)


def decision_document() -> Document:
    """What decisions read, as the catalog stands now, in a fixed number of queries."""
    document: Document = {
        "licenses": _licenses(),
        "models": _models(),
        "options": _options(),
        "hardware": _hardware(),
        "precisions": _by_slug(Precision.objects.all(), PRECISION),
        "throughputs": _throughputs(),
        "assumptions": _assumptions(),
    }
    document["offerings"] = _offerings(document["models"])
    document["sources"] = _sources(set(_cited(document)))
    return document


# How a value of a given key is written; every other value stays as it is.
WRITERS: dict[str, Callable[[Any], Any]] = {
    "as_of": day,
    "retired_on": day,
    "valid_from": day,
    "valid_until": day,
    "input": money,
    "output": money,
    "cached_input": money,
    "batch_discount": money,
    "usd_per_gpu_hour": money,
    "inputs": sorted,
    "outputs": sorted,
    "excluded_territories": sorted,
    "fine_tuning": known,
    "maker_country": known,
    "setup_days": count,
    "setup_days_high": count,
    "bits_per_weight": count,
    "active_params_b": count,
    "tokens_per_second": count,
}
LICENSE = (
    "name",
    "spdx",
    "weights_open",
    "code_open",
    "data_open",
    "osi_approved",
    "commercial_use",
    "max_monthly_active_users",
    "excluded_territories",
    "excluded_territories_scope",
    "attribution",
    "attribution_above_users",
    "output_use",
    *CITATION,
)
CLAUSE = ("section", "says", "duty", "verification", *CITATION)
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
OPTION = (
    "name",
    "provider",
    "kind",
    "serves",
    "location",
    "works_offline",
    "staff_needed",
    "setup_days",
    "setup_days_high",
    "trains_on_prompts",
    "retains_prompts",
    "retention_days",
    "offers_dpa",
    "offers_baa",
    "offers_region_choice",
    "status",
    "retired_on",
    "stands_for_kind",
    *CITATION,
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
RATE = (
    "provider",
    "provider_name",
    "tier",
    "min_gpus",
    "usd_per_gpu_hour",
    *CITATION,
)
PRECISION = ("name", "bits_per_weight", *CITATION)
THROUGHPUT = (
    "model",
    "active_params_b",
    "precision",
    "hardware",
    "gpu_count",
    "tokens_per_second",
    "low",
    "high",
    "engine",
    "input_tokens",
    "output_tokens",
    "concurrency",
    "measured",
    *CITATION,
)
# Keys of the document that stand for a value behind a relation.
PATHS = {
    "source": "source__slug",
    "source_kind": "source__kind",
    "spdx": "spdx_id",
    "maker": "maker__slug",
    "maker_name": "maker__name",
    "maker_country": "maker__country",
    "maker_source": "maker__source__slug",
    "license": "license__slug",
    "provider": "provider__slug",
    "provider_name": "provider__name",
    "model": "model__slug",
    "option": "option__slug",
    "benchmark": "benchmark__slug",
    "precision": "precision__slug",
    "hardware": "hardware__slug",
}


def _read(rows: QuerySet[Any], *keys: str) -> list[Row]:
    """The values behind the document's keys, in one query and in no order."""
    paths = [PATHS.get(key, key) for key in keys]
    return [dict(zip(keys, values, strict=True)) for values in rows.values_list(*paths)]


def _written(row: Row, keys: tuple[str, ...]) -> Row:
    """The row as it stands in the document."""
    return {key: WRITERS[key](row[key]) if key in WRITERS else row[key] for key in keys}


def _by_slug(rows: QuerySet[Any], keys: tuple[str, ...]) -> Document:
    return {row["slug"]: _written(row, keys) for row in _read(rows, "slug", *keys)}


def _grouped(rows: list[Row], *keys: str) -> Iterator[tuple[Any, list[Row]]]:
    """Rows with equal keys together; within a group their order is kept."""
    by_keys = itemgetter(*keys)
    for key, group in groupby(sorted(rows, key=by_keys), key=by_keys):
        yield key, list(group)


def _best_first(row: Row) -> tuple[Any, ...]:
    return (*terms_key(row["source_kind"], row["as_of"]), row["source"])


def _licenses() -> Document:
    licenses = _by_slug(License.objects.all(), LICENSE)
    for terms in licenses.values():
        terms["clauses"] = {}
    for row in _read(LicenseClause.objects.usable(), "license", "subject", *CLAUSE):
        licenses[row["license"]]["clauses"][row["subject"]] = _written(row, CLAUSE)
    return licenses


def _models() -> Document:
    real = LanguageModel.objects.filter(entry=Entry.MODEL).exclude(status__in=UNREAL)
    models = _by_slug(real, MODEL)
    for model in models.values():
        model.update(facts={}, scores={})
    _add_facts(models)
    _add_scores(models)
    return models


def _add_facts(models: Document) -> None:
    keys = ("model", "field", "value", "number", "verification", "source_kind")
    rows = _read(ModelFact.objects.usable(), *keys, *CITATION)
    rows.sort(key=lambda row: (_best_first(row), row["value"]))
    for (slug, field), facts in _grouped(rows, "model", "field"):
        if slug in models:
            models[slug]["facts"][field] = [_fact(fact) for fact in facts]


def _fact(row: Row) -> Row:
    numeric = row["field"] in NUMERIC_FIELDS
    return {
        "value": count(row["number"]) if numeric else row["value"],
        "verification": row["verification"],
        **_written(row, CITATION),
    }


def _add_scores(models: Document) -> None:
    figures = ("value", "low", "high")
    keys = ("model", "benchmark", "settings", "harness", "reported_by", "source_kind")
    rows = _read(BenchmarkScore.objects.usable(), *keys, *figures, *CITATION)
    rows = [row for row in rows if row["reported_by"] != ReportedBy.ARTICLE]
    rows.sort(key=_best_score_first)
    for (slug, benchmark), scores in _grouped(rows, "model", "benchmark"):
        if slug in models:
            models[slug]["scores"][benchmark] = [
                {
                    **{figure: count(score[figure]) for figure in figures},
                    **_written(score, ("reported_by", "settings", *CITATION)),
                }
                for score in scores
            ]


def _best_score_first(row: Row) -> tuple[Any, ...]:
    rank = score_key(row["reported_by"], row["source_kind"], row["as_of"])
    return (rank, row["source"], row["settings"], row["harness"], row["value"])


def _options() -> Document:
    options = _by_slug(DeploymentOption.objects.all(), OPTION)
    for option in options.values():
        option["certifications"] = []
    rows = _read(Certification.objects.usable(), "option", "name", *CITATION)
    for row in sorted(rows, key=itemgetter("name", "source")):
        options[row["option"]]["certifications"].append(
            _written(row, ("name", *CITATION))
        )
    return options


def _offerings(models: Document) -> list[Row]:
    keys = ("model", "option", "provider_model_id", "context_offered", "status")
    prices = _prices()
    offerings = [
        {**_written(row, keys), "prices": prices.get(row["pk"], [])}
        for row in _read(Offering.objects.all(), "pk", *keys)
        if row["model"] in models
    ]
    return sorted(offerings, key=itemgetter("model", "option", "provider_model_id"))


def _prices() -> dict[int, list[Row]]:
    rows = _read(Price.objects.usable(), "offering", "source_kind", *PRICE)
    rows.sort(
        key=lambda row: (
            _best_first(row),
            row["valid_from"] or date.min,
            row["above_tokens"],
            row["schedule"],
        )
    )
    return {
        offering: [_written(price, PRICE) for price in prices]
        for offering, prices in _grouped(rows, "offering")
    }


def _hardware() -> Document:
    hardware = _by_slug(Hardware.objects.all(), ("name", "kind"))
    for machine in hardware.values():
        machine.update(dict.fromkeys(HardwareField.values), rates=[])
    _add_hardware_facts(hardware)
    _add_rates(hardware)
    return hardware


def _add_hardware_facts(hardware: Document) -> None:
    keys = ("hardware", "field", "number", "source_kind", *CITATION)
    rows = _read(HardwareFact.objects.usable(), *keys)
    rows.sort(key=lambda row: (_best_first(row), row["number"]))
    for (slug, field), facts in _grouped(rows, "hardware", "field"):
        best = facts[0]
        write = money if field == HardwareField.LIST_PRICE_USD else count
        hardware[slug][field] = {
            "value": write(best["number"]),
            **_written(best, CITATION),
        }


def _add_rates(hardware: Document) -> None:
    rows = _read(HardwareRate.objects.usable(), "hardware", "provisioning", *RATE)
    order = ("provider", "tier", "min_gpus", "provisioning", "source", "as_of")
    rows.sort(key=itemgetter(*order))
    for row in rows:
        hardware[row["hardware"]]["rates"].append(_written(row, RATE))


def _throughputs() -> list[Row]:
    rows = _read(Throughput.objects.usable(), *THROUGHPUT)
    written = [
        {
            **_written(row, THROUGHPUT),
            "low": count(row["low"]),
            "high": count(row["high"]),
        }
        for row in rows
    ]
    return sorted(written, key=lambda row: [str(row[key]) for key in THROUGHPUT])


def _assumptions() -> Document:
    figures = ("value", "low", "high")
    rows = _read(Assumption.objects.all(), "slug", "label", *figures, "unit", *CITATION)
    return {
        row["slug"]: {
            **_written(row, ("label", "unit", *CITATION)),
            **{figure: money(row[figure]) for figure in figures},
        }
        for row in rows
    }


def _sources(cited: set[str]) -> Document:
    keys = ("title", "publisher", "kind", "url", "as_of")
    return _by_slug(Source.objects.filter(slug__in=cited), keys)


def _cited(part: Any) -> Iterator[str]:
    """Every source that a part of the document names."""
    if isinstance(part, dict):
        yield from (part[key] for key in CITING if isinstance(part.get(key), str))
        for value in part.values():
            yield from _cited(value)
    elif isinstance(part, list):
        for value in part:
            yield from _cited(value)

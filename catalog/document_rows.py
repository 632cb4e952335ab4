"""Rows of the catalog as they stand in the decision document."""

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from catalog.json_values import count, day, known, money
from catalog.value_in_use import terms_key

type Row = dict[str, Any]
type Document = dict[str, Any]

CITATION = ("source", "as_of")
CITING = ("source", "maker_source")  # keys of the document that name a source
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


def read(rows: QuerySet[Any], *keys: str) -> list[Row]:
    """The values behind the document's keys, in one query and in no order."""
    paths = [PATHS.get(key, key) for key in keys]
    return [dict(zip(keys, values, strict=True)) for values in rows.values_list(*paths)]


def written(row: Row, keys: tuple[str, ...]) -> Row:
    """The row as it stands in the document."""
    return {key: WRITERS[key](row[key]) if key in WRITERS else row[key] for key in keys}


def by_slug(rows: QuerySet[Any], keys: tuple[str, ...]) -> Document:
    return {row["slug"]: written(row, keys) for row in read(rows, "slug", *keys)}


def grouped(rows: list[Row], *keys: str) -> Iterator[tuple[Any, list[Row]]]:
    """Rows with equal keys together; within a group their order is kept."""
    by_keys = itemgetter(*keys)
    for key, group in groupby(sorted(rows, key=by_keys), key=by_keys):
        yield key, list(group)


def best_first(row: Row) -> tuple[Any, ...]:
    return (*terms_key(row["source_kind"], row["as_of"]), row["source"])


def cited(part: Any) -> Iterator[str]:
    """Every source that a part of the document names."""
    if isinstance(part, dict):
        yield from (part[key] for key in CITING if isinstance(part.get(key), str))
        for value in part.values():
            yield from cited(value)
    elif isinstance(part, list):
        for value in part:
            yield from cited(value)

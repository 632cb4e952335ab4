"""Reads rows for an export, with references by natural key."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Any

from django.db import models
from django.db.models import QuerySet

from catalog.drafts import file_fields, part_text
from catalog.imports.references import key_paths
from catalog.models import CatalogRow
from catalog.row_relations import through_table

CHUNK = 2_000  # rows that are read together

type Values = list[Any]


def exported_rows(rows: QuerySet[Any]) -> Iterator[Values]:
    """The values of each row by `file_fields`, without holding all in memory."""
    model: type[CatalogRow] = rows.model
    fields = list(file_fields(model).values())
    paths = {field.name: _paths(field) for field in fields if not field.many_to_many}
    flat = [path for of_field in paths.values() for path in of_field]
    found = rows.values_list("pk", *flat).iterator(chunk_size=CHUNK)
    for batch in batched(found, CHUNK, strict=False):
        lists = {
            field.name: _lists(field, [pk for pk, *_ in batch])
            for field in fields
            if isinstance(field, models.ManyToManyField)
        }
        for pk, *values in batch:
            parts = iter(values)
            yield [
                lists[field.name][pk]
                if field.name in lists
                else _value([next(parts) for _ in paths[field.name]])
                for field in fields
            ]


def _paths(field: models.Field) -> list[str]:
    if not field.is_relation:
        return [field.name]
    related: Any = field.related_model
    return [f"{field.name}__{path}" for path in key_paths(related)]


def _value(parts: Sequence[Any]) -> Any:
    if len(parts) == 1:
        return parts[0]
    missing = all(part is None for part in parts)
    return None if missing else " | ".join(map(part_text, parts))


def _lists(relation: models.ManyToManyField, pks: list[int]) -> dict[int, list[str]]:
    owner = relation.m2m_column_name()
    related: Any = relation.related_model
    key = f"{relation.m2m_reverse_field_name()}__{key_paths(related)[0]}"
    pairs = through_table(relation)._default_manager.filter(**{f"{owner}__in": pks})
    lists: dict[int, list[str]] = defaultdict(list)
    for pk, listed in pairs.order_by(owner, key).values_list(owner, key):
        lists[pk].append(listed)
    return lists

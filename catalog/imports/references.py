"""Finds stored rows by natural key, many at a time."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db import models
from django.db.models import Q

from catalog.drafts import part_text
from catalog.models import CatalogRow

type Key = tuple[Any, ...]


def key_paths(model: type[CatalogRow]) -> list[str]:
    """Where the parts of a natural key stand, through the rows that it refers to."""
    paths = []
    for name in model.natural_key_fields:
        related = model._meta.get_field(name).related_model
        inner = key_paths(cast(type[CatalogRow], related)) if related else []
        paths += [f"{name}__{path}" for path in inner] or [name]
    return paths


class References:
    """The rows that others may refer to, by the text of their natural key."""

    def __init__(self) -> None:
        self._pks: dict[type[models.Model], dict[str, int]] = {}
        self._keys: dict[type[models.Model], dict[int, str]] = {}

    def pk(self, model: type[models.Model], key: str) -> int | None:
        """The row of that key; None where there is none."""
        return self._of(model).get(key)

    def key(self, model: type[models.Model], pk: int) -> str:
        """The key of a row."""
        if model not in self._keys:
            self._keys[model] = {pk: key for key, pk in self._of(model).items()}
        return self._keys[model][pk]

    def add(self, model: type[models.Model], key: str, pk: int) -> None:
        """A row that has just been written."""
        if model in self._pks:
            self._pks[model][key] = pk
        if model in self._keys:
            self._keys[model][pk] = key

    def _of(self, model: type[models.Model]) -> dict[str, int]:
        if model not in self._pks:
            paths = key_paths(cast(type[CatalogRow], model))
            rows = model._default_manager.values_list("pk", *paths)
            self._pks[model] = {
                " | ".join(map(part_text, parts)): pk
                for pk, *parts in rows.iterator(chunk_size=5_000)
            }
        return self._pks[model]


def stored_rows(
    model: type[CatalogRow], instances: Sequence[CatalogRow]
) -> dict[Key, CatalogRow]:
    """The stored rows with the natural keys of some unsaved ones, in one query."""
    if not instances:
        return {}
    wanted = Q()
    for name in key_columns(model):
        wanted &= _among(name, {getattr(each, name) for each in instances})
    found = model._default_manager.filter(wanted)
    return {key_of(row): row for row in found.iterator(chunk_size=5_000)}


def _among(name: str, values: Iterable[Any]) -> Q:
    known = [value for value in values if value is not None]
    among = Q(**{f"{name}__in": known})
    return among if len(known) == len(set(values)) else among | Q(**{name: None})


def key_of(row: CatalogRow) -> Key:
    """The natural key of a row whose references are set."""
    return tuple(getattr(row, name) for name in key_columns(type(row)))


def key_columns(model: type[CatalogRow]) -> list[str]:
    """The columns of the natural key."""
    fields = map(model._meta.get_field, model.natural_key_fields)
    return [field.attname for field in fields if isinstance(field, models.Field)]

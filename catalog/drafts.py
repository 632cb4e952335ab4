"""Turns rows of the data files into checked, unsaved model instances."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models

from catalog.models import CatalogRow, Origin
from catalog.seed_files import Refusal, SeedRow, Value

BOOLEANS = {"true": True, "false": False}
# Written by the loader, not by the files.
OWN_FIELDS = frozenset({"id", "origin", "shipped_key"})


@dataclass(eq=False)
class Draft:
    """An unsaved instance with the keys of the rows it refers to."""

    row: SeedRow
    instance: CatalogRow
    references: dict[str, str]
    further: dict[str, list[str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The natural key as text."""
        return key_text(self.instance, self.references)


def key_text(instance: CatalogRow, references: dict[str, str]) -> str:
    """The natural key of a row as one text, the same in every database."""
    parts = [
        references.get(name, "") if name in references else getattr(instance, name)
        for name in instance.natural_key_fields
    ]
    return " | ".join(map(part_text, parts))


def part_text(part: Any) -> str:
    match part:
        case None:
            return ""
        case Decimal():
            return f"{part.normalize():f}"
        case date():
            return part.isoformat()
        case _:
            return str(part)


@cache
def file_fields(model: type[CatalogRow]) -> dict[str, models.Field]:
    """The fields a data file may fill, by name."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return {
        field.name: field
        for field in fields
        if field.name not in OWN_FIELDS and (field.editable or field.many_to_many)
    }


class DraftMaker:
    """Makes drafts, and collects why some cannot be made."""

    def __init__(
        self, refusals: list[Refusal], origin: Origin = Origin.SHIPPED
    ) -> None:
        self.refusals = refusals
        self.origin = origin
        self.made: dict[SeedRow, Draft] = {}

    def make(self, row: SeedRow) -> Draft | None:
        """The row as a draft, or None after noting its refusals."""
        parent = self.made.get(row.parent) if row.parent else None
        if row.parent and not parent:
            return None  # The parent's own refusal says enough.
        before = len(self.refusals)
        draft = self._filled(row, parent)
        self._check_fields(draft)
        if len(self.refusals) > before:
            return None
        self.made[row] = draft
        return draft

    def make_given(self, row: SeedRow) -> Draft | None:
        """Only what is given of a row; `complete` makes it whole."""
        before = len(self.refusals)
        draft = self._filled(row, None)
        self._check_fields(draft, without=file_fields(row.model).keys() - row.values)
        return None if len(self.refusals) > before else draft

    def complete(self, draft: Draft, stored: CatalogRow | None) -> bool:
        """Take what was not given from the stored row; without one it must be there."""
        absent = file_fields(draft.row.model).keys() - draft.row.values
        if stored is None:
            before = len(self.refusals)
            self._check_fields(draft, without=draft.row.values.keys())
            return len(self.refusals) == before
        draft.instance.pk = stored.pk
        draft.instance._state.adding = False
        draft.instance.shipped_key = stored.shipped_key
        for column in draft.instance._meta.concrete_fields:
            if column.name in absent:
                value = getattr(stored, column.attname)
                setattr(draft.instance, column.attname, value)
        return True

    def _filled(self, row: SeedRow, parent: Draft | None) -> Draft:
        self._refuse_unknown_keys(row)
        return self._draft(row, parent)

    def _refuse_unknown_keys(self, row: SeedRow) -> None:
        known = file_fields(row.model).keys() - {row.parent_field}
        self.refusals += [
            row.refusal("There is no such key.", key)
            for key in row.values
            if key not in known
        ]

    def _draft(self, row: SeedRow, parent: Draft | None) -> Draft:
        draft = Draft(row, row.model(origin=self.origin), {})
        if parent:
            draft.references[row.parent_field] = parent.key
        fields = file_fields(row.model)
        for key, value in row.values.items():
            if value is not None and key in fields:
                self._fill(draft, fields[key], value)
        return draft

    def _fill(self, draft: Draft, field: models.Field, value: Value) -> None:
        wants_list = field.many_to_many or hasattr(field, "base_field")
        if wants_list != isinstance(value, list):
            what = "a list" if wants_list else "one value"
            message = f"Write {what} here."
            self.refusals.append(draft.row.refusal(message, field.name))
        elif field.many_to_many:
            draft.further[field.name] = cast(list[str], value)
        elif field.is_relation:
            draft.references[field.name] = cast(str, value)
        else:
            setattr(draft.instance, field.name, _typed(field, value))

    def _check_fields(self, draft: Draft, without: Collection[str] = ()) -> None:
        """Check each value by its field, without a query."""
        fields = draft.instance._meta.concrete_fields
        relations = {field.name for field in fields if field.is_relation}
        self._refuse_missing(draft, relations.difference(without))
        try:
            draft.instance.clean_fields(exclude=relations.union(OWN_FIELDS, without))
        except ValidationError as error:
            self.refusals += refusals_from(draft.row, error)

    def _refuse_missing(self, draft: Draft, relations: set[str]) -> None:
        for name in sorted(relations - draft.references.keys()):
            if not draft.instance._meta.get_field(name).null:
                self.refusals.append(draft.row.refusal("is missing.", name))


def _typed(field: models.Field, value: Value) -> Any:
    if isinstance(field, models.BooleanField) and isinstance(value, str):
        return BOOLEANS.get(value.lower(), value)
    return value


def refusals_from(row: SeedRow, error: ValidationError) -> list[Refusal]:
    """A validation error as refusals at the lines of its fields."""
    if not hasattr(error, "error_dict"):
        return [row.refusal(" ".join(error.messages))]
    return [
        row.refusal(" ".join(messages), "" if key == "__all__" else key)
        for key, messages in error.message_dict.items()
    ]

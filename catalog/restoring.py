"""Brings an earlier state of a row back, or a row that was deleted."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from catalog.history import ADDED, CHANGED, history_model, recorded_later, remember
from catalog.models import CatalogRow, DeletedRow, Origin
from catalog.row_relations import through_table


@dataclass(frozen=True)
class Restoration:
    """One state to bring back, and whether its row is gone."""

    state: Any
    is_gone: bool

    @property
    def model(self) -> type[CatalogRow]:
        """The kind of row."""
        kind: type[CatalogRow] = self.state.instance_type
        return kind


def restoration_of(state: Any) -> list[Restoration]:
    """The state and, if its row is deleted, all rows that were deleted with it."""
    model = state.instance_type
    is_gone = not model._default_manager.filter(pk=state.id).exists()
    found = [Restoration(state, is_gone)]
    if is_gone and state.history_type == "-":
        found += _gone_with(state)
    return found


def restore(steps: list[Restoration]) -> None:
    """Write the states, each checked as an editor's entry is; call it in a change.

    A `ValidationError` says why one of them cannot come back.
    """
    for step in steps:
        row = step.state.instance
        row.origin = Origin.EDITOR
        row._state.adding = step.is_gone
        _check(step, row)
        with recorded_later(row):
            row.save(force_insert=step.is_gone)
            _restore_lists(step.state, row)
        remember(step.model, [row.pk], ADDED if step.is_gone else CHANGED)
        _forget_deletion(row)


def _gone_with(state: Any) -> list[Restoration]:
    """What hung on a row and was deleted in the same change, parents first."""
    found: list[Restoration] = []
    for relation in state.instance_type._meta.related_objects:
        child = relation.related_model
        if relation.on_delete is not models.CASCADE or not issubclass(
            child, CatalogRow
        ):
            continue
        gone = history_model(child)._default_manager.filter(
            history_type="-",
            history_date=state.history_date,
            **{relation.field.attname: state.id},
        )
        for each in gone.order_by("history_id"):
            found += [Restoration(each, is_gone=True), *_gone_with(each)]
    return found


def _check(step: Restoration, row: CatalogRow) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        kind = step.model._meta.verbose_name
        messages = [
            message if field == "__all__" else f"{field.replace('_', ' ')}: {message}"
            for field, found in error.message_dict.items()
            for message in found
        ]
        raise ValidationError(
            [f"This {kind} cannot come back as it was. {each}" for each in messages]
        ) from error


def _restore_lists(state: Any, row: CatalogRow) -> None:
    for relation in row._meta.many_to_many:
        name = f"{relation.m2m_reverse_field_name()}_id"
        through = through_table(relation)._default_manager
        owner = {f"{relation.m2m_field_name()}_id": row.pk}
        listed = getattr(state, relation.name).values_list(name, flat=True)
        still_there = relation.related_model._default_manager.filter(pk__in=listed)
        through.filter(**owner).delete()
        through.bulk_create(
            through.model(**owner, **{name: pk})
            for pk in still_there.order_by("pk").values_list("pk", flat=True)
        )


def _forget_deletion(row: CatalogRow) -> None:
    """The next load may know the row again."""
    if row.shipped_key:
        DeletedRow.objects.filter(
            kind=row._meta.model_name, shipped_key=row.shipped_key
        ).delete()

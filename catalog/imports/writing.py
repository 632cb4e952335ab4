"""Puts good rows into the database, and finds those that it does not take."""

from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError, transaction

from catalog.history import ADDED, CHANGED, remember
from catalog.imports.effects import Effect
from catalog.imports.plans import Plan
from catalog.row_relations import database_message, stored_names, through_table
from catalog.seed_files import Refusal

type Failed = tuple[Plan, Refusal]


def write(plans: Sequence[Plan]) -> list[Failed]:
    """Write the rows; gives back those that were refused, each with the reason.

    A batch with a bad row is halved until the row stands alone.
    """
    if not plans:
        return []
    try:
        with transaction.atomic():
            _write_together(plans)
    except DatabaseError as error:
        if len(plans) == 1:
            draft = plans[0].draft
            draft.instance.pk = plans[0].stored.pk if plans[0].stored else None
            message = database_message(draft.row.model, error)
            return [(plans[0], draft.row.refusal(message))]
        middle = len(plans) // 2
        return write(plans[:middle]) + write(plans[middle:])
    return []


def _write_together(plans: Sequence[Plan]) -> None:
    model: type[Any] = plans[0].draft.row.model
    instances = [plan.draft.instance for plan in plans]
    if plans[0].effect is Effect.ADDED:
        for instance in instances:
            instance.pk = None
        model._default_manager.bulk_create(instances)
    else:
        written = [*stored_names(model), "origin"]
        # One statement for all rows; `bulk_update` takes time by rows times columns.
        model._default_manager.bulk_create(
            instances,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=written,
        )
    _write_lists(plans)
    kind = ADDED if plans[0].effect is Effect.ADDED else CHANGED
    remember(model, [instance.pk for instance in instances], kind)


def _write_lists(plans: Sequence[Plan]) -> None:
    for relation in plans[0].draft.row.model._meta.many_to_many:
        through = through_table(relation)
        owner, other = relation.m2m_column_name(), relation.m2m_reverse_name()
        lists = {
            plan.draft.instance.pk: plan.lists[relation.name]
            for plan in plans
            if relation.name in plan.lists
        }
        through._default_manager.filter(**{f"{owner}__in": list(lists)}).delete()
        through._default_manager.bulk_create(
            through(**{owner: pk, other: listed})
            for pk, pks in lists.items()
            for listed in sorted(pks)
        )

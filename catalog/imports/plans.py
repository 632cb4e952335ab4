"""Good rows of a file beside the stored ones: what would change, field by field."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from catalog.drafts import Draft, file_fields, part_text
from catalog.imports.effects import Difference, Effect, RowEffect, listed
from catalog.imports.references import Key, References, key_of
from catalog.models import CatalogRow
from catalog.row_relations import stored_names, through_table

type Lists = dict[str, set[int]]  # of other rows, by the name of the field


@dataclass(eq=False)
class Plan:
    """A row of a file on its way into the database."""

    number: int  # among all rows
    draft: Draft
    stored: CatalogRow | None = None
    differences: list[Difference] = field(default_factory=list)
    lists: Lists = field(default_factory=dict)

    @property
    def effect(self) -> Effect:
        """What it would do to the catalog."""
        if self.stored is None:
            return Effect.ADDED
        return Effect.CHANGED if self.differences else Effect.UNCHANGED

    @property
    def key_values(self) -> Key:
        """The natural key as the database holds it."""
        return key_of(self.draft.instance)

    def told(self) -> RowEffect:
        """The row as a preview shows it."""
        row = self.draft.row
        return RowEffect(
            file=row.file,
            line=row.line,
            model=row.model.__name__,
            effect=self.effect,
            key=self.draft.key,
            told=listed(self.differences),
        )


class Planner:
    """Compares the rows of a batch with the database, in a fixed number of queries."""

    def __init__(self, references: References) -> None:
        self.references = references

    def fetch(self, relation: models.ForeignKey, plans: Sequence[Plan]) -> None:
        """Set the objects referred to: rules of a row may look at them."""
        pks = {getattr(plan.draft.instance, relation.attname) for plan in plans}
        found = relation.related_model._default_manager.in_bulk(pks - {None})
        for plan in plans:
            pk = getattr(plan.draft.instance, relation.attname)
            if pk is not None:
                setattr(plan.draft.instance, relation.name, found[pk])

    def remember(self, draft: Draft) -> None:
        """Later rows of the file may refer to this one."""
        self.references.add(draft.row.model, draft.key, draft.instance.pk)

    def compare(self, model: type[CatalogRow], plans: Sequence[Plan]) -> None:
        """Note what is different in each row, lists of other rows included."""
        for plan in plans:
            plan.differences = list(self._differences(plan))
        for relation in model._meta.many_to_many:
            stored = _stored_lists(relation, plans)
            for plan in plans:
                self._compare_list(plan, relation, stored)

    def _differences(self, plan: Plan) -> Iterable[Difference]:
        instance, stored = plan.draft.instance, plan.stored
        fields = file_fields(plan.draft.row.model)
        for name in stored_names(type(instance)):
            value = getattr(instance, name)
            before = getattr(stored, name) if stored else None
            if stored is None and value in (None, "", []):
                continue
            if stored is None or not is_same(before, value):
                field = instance._meta.get_field(name)
                if field.name in fields:
                    texts = (self.text(field, before), self.text(field, value))
                    yield Difference(field.name, *texts)

    def text(self, field: Any, value: Any) -> str:
        """A value as the files write it."""
        if field.is_relation and value is not None:
            return self.references.key(field.related_model, value)
        return value_text(value)

    def _compare_list(
        self, plan: Plan, relation: models.ManyToManyField, stored: dict[int, set[int]]
    ) -> None:
        if relation.name not in plan.draft.row.values:
            return
        target = relation.related_model
        keys = dict.fromkeys(plan.draft.further.get(relation.name, []))
        wanted = {pk for key in keys if (pk := self.references.pk(target, key))}
        now = stored.get(plan.stored.pk, set()) if plan.stored else set()
        if wanted != now:
            before, after = (
                ", ".join(sorted(self.references.key(target, pk) for pk in pks))
                for pks in (now, wanted)
            )
            plan.differences.append(Difference(relation.name, before, after))
            plan.lists[relation.name] = wanted


def is_same(before: Any, after: Any) -> bool:
    """Whether nothing changes; line breaks come in two kinds that look alike."""
    if isinstance(before, str) and isinstance(after, str):
        return with_plain_breaks(before) == with_plain_breaks(after)
    return bool(before == after)


def with_plain_breaks(text: str) -> str:
    """The text with every line break as one character."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def value_text(value: Any) -> str:
    """A value of a field as the files write it."""
    match value:
        case bool():
            return str(value).lower()
        case list():
            return ", ".join(map(value_text, value))
        case _:
            return part_text(value)


def _stored_lists(
    relation: models.ManyToManyField, plans: Sequence[Plan]
) -> dict[int, set[int]]:
    owner, other = relation.m2m_column_name(), relation.m2m_reverse_name()
    pks = [plan.stored.pk for plan in plans if plan.stored]
    pairs = through_table(relation)._default_manager.filter(**{f"{owner}__in": pks})
    lists: dict[int, set[int]] = defaultdict(set)
    for pk, listed_pk in pairs.values_list(owner, other):
        lists[pk].add(listed_pk)
    return lists

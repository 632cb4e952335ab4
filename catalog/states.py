"""Earlier states of rows in words: what each held, and what changed between two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.formats import date_format

from catalog.drafts import OWN_FIELDS
from catalog.history import history_model
from catalog.models import CatalogRow

NOTHING = "nothing"
PROGRAM = "a program"
KIND_WORDS = {"+": "added", "~": "changed", "-": "deleted"}


@dataclass(frozen=True)
class FieldChange:
    """One field before and after."""

    label: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.label} from {self.before} to {self.after}"


class StateReader:
    """Puts states of one kind of row into words; reads names once for all of them."""

    def __init__(self, model: type[CatalogRow], states: Iterable[Any]) -> None:
        self.model = model
        self.states = list(states)
        self.lists = {
            relation.name: _lists(model, relation, self.states)
            for relation in model._meta.many_to_many
        }
        self.names = {field.name: self._names(field) for field in relations(model)}

    def changes(self, before: Any | None, after: Any) -> list[FieldChange]:
        """Every field that differs; all that is filled, where there is no before."""
        fields = shown_fields(self.model)
        return [
            FieldChange(
                label=str(field.verbose_name),
                before=self.value(before, field) if before else NOTHING,
                after=self.value(after, field),
            )
            for field in fields
            if self._raw(before, field) != self._raw(after, field)
        ]

    def value(self, state: Any, field: models.Field) -> str:
        """What a field of a state held, as people write it."""
        raw = self._raw(state, field)
        if field.is_relation:
            pks = raw if isinstance(raw, tuple) else (raw,)
            names = [self.names[field.name].get(pk, "a row gone since") for pk in pks]
            return ", ".join(sorted(names)) if raw else NOTHING
        if field.choices and raw not in (None, ""):
            return str(dict(field.flatchoices).get(raw, raw))
        return plain(raw)

    def name(self, state: Any) -> str:
        """What a row was called, without asking for rows that may be gone."""
        fields = {field.name: field for field in shown_fields(self.model)}
        called = fields.get("name") or fields.get("title") or fields.get("label")
        keys = (
            [called] if called else [fields[n] for n in self.model.natural_key_fields]
        )
        words = [self.value(state, field) for field in keys if self._raw(state, field)]
        return ", ".join(words) or f"row {state.id}"

    def _raw(self, state: Any | None, field: models.Field) -> Any:
        if field.many_to_many:
            pks = self.lists[field.name].get(state.history_id, ()) if state else ()
            return tuple(sorted(pks))
        raw = getattr(state, field.attname) if state else None
        return None if raw in ("", []) else raw

    def _names(self, field: Any) -> dict[int, str]:
        if field.many_to_many:
            pks = {pk for pks in self.lists[field.name].values() for pk in pks}
        else:
            pks = {getattr(state, field.attname) for state in self.states} - {None}
        target = field.related_model
        found = target._default_manager.all()
        # The name of an offering is made of two other rows' names.
        named_by = [each.name for each in relations(target) if not each.many_to_many]
        if named_by:
            found = found.select_related(*named_by)
        found = found.in_bulk(sorted(pks))
        return {pk: str(row) for pk, row in found.items()}


def shown_fields(model: type[CatalogRow]) -> list[Any]:
    """The fields that a person filled in, in their order; lists come last."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [
        field
        for field in fields
        if field.name not in OWN_FIELDS and (field.editable or field.many_to_many)
    ]


def relations(model: type[models.Model]) -> list[Any]:
    """The fields that refer to other rows."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [field for field in fields if field.is_relation]


def plain(raw: Any) -> str:
    """A value without idle zeros, with yes and no in words."""
    match raw:
        case None:
            return NOTHING
        case bool():
            return "yes" if raw else "no"
        case Decimal():
            return f"{raw.normalize():f}"
        case date():
            return raw.isoformat()
        case list():
            return ", ".join(map(str, raw))
        case _:
            return str(raw)


def who(state: Any) -> str:
    """Whose change made a state."""
    return state.history_user.get_username() if state.history_user else PROGRAM


def when(state: Any) -> str:
    """When it was made."""
    return date_format(state.history_date, "M j, Y, H:i") + " UTC"


def told(states: Sequence[Any], model: type[CatalogRow]) -> list[str]:
    """A sentence for each state: who made it, when, and what it changed."""
    before = _states_before(states, model)
    reader = StateReader(model, [*states, *before.values()])
    return [_sentence(reader, state, before.get(state.history_id)) for state in states]


def _sentence(reader: StateReader, state: Any, before: Any | None) -> str:
    kind = reader.model._meta.verbose_name
    done = f"{who(state)} {KIND_WORDS[state.history_type]} the {kind}"
    words = f"{done} “{reader.name(state)}” on {when(state)}"
    changes = reader.changes(before, state) if state.history_type == "~" else []
    return words + (f": {'; '.join(map(str, changes))}." if changes else ".")


def _states_before(states: Sequence[Any], model: type[CatalogRow]) -> dict[int, Any]:
    """The state before each of the given ones, by the number of the given one."""
    found = (
        history_model(model)
        ._default_manager.filter(id__in={state.id for state in states})
        .order_by("id", "history_id")
    )
    before: dict[int, Any] = {}
    last: Any = None
    state: Any
    for state in found:
        if last and last.id == state.id:
            before[state.history_id] = last
        last = state
    return before


def _lists(
    model: type[CatalogRow], relation: models.ManyToManyField, states: list[Any]
) -> dict[int, list[int]]:
    """The other rows that each state listed."""
    listed: dict[int, list[int]] = {}
    if states:
        rows = getattr(history_model(model), relation.name).model._default_manager
        found = rows.filter(history_id__in=[state.history_id for state in states])
        name = f"{relation.m2m_reverse_field_name()}_id"
        for history_id, pk in found.values_list("history_id", name):
            listed.setdefault(history_id, []).append(pk)
    return listed

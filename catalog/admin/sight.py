"""What an editor saw when a page was opened, and whether it still is so.

The form of a row carries it in a hidden field. When the row is saved, under the lock
of `catalog_change`, it is compared with what is stored, so that nobody overwrites
what somebody else, or an import, has written in the meantime.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from catalog.history import history_model
from catalog.models import CatalogRow
from catalog.row_relations import through_table
from catalog.states import told

UNKNOWN = (
    "Nothing was saved, because this page did not say which state of the row it was "
    "opened on. The row as it stands now has been noted; compare, then save again."
)
CHANGED = "Nothing was saved, because the row has changed since you opened this page."
AGAIN = (
    "What you entered still stands below. Save again to put it in the place of what "
    "was changed, or open the page anew to see the row as it is."
)


@dataclass(frozen=True)
class Sight:
    """A fingerprint of rows, and the newest record of each kind at that time."""

    state: str
    records: dict[str, int] = field(default_factory=dict)

    def text(self) -> str:
        """As the hidden field carries it."""
        return json.dumps({"state": self.state, "records": self.records})


def sight_in(text: str | None) -> Sight | None:
    """What a hidden field says; none when it was left out or tampered with."""
    try:
        found = json.loads(text or "")
        records = {str(key): int(value) for key, value in found["records"].items()}
        return Sight(str(found["state"]), records)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


@dataclass(frozen=True)
class Watched:
    """Rows of one kind that a page shows: which, among the rows and their states."""

    model: type[CatalogRow]
    which: Q

    def stored(self) -> list[Any]:
        """Every column of every row, and what its lists hold."""
        names = [each.attname for each in self.model._meta.concrete_fields]
        rows = self.model._default_manager.filter(self.which).order_by("pk")
        found: list[Any] = list(rows.values_list(*names))
        pks = [row[names.index("id")] for row in found]
        for relation in self.model._meta.many_to_many:
            columns = relation.m2m_field_name(), relation.m2m_reverse_field_name()
            listed = through_table(relation)._default_manager.filter(
                **{f"{columns[0]}__in": pks}
            )
            found += sorted(listed.values_list(*columns))
        return found

    def newest_record(self) -> int:
        """The number of the last record of this kind, of whatever row."""
        states = history_model(self.model)._default_manager
        return states.aggregate(newest=models.Max("history_id"))["newest"] or 0

    def told_since(self, record: int) -> list[str]:
        """What happened to these rows after that record, a sentence each."""
        states = history_model(self.model)._default_manager.filter(
            self.which, history_id__gt=record
        )
        return told(
            list(states.select_related("history_user").order_by("history_id")),
            self.model,
        )


def sight_of(watched: Iterable[Watched]) -> Sight:
    """What these rows hold now."""
    digest = hashlib.sha256()
    records = {}
    for part in watched:
        digest.update(json.dumps(part.stored(), default=str).encode())
        records[str(part.model._meta.model_name)] = part.newest_record()
    return Sight(digest.hexdigest(), records)


def refusal(seen: Sight | None, watched: Sequence[Watched]) -> ValidationError | None:
    """Why nothing may be saved, when the rows are not what the editor saw."""
    if seen is None:
        return ValidationError(UNKNOWN)
    if seen.state == sight_of(watched).state:
        return None
    sentences = [
        sentence
        for part in watched
        for sentence in part.told_since(
            seen.records.get(str(part.model._meta.model_name), 0)
        )
    ]
    return ValidationError([CHANGED, *sentences[-10:], AGAIN])


class SightField(forms.CharField):
    """The hidden field; it is no part of the row."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        """It never counts as a change of the row."""
        return False


class WatchingForm(forms.ModelForm):
    """A form that refuses to save over what its editor has not seen."""

    seen = SightField(required=False)
    watched: Sequence[Watched] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial["seen"] = sight_of(self.watched).text()

    def clean(self) -> dict[str, Any] | None:
        """Compare with what is stored; a second save knows what the first was told."""
        cleaned = super().clean()
        why_not = refusal(sight_in(self.cleaned_data.get("seen")), self.watched)
        if why_not:
            self.add_error(None, why_not)
            self.data = _with_seen(self.data, sight_of(self.watched))
        return cleaned


def _with_seen(data: Any, sight: Sight) -> Any:
    """What was sent, but for the state that it was sent on."""
    changed = data.copy()
    changed["seen"] = sight.text()
    return changed


def watching(form: type[forms.ModelForm], watched: Sequence[Watched]) -> Any:
    """The form, watching these rows."""
    return type(f"Watching{form.__name__}", (WatchingForm, form), {"watched": watched})

"""Every state that a row of the catalog ever had: what, when, who and why.

django-simple-history keeps a second table beside each table of the catalog and adds
a row to it whenever a row is saved or deleted. Who did it, and why, is known to
whoever opened the change (`catalog.revision.catalog_change`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords


@dataclass(frozen=True)
class Change:
    """Who changes the catalog, why, and when; one moment for all its rows."""

    by: AbstractBaseUser | None = None
    reason: str = ""
    at: datetime = field(default_factory=timezone.now)


_under_way: ContextVar[Change | None] = ContextVar("change_under_way", default=None)


def change_under_way() -> Change:
    """The change that is being made; a nameless one outside of any."""
    return _under_way.get() or Change()


@contextmanager
def as_change(change: Change) -> Iterator[None]:
    """Record what is written in here as part of this change."""
    token = _under_way.set(change)
    try:
        yield
    finally:
        _under_way.reset(token)


@contextmanager
def for_reason(reason: str) -> Iterator[None]:
    """Give what is written in here a reason of its own, within the same change."""
    with as_change(replace(change_under_way(), reason=reason)):
        yield


class RowHistory(HistoricalRecords):
    """Records that nobody may edit, named after the change they are part of."""

    def copy_fields(self, model: type[models.Model]) -> dict[str, Any]:
        """The columns, with one index: states are looked up by the row's number."""
        fields: dict[str, Any] = super().copy_fields(model)
        for each in fields.values():
            each.db_index = each.name == "id"
        return fields

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        """No permission to change it exists; what was deleted is found by an index."""
        deleted = models.Index(
            fields=["history_date"],
            condition=Q(history_type="-"),
            name=f"{model._meta.model_name}_deleted_on",
        )
        options: dict[str, Any] = super().get_meta_options(model)
        return options | {"default_permissions": (), "indexes": [deleted]}

    def get_meta_options_m2m(self, through_model: type[models.Model]) -> dict[str, Any]:
        """The same for lists of other rows."""
        options: dict[str, Any] = super().get_meta_options_m2m(through_model)
        return options | {"default_permissions": ()}

    def create_historical_record(
        self, instance: Any, history_type: str, using: str | None = None
    ) -> None:
        """Add a record at the moment of the change, which all its rows share."""
        instance._history_date = change_under_way().at
        super().create_historical_record(instance, history_type, using)
        del instance._history_date

    def get_history_user(self, instance: Any) -> AbstractBaseUser | None:
        """Who opened the change."""
        return change_under_way().by

    def get_change_reason_for_object(
        self, instance: Any, history_type: str, using: str | None
    ) -> str:
        """Why, in the words of whoever opened the change."""
        return change_under_way().reason

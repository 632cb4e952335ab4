"""Changes of many rows at once: worked out first, shown, then written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from catalog.history import write_with_history
from catalog.models import (
    CatalogRow,
    DeletedRow,
    DeploymentOption,
    LanguageModel,
    Offering,
    Origin,
    Price,
)
from catalog.models.deployment import OfferingStatus, OptionStatus
from catalog.models.language_models import ModelStatus
from catalog.states import plain

ELSEWHERE = "is not the maker's own, and may go on; retire it by itself if it has ended"


@dataclass(frozen=True)
class Edit:
    """One row, and what its fields are to hold."""

    row: CatalogRow
    values: dict[str, Any]

    def told(self) -> list[str]:
        """Each field before and after."""
        return [
            f"{self.row._meta.get_field(name).verbose_name}: "  # type: ignore[union-attr]  # columns, no relations
            f"{plain(getattr(self.row, name))} → {plain(value)}"
            for name, value in self.values.items()
        ]


@dataclass
class Plan:
    """What an action is going to do."""

    edits: list[Edit] = field(default_factory=list)
    deletions: list[CatalogRow] = field(default_factory=list)
    left_alone: list[tuple[CatalogRow, str]] = field(default_factory=list)

    def touched(self) -> dict[type[CatalogRow], list[int]]:
        """The rows that it writes or deletes, by kind."""
        found: dict[type[CatalogRow], list[int]] = {}
        for row in [*(edit.row for edit in self.edits), *self.deletions]:
            found.setdefault(type(row), []).append(row.pk)
        return found

    def permissions(self) -> set[str]:
        """What whoever carries it out must be allowed to."""
        changed = {f"change_{edit.row._meta.model_name}" for edit in self.edits}
        return changed | {f"delete_{row._meta.model_name}" for row in self.deletions}

    def carry_out(self) -> None:
        """Write it all; call it inside a change."""
        by_kind: dict[tuple[type[CatalogRow], tuple[str, ...]], list[CatalogRow]] = {}
        for edit in self.edits:
            for name, value in edit.values.items():
                setattr(edit.row, name, value)
            edit.row.origin = Origin.EDITOR
            kind = type(edit.row), tuple(edit.values)
            by_kind.setdefault(kind, []).append(edit.row)
        for (_, names), rows in by_kind.items():
            write_with_history(changed=rows, fields=[*names, "origin"])
        for row in self.deletions:
            remember_deletion(row)
            row.delete()


def remember_deletion(row: CatalogRow) -> None:
    """Note that an editor does not want a shipped row."""
    if row.shipped_key:
        DeletedRow.objects.get_or_create(
            kind=row._meta.model_name, shipped_key=row.shipped_key
        )


def checked_on(rows: Iterable[Any], day: date) -> Plan:
    """The same figures of the same sources, looked up again on that day."""
    plan = Plan()
    for row in rows:
        if row.as_of >= day:
            plan.left_alone.append((row, f"was checked on {row.as_of} already"))
        elif why_not := _why_not(row, as_of=day):
            plan.left_alone.append((row, why_not))
        else:
            plan.edits.append(Edit(row, {"as_of": day}))
    return plan


def _why_not(row: CatalogRow, **values: Any) -> str:
    """Why a row cannot hold these values."""
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    try:
        row.validate_constraints()
    except ValidationError as error:
        return " ".join(error.messages)
    finally:
        for name, value in before.items():
            setattr(row, name, value)
    return ""


def retirement(rows: Iterable[CatalogRow], day: date) -> Plan:
    """Models, options or offerings out of use, with what is offered of them.

    A model that its maker retires may go on at another host, which is left alone.

    Prices in force end on that day. Prices that were to begin on it or later will
    never hold, and are deleted.
    """
    plan = Plan()
    kept = []
    for row in rows:
        if _is_retired(row):
            plan.left_alone.append((row, "is retired already"))
        else:
            kept.append(row)
            if not isinstance(row, Offering):
                plan.edits.append(Edit(row, _retired(row, day)))
    offerings = []
    for offering in _offerings_of(kept):
        if _goes_on_elsewhere(offering, kept):
            plan.left_alone.append((offering, ELSEWHERE))
        else:
            offerings.append(offering)
    plan.edits += [
        Edit(offering, {"status": OfferingStatus.RETIRED.value})
        for offering in offerings
        if offering.status != OfferingStatus.RETIRED
    ]
    for price in _open_prices(offerings, day):
        if price.valid_from and price.valid_from >= day:
            plan.deletions.append(price)
        else:
            plan.edits.append(Edit(price, {"valid_until": day}))
    return plan


def _goes_on_elsewhere(offering: Offering, retired: list[CatalogRow]) -> bool:
    """Whether only the model was chosen, and somebody else than its maker offers it."""
    return (
        offering not in retired
        and offering.option not in retired
        and offering.option.provider_id != offering.model.maker_id
    )


def _is_retired(row: Any) -> bool:
    return bool(row.status == ModelStatus.RETIRED)


def _retired(row: CatalogRow, day: date) -> dict[str, Any]:
    if isinstance(row, DeploymentOption):
        return {"status": OptionStatus.RETIRED.value, "retired_on": day}
    return {"status": ModelStatus.RETIRED.value}


def _offerings_of(rows: list[CatalogRow]) -> list[Offering]:
    which = Q()
    for kind, column in (
        (LanguageModel, "model"),
        (DeploymentOption, "option"),
        (Offering, "pk"),
    ):
        pks = [row.pk for row in rows if isinstance(row, kind)]
        which |= Q(**{f"{column}__in": pks})
    found = Offering.objects.filter(which).select_related("model", "option")
    return list(found.order_by("pk"))


def _open_prices(offerings: list[Offering], day: date) -> list[Price]:
    found = Price.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=day),
        offering__in=[offering.pk for offering in offerings],
    )
    return list(
        found.select_related("offering__model", "offering__option").order_by("pk")
    )

"""Brings the database up to the data files, and never touches an editor's row."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Q

from catalog.drafts import (
    Draft,
    DraftMaker,
    key_text,
    refusals_from,
)
from catalog.history import ADDED, CHANGED, recorded_later, remember
from catalog.models import CatalogRow, DeletedRow, Origin, Price
from catalog.revision import catalog_change
from catalog.row_relations import (
    database_message,
    foreign_keys,
    key_relations,
    keys_named,
    remove_unused,
    stored_names,
    through_table,
)
from catalog.seed_files import (
    DATA_FOLDER,
    Refusal,
    file_of_models,
    loaded_models,
    read_seed_files,
    rows_by_model,
)

OUTCOMES = ("added", "updated", "unchanged", "kept", "removed")


@dataclass
class Report:
    """What became of the rows of each file, or why nothing did."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def count(self, file: str, outcome: str, number: int = 1) -> None:
        """Note an outcome for some rows of a file."""
        self.counts.setdefault(file, Counter())[outcome] += number


class NotLoadedError(Exception):
    """Nothing was written, because something was refused or only a check was asked."""


def load_catalog(folder: Path = DATA_FOLDER, *, check_only: bool = False) -> Report:
    """Load all files or, when anything in them is refused, nothing."""
    report = Report()
    try:
        with catalog_change(reason=f"Data files, version {data_version(folder)}"):
            Loader(report).load(folder)
            if report.refusals or check_only:
                raise NotLoadedError
            count_anew()
    except NotLoadedError:
        pass
    if report.refusals:
        # Nothing came of the rest, and what was refused counted as gone.
        return Report(refusals=sorted(set(report.refusals)))
    return report


def count_anew() -> None:
    """Let the database count its rows; else it plans the first queries for none."""
    with connection.cursor() as cursor:
        for model in loaded_models():
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def data_version(folder: Path) -> str:
    """A short name for exactly these data files: the start of a hash over them all."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(eq=False)
class Known:
    """The rows of one model that the database holds, by natural key."""

    by_key: dict[str, CatalogRow] = field(default_factory=dict)
    key_of: dict[int, str] = field(default_factory=dict)
    further: dict[int, dict[str, set[int]]] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)

    def add(self, key: str, instance: CatalogRow) -> None:
        """Remember a row of the database."""
        self.by_key[key] = instance
        self.key_of[instance.pk] = key


class Loader:
    """One load: reads, compares, removes, then writes model by model."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.known: dict[type[models.Model], Known] = {}
        # Rows that an editor deleted, and what hangs on them.
        self.left_out: set[tuple[type[models.Model], str]] = set()

    def load(self, folder: Path) -> None:
        """Work through all files; refusals are collected, not raised."""
        reading = read_seed_files(folder)
        self.report.refusals += reading.refusals
        maker = DraftMaker(self.report.refusals)
        drafts = {
            model: [made for row in rows if (made := maker.make(row))]
            for model, rows in rows_by_model(reading.rows)
        }
        named = keys_named(drafts)
        for model in loaded_models():
            self.known[model] = self._read_known(model, named[model])
        self._refuse_twins(drafts)
        self._remove_gone(drafts)
        for model, of_model in drafts.items():
            self._load_model(model, of_model)

    # What the database holds

    def _read_known(self, model: type[CatalogRow], named: set[str]) -> Known:
        """The rows that came from files, and those that files may name."""
        known = Known()
        from_files = ~Q(shipped_key="")
        rows = model._default_manager.filter(from_files | self._may_be(model, named))
        for row in rows:
            known.add(row.shipped_key or self._key_of(row) or "", row)
        for row in list(known.by_key.values()):
            if row.origin == Origin.EDITOR and (key := self._key_of(row)):
                known.by_key.setdefault(key, row)
        kind = model._meta.model_name
        deleted = DeletedRow.objects.filter(kind=kind)
        known.deleted = set(deleted.values_list("shipped_key", flat=True))
        for relation in model._meta.many_to_many:
            self._read_further(known, relation)
        return known

    def _may_be(self, model: type[CatalogRow], named: set[str]) -> Q:
        """Rows whose key a file may hold: most of a large catalog cannot be meant."""
        if model.natural_key_fields == ("slug",):
            return Q(slug__in=named)
        condition = Q()
        for relation in key_relations(model):
            pks = list(self.known[relation.related_model].key_of)
            name = relation.attname
            condition &= Q(**{f"{name}__in": pks}) | Q(**{name: None})
        return condition

    def _key_of(self, row: CatalogRow) -> str | None:
        """The natural key; None where it rests on a row that no file can name."""
        references = {}
        for relation in key_relations(type(row)):
            pk = getattr(row, relation.attname)
            key = self.known[relation.related_model].key_of.get(pk)
            if pk is not None and key is None:
                return None
            references[relation.name] = key or ""
        return key_text(row, references)

    def _read_further(self, known: Known, relation: models.ManyToManyField) -> None:
        pairs = through_table(relation)._default_manager.values_list(
            relation.m2m_column_name(), relation.m2m_reverse_name()
        )
        for owner, other in pairs:
            further = known.further.setdefault(owner, {})
            further.setdefault(relation.name, set()).add(other)

    # What the files no longer hold

    def _refuse_twins(self, drafts: dict[type[CatalogRow], list[Draft]]) -> None:
        for of_model in drafts.values():
            first: dict[str, Draft] = {}
            for draft in of_model:
                twin = first.setdefault(draft.key, draft)
                if twin is not draft:
                    message = f"The same row stands in line {twin.row.line}."
                    self.report.refusals.append(draft.row.refusal(message))

    def _remove_gone(self, drafts: dict[type[CatalogRow], list[Draft]]) -> None:
        """Remove shipped rows that left the files, unless something needs them."""
        files = file_of_models()
        for model, of_model in reversed(drafts.items()):
            known = self.known[model]
            here = {draft.key for draft in of_model}
            gone = {
                row.pk: key
                for key, row in known.by_key.items()
                if row.origin == Origin.SHIPPED and key not in here
            }
            if gone:
                removed = remove_unused(model, list(gone))
                for pk in removed:
                    del known.by_key[gone[pk]]
                self.report.count(files[model], "removed", len(removed))
                self.report.count(files[model], "kept", len(gone) - len(removed))

    # One model

    def _load_model(self, model: type[CatalogRow], drafts: Sequence[Draft]) -> None:
        known = self.known[model]
        added: list[Draft] = []
        updated: list[Draft] = []
        for draft in drafts:
            stored = known.by_key.get(draft.key)
            if not self._connect(draft) or not self._clean(draft):
                continue
            if stored is None:
                self._add(draft, added)
            elif stored.origin == Origin.EDITOR:
                self._count(draft, "kept")
            elif self._differs(draft, stored):
                updated.append(draft)
            else:
                self._count(draft, "unchanged")
        updated = self._write(updated, "updated")
        added = self._write(added, "added")
        self._write_further(model, [*added, *updated])
        remember(model, [draft.instance.pk for draft in updated], CHANGED)
        remember(model, [draft.instance.pk for draft in added], ADDED)

    def _add(self, draft: Draft, added: list[Draft]) -> None:
        model = draft.row.model
        if draft.key in self.known[model].deleted:
            self._leave_out(draft)
        else:
            added.append(draft)

    def _leave_out(self, draft: Draft) -> None:
        self.left_out.add((draft.row.model, draft.key))
        self._count(draft, "kept")

    def _connect(self, draft: Draft) -> bool:
        """Set the rows it refers to; false when one of them is missing."""
        for relation in foreign_keys(draft.row.model):
            key = draft.references.get(relation.name)
            if key is None:
                continue
            target = relation.related_model
            found = self.known[target].by_key.get(key)
            if found is None:
                self._miss(draft, relation, key)
                return False
            setattr(draft.instance, relation.name, found)
        draft.instance.shipped_key = draft.key
        return True

    def _miss(self, draft: Draft, relation: models.Field, key: str) -> None:
        if (relation.related_model, key) in self.left_out:
            self._leave_out(draft)
        elif relation.name != draft.row.parent_field:
            message = f"There is no “{key}”."
            self.report.refusals.append(draft.row.refusal(message, relation.name))

    def _clean(self, draft: Draft) -> bool:
        try:
            draft.instance.clean()
        except ValidationError as error:
            if _is_due_to_editor(draft):
                self._leave_out(draft)
            else:
                self.report.refusals += refusals_from(draft.row, error)
            return False
        return True

    def _differs(self, draft: Draft, stored: CatalogRow) -> bool:
        draft.instance.pk = stored.pk
        draft.instance._state.adding = False
        same = all(
            getattr(draft.instance, name) == getattr(stored, name)
            for name in stored_names(type(stored))
        )
        return not same or self._further_differs(draft, stored)

    def _further_differs(self, draft: Draft, stored: CatalogRow) -> bool:
        now = self.known[type(stored)].further.get(stored.pk, {})
        return any(
            set(self._further_pks(draft, relation)) != now.get(relation.name, set())
            for relation in stored._meta.many_to_many
        )

    # Writing

    def _write(self, drafts: list[Draft], outcome: str) -> list[Draft]:
        """Write the rows, and give back those that the database has taken."""
        if not drafts:
            return []
        model = drafts[0].row.model
        instances = [draft.instance for draft in drafts]
        try:
            with transaction.atomic():
                if outcome == "added":
                    model._default_manager.bulk_create(instances)
                else:
                    names = [*stored_names(model), "shipped_key"]
                    model._default_manager.bulk_update(instances, names)
        except DatabaseError:
            drafts = [each for each in drafts if self._write_alone(each)]
        for draft in drafts:
            self.known[model].add(draft.key, draft.instance)
            self._count(draft, outcome)
        return drafts

    def _write_alone(self, draft: Draft) -> bool:
        """Write one row by itself, to learn whether it is the refused one."""
        instance = draft.instance
        is_new = instance._state.adding
        if is_new:
            instance.pk = None
        try:
            with transaction.atomic(), recorded_later(instance):
                instance.save(force_insert=is_new, force_update=not is_new)
        except DatabaseError as error:
            if _is_due_to_editor(draft):
                self._leave_out(draft)
            else:
                message = database_message(draft.row.model, error)
                self.report.refusals.append(draft.row.refusal(message))
            return False
        return True

    def _write_further(self, model: type[CatalogRow], drafts: list[Draft]) -> None:
        for relation in model._meta.many_to_many:
            through = through_table(relation)
            owner, other = relation.m2m_field_name(), relation.m2m_reverse_field_name()
            pks = [draft.instance.pk for draft in drafts]
            through._default_manager.filter(**{f"{owner}__in": pks}).delete()
            through._default_manager.bulk_create(
                through(**{f"{owner}_id": draft.instance.pk, f"{other}_id": pk})
                for draft in drafts
                for pk in self._further_pks(draft, relation)
            )

    def _further_pks(self, draft: Draft, relation: models.ManyToManyField) -> list[int]:
        pks = []
        for key in dict.fromkeys(draft.further.get(relation.name, [])):
            found = self.known[relation.related_model].by_key.get(key)
            if found:
                pks.append(found.pk)
            elif (relation.related_model, key) not in self.left_out:
                message = f"There is no “{key}”."
                refusal = draft.row.refusal(message, relation.name)
                self.report.refusals.append(refusal)
        return pks

    def _count(self, draft: Draft, outcome: str) -> None:
        self.report.count(draft.row.file, outcome)


def _is_due_to_editor(draft: Draft) -> bool:
    """Whether a good row became impossible by what an editor changed."""
    instance = draft.instance
    referred = [
        getattr(instance, relation.name)
        for relation in foreign_keys(type(instance))
        if getattr(instance, relation.attname)
    ]
    return any(row.origin == Origin.EDITOR for row in referred) or (
        isinstance(instance, Price) and _overlaps_editor(instance)
    )


def _overlaps_editor(price: Price) -> bool:
    """Whether the period of a price is taken by a row of an editor."""
    rivals = Price.objects.filter(
        offering=price.offering,
        source=price.source,
        above_tokens=price.above_tokens,
        schedule=price.schedule,
        origin=Origin.EDITOR,
    )
    if price.valid_from:
        rivals = rivals.exclude(valid_until__lte=price.valid_from)
    if price.valid_until:
        rivals = rivals.exclude(valid_from__gte=price.valid_until)
    return rivals.exists()

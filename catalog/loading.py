"""Brings the database up to the data files, and never touches an editor's row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from catalog.candidates import (
    Candidate,
    CandidateMaker,
    key_text,
    refusals_from,
)
from catalog.models import CatalogRow, DeletedRow, Origin, Price
from catalog.revision import catalog_change
from catalog.row_relations import (
    foreign_keys,
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

OUTCOMES = ("added", "updated", "unchanged", "kept", "removed", "refused")


@dataclass
class Report:
    """What became of the rows of each file."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def count(self, file: str, outcome: str, number: int = 1) -> None:
        """Note an outcome for some rows of a file."""
        self.counts.setdefault(file, Counter())[outcome] += number


class NotLoadedError(Exception):
    """Nothing was written, because lines were refused or only a check was asked."""


def load_catalog(folder: Path = DATA_FOLDER, *, check_only: bool = False) -> Report:
    """Load all files or, when any line is refused, nothing."""
    report = Report()
    try:
        with catalog_change():
            Loader(report).load(folder)
            if report.refusals or check_only:
                raise NotLoadedError
    except NotLoadedError:
        pass
    report.refusals = sorted(set(report.refusals))
    for refusal in report.refusals:
        report.count(refusal.file, "refused")
    return report


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
        maker = CandidateMaker(self.report.refusals)
        candidates = {
            model: [made for row in rows if (made := maker.make(row))]
            for model, rows in rows_by_model(reading.rows)
        }
        for model in loaded_models():
            self.known[model] = self._read_known(model)
        self._refuse_twins(candidates)
        self._remove_gone(candidates)
        for model, of_model in candidates.items():
            self._load_model(model, of_model)

    # What the database holds

    def _read_known(self, model: type[CatalogRow]) -> Known:
        known = Known()
        for row in model._default_manager.all():
            known.add(row.shipped_key or self._key_of(row), row)
        for row in list(known.by_key.values()):
            if row.origin == Origin.EDITOR:
                known.by_key.setdefault(self._key_of(row), row)
        kind = model._meta.model_name
        deleted = DeletedRow.objects.filter(kind=kind)
        known.deleted = set(deleted.values_list("shipped_key", flat=True))
        for relation in model._meta.many_to_many:
            self._read_further(known, relation)
        return known

    def _key_of(self, row: CatalogRow) -> str:
        references = {
            relation.name: self.known[relation.related_model].key_of[pk]
            for relation in foreign_keys(type(row))
            if (pk := getattr(row, relation.attname)) is not None
        }
        return key_text(row, references)

    def _read_further(self, known: Known, relation: models.ManyToManyField) -> None:
        pairs = through_table(relation)._default_manager.values_list(
            relation.m2m_column_name(), relation.m2m_reverse_name()
        )
        for owner, other in pairs:
            further = known.further.setdefault(owner, {})
            further.setdefault(relation.name, set()).add(other)

    # What the files no longer hold

    def _refuse_twins(
        self, candidates: dict[type[CatalogRow], list[Candidate]]
    ) -> None:
        for of_model in candidates.values():
            first: dict[str, Candidate] = {}
            for candidate in of_model:
                twin = first.setdefault(candidate.key, candidate)
                if twin is not candidate:
                    message = f"The same row stands in line {twin.row.line}."
                    self.report.refusals.append(candidate.row.refusal(message))

    def _remove_gone(self, candidates: dict[type[CatalogRow], list[Candidate]]) -> None:
        """Remove shipped rows that left the files, unless something needs them."""
        files = file_of_models()
        for model, of_model in reversed(candidates.items()):
            known = self.known[model]
            here = {candidate.key for candidate in of_model}
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

    def _load_model(
        self, model: type[CatalogRow], candidates: Sequence[Candidate]
    ) -> None:
        known = self.known[model]
        added: list[Candidate] = []
        updated: list[Candidate] = []
        for candidate in candidates:
            stored = known.by_key.get(candidate.key)
            if not self._connect(candidate) or not self._clean(candidate):
                continue
            if stored is None:
                self._add(candidate, added)
            elif stored.origin == Origin.EDITOR:
                self._count(candidate, "kept")
            elif self._differs(candidate, stored):
                updated.append(candidate)
            else:
                self._count(candidate, "unchanged")
        self._write(updated, "updated")
        self._write(added, "added")
        self._write_further(model, [*added, *updated])

    def _add(self, candidate: Candidate, added: list[Candidate]) -> None:
        model = candidate.row.model
        if candidate.key in self.known[model].deleted:
            self._leave_out(candidate)
        else:
            added.append(candidate)

    def _leave_out(self, candidate: Candidate) -> None:
        self.left_out.add((candidate.row.model, candidate.key))
        self._count(candidate, "kept")

    def _connect(self, candidate: Candidate) -> bool:
        """Set the rows it refers to; false when one of them is missing."""
        for relation in foreign_keys(candidate.row.model):
            key = candidate.references.get(relation.name)
            if key is None:
                continue
            target = relation.related_model
            found = self.known[target].by_key.get(key)
            if found is None:
                self._miss(candidate, relation, key)
                return False
            setattr(candidate.instance, relation.name, found)
        candidate.instance.shipped_key = candidate.key
        return True

    def _miss(self, candidate: Candidate, relation: models.Field, key: str) -> None:
        if (relation.related_model, key) in self.left_out:
            self._leave_out(candidate)
        elif relation.name != candidate.row.parent_field:
            message = f"There is no {key}."
            self.report.refusals.append(candidate.row.refusal(message, relation.name))

    def _clean(self, candidate: Candidate) -> bool:
        try:
            candidate.instance.clean()
        except ValidationError as error:
            if _is_due_to_editor(candidate):
                self._leave_out(candidate)
            else:
                self.report.refusals += refusals_from(candidate.row, error)
            return False
        return True

    def _differs(self, candidate: Candidate, stored: CatalogRow) -> bool:
        candidate.instance.pk = stored.pk
        candidate.instance._state.adding = False
        same = all(
            getattr(candidate.instance, name) == getattr(stored, name)
            for name in stored_names(type(stored))
        )
        return not same or self._further_differs(candidate, stored)

    def _further_differs(self, candidate: Candidate, stored: CatalogRow) -> bool:
        now = self.known[type(stored)].further.get(stored.pk, {})
        return any(
            set(self._further_pks(candidate, relation)) != now.get(relation.name, set())
            for relation in stored._meta.many_to_many
        )

    # Writing

    def _write(self, candidates: list[Candidate], outcome: str) -> None:
        if not candidates:
            return
        model = candidates[0].row.model
        instances = [candidate.instance for candidate in candidates]
        try:
            with transaction.atomic():
                if outcome == "added":
                    model._default_manager.bulk_create(instances)
                else:
                    names = [*stored_names(model), "shipped_key"]
                    model._default_manager.bulk_update(instances, names)
        except DatabaseError:
            candidates = [each for each in candidates if self._write_alone(each)]
        for candidate in candidates:
            self.known[model].add(candidate.key, candidate.instance)
            self._count(candidate, outcome)

    def _write_alone(self, candidate: Candidate) -> bool:
        """Write one row by itself, to learn whether it is the refused one."""
        instance = candidate.instance
        is_new = instance._state.adding
        if is_new:
            instance.pk = None
        try:
            with transaction.atomic():
                instance.save(force_insert=is_new, force_update=not is_new)
        except DatabaseError as error:
            if _is_due_to_editor(candidate):
                self._leave_out(candidate)
            else:
                message = _database_message(candidate, error)
                self.report.refusals.append(candidate.row.refusal(message))
            return False
        return True

    def _write_further(
        self, model: type[CatalogRow], candidates: list[Candidate]
    ) -> None:
        for relation in model._meta.many_to_many:
            through = through_table(relation)
            owner, other = relation.m2m_field_name(), relation.m2m_reverse_field_name()
            written = [each for each in candidates if each.instance.pk]
            pks = [candidate.instance.pk for candidate in written]
            through._default_manager.filter(**{f"{owner}__in": pks}).delete()
            through._default_manager.bulk_create(
                through(**{f"{owner}_id": candidate.instance.pk, f"{other}_id": pk})
                for candidate in written
                for pk in self._further_pks(candidate, relation)
            )

    def _further_pks(
        self, candidate: Candidate, relation: models.ManyToManyField
    ) -> list[int]:
        pks = []
        for key in dict.fromkeys(candidate.further.get(relation.name, [])):
            found = self.known[relation.related_model].by_key.get(key)
            if found:
                pks.append(found.pk)
            elif (relation.related_model, key) not in self.left_out:
                message = f"There is no {key}."
                refusal = candidate.row.refusal(message, relation.name)
                self.report.refusals.append(refusal)
        return pks

    def _count(self, candidate: Candidate, outcome: str) -> None:
        self.report.count(candidate.row.file, outcome)


def _is_due_to_editor(candidate: Candidate) -> bool:
    """Whether a good row became impossible by what an editor changed."""
    instance = candidate.instance
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


def _database_message(candidate: Candidate, error: DatabaseError) -> str:
    """The constraint's own words, or else those of the database."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    for constraint in candidate.row.model._meta.constraints:
        if constraint.name == name:
            return str(constraint.violation_error_message)
    return getattr(diagnosis, "message_primary", None) or str(error)

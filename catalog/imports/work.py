"""Writes rows of a file, batch by batch, and notes what becomes of each."""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import batched, groupby
from typing import NoReturn

from django.core.exceptions import ValidationError

from catalog.drafts import Draft, DraftMaker, refusals_from
from catalog.imports.effects import Effect, RowEffect, listed
from catalog.imports.plans import Plan, Planner
from catalog.imports.references import References, stored_rows
from catalog.imports.writing import write
from catalog.models import CatalogRow, Origin
from catalog.row_relations import foreign_keys
from catalog.seed_files import Refusal, RefusedError, SeedRow

BATCH = 2_000  # rows that are looked up and written together
# Rows that only the database refuses; each costs a dozen attempts to be found.
MOST_NOT_TAKEN = 5_000

# Rows that are known to be bad, by file and line, with the reasons.
type LeftOut = dict[tuple[str, int], list[Refusal]]


class Work:
    """One run over all rows; those known to be bad are left out."""

    def __init__(self, left_out: LeftOut) -> None:
        self.left_out = left_out
        self.refusals: list[Refusal] = []
        self.maker = DraftMaker(self.refusals, Origin.EDITOR)
        self.references = References()
        self.planner = Planner(self.references)
        self.effects: list[RowEffect] = []
        self.lines: dict[bytes, int] = {}
        self.put_off: list[Plan] = []

    def do(self, rows: Iterable[SeedRow]) -> list[RowEffect]:
        """Write what is good, and tell of every row in the order of the file."""
        for model, of_model in groupby(rows, key=lambda row: row.model):
            for batch in batched(of_model, BATCH, strict=False):
                self._work(model, batch)
        self._try_again()
        return self.effects

    def _work(self, model: type[CatalogRow], batch: Sequence[SeedRow]) -> None:
        plans = [plan for row in batch if (plan := self._started(row))]
        for relation in foreign_keys(model):
            self.planner.fetch(relation, plans)
        stored = stored_rows(model, [plan.draft.instance for plan in plans])
        for plan in plans:
            plan.stored = stored.get(plan.key_values)
        plans = [plan for plan in plans if self._finish(plan)]
        self.planner.compare(model, plans)
        for plan in plans:
            self.effects[plan.number] = plan.told()
        self.put_off += self._write(plans)
        if len(self.put_off) > MOST_NOT_TAKEN:
            self._give_up(self.put_off[0])

    def _give_up(self, first: Plan) -> NoReturn:
        """Refuse the file, before finding all bad rows takes longer than anyone waits."""
        reasons = self.effects[first.number].refusals
        reason = reasons[0].message if reasons else ""
        message = f"More than {MOST_NOT_TAKEN:,} rows are like this one: {reason}"
        raise RefusedError(first.draft.row.refusal(message))

    # One row, until it is known to be good

    def _started(self, row: SeedRow) -> Plan | None:
        """The row as far as it was given; None if it is refused."""
        number = len(self.effects)
        self.effects.append(refused(row, ()))
        known = row.faults or self.left_out.get((row.file, row.line))
        if known:
            self.refusals += known
        draft = None if known else self.maker.make_given(row)
        if draft and self._connect(draft):
            return Plan(number, draft)
        self._refuse(number, row)
        return None

    def _connect(self, draft: Draft) -> bool:
        """Set the rows it refers to; false when one of them is missing."""
        for relation in foreign_keys(draft.row.model):
            key = draft.references.get(relation.name)
            if key is None:
                continue
            pk = self.references.pk(relation.related_model, key)
            if pk is None:
                self.refusals.append(_missing(draft.row, relation.name, key))
            setattr(draft.instance, relation.attname, pk)
        for listing in draft.row.model._meta.many_to_many:
            for key in draft.further.get(listing.name, []):
                if self.references.pk(listing.related_model, key) is None:
                    self.refusals.append(_missing(draft.row, listing.name, key))
        return not self.refusals

    def _finish(self, plan: Plan) -> bool:
        """Whether the row is good as a whole, beside what is stored."""
        self._refuse_twin(plan.draft)
        if self.maker.complete(plan.draft, plan.stored):
            try:
                plan.draft.instance.clean()
            except ValidationError as error:
                self.refusals += refusals_from(plan.draft.row, error)
        if self.refusals:
            self._refuse(plan.number, plan.draft.row)
            return False
        return True

    def _refuse_twin(self, draft: Draft) -> None:
        name = f"{draft.row.model.__name__} {draft.key}"
        digest = hashlib.blake2b(name.encode(), digest_size=16).digest()
        first = self.lines.setdefault(digest, draft.row.line)
        if first != draft.row.line:
            message = f"The same row stands in line {first}."
            self.refusals.append(draft.row.refusal(message))

    def _refuse(self, number: int, row: SeedRow) -> None:
        self.effects[number] = refused(row, self.refusals)
        self.refusals.clear()

    # Into the database

    def _write(self, plans: Sequence[Plan]) -> list[Plan]:
        """Write the rows, and give back those that the database did not take."""
        failed = write([plan for plan in plans if plan.effect is Effect.CHANGED])
        failed += write([plan for plan in plans if plan.effect is Effect.ADDED])
        for plan, refusal in failed:
            self.effects[plan.number] = refused(plan.draft.row, [refusal])
        bad = {plan.number for plan, _ in failed}
        for plan in plans:
            if plan.effect is Effect.ADDED and plan.number not in bad:
                self.planner.remember(plan.draft)
        return [plan for plan, _ in failed]

    def _try_again(self) -> None:
        """What a later row of the file has made room for, such as by an earlier end."""
        again, self.put_off = self.put_off, []
        for _, of_model in groupby(again, key=lambda plan: plan.draft.row.model):
            plans = list(of_model)
            failed = {plan.number for plan in self._write(plans)}
            for plan in plans:
                if plan.number not in failed:
                    self.effects[plan.number] = plan.told()


def refused(row: SeedRow, refusals: Iterable[Refusal]) -> RowEffect:
    """A row that cannot be loaded, and why."""
    return RowEffect(
        file=row.file,
        line=row.line,
        model=row.model.__name__,
        effect=Effect.REFUSED,
        key="",
        told=listed(refusals),
    )


def _missing(row: SeedRow, field: str, key: str) -> Refusal:
    return row.refusal(f"There is no “{key}”.", field)

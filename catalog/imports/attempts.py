"""Writes the rows that are good by themselves, then asks what they break together."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from catalog.imports.effects import Effect, Preview, RowEffect
from catalog.imports.work import LeftOut, Work
from catalog.integrity import Broken, broken_rules
from catalog.seed_files import Refusal, SeedRow

MOST_ATTEMPTS = 4  # leaving out rows can break another rule, hardly twice


def worked(rows: Iterable[SeedRow]) -> Preview:
    """Write every good row, and tell what became of each.

    A row that breaks a rule of the catalog is refused like any other: the rest is
    written anew without it. What was broken before is not the fault of the rows.
    """
    broken_before = {_name_of(broken) for broken in broken_rules()}
    left_out: LeftOut = {}
    for _ in range(MOST_ATTEMPTS):
        with transaction.atomic():
            effects = Work(left_out).do(rows)
            now = broken_rules()
            broken = [each for each in now if _name_of(each) not in broken_before]
            blamed = _blamed(effects, broken)
            if blamed:
                transaction.set_rollback(True)
        if not blamed:
            break
        left_out |= blamed
    return Preview(effects=effects, obstacles=list(map(str, broken)))


def _name_of(broken: Broken) -> tuple[str, str]:
    return broken.rule.key, broken.row


def _blamed(effects: Sequence[RowEffect], broken: Sequence[Broken]) -> LeftOut:
    """The rows of the file that break a rule, with the reason."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for each in broken:
        name = (each.rule.model.__name__, each.row)
        reasons.setdefault(name, []).append(f"{each.sentence} ({each.rule.key})")
    written = (Effect.ADDED, Effect.CHANGED)
    return {
        (row.file, row.line): [
            Refusal(row.file, row.line, reason)
            for reason in reasons[row.model, row.key]
        ]
        for row in effects
        if row.effect in written and (row.model, row.key) in reasons
    }

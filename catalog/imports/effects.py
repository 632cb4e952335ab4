"""What an import does, or would do, to each row: the result of a preview."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from catalog.imports.refusing import printable
from catalog.seed_files import Refusal


class Effect(StrEnum):
    """What becomes of a row of the file."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a row, before and after; of a new row there is no before."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowEffect:
    """One row of a file and what becomes of it."""

    file: str
    line: int
    model: str
    effect: Effect
    key: str
    # Differences or refusals as JSON text: 200,000 rows of them fit into memory so.
    told: str = "[]"

    @property
    def differences(self) -> list[Difference]:
        """The fields that are not what they were."""
        if self.effect is Effect.REFUSED:
            return []
        return [Difference(*parts) for parts in json.loads(self.told)]

    @property
    def refusals(self) -> list[Refusal]:
        """Why the row is refused, field by field."""
        if self.effect is not Effect.REFUSED:
            return []
        return [Refusal(self.file, *parts) for parts in json.loads(self.told)]


def listed(parts: Iterable[Difference | Refusal]) -> str:
    """Differences or refusals as a row's effect keeps them."""
    return json.dumps(list(map(_parts_of, parts)), ensure_ascii=False)


def _parts_of(part: Difference | Refusal) -> list[str | int]:
    if isinstance(part, Difference):
        return [part.field, part.before, part.after]
    return [part.line, printable(part.message), printable(part.key)]


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody who looked at both catalogs has to say, such as changed advice."""

    title: str
    lines: tuple[str, ...]


@dataclass
class Preview:
    """All that an import would do, or has done."""

    effects: list[RowEffect]
    # Why the file as a whole cannot be loaded, whatever rows are left out.
    obstacles: list[str] = field(default_factory=list)
    revision: str = ""  # of the catalog that it was made on
    next_revision: str = ""  # of the catalog that would be
    findings: list[Finding] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each effect, those without any too."""
        counted = Counter(each.effect for each in self.effects)
        return {effect.value: counted[effect] for effect in Effect}

    @property
    def refused(self) -> Iterator[RowEffect]:
        """The rows that cannot be loaded."""
        return (each for each in self.effects if each.effect is Effect.REFUSED)

    @property
    def fingerprint(self) -> str:
        """A hash over every effect: equal if and only if the import does the same."""
        digest = hashlib.sha256()
        for each in self.effects:
            parts = [each.file, each.line, each.model, each.effect, each.key]
            digest.update(json.dumps([*parts, each.told]).encode())
        digest.update(json.dumps(self.obstacles).encode())
        return digest.hexdigest()

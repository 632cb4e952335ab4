"""Figures of a model or a machine: by field, side by side where sources disagree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from catalog.json_values import count
from catalog.models import HardwareFact, ModelFact, Status, Verification
from catalog.models.language_models import DATE_FIELDS
from catalog.pages.choosing import Standing, why_in_use
from catalog.pages.citing import Citation, citation
from catalog.wording import part_of_date

# Units that the field's own name already says.
SAID_BY_NAME = {
    "date",
    "billion",
    "GB",
    "GB/s",
    "TFLOPS",
    "W",
    "USD",
    "heads",
    "layers",
    "dims",
    "experts",
    "values",
}


def written(value: str, number: int | float | None, unit: str, *, is_date: bool) -> str:
    """A figure with separators and the unit that its name does not say; a date."""
    if number is None:
        return part_of_date(value) if is_date else value
    text = f"{number:,}"
    return text if unit in SAID_BY_NAME else f"{text} {unit}".strip()


def fact_text(row: "Fact") -> str:
    """The same of a row whose source need not be at hand."""
    is_date = row.field in DATE_FIELDS
    return written(text_of(row), count(row.number), row.unit, is_date=is_date)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure, as one source gave it."""

    value: str
    number: int | float | None  # None where it is a date or a word
    is_date: bool
    unit: str
    status: str
    status_text: str
    verification: str
    learned: str  # how it came to be known, in words
    is_in_use: bool
    note: str
    citation: Citation

    @property
    def text(self) -> str:
        """The figure as one would write it."""
        return written(self.value, self.number, self.unit, is_date=self.is_date)

    @property
    def is_doubtful(self) -> bool:
        return self.status != Status.ACCEPTED

    @property
    def is_unverified(self) -> bool:
        return self.verification == Verification.UNVERIFIED


@dataclass(frozen=True, kw_only=True)
class FigureGroup:
    """All figures for one field, the one in use first."""

    key: str
    label: str
    figures: tuple[Figure, ...]
    why: str  # the first is in use, or none

    @property
    def in_use(self) -> Figure | None:
        first = self.figures[0]
        return first if first.is_in_use else None

    @property
    def disagrees(self) -> bool:
        return len({one.value for one in self.figures}) > 1

    @property
    def spread(self) -> tuple[int | float, int | float] | None:
        """The least and the most that is not marked wrong; None where they agree."""
        kept = [
            one.number
            for one in self.figures
            if one.number is not None and one.status != Status.WRONG
        ]
        return (min(kept), max(kept)) if len(set(kept)) > 1 else None


type Fact = ModelFact | HardwareFact


def figure_groups(facts: Iterable[Fact], order: Sequence[str]) -> list[FigureGroup]:
    """The groups of figures in the order of their fields."""
    position = {key: number for number, key in enumerate(order)}
    rows = sorted(
        facts, key=lambda row: (position[row.field], standing(row).order, text_of(row))
    )
    return [group(list(found)) for _, found in groupby(rows, key=lambda row: row.field)]


def standing(row: Fact) -> Standing:
    return Standing(
        status=row.status,
        source_kind=row.source.kind,
        source=row.source.slug,
        as_of=row.as_of,
    )


def text_of(row: Fact) -> str:
    return row.value if isinstance(row, ModelFact) else f"{row.number.normalize():f}"


def group(rows: Sequence[Fact]) -> FigureGroup:
    standings = [standing(row) for row in rows]
    return FigureGroup(
        key=rows[0].field,
        label=rows[0].get_field_display(),
        figures=tuple(
            figure(row, is_in_use=number == 0 and standings[0].is_usable)
            for number, row in enumerate(rows)
        ),
        why=why_in_use(standings),
    )


def figure(row: Fact, *, is_in_use: bool) -> Figure:
    number: Decimal | None = row.number
    return Figure(
        value=text_of(row),
        number=count(number),
        is_date=row.field in DATE_FIELDS,
        unit=row.unit,
        status=row.status,
        status_text=row.get_status_display(),
        verification=row.verification,
        learned=row.get_verification_display(),
        is_in_use=is_in_use,
        note=row.note,
        citation=citation(row),
    )

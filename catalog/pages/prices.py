"""Prices of an offering: every dated row, the one in force, and what is announced.

The rules are those of the advice (`advisor/decision/prices.py`, which may not read
rows of the catalog); a test holds the two against each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from catalog.models import Offering, Price, SourceKind, Status
from catalog.models.deployment import OfferingStatus
from catalog.models.prices import Schedule
from catalog.pages.citing import Citation, citation
from catalog.value_in_use import terms_key

ONE_YEAR = timedelta(days=365)  # what is announced for later is no help yet


@dataclass(frozen=True, kw_only=True)
class PriceLine:
    """One dated price row; US dollars per million tokens."""

    option: str
    option_name: str
    provider_model_id: str
    input: Decimal
    output: Decimal | None
    cached_input: Decimal | None
    batch_discount: Decimal | None
    above_tokens: int
    schedule: str
    hours: str
    valid_from: date | None
    valid_until: date | None  # the day after the last
    is_free: bool
    status: str
    status_text: str
    state: str  # in use, in force, announced, over or not used
    is_in_use: bool
    note: str
    citation: Citation

    @property
    def is_doubtful(self) -> bool:
        return self.status != Status.ACCEPTED


def is_usable(row: Price) -> bool:
    return row.status == Status.ACCEPTED and row.source.kind != SourceKind.ARTICLE


def is_valid_on(row: Price, day: date) -> bool:
    starts = row.valid_from is None or row.valid_from <= day
    return starts and (row.valid_until is None or day < row.valid_until)


def best_first(row: Price) -> tuple[object, ...]:
    """The order in which the advice reads price rows."""
    return (
        terms_key(row.source.kind, row.as_of),
        row.source.slug,
        row.valid_from or date.min,
        row.above_tokens,
        row.schedule,
    )


def price_in_use(rows: Iterable[Price], day: date) -> Price | None:
    """The row of one offering that counts on a day: base tier, not the peak hours."""
    found = sorted(
        (
            row
            for row in rows
            if is_usable(row)
            and is_valid_on(row, day)
            and row.output is not None
            and row.above_tokens == 0
        ),
        key=best_first,
    )
    usual = [row for row in found if row.schedule != Schedule.PEAK]
    return next(iter(usual or found), None)


def announced(rows: Iterable[Price], day: date) -> list[tuple[date, Price]]:
    """Usable rows that take effect within a year, with their day, the next one first."""
    found = [
        (row.valid_from, row)
        for row in rows
        if is_usable(row)
        and row.valid_from is not None
        and day < row.valid_from <= day + ONE_YEAR
    ]
    return sorted(found, key=lambda pair: (pair[0], best_first(pair[1])))


def price_lines(offerings: Sequence[Offering], day: date) -> list[PriceLine]:
    """Every price row of some offerings with their prices read, newest period first."""
    lines = [
        price_line(row, offering, in_use, day)
        for offering in offerings
        for rows in [list(offering.prices.all())]
        for in_use in [in_use_of(offering, rows, day)]
        for row in sorted(rows, key=table_order)
    ]
    return sorted(lines, key=lambda line: (line.option_name, line.option))


def in_use_of(offering: Offering, rows: Iterable[Price], day: date) -> Price | None:
    """The row that counts today; none where the offer has ended."""
    is_over = offering.status == OfferingStatus.RETIRED
    return None if is_over else price_in_use(rows, day)


def table_order(row: Price) -> tuple[object, ...]:
    """The newest period first; of one period the shortest requests, the best source."""
    first = row.valid_from or date.min
    return -first.toordinal(), row.above_tokens, row.schedule, best_first(row), row.pk


def price_line(
    row: Price, offering: Offering, in_use: Price | None, day: date
) -> PriceLine:
    return PriceLine(
        option=offering.option.slug,
        option_name=offering.option.name,
        provider_model_id=offering.provider_model_id,
        input=row.input,
        output=row.output,
        cached_input=row.cached_input,
        batch_discount=row.batch_discount,
        above_tokens=row.above_tokens,
        schedule=row.schedule,
        hours=row.get_schedule_display(),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        is_free=row.is_free,
        status=row.status,
        status_text=row.get_status_display(),
        state="in use" if row is in_use else state_of(row, day),
        is_in_use=row is in_use,
        note=row.note,
        citation=citation(row),
    )


def state_of(row: Price, day: date) -> str:
    """Whether a row holds on a day."""
    if not is_usable(row):
        return "not used"
    if row.valid_from is not None and row.valid_from > day:
        return "announced"
    return "in force" if is_valid_on(row, day) else "over"

"""Prices of an offering: every dated row, the one in force, and what is announced.

The rules are those of the advice (`advisor/decision/prices.py`, which may not read
rows of the catalog); a test holds the two against each other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.db.models import QuerySet

from catalog.models import Offering, Price, SourceKind, Status
from catalog.models.deployment import OfferingStatus
from catalog.models.prices import Schedule
from catalog.pages.citing import Citation
from catalog.pages.listed import Listed
from catalog.value_in_use import terms_key

ONE_DAY = timedelta(days=1)
ONE_YEAR = timedelta(days=365)  # what is announced for later is no help yet


class PriceRow(NamedTuple):
    """A price as it is read: a page may need thousands, too many for rows of the ORM."""

    pk: int
    offering: int
    input: Decimal
    output: Decimal | None
    cached_input: Decimal | None
    batch_discount: Decimal | None
    above_tokens: int
    schedule: str
    valid_from: date | None
    valid_until: date | None
    is_free: bool
    status: str
    note: str
    as_of: date
    source: str
    source_title: str
    source_kind: str

    @property
    def citation(self) -> Citation:
        return Citation(
            slug=self.source,
            title=self.source_title,
            kind=self.source_kind,
            kind_text=SourceKind(self.source_kind).label,
            as_of=self.as_of,
        )

    @property
    def is_usable(self) -> bool:
        accepted = self.status == Status.ACCEPTED
        return accepted and self.source_kind != SourceKind.ARTICLE

    @property
    def hours(self) -> str:
        return Schedule(self.schedule).label

    def is_valid_on(self, day: date) -> bool:
        starts = self.valid_from is None or self.valid_from <= day
        return starts and (self.valid_until is None or day < self.valid_until)

    @property
    def best_first(self) -> tuple[object, ...]:
        """The order in which the advice reads price rows."""
        return (
            terms_key(self.source_kind, self.as_of),
            self.source,
            self.valid_from or date.min,
            self.above_tokens,
            self.schedule,
        )


PATHS: Mapping[str, str] = {
    "offering": "offering_id",
    "source": "source__slug",
    "source_title": "source__title",
    "source_kind": "source__kind",
}


@dataclass(frozen=True, kw_only=True)
class Sold:
    """An offering with its prices, and the one in use today; None where none is."""

    offering: Offering
    rows: Sequence[PriceRow]
    in_use: PriceRow | None

    @property
    def is_over(self) -> bool:
        return self.offering.status == OfferingStatus.RETIRED


def with_prices(
    offerings: Sequence[Offering], prices: QuerySet[Price], day: date
) -> list[Sold]:
    """Offerings with those of the prices that are theirs, in one query."""
    mine = prices.filter(offering__in=[one.pk for one in offerings])
    paths = [PATHS.get(name, name) for name in PriceRow._fields]
    read = (PriceRow(*row) for row in mine.order_by("offering_id").values_list(*paths))
    rows = {key: list(found) for key, found in groupby(read, lambda row: row.offering)}
    return [sold(one, rows.get(one.pk, []), day) for one in offerings]


def sold(offering: Offering, rows: Sequence[PriceRow], day: date) -> Sold:
    is_over = offering.status == OfferingStatus.RETIRED
    in_use = None if is_over else price_in_use(rows, day)
    return Sold(offering=offering, rows=rows, in_use=in_use)


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

    @property
    def last_day(self) -> date | None:
        return last_day(self.valid_until)


def last_day(valid_until: date | None) -> date | None:
    """The last day of a period, which rows end by the day after it."""
    return None if valid_until is None else valid_until - ONE_DAY


def base_rows(rows: Iterable[PriceRow]) -> list[PriceRow]:
    """The usable rows of one offering without tiers for long requests, best first."""
    found = [
        row
        for row in rows
        if row.above_tokens == 0 and row.output is not None and row.is_usable
    ]
    return found if len(found) < 2 else sorted(found, key=lambda row: row.best_first)


def counting_on(base: Sequence[PriceRow], day: date) -> PriceRow | None:
    """The row that counts on a day; peak hours only where there is no other."""
    valid = [row for row in base if row.is_valid_on(day)]
    usual = [row for row in valid if row.schedule != Schedule.PEAK]
    return next(iter(usual or valid), None)


def price_in_use(rows: Iterable[PriceRow], day: date) -> PriceRow | None:
    """The row of one offering that a bill is worked out from on a day."""
    return counting_on(base_rows(rows), day)


def announced(rows: Iterable[PriceRow], day: date) -> list[tuple[date, PriceRow]]:
    """Usable rows that take effect within a year, with their day, the next one first."""
    found = [
        (row.valid_from, row)
        for row in rows
        if row.is_usable
        and row.valid_from is not None
        and day < row.valid_from <= day + ONE_YEAR
    ]
    return sorted(found, key=lambda pair: (pair[0], pair[1].best_first))


def price_lines(
    offerings: Iterable[Sold], day: date, most: int | None = None
) -> Listed[PriceLine]:
    """The price rows of offerings: by option, the newest period first."""
    by_option = sorted(offerings, key=name_order)
    rows = [
        (row, one) for one in by_option for row in sorted(one.rows, key=table_order)
    ]
    shown = [price_line(row, one, day) for row, one in rows[:most]]
    return Listed(rows=shown, total=len(rows))


def name_order(one: Sold) -> tuple[str, str, str]:
    offering = one.offering
    return offering.option.name, offering.option.slug, offering.provider_model_id


def table_order(row: PriceRow) -> tuple[object, ...]:
    """The newest period first; of one period the shortest requests, the best source."""
    first = row.valid_from or date.min
    return -first.toordinal(), row.above_tokens, row.schedule, row.best_first, row.pk


def price_line(row: PriceRow, one: Sold, day: date) -> PriceLine:
    offering, is_in_use = one.offering, row is one.in_use
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
        hours=row.hours,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        is_free=row.is_free,
        status=row.status,
        status_text=Status(row.status).label,
        state="in use" if is_in_use else state_of(row, day),
        is_in_use=is_in_use,
        note=row.note,
        citation=row.citation,
    )


def state_of(row: PriceRow, day: date) -> str:
    """Whether a row holds on a day."""
    if not row.is_usable:
        return "not used"
    if row.valid_from is not None and row.valid_from > day:
        return "announced"
    return "in force" if row.is_valid_on(day) else "over"

"""The course of each price over time, from dated rows: what a chart of prices draws."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from catalog.charts.price_history import Course, Stretch
from catalog.pages.prices import (
    ONE_DAY,
    ONE_YEAR,
    PriceRow,
    Sold,
    base_rows,
    counting_on,
)


def courses_of(offerings: Iterable[Sold], maker: int, day: date) -> list[Course]:
    """A course for each offering with a price, as far as it is known or announced."""
    found = []
    for one in offerings:
        offering, stretches = one.offering, merged(stretches_of(one.rows, day))
        if stretches:
            option = offering.option
            found.append(
                Course(
                    key=f"{option.slug} {offering.provider_model_id}",
                    name=option.name,
                    address=option.slug,
                    detail=offering.provider_model_id,
                    is_makers_own=option.provider_id == maker,
                    is_over=one.is_over,
                    stretches=tuple(stretches),
                )
            )
    return found


def stretches_of(rows: Sequence[PriceRow], day: date) -> Iterator[Stretch]:
    """The row in use between each day on which any row begins or ends, oldest first."""
    base = [
        row
        for row in base_rows(rows)
        if row.valid_from is None or row.valid_from <= day + ONE_YEAR
    ]
    days = sorted(
        {edge for row in base for edge in (row.valid_from, row.valid_until) if edge}
    )
    starts: list[date | None] = [None, *days]
    ends: list[date | None] = [*days, None]
    for start, end in zip(starts, ends, strict=True):
        row = counting_on(base, start or day_before(end) or day)
        if row is not None and row.output is not None:
            yield Stretch(
                starts=start,
                ends=end,
                seen=row.valid_from or row.as_of,
                input=row.input,
                output=row.output,
            )


def day_before(day: date | None) -> date | None:
    return None if day is None else day - ONE_DAY


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches that follow on each other at the same prices, as one."""
    found: list[Stretch] = []
    for one in stretches:
        if found and found[-1].goes_on_as(one):
            found[-1] = found[-1].until(one.ends)
        else:
            found.append(one)
    return found

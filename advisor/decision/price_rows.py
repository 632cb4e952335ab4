"""What an offering costs by the token, as one dated row of its price list."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Hours:
    """A part of every day, UTC: past midnight where it ends before it starts."""

    start: time
    end: time  # the first moment after it

    def include(self, moment: time) -> bool:
        if self.end < self.start:
            return moment >= self.start or moment < self.end
        return self.start <= moment < self.end


@dataclass(frozen=True, kw_only=True)
class PriceRow:
    """One dated price row of an offering, in US dollars per million tokens.

    A row above some length prices all tokens of a longer request, not only those
    above it.
    """

    input: Decimal
    output: Decimal | None
    cached_input: Decimal | None
    batch_discount: Decimal | None
    above_tokens: int  # input tokens of one request; longer ones pay this row
    schedule: str
    valid_from: date | None
    valid_until: date | None
    source: str
    cache_write: Decimal | None = None  # kept for minutes
    cache_write_1h: Decimal | None = None  # kept for an hour
    usd_per_request: Decimal | None = None  # beside its tokens
    hours: Hours | None = None  # in which it holds; None: always

    def is_valid_on(self, day: date) -> bool:
        starts = self.valid_from is None or self.valid_from <= day
        return starts and (self.valid_until is None or day < self.valid_until)

    def holds_at(self, moment: datetime) -> bool:
        """Whether it is in force at a moment, days and hours being those of UTC."""
        utc = moment.astimezone(UTC)
        if not self.is_valid_on(utc.date()):
            return False
        return self.hours is None or self.hours.include(utc.time())

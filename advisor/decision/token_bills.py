"""What single requests cost by the token: to the last digit, at a moment.

Money is US dollars, not rounded. A price list is the rows of one offering from one
source, and of those that hold the last one counts: a row for longer requests, for a
later day or for some hours of the day stands after the row that it replaces.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from advisor.decision.cost import MILLION, ONE, ZERO
from advisor.decision.price_rows import PriceRow


@dataclass(frozen=True, kw_only=True)
class Request:
    """The tokens of one request, whole ones or the mean of many alike."""

    input: Decimal  # all of it, what the cache serves and keeps included
    output: Decimal  # all of it, hidden reasoning included
    cached: Decimal = ZERO  # input that a prompt cache serves
    written: Decimal = ZERO  # input that it keeps, for minutes
    written_1h: Decimal = ZERO  # input that it keeps for an hour

    def __post_init__(self) -> None:
        parts = (self.fresh, self.output, self.cached, self.written, self.written_1h)
        if min(parts) < ZERO:
            raise ValueError(
                "Tokens cannot be negative, nor parts more than the input."
            )

    @property
    def fresh(self) -> Decimal:
        """Input that no cache has to do with."""
        return self.input - self.cached - self.written - self.written_1h


def row_in_force(
    rows: Sequence[PriceRow], moment: datetime, input_tokens: Decimal
) -> PriceRow | None:
    """The row that a request of that length pays; None where none holds.

    A tier begins above its length: a request of exactly that many tokens is below it.
    """
    return next(
        (row for row in reversed(rows) if is_for(row, moment, input_tokens)), None
    )


def is_for(row: PriceRow, moment: datetime, input_tokens: Decimal) -> bool:
    is_long_enough = row.above_tokens == 0 or input_tokens > row.above_tokens
    return is_long_enough and row.holds_at(moment)


def charge(request: Request, row: PriceRow) -> Decimal | None:
    """US dollars for one request at a row; None where its output has no price.

    Input that a cache serves or keeps is input: where the row has no price for it,
    it costs what input costs, as vendors bill it.
    """
    if request.output and row.output is None:
        return None
    millionths = (
        request.fresh * row.input
        + request.cached * first_known(row.cached_input, row.input)
        + request.written * first_known(row.cache_write, row.input)
        + request.written_1h
        * first_known(row.cache_write_1h, row.cache_write, row.input)
        + request.output * first_known(row.output, ZERO)
    )
    return millionths / MILLION + first_known(row.usd_per_request, ZERO)


def first_known(*prices: Decimal | None) -> Decimal:
    """The first price that is known; the last one always is."""
    return next(price for price in prices if price is not None)


def bill_of(
    request: Request,
    rows: Sequence[PriceRow],
    moment: datetime,
    *,
    requests: Decimal = ONE,
    batch_share: Decimal = ZERO,
) -> Decimal | None:
    """US dollars for that many alike requests; None where the list cannot tell.

    The discount is taken off the share that can wait; none is where none is known.
    """
    row = row_in_force(rows, moment, request.input)
    each = None if row is None else charge(request, row)
    if row is None or each is None:
        return None
    discount = first_known(row.batch_discount, ZERO)
    return each * requests * (ONE - batch_share * discount)

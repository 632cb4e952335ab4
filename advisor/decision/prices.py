"""Which of an offering's price rows is in use on a day, and how far the others stray."""

from datetime import date, timedelta

from advisor.decision import cost
from advisor.decision.candidates import Candidate
from advisor.decision.price_rows import PriceRow

ONE_YEAR = timedelta(days=365)  # results are looked at again by then


def rows_on(candidate: Candidate, day: date) -> tuple[PriceRow, ...]:
    """The rows in force, best source first; rows without an output price are no use."""
    return tuple(
        row
        for row in candidate.prices
        if row.is_valid_on(day) and row.output is not None
    )


def announced(candidate: Candidate, day: date) -> tuple[PriceRow, ...]:
    """Rows that take effect within a year, the next one first."""
    horizon = day + ONE_YEAR
    rows = [
        row
        for row in candidate.prices
        if row.output is not None
        and row.valid_from is not None
        and day < row.valid_from <= horizon
    ]
    return tuple(sorted(rows, key=lambda row: (row.valid_from or day, row.source)))


def price_in_use(candidate: Candidate, day: date) -> PriceRow | None:
    """The row that a bill is worked out from: base tier, and not the peak hours."""
    rows = [row for row in rows_on(candidate, day) if row.above_tokens == 0]
    usual = [row for row in rows if row.schedule != "peak"]
    return next(iter(usual or rows), None)


def price_list(candidate: Candidate, day: date) -> tuple[PriceRow, ...]:
    """The row in use with its tiers for longer requests, shortest first.

    All from one source and for the same hours, so that the last that holds counts.
    """
    in_use = price_in_use(candidate, day)
    if in_use is None:
        return ()
    rows = [
        row
        for row in rows_on(candidate, day)
        if (row.source, row.schedule) == (in_use.source, in_use.schedule)
    ]
    return tuple(sorted(rows, key=lambda row: row.above_tokens))


def is_priced(candidate: Candidate, day: date) -> bool:
    """Whether what it costs can be told: by the token, or by its machines."""
    return candidate.kind.is_self_run or price_in_use(candidate, day) is not None


def token_price(row: PriceRow) -> cost.TokenPrice:
    return cost.TokenPrice(
        input=row.input,
        output=row.output if row.output is not None else row.input,
        cached_input=row.cached_input,
        batch_discount=row.batch_discount,
        cache_write=row.cache_write,
    )


def price_range(
    candidate: Candidate,
    day: date,
    likely: cost.Mix,
    others: tuple[cost.Mix, ...],
    context_tokens: int | None,
) -> cost.Range | None:
    """US dollars per million tokens, blended; None where no price is in force.

    The spread comes from other sources, from peak hours, from the tier for long
    requests where the longest input reaches it, from changes already announced, and
    from the other mixes of tokens that an unanswered question leaves open.
    """
    in_use = price_in_use(candidate, day)
    if in_use is None:
        return None
    rows = {
        token_price(row)
        for row in (*rows_on(candidate, day), *announced(candidate, day))
        if row.above_tokens == 0 or (context_tokens or 0) > row.above_tokens
    }
    return cost.spanning(
        cost.price_per_million(token_price(in_use), likely),
        (cost.price_per_million(row, mix) for row in rows for mix in (likely, *others)),
    )

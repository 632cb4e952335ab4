"""Prices of text as the genai-prices package has them, as plain rows.

Its data ships in its wheel, so nothing is fetched. Days and hours are those of UTC.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from genai_prices.types import (
    ConditionalPrice,
    ModelInfo,
    ModelPrice,
    StartDateConstraint,
    TieredPrices,
    TimeOfDateConstraint,
)

INPUT = "input_mtok"
OUTPUT = "output_mtok"
CACHED_INPUT = "cache_read_mtok"
CACHE_WRITE = "cache_write_mtok"
CACHE_WRITE_1H = "cache_write_1h_mtok"
THOUSAND_REQUESTS = "requests_kcount"
KINDS = (INPUT, OUTPUT, CACHED_INPUT, CACHE_WRITE, CACHE_WRITE_1H, THOUSAND_REQUESTS)

BATCH = {"processing": "batch"}
FREE_SUFFIX = ":free"  # how hosts name what costs nothing; no prices stand there
FREE = ModelPrice(**{INPUT: Decimal(0), OUTPUT: Decimal(0)})
ALWAYS = date.min

Constraint = StartDateConstraint | TimeOfDateConstraint | None


@dataclass(frozen=True, kw_only=True)
class PackageRow:
    """US dollars per million tokens; of the rows that hold, the last one counts.

    A row above some length is for requests with more input tokens than that, and
    for all their tokens.
    """

    input: Decimal
    output: Decimal | None
    cached_input: Decimal | None
    cache_write: Decimal | None
    cache_write_1h: Decimal | None
    usd_per_request: Decimal | None
    batch_discount: Decimal | None  # None also where no one share tells it
    above_tokens: int
    valid_from: date | None
    valid_until: date | None
    hours: tuple[time, time] | None


@dataclass(frozen=True, kw_only=True)
class Term:
    """Prices that hold from a day on, always or in some hours of it."""

    standard: ModelPrice
    batch: ModelPrice | None = None
    start: date = ALWAYS
    end: date | None = None
    hours: tuple[time, time] | None = None


def price_rows(model: ModelInfo) -> tuple[PackageRow, ...]:
    """All rows for a model's text; none where the package has no price of input."""
    return tuple(row for term in in_force(list(terms(model))) for row in tiers(term))


def kinds_left_out(model: ModelInfo) -> set[str]:
    """What the package prices and the rows do not: sound, images, searches, speed …"""
    kinds = {kind for term in terms(model) for kind in term.standard.__dict__}
    conditions = {
        f"{key}={value}"
        for variant in model.price_variants or []
        if variant.when != BATCH
        for key, value in variant.when.items()
    }
    return kinds.difference(KINDS) | conditions


def terms(model: ModelInfo) -> Iterator[Term]:
    """The prices in the package's order; the first holds where no other does."""
    for position, price in enumerate(conditional_prices(model)):
        term = Term(standard=price.prices)
        found = [narrowed(term, price.constraint) if position else term]
        for variant in reversed(model.price_variants or []):
            if variant.when == BATCH:
                found += [
                    in_batch(narrowed(term, variant.constraint), variant.prices)
                    for term in found
                ]
        yield from found


def conditional_prices(model: ModelInfo) -> list[ConditionalPrice]:
    if isinstance(model.prices, list):
        return model.prices
    is_free = not model.prices.__dict__ and model.id.endswith(FREE_SUFFIX)
    return [ConditionalPrice(prices=FREE if is_free else model.prices)]


def narrowed(term: Term, constraint: Constraint) -> Term:
    """The same prices while one more constraint holds."""
    match constraint:
        case StartDateConstraint(start_date=day):
            return replace(term, start=max(term.start, day))
        case TimeOfDateConstraint(start_time=start, end_time=end):
            if term.hours:
                raise ValueError("A price within two spans of hours cannot be told.")
            return replace(term, hours=(in_utc(start), in_utc(end)))
    return term


def in_utc(moment: time) -> time:
    """A time of the day without its zone; one without a zone is UTC already."""
    zoned = datetime.combine(date(1970, 1, 1), moment, moment.tzinfo or UTC)
    return zoned.astimezone(UTC).time()


def in_batch(term: Term, changes: ModelPrice) -> Term:
    """The term with what batch changes; what it leaves as it is costs the same."""
    before = term.batch or term.standard
    return replace(term, batch=ModelPrice(**{**before.__dict__, **changes.__dict__}))


def in_force(found: Sequence[Term]) -> Iterator[Term]:
    """The terms that ever hold, each with the day on which a later one replaces it."""
    for position, term in enumerate(found, start=1):
        starts = [later.start for later in found[position:] if not later.hours]
        end = min(starts, default=None)
        if end is None or end > term.start:
            yield replace(term, end=end)


def tiers(term: Term) -> Iterator[PackageRow]:
    """A term's row for each length of a request from which another price counts."""
    lengths = {0, *starts_of_tiers(term.standard)}
    if term.batch:
        lengths.update(starts_of_tiers(term.batch))
    for length in sorted(lengths):
        rates = rates_above(length, term.standard)
        thousand = rates.get(THOUSAND_REQUESTS)
        if INPUT in rates:
            yield PackageRow(
                input=rates[INPUT],
                output=rates.get(OUTPUT),
                cached_input=rates.get(CACHED_INPUT),
                cache_write=rates.get(CACHE_WRITE),
                cache_write_1h=rates.get(CACHE_WRITE_1H),
                usd_per_request=None if thousand is None else thousand / 1000,
                batch_discount=(
                    discount(rates, rates_above(length, term.batch))
                    if term.batch
                    else None
                ),
                above_tokens=length,
                valid_from=None if term.start == ALWAYS else term.start,
                valid_until=term.end,
                hours=term.hours,
            )


def starts_of_tiers(prices: ModelPrice) -> Iterator[int]:
    for price in prices.__dict__.values():
        if isinstance(price, TieredPrices):
            yield from (tier.start for tier in price.tiers)


def rates_above(length: int, prices: ModelPrice) -> dict[str, Decimal]:
    """The prices of text for requests longer than that."""
    rates = {}
    for kind in KINDS:
        match prices.__dict__.get(kind):
            case Decimal() as price:
                rates[kind] = price
            case TieredPrices(base=base, tiers=tiers):
                reached = [tier.price for tier in tiers if tier.start <= length]
                rates[kind] = [base, *reached][-1]
    return rates


def discount(standard: dict[str, Decimal], batch: dict[str, Decimal]) -> Decimal | None:
    """The share that batch takes off every price alike; None where there is none."""
    if not standard[INPUT]:
        return None
    share = 1 - batch[INPUT] / standard[INPUT]
    is_all = all(batch[kind] == price * (1 - share) for kind, price in standard.items())
    return share if is_all else None

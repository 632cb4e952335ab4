"""Which prices hold: those given, or those of an offering in the catalog."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from advisor.calculator.costing import Triple, Volume, for_each
from advisor.calculator.facts import Facts
from advisor.calculator.inputs import Case, Inputs, Origin
from advisor.calculator.words import usd
from advisor.decision.answers import shorten
from advisor.decision.candidates import Candidate
from advisor.decision.cost import ONE, ZERO
from advisor.decision.price_rows import PriceRow
from advisor.decision.prices import announced, price_in_use, price_list, rows_on
from advisor.decision.token_bills import first_known, row_in_force

NOON = time(12, tzinfo=UTC)
GIVEN = "given"
# What a price row holds, and the input that may stand in its place.
FIELDS = {
    "input": "input_usd_per_million",
    "output": "output_usd_per_million",
    "cached_input": "cached_input_usd_per_million",
    "cache_write": "cache_write_usd_per_million",
    "usd_per_request": "usd_per_request",
    "batch_discount": "batch_discount",
}
BOTH = ("input_usd_per_million", "output_usd_per_million")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A price row for each bill, or sentences that say why there is none."""

    rows: Triple[PriceRow] | None
    sentences: tuple[str, ...] = ()


def offer_for(inputs: Inputs, facts: Facts, volume: Volume) -> Offer:
    """The prices that hold for a scenario."""
    if inputs.is_given("blended_usd_per_million"):
        return Offer(rows=for_each(lambda case: blended_row(inputs, case)))
    if inputs.is_given(*BOTH):
        return given_offer(inputs, volume)
    if not inputs.is_given("model"):
        why = "No price is known: give the prices of a million tokens, or a model."
        return Offer(rows=None, sentences=(why,))
    return catalog_offer(inputs, facts, volume)


def request_length(inputs: Inputs) -> Decimal:
    """Input tokens of a usual request; none where nobody said."""
    key = inputs.first_given("request_tokens", "input_tokens_per_request")
    return ZERO if key is None else inputs.amount(key)


# --- As given ----------------------------------------------------------------------------


def blended_row(inputs: Inputs, case: Case) -> PriceRow:
    price = inputs.amount("blended_usd_per_million", case)
    return given_row(inputs, case, {"input": price, "output": price})


def given_offer(inputs: Inputs, volume: Volume) -> Offer:
    missing = missing_price(inputs, volume)
    if missing is not None:
        return Offer(rows=None, sentences=(missing,))
    return Offer(
        rows=for_each(lambda case: tier_of(inputs, given_row(inputs, case, {}))),
        sentences=tuple(cache_remark(inputs, None)),
    )


def missing_price(inputs: Inputs, volume: Volume) -> str | None:
    parts_in = volume.input_share
    shares = (parts_in.low, parts_in.likely, parts_in.high)
    parts = (("input", max(shares)), ("output", ONE - min(shares)))
    for (what, share), key in zip(parts, BOTH, strict=True):
        if share and not inputs.is_given(key):
            return (
                f"No price of {what} is given, and some of the tokens are {what}: give "
                f"“{key}”, or an “input_share” of {0 if what == 'input' else 1}."
            )
    return None


def given_row(inputs: Inputs, case: Case, prices: dict[str, Decimal]) -> PriceRow:
    """A price row of what was given; what has no price and no tokens costs nothing."""
    given = {
        field: inputs.amount(key, case)
        for field, key in FIELDS.items()
        if inputs.is_given(key)
    }
    base = PriceRow(
        input=ZERO,
        output=ZERO,
        cached_input=None,
        batch_discount=None,
        above_tokens=0,
        schedule="always",
        valid_from=None,
        valid_until=None,
        source=GIVEN,
    )
    return priced(base, {**given, **prices})


def priced(row: PriceRow, prices: Mapping[str, Decimal]) -> PriceRow:
    """A row with these prices in place of its own."""
    return replace(
        row,
        input=prices.get("input", row.input),
        output=prices.get("output", row.output),
        cached_input=prices.get("cached_input", row.cached_input),
        cache_write=prices.get("cache_write", row.cache_write),
        usd_per_request=prices.get("usd_per_request", row.usd_per_request),
        batch_discount=prices.get("batch_discount", row.batch_discount),
    )


def tier_of(inputs: Inputs, base: PriceRow) -> PriceRow:
    """The row that requests of the length given pay."""
    rows = [
        base,
        *(
            replace(base, above_tokens=int(above), input=price_in, output=price_out)
            for above, price_in, price_out in inputs.tiers()
        ),
    ]
    noon = datetime.combine(inputs.facts.day, NOON)
    return row_in_force(rows, noon, request_length(inputs)) or base


# --- Out of the catalog ------------------------------------------------------------------


def catalog_offer(inputs: Inputs, facts: Facts, volume: Volume) -> Offer:
    day = day_of(inputs, facts)
    candidate = find_offering(inputs, facts, volume, day)
    if candidate is None:
        why = f"No price of {inputs.text('model')} is known on {day.isoformat()}."
        return Offer(rows=None, sentences=(why,))
    in_use = row_in_force(
        price_list(candidate, day), datetime.combine(day, NOON), request_length(inputs)
    )
    if in_use is None:
        name = f"{candidate.model.name} on {candidate.option.name}"
        why = f"No price of {name} is known on {day.isoformat()}."
        return Offer(rows=None, sentences=(why,))
    rows = [
        row
        for row in (*rows_on(candidate, day), *announced(candidate, day))
        if row.above_tokens == in_use.above_tokens
    ]
    listed = Triple(
        low=min(rows, key=lambda row: as_asked(row, inputs, volume, Case.LOW)),
        likely=in_use,
        high=max(rows, key=lambda row: as_asked(row, inputs, volume, Case.HIGH)),
    )
    tell(inputs, listed)
    return Offer(
        rows=for_each(lambda case: with_given(listed.at(case), inputs, case)),
        sentences=tuple(remarks(candidate, day, inputs, in_use)),
    )


def blend(row: PriceRow, input_share: Decimal) -> Decimal:
    output = first_known(row.output, row.input)
    return input_share * row.input + (ONE - input_share) * output


def as_asked(row: PriceRow, inputs: Inputs, volume: Volume, case: Case) -> Decimal:
    """US dollars a million tokens, with what comes from a cache and what can wait."""
    cached = inputs.amount("cached_share", case)
    waiting = inputs.amount("batch_share", case)
    from_cache = first_known(row.cached_input, row.input)
    price_in = (ONE - cached) * row.input + cached * from_cache
    output = first_known(row.output, row.input)
    full = blend(
        replace(row, input=price_in, output=output), volume.input_share.at(case)
    )
    return full * (ONE - waiting * first_known(row.batch_discount, ZERO))


def with_given(row: PriceRow, inputs: Inputs, case: Case) -> PriceRow:
    """A listed price with what was given in its place; no discount that nobody lists."""
    given = {
        field: inputs.amount(key, case)
        for field, key in FIELDS.items()
        if inputs.is_given(key)
    }
    if row.batch_discount is None:
        given = {"batch_discount": ZERO, **given}
    return priced(row, given) if given else row


def day_of(inputs: Inputs, facts: Facts) -> date:
    found = inputs.find("day")
    value = facts.day if found is None else found.likely
    day = value if isinstance(value, date) else facts.day
    if found is None:
        inputs.sure("day", day, Origin.USUAL)
    return day


def find_offering(
    inputs: Inputs, facts: Facts, volume: Volume, day: date
) -> Candidate | None:
    """The offering named; where several fit, the cheapest in service."""
    slug = inputs.text("model") or ""
    if slug not in facts.models:
        inputs.refuse("model", f"The catalog has no model “{shorten(slug)}”.")
    found = [
        one
        for one in facts.offerings.get(slug, ())
        if inputs.text("option") in {None, one.option.slug}
        and inputs.text("offering") in {None, one.offering}
    ]
    if not found and inputs.is_given("option", "offering"):
        key = inputs.first_given("option", "offering") or "option"
        inputs.refuse(key, f"The catalog has no offering of {slug} by that name.")
    return cheapest(found, volume.input_share.likely, day)


def cheapest(
    found: Iterable[Candidate], input_share: Decimal, day: date
) -> Candidate | None:
    priced = [
        (not one.is_in_service(day), blend(row, input_share), one.key, one)
        for one in found
        if (row := price_in_use(one, day)) is not None
    ]
    return min(priced, key=lambda entry: entry[:3])[3] if priced else None


def tell(inputs: Inputs, rows: Triple[PriceRow]) -> None:
    """The prices among the inputs, with their spread."""
    source = rows.likely.source
    for field, key in FIELDS.items():
        likely = getattr(rows.likely, field)
        if likely is None or inputs.is_given(key):
            continue
        known = [
            figure
            for row in (rows.low, rows.likely, rows.high)
            if (figure := getattr(row, field)) is not None
        ]
        inputs.put(key, (min(known), likely, max(known)), Origin.CATALOG, source)


def remarks(
    candidate: Candidate, day: date, inputs: Inputs, row: PriceRow
) -> Iterator[str]:
    if not inputs.is_given("option"):
        inputs.sure("option", candidate.option.slug, Origin.WORKED_OUT)
        yield f"The cheapest offering in the catalog: {candidate.option.name}."
    if not candidate.is_in_service(day):
        yield f"{candidate.model.name} is not to be had there on {day.isoformat()}."
    yield from cache_remark(inputs, row)
    has_discount = row.batch_discount is not None or inputs.is_given("batch_discount")
    if inputs.maybe("batch_share") and not has_discount:
        yield "No discount for batch is known, so what can wait costs as much."
    if row.above_tokens:
        yield (
            f"Requests above {row.above_tokens:,} tokens pay {usd(row.input)} in and "
            f"{usd(first_known(row.output, row.input))} out, for all of their tokens."
        )


def cache_remark(inputs: Inputs, row: PriceRow | None) -> Iterator[str]:
    """What is said where cached input has no price of its own."""
    is_known = row is not None and row.cached_input is not None
    if is_known or inputs.is_given("cached_input_usd_per_million"):
        return
    if inputs.maybe("cached_share"):
        yield "No price for input from the cache is known, so it pays the full price."


def fee_remark(rows: Sequence[PriceRow], volume: Volume) -> Iterator[str]:
    """What is left out where requests cost something and nobody counted them."""
    fee = rows[0].usd_per_request
    if fee and volume.requests is None:
        yield (
            f"Beside its tokens each request costs {usd(fee)}. How many there are was "
            "not said, so this is not in the bill."
        )

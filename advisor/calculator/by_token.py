"""What tokens cost at a provider."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from advisor.calculator import upkeep
from advisor.calculator.costing import (
    Costing,
    Post,
    Triple,
    Volume,
    add_up,
    for_each,
    per_million,
)
from advisor.calculator.facts import Facts
from advisor.calculator.inputs import Case, Inputs
from advisor.calculator.offers import fee_remark, offer_for
from advisor.calculator.scenarios import Scenario
from advisor.calculator.tariffs import Tariff
from advisor.calculator.volumes import read_volume
from advisor.calculator.words import percent, plain, tokens, usd
from advisor.decision import cost
from advisor.decision.cost import ONE, ZERO
from advisor.decision.price_rows import PriceRow
from advisor.decision.token_bills import first_known


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A part of what a million tokens of the whole volume cost."""

    label: str
    usd: Decimal
    share: Decimal | None = None  # of all tokens that pay it; None: it's no price
    price: Decimal = ZERO  # of a million of those
    words: str = ""  # where it's no price

    def post(self, millions: Decimal) -> Post:
        if self.share is None:
            return Post(label=self.label, usd=self.usd * millions, working=self.words)
        working = f"{tokens(self.share * millions)} × {usd(self.price)} a million"
        return Post(label=self.label, usd=self.usd * millions, working=working)


def cost_api(scenario: Scenario, facts: Facts) -> Costing:
    """A month at a provider, paid by the token."""
    inputs = Inputs(scenario, facts, stack="api", traffic="steady")
    volume = read_volume(inputs)
    offer = offer_for(inputs, facts, volume)
    sentences = list(offer.sentences)
    if offer.rows is None:
        return untold(scenario, inputs, volume, sentences)
    rows = offer.rows
    sentences += fee_remark([rows.likely], volume)
    rates = cheapest_first(
        for_each(lambda case: rates_of(rows.at(case), inputs, volume, case))
    )
    fixed = for_each(lambda case: list(upkeep.posts(inputs, case)))
    lines, monthly = add_up(
        for_each(
            lambda case: [
                *(rate.post(volume.millions) for rate in rates.at(case)),
                *fixed.at(case),
            ]
        )
    )
    tariffs = for_each(
        lambda case: Tariff(
            fixed=summed(fixed.at(case)), usd_per_million=summed(rates.at(case))
        )
    )
    once = for_each(lambda case: upkeep.paid_once(inputs, case))
    running = for_each(
        lambda case: (
            tariffs.at(case).due(volume.millions) - upkeep.spread_a_month(inputs, case)
        )
    )
    return Costing(
        kind=scenario.kind,
        name=scenario.name,
        volume=volume,
        monthly=monthly,
        per_million=per_million(exact(tariffs, volume.millions), volume.millions),
        lines=lines,
        once=ranged(once),
        running=ranged(running),
        total=total_over(inputs, once, running),
        tariffs=tariffs,
        horizon_months=inputs.amount("horizon_months"),
        inputs=tuple(inputs.used.values()),
        sentences=(
            *sentences,
            *remark_on_none(volume),
            *remark_on_free(tariffs.high),
            *idle(inputs),
        ),
        share=scenario.share,
    )


def remark_on_none(volume: Volume) -> Iterator[str]:
    if not volume.millions:
        yield "There are no tokens, so there is no cost of a million."


def remark_on_free(tariff: Tariff) -> Iterator[str]:
    if not tariff.usd_per_million:
        yield "The price is nothing: these tokens are free as far as is known."


def total_over(
    inputs: Inputs, once: Triple[Decimal], running: Triple[Decimal]
) -> cost.Range:
    """All that is paid over the months looked at."""
    months = inputs.amount("horizon_months")
    return ranged(for_each(lambda case: once.at(case) + running.at(case) * months))


def untold(
    scenario: Scenario, inputs: Inputs, volume: Volume, sentences: Sequence[str]
) -> Costing:
    """A costing without figures."""
    return Costing(
        kind=scenario.kind,
        name=scenario.name,
        volume=volume,
        monthly=None,
        per_million=None,
        lines=(),
        once=cost.NO_COST,
        running=None,
        tariffs=None,
        inputs=tuple(inputs.used.values()),
        sentences=tuple(sentences),
        share=scenario.share,
    )


def idle(inputs: Inputs) -> Iterator[str]:
    """What was given for nothing, said."""
    for key in inputs.idle:
        yield f"“{key}” was given and made no difference here."


def exact(tariffs: Triple[Tariff], millions: Decimal) -> cost.Range:
    return ranged(for_each(lambda case: tariffs.at(case).due(millions)))


def ranged(amounts: Triple[Decimal]) -> cost.Range:
    return cost.spanning(amounts.likely, (amounts.low, amounts.high))


def summed(parts: Sequence[Rate] | Sequence[Post]) -> Decimal:
    return sum((part.usd for part in parts), start=ZERO)


def cheapest_first(rates: Triple[list[Rate]]) -> Triple[list[Rate]]:
    """The likely rates between the cheapest and the dearest of the three."""
    ordered = sorted((rates.low, rates.likely, rates.high), key=summed)
    return Triple(low=ordered[0], likely=rates.likely, high=ordered[-1])


def rates_of(row: PriceRow, inputs: Inputs, volume: Volume, case: Case) -> list[Rate]:
    """What makes up the price of a million tokens, in one bill."""
    needed = inputs.amount("tokenizer_factor", case) * inputs.amount(
        "retry_factor", case
    )
    rates = list(token_rates(row, inputs, volume.input_share.at(case), case))
    more = summed(rates) * (needed - ONE)
    if needed != ONE:
        words = f"{plain(needed)} times the tokens stated"
        rates.append(Rate(label="More tokens for the same work", usd=more, words=words))
    rates += rebates(row, inputs, summed(rates), case)
    fee = request_fee(row, volume)
    return [*rates, fee] if fee else rates


def token_rates(
    row: PriceRow, inputs: Inputs, input_share: Decimal, case: Case
) -> Iterator[Rate]:
    cached, written = cache_shares(inputs, case)
    output_share = ONE - input_share
    output_price = first_known(row.output, row.input)
    parts = [
        ("Input", input_share * (ONE - cached - written), row.input),
        ("Input from the cache", input_share * cached, row.cached_input),
        ("Input written to the cache", input_share * written, row.cache_write),
        ("Output", output_share, output_price),
        (
            "Hidden reasoning",
            output_share * inputs.amount("reasoning_share", case),
            output_price,
        ),
    ]
    for label, share, own_price in parts:
        price = first_known(own_price, row.input)
        yield Rate(label=label, usd=share * price, share=share, price=price)


def cache_shares(inputs: Inputs, case: Case) -> tuple[Decimal, Decimal]:
    """Shares of input read from and written to the cache; what is read is not written."""
    cached = inputs.amount("cached_share", case)
    return cached, min(inputs.amount("cache_write_share", case), ONE - cached)


def rebates(
    row: PriceRow, inputs: Inputs, price: Decimal, case: Case
) -> Iterator[Rate]:
    """What batch, the region and a negotiated discount change, one after the other."""
    share = inputs.amount("batch_share", case)
    discount = batch_discount(row, inputs, case) if share else ZERO
    less = price * share * discount
    yield Rate(
        label="Less for batch",
        usd=-less,
        words=f"{percent(share)} of the traffic, {percent(discount)} off",
    )
    region = inputs.amount("region_multiplier", case)
    price -= less
    if region != ONE:
        words = f"the listed price × {plain(region)}"
        yield Rate(label="Region", usd=price * (region - ONE), words=words)
    off = inputs.amount("discount_share", case)
    if off:
        words = f"{percent(off)} off, as negotiated"
        yield Rate(label="Discount", usd=-price * region * off, words=words)


def batch_discount(row: PriceRow, inputs: Inputs, case: Case) -> Decimal:
    """The discount given or listed, or else what is usual."""
    if row.batch_discount is not None:
        return row.batch_discount
    return inputs.amount("batch_discount", case)


def request_fee(row: PriceRow, volume: Volume) -> Rate | None:
    fee, requests = row.usd_per_request, volume.requests
    if not fee or not requests or not volume.millions:
        return None
    return Rate(
        label="Requests",
        usd=fee * requests / volume.millions,
        words=f"{plain(requests)} requests × {usd(fee)}",
    )

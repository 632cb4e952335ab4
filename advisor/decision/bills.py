"""How a bill adds up, line by line, and which changes of price are announced."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from advisor.decision import cost
from advisor.decision.candidates import Candidate, OptionKind
from advisor.decision.fleets import Fleet
from advisor.decision.market import Market
from advisor.decision.needs import Needs
from advisor.decision.plans import Pick
from advisor.decision.prices import announced, price_in_use, token_price
from advisor.decision.telling import dollars, plain_number


def working(pick: Pick, needs: Needs, market: Market) -> list[str]:
    """The lines that add up to a pick's likely bill a month."""
    if pick.fleet is None:
        return list(token_lines(pick, needs, market))
    lines = list(fleet_lines(pick.fleet, pick.candidate.kind, needs, market))
    part = pick.segment.share / pick.fleet_share
    if part < 1:
        lines.append(f"Of this, {part:.0%} for this part of the traffic")
    return lines


def token_lines(pick: Pick, needs: Needs, market: Market) -> Iterator[str]:
    row = price_in_use(pick.candidate, market.day)
    if row is None:
        return
    price, mix = token_price(row), market.mix(needs)
    millions = Decimal(str(market.millions(needs) * pick.segment.share))
    inputs, outputs = millions * mix.input_share, millions * mix.output_share
    for_input = inputs * price.effective_input(mix.cached_share)
    for_output = outputs * price.output
    cached = (
        f", {mix.cached_share:.0%} of it from the cache" if mix.cached_share else ""
    )
    yield f"In: {amount(inputs)} × {dollars(price.input)}{cached}: {usd(for_input)}"
    yield f"Out: {amount(outputs)} × {dollars(price.output)}: {usd(for_output)}"
    rebate = (for_input + for_output) * (1 - price.batch_factor(mix.batch_share))
    if rebate:
        yield f"Less for work that can wait: −{usd(rebate)}"


def fleet_lines(
    fleet: Fleet, kind: OptionKind, needs: Needs, market: Market
) -> Iterator[str]:
    machine = fleet.machine
    gpus = f"{machine.gpus} × " if machine.gpus > 1 else ""
    each = machine.cost.likely
    yield (
        f"Machines: {fleet.replicas} × {gpus}{machine.hardware.name} at {usd(each)} "
        f"a month each, {how_paid(kind)}: {usd(each * fleet.replicas)}"
    )
    fte = market.catalog.assumed(f"run_staff_fte_{kind.value}")
    month = Decimal(str(needs.engineer_usd_year)) / 12
    yield f"People: {fte.normalize():f} full-time × {usd(month)}: {usd(fte * month)}"
    if kind is not OptionKind.WORKSTATION:
        setup = market.catalog.assumed(f"setup_cost_{kind.value}_usd")
        months = market.catalog.assumed("setup_months")
        yield (
            f"Set-up: {usd(setup)} over {months.normalize():f} months: "
            f"{usd(setup / months)}"
        )


def how_paid(kind: OptionKind) -> str:
    if kind is OptionKind.OWN_GPUS:
        return "rented around the clock"
    return "purchase over its life, power and space"


def amount(millions: Decimal) -> str:
    """A number of tokens, given in millions."""
    return f"{plain_number(float(millions) * 1e6)} tokens"


def usd(value: Decimal) -> str:
    """US dollars: whole from ten on, cents below."""
    cents = cost.to_cents(value)
    return f"${cents:,.2f}" if abs(cents) < 10 else f"${cents:,.0f}"


def price_changes(candidate: Candidate, day: date) -> Iterator[str]:
    """Changes of price that are announced for the base tier, within a year."""
    for row in announced(candidate, day):
        if row.above_tokens == 0 and row.valid_from is not None:
            yield (
                f"From {written(row.valid_from)}: {dollars(row.input)} in, "
                f"{dollars(row.output or row.input)} out, per million tokens."
            )


def written(day: date) -> str:
    """A day as people write it: 1 Dec 2026."""
    return f"{day.day} {day:%b %Y}"

"""How a bill adds up, line by line, and which changes of price are announced."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from advisor.decision import cost
from advisor.decision.candidates import Candidate, OptionKind
from advisor.decision.fleets import Fleet
from advisor.decision.machine_costs import WHOLE_MACHINES
from advisor.decision.market import Market
from advisor.decision.needs import Needs
from advisor.decision.plans import Pick
from advisor.decision.prices import announced, price_in_use, token_price
from advisor.decision.sizing import GPUS_PER_NODE
from advisor.decision.telling import dollars, plain_number, written


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
    yield f"In: {amount(inputs)} × {input_price(price, mix)}: {usd(for_input)}"
    yield f"Out: {amount(outputs)} × {dollars(price.output)}: {usd(for_output)}"
    if mix.batch_share:
        yield batch_line(for_input + for_output, price.batch_discount, mix.batch_share)


def input_price(price: cost.TokenPrice, mix: cost.Mix) -> str:
    """The price of input, with what of it the cache makes cheaper."""
    if not mix.cached_share:
        return dollars(price.input)
    if price.cached_input is None:
        return f"{dollars(price.input)}, no cheaper price for cached input is known"
    cached = f"{percent(mix.cached_share)} of it from the cache"
    return f"{dollars(price.input)}, {cached} at {dollars(price.cached_input)}"


def batch_line(bill: Decimal, discount: Decimal | None, share: Decimal) -> str:
    if not discount:
        return f"For what can wait, no discount is known: {usd(Decimal(0))}"
    rebate = usd(bill * share * discount)
    return f"Less for the {percent(share)} that can wait, {percent(discount)} off: −{rebate}"


def fleet_lines(
    fleet: Fleet, kind: OptionKind, needs: Needs, market: Market
) -> Iterator[str]:
    each = fleet.machine.cost.likely
    price = f"{usd(each)} a month" + (" a machine" if fleet.replicas > 1 else "")
    yield (
        f"Machines: {machines_text(fleet)}, {price}, {what_is_paid(fleet, kind, market)}: "
        f"{usd(each * fleet.replicas)}"
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


def machines_text(fleet: Fleet) -> str:
    """How many machines with which cards; of a single machine only its cards."""
    machine = fleet.machine
    cards = f"{machine.gpus} × " if machine.gpus > 1 else ""
    machines = f"{fleet.replicas} machines with " if fleet.replicas > 1 else ""
    return f"{machines}{cards}{machine.hardware.name}"


def what_is_paid(fleet: Fleet, kind: OptionKind, market: Market) -> str:
    """What the price of a machine holds, and what of it stands in no figure here."""
    assumed = market.catalog.assumed
    if kind is OptionKind.OWN_GPUS:
        overhead = percent(assumed("hosting_overhead_share"))
        return f"rented around the clock, {overhead} for storage and network included"
    life = f"purchase over {assumed('hardware_life_months').normalize():f} months"
    if kind is OptionKind.WORKSTATION:
        if fleet.machine.hardware.kind in WHOLE_MACHINES:
            return f"{life} and power"
        computer = usd(assumed("computer_usd"))
        return f"{life}, with {computer} a card for the computer around it, and power"
    rack = assumed("space_usd_month")
    return (
        f"{life}, with {percent(assumed('server_price_share'))} for the server around "
        f"the cards, power, with {percent(assumed('server_power_share'))} for the "
        f"server, and {dollars(rack / GPUS_PER_NODE)} a card for space, which is {usd(rack)} for a server "
        f"of {GPUS_PER_NODE}"
    )


def amount(millions: Decimal) -> str:
    """A number of tokens, given in millions."""
    return f"{plain_number(round(float(millions) * 1e6))} tokens"


def percent(share: Decimal) -> str:
    """A share with all the digits that it was given in."""
    return f"{(share * 100).normalize():f}%"


def usd(value: Decimal) -> str:
    """US dollars: whole from ten on, cents below; halves away from zero."""
    cents = cost.to_cents(value)
    if abs(cents) < 10:
        return f"${cents:,.2f}"
    return f"${cents.quantize(Decimal(1), rounding=ROUND_HALF_UP):,}"


def later_costs(
    picks: Sequence[Pick], needs: Needs, market: Market
) -> Iterator[tuple[date, Decimal]]:
    """The likely bill of a plan from each day on which an announced price changes it."""
    days = {
        row.valid_from
        for pick in picks
        for row in announced(pick.candidate, market.day)
        if row.valid_from is not None
    }
    before = bill_on(market.day, picks, needs, market)
    for day in sorted(days):
        after = bill_on(day, picks, needs, market)
        if after != before:
            yield day, after
        before = after


def bill_on(day: date, picks: Sequence[Pick], needs: Needs, market: Market) -> Decimal:
    """What a plan likely costs a month at the prices of a day, in cents."""
    bills = [
        market.bill(pick, needs).likely
        if (row := price_in_use(pick.candidate, day)) is None
        else cost.price_per_million(token_price(row), market.mix(needs))
        * Decimal(str(market.millions(needs) * pick.segment.share))
        for pick in picks
    ]
    return cost.to_cents(sum(bills, start=cost.ZERO))


def left_out(picks: Sequence[Pick], needs: Needs) -> str | None:
    """What a plan will cost beside its bill; None where nothing is known to come."""
    if needs.tuning != "deep_finetune":
        return None
    if all(pick.candidate.kind.is_self_run for pick in picks):
        return "The tuning itself is not in this cost."
    return (
        "This is the price of the shared model. Neither the tuning nor the dedicated "
        "hosting that tuned weights mostly need is in it."
    )


def price_changes(candidate: Candidate, day: date) -> Iterator[str]:
    """Changes of price that are announced for the base tier, within a year."""
    for row in announced(candidate, day):
        if row.above_tokens == 0 and row.valid_from is not None:
            yield (
                f"From {written(row.valid_from)}: {dollars(row.input)} in, "
                f"{dollars(row.output or row.input)} out, per million tokens."
            )

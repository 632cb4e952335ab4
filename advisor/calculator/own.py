"""What own machines cost a month: purchase, upkeep, power, and space."""

from collections.abc import Iterator
from decimal import Decimal

from advisor.calculator.costing import Post
from advisor.calculator.inputs import Case, Inputs, Origin
from advisor.calculator.words import percent, plain, usd
from advisor.decision import cost
from advisor.decision.candidates import Figure, Hardware
from advisor.decision.cost import ONE, ZERO
from advisor.decision.machine_costs import WHOLE_MACHINES
from advisor.decision.sizing import GPUS_PER_NODE

SPACES = ("space_usd_per_replica_month", "space_usd_per_kw_month")


def missing(inputs: Inputs, hardware: Hardware | None, gpus: int) -> list[str]:
    """Nothing where a price and the power are known; else what is missing."""
    unknown = []
    if not inputs.is_given("usd_per_gpu", "usd_per_replica"):
        price = hardware.list_price_usd if hardware else None
        if price is None:
            unknown.append(
                "No purchase price is known: give “usd_per_gpu” or “usd_per_replica”."
            )
        else:
            put_figure(inputs, "usd_per_gpu", price)
    if not inputs.is_given("watts_per_gpu", "watts_per_replica"):
        watts = hardware.power_w if hardware else None
        if watts is None:
            unknown.append(
                "The power drawn is not known: give “watts_per_gpu” or "
                "“watts_per_replica”."
            )
        else:
            put_figure(inputs, "watts_per_gpu", watts)
    if hardware is not None and hardware.kind in WHOLE_MACHINES:
        inputs.sure("computer_usd_per_gpu", ZERO, Origin.CATALOG)
    return unknown


def put_figure(inputs: Inputs, key: str, figure: Figure) -> None:
    inputs.sure(key, Decimal(repr(figure.value)), Origin.CATALOG, figure.source)


def purchase(inputs: Inputs, gpus: int, case: Case) -> tuple[Decimal, str]:
    """What a replica costs to buy, and in words.

    The catalog prices bare cards, so that a server or a computer comes on top; a price
    that was given is taken to be that of all there is.
    """
    if inputs.is_given("usd_per_replica"):
        price = inputs.amount("usd_per_replica", case)
        return price, usd(price)
    each = inputs.amount("usd_per_gpu", case)
    share = server_share(inputs, "server_share", "usd_per_gpu", case)
    computer = (
        inputs.amount("computer_usd_per_gpu", case)
        if on_a_desk(inputs) and not inputs.is_given("usd_per_gpu")
        else ZERO
    )
    server = inputs.amount("server_usd_per_replica", case)
    words = f"{gpus} × {usd(each)}"
    words += f" + {percent(share)} for the server" if share else ""
    words += f" + {usd(gpus * computer)} for the computer" if computer else ""
    words += f" + {usd(server)}" if server else ""
    return gpus * (each * (ONE + share) + computer) + server, words


def server_share(inputs: Inputs, key: str, given: str, case: Case) -> Decimal:
    """What the server adds to its cards: nothing on a desk, or to what was given."""
    is_complete = on_a_desk(inputs) or inputs.is_given(given)
    if is_complete and not inputs.is_given(key):
        return ZERO
    return inputs.amount(key, case)


def written_off(inputs: Inputs, price: Decimal, case: Case) -> Decimal:
    """US dollars a month: what is not fetched again at the end, over the life."""
    kept = inputs.amount("residual_share", case)
    return price * (ONE - kept) / inputs.amount("life_months", case)


def posts(inputs: Inputs, gpus: int, hours: Decimal, case: Case) -> Iterator[Post]:
    """What one replica costs a month."""
    price, words = purchase(inputs, gpus, case)
    months = inputs.amount("life_months", case)
    residual = inputs.amount("residual_share", case)
    less = f", less {percent(residual)} at the end," if residual else ""
    yield Post(
        label="Purchase",
        usd=written_off(inputs, price, case),
        working=f"{words}{less} over {plain(months)} months",
    )
    share = inputs.amount("maintenance_share_year", case)
    if share:
        yield Post(
            label="Maintenance",
            usd=price * share / cost.MONTHS_PER_YEAR,
            working=f"{percent(share)} of {usd(price)} a year",
        )
    yield power_post(inputs, gpus, hours, case)
    if inputs.is_given(*SPACES) or not on_a_desk(inputs):
        yield space_post(inputs, gpus, case)


def on_a_desk(inputs: Inputs) -> bool:
    found = inputs.find("workstation")
    return found is not None and found.likely is True


def watts(inputs: Inputs, gpus: int, case: Case) -> Decimal:
    """What a replica may draw, its server included."""
    if inputs.is_given("watts_per_replica"):
        return inputs.amount("watts_per_replica", case)
    share = server_share(inputs, "server_power_share", "watts_per_gpu", case)
    return gpus * inputs.amount("watts_per_gpu", case) * (ONE + share)


def power_post(inputs: Inputs, gpus: int, hours: Decimal, case: Case) -> Post:
    drawn = watts(inputs, gpus, case) * inputs.amount("power_share", case)
    pue = pue_of(inputs, case)
    price = inputs.amount("usd_per_kwh", case)
    energy = cost.Energy(usd_per_kwh=price, pue=pue, hours_per_month=hours)
    kilowatts = plain(drawn / cost.WATTS_PER_KILOWATT)
    return Post(
        label="Power",
        usd=energy.monthly(drawn),
        working=f"{kilowatts} kW × {plain(pue)} × {plain(hours)} h × {usd(price)}",
    )


def pue_of(inputs: Inputs, case: Case) -> Decimal:
    """On a desk no room is cooled for it."""
    if on_a_desk(inputs) and not inputs.is_given("pue"):
        inputs.sure("pue", ONE, Origin.USUAL)
    return inputs.amount("pue", case)


def space_post(inputs: Inputs, gpus: int, case: Case) -> Post:
    """The space given, or of that for a server of eight GPUs what the replica takes."""
    key, by_power = SPACES
    if inputs.is_given(by_power):
        kilowatts = watts(inputs, gpus, case) / cost.WATTS_PER_KILOWATT
        rate = inputs.amount(by_power, case)
        working = f"{plain(kilowatts)} kW × {usd(rate)}"
        return Post(label="Space", usd=kilowatts * rate, working=working)
    if not inputs.is_given(key) and key not in inputs.used:
        row = inputs.facts.catalog.assumptions["space_usd_month"]
        part = Decimal(gpus) / GPUS_PER_NODE
        inputs.put(
            key,
            (row.low * part, row.value * part, row.high * part),
            Origin.ASSUMPTION,
            row.source,
            f"{row.label}: {usd(row.value)} for {GPUS_PER_NODE} GPUs",
        )
    amount = inputs.amount(key, case)
    return Post(label="Space", usd=amount, working=f"{usd(amount)} a month")

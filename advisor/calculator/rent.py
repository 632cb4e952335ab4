"""What rented GPUs cost a month."""

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from advisor.calculator.costing import Post
from advisor.calculator.inputs import Case, Inputs, Origin
from advisor.calculator.words import percent, plain, usd
from advisor.decision.candidates import Hardware
from advisor.decision.cost import ZERO
from advisor.decision.machine_costs import rates_for

RENTS = (
    "usd_per_gpu_hour",
    "usd_per_gpu_month",
    "usd_per_replica_hour",
    "usd_per_replica_month",
)


def missing(inputs: Inputs, hardware: Hardware | None, gpus: int) -> list[str]:
    """Nothing where a rent is known; else a sentence that says why it is not."""
    if inputs.is_given(*RENTS):
        return []
    if hardware is None:
        return ["No rent is known: give “usd_per_gpu_hour”, or “hardware”."]
    rates = rates_for(hardware, gpus)
    if not rates:
        return [
            f"No rent of {gpus} × {hardware.name} is known: give “usd_per_gpu_hour”."
        ]
    asked = sorted(rate.usd_per_gpu_hour for rate in rates)
    inputs.put(
        "usd_per_gpu_hour",
        (asked[0], median(asked), asked[-1]),
        Origin.CATALOG,
        rates[0].source,
        "the only rate known"
        if len(asked) == 1
        else f"the middle of {len(asked)} rates",
    )
    return []


def posts(
    inputs: Inputs,
    hardware: Hardware | None,
    gpus: int,
    hours: Decimal,
    case: Case,
) -> Iterator[Post]:
    """A replica's rent and what comes on top of it."""
    key = inputs.first_given(*RENTS) or "usd_per_gpu_hour"
    rate = inputs.amount(key, case)
    what = hardware.name if hardware else "GPUs"
    amount, working = rate, f"{usd(rate)} a month"
    if key.endswith("hour"):
        amount, working = rate * hours, f"{usd(rate)} × {plain(hours)} h"
    if "gpu" in key:
        amount *= gpus
        working = f"{gpus} × {what} × {working}"
    overhead = overhead_share(inputs, key, case)
    yield Post(label="Machines", usd=amount, working=working)
    yield Post(
        label="Storage, network, logs",
        usd=amount * overhead,
        working=f"{percent(overhead)} of the rent",
        is_share=True,
    )


def overhead_share(inputs: Inputs, key: str, case: Case) -> Decimal:
    """A price by the month is taken to be all there is to pay, if nothing else is said."""
    if key.endswith("month") and not inputs.is_given("overhead_share"):
        inputs.sure("overhead_share", ZERO, Origin.USUAL)
    return inputs.amount("overhead_share", case)

"""Why machines cannot serve a demand: too little memory, too slow, or not known."""

from collections.abc import Iterable

from advisor.decision import sizing
from advisor.decision.candidates import Model
from advisor.decision.fleets import Demand, cheapest_fleet
from advisor.decision.machine_costs import PricedHardware
from advisor.decision.machines import (
    MOST_GPUS,
    Machine,
    Setting,
    machines_that_hold,
    memory_needed_gb,
)
from advisor.decision.telling import plain_number

HOURS_OF_A_DAY = 24


def why_not(
    model: Model,
    choices: tuple[PricedHardware, ...],
    setting: Setting,
    demand: Demand,
    work_per_token: float,
) -> str | None:
    """Why no fleet of some hardware serves a model to a demand; None where one does.

    `work_per_token` is that of an average token, see `sizing.load_per_token`.
    """
    machines = machines_that_hold(model, choices, setting)
    if not machines:
        return why_not_held(model, choices, setting)
    if cheapest_fleet(machines, demand, setting.kind) is None:
        return why_not_carried(machines, demand, work_per_token)
    return None


def why_not_held(
    model: Model, choices: Iterable[PricedHardware], setting: Setting
) -> str:
    """What is missing where no machine holds a model."""
    memory = memory_needed_gb(model, setting)
    if memory is None:
        return f"how much memory {model.name} needs is not known"
    largest = max(choices, key=largest_replica_gb, default=None)
    if largest is None:
        return "no hardware of that sort has a known price"
    room = largest_replica_gb(largest) * setting.assumed("usable_memory_share")
    if memory <= room:
        return f"how fast {model.name} runs on that hardware is not known"
    most = MOST_GPUS[largest.hardware.kind]
    cards = f"{most} × " if most > 1 else ""
    return (
        f"{model.name} needs {plain_number(round(memory))} GB of memory, and the largest "
        f"machine, {cards}{largest.hardware.name}, holds {plain_number(round(room))} GB"
    )


def largest_replica_gb(choice: PricedHardware) -> float:
    """GB of memory of as many GPUs as anybody takes for one model."""
    return MOST_GPUS[choice.hardware.kind] * choice.hardware.memory_gb.value


def why_not_carried(
    machines: Iterable[Machine], demand: Demand, work_per_token: float
) -> str:
    """What one machine serves where it may not be joined by others."""
    fastest = max(machines, key=lambda machine: machine.tokens_per_second)
    served = tokens_per_day(fastest, demand, work_per_token)
    asked = demand.average * HOURS_OF_A_DAY * 3600 / work_per_token
    return (
        f"one machine, the fastest with {fastest.hardware.name}, serves at most "
        f"{plain_number(served)} tokens a day, and {plain_number(asked)} are asked for"
    )


def tokens_per_day(
    machine: Machine, demand: Demand, work_per_token: float, replicas: int = 1
) -> float:
    """Tokens a day, input and output together, that machines serve at that traffic."""
    sustained = sizing.sustained_tokens_per_second(
        replicas=replicas,
        tokens_per_second_per_replica=machine.tokens_per_second,
        target_utilization=demand.target_utilization,
        peak_factor=demand.peak_factor,
    )
    millions = sizing.capacity_millions(
        sustained=sustained,
        work_per_token=work_per_token,
        hours_per_month=HOURS_OF_A_DAY,
    )
    return millions * 1e6

"""What it costs to run a model oneself, on rented GPUs or on own hardware."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from advisor.calculator import own, rent, upkeep
from advisor.calculator.by_token import (
    exact,
    idle,
    ranged,
    remark_on_none,
    summed,
    total_over,
    untold,
)
from advisor.calculator.costing import (
    Costing,
    Machines,
    Post,
    Triple,
    Volume,
    add_up,
    for_each,
    per_million,
)
from advisor.calculator.described import GIVEN
from advisor.calculator.facts import Facts
from advisor.calculator.growth import (
    SECONDS_PER_HOUR,
    Growth,
    growth_of,
    least_and_most,
    remark_on_number,
    work_of_a_token,
)
from advisor.calculator.holding import SAID, Bench, Speed
from advisor.calculator.inputs import Case, Inputs, Origin
from advisor.calculator.parameters import Kind
from advisor.calculator.scenarios import Scenario
from advisor.calculator.total_parameters import OF_PURCHASE, OF_REPLICAS
from advisor.calculator.totals import told_of_one
from advisor.calculator.volumes import hours_of_month, input_share, read_volume
from advisor.decision.candidates import Hardware, OptionKind
from advisor.decision.cost import ZERO
from advisor.decision.fleets import Demand
from advisor.decision.machines import Load

# What says which machines they are, or what they cost.
DESCRIBED = (
    "hardware",
    "gpu_memory_gb",
    "gpus",
    *rent.RENTS,
    "usd_per_gpu",
    "usd_per_replica",
)
STACKS = {
    Kind.SELF_HOSTED: OptionKind.OWN_GPUS,
    Kind.OWNED: OptionKind.OWN_HARDWARE,
}


# What says that the replica is there as it stands, whatever its GPUs are.
ONE_REPLICA = (
    *SAID,
    "usd_per_replica_hour",
    "usd_per_replica_month",
    "usd_per_replica",
)
NO_GPU = (
    "How many GPUs hold the model is not known: give “hardware”, “gpu_memory_gb” or "
    "“gpus”."
)
NO_CACHE = (
    "What the cache takes is not counted, for its shape is not known: give “layers”, "
    "“kv_heads” and “head_dim”."
)


@dataclass(frozen=True, kw_only=True)
class Site:
    """The machines of a scenario: one replica of them, and how many there are."""

    inputs: Inputs
    stack: OptionKind
    hardware: Hardware | None
    memory_gb: float | None
    load: Load | None  # what the model asks of it, where one was described
    gpus: int
    machine_hours: Decimal
    speed: Speed | None
    growth: Growth
    is_held: bool  # whether the model fits, or was measured to run all the same

    def posts(self, case: Case) -> Iterator[Post]:
        """What a replica costs a month."""
        if self.stack is OptionKind.OWN_GPUS:
            return rent.posts(
                self.inputs, self.hardware, self.gpus, self.machine_hours, case
            )
        return own.posts(self.inputs, self.gpus, self.machine_hours, case)

    def paid_once(self, case: Case) -> Decimal:
        """What a replica costs at the start."""
        if self.stack is OptionKind.OWN_GPUS:
            return ZERO
        return own.purchase(self.inputs, self.gpus, case)[0]

    def resale(self, case: Case) -> Decimal:
        """What a replica still fetches at the end."""
        if self.stack is OptionKind.OWN_GPUS:
            return ZERO
        return self.paid_once(case) * self.inputs.amount("residual_share", case)

    def spread_a_month(self, case: Case) -> Decimal:
        """What of a replica's month is a part of that."""
        if self.stack is OptionKind.OWN_GPUS:
            return ZERO
        return own.written_off(self.inputs, self.paid_once(case), case)

    def machines(self, volume: Volume) -> Machines:
        """What there is, for that volume."""
        growth, millions = self.growth, volume.millions
        replicas = for_each(lambda case: growth.replicas(millions, case))
        planned = growth.planned(Case.LIKELY)
        full = growth.full_millions
        return Machines(
            hardware=self.hardware.name if self.hardware else "",
            memory_gb=in_decimals(self.memory_gb),
            weights_gb=in_decimals(self.load.weights_gb if self.load else None),
            cache_gb=in_decimals((self.load.cache_gb or None) if self.load else None),
            gpus=self.gpus,
            replicas=replicas,
            tokens_per_second=None if self.speed is None else self.speed.each,
            speed_basis="" if self.speed is None else self.speed.basis,
            counts_output_only=self.speed is not None and self.speed.counts_output_only,
            capacity_millions=None if planned is None else replicas.likely * planned,
            load=None if full is None else millions / (replicas.likely * full.likely),
            full_millions=None if full is None else full.likely,
            machine_hours=self.machine_hours,
        )


def in_decimals(amount: float | None) -> Decimal | None:
    return None if amount is None else Decimal(repr(amount))


def cost_self_run(scenario: Scenario, facts: Facts) -> Costing:
    """A month on machines of one's own or rented ones."""
    scenario = told_of_one(scenario)
    stack = stack_of(scenario)
    inputs = inputs_for(scenario, facts, stack)
    bench = Bench(inputs, stack)
    sentences: list[str] = []
    gpus = gpus_of(bench, sentences) if choose_hardware(bench, sentences) else None
    is_rented = stack is OptionKind.OWN_GPUS
    missing = rent.missing if is_rented else own.missing
    unpriced = [] if gpus is None else missing(inputs, bench.hardware, gpus)
    sentences += unpriced
    site = None if unpriced or gpus is None else site_of(bench, gpus)
    volume = volume_for(inputs, site, sentences)
    if site is None:
        return untold(scenario, inputs, volume, sentences)
    return costing(scenario, site, volume, sentences)


def stack_of(scenario: Scenario) -> OptionKind:
    flag = scenario.given.get("workstation")
    if flag is not None and flag.likely is True:
        return OptionKind.WORKSTATION
    return STACKS[scenario.kind]


def inputs_for(scenario: Scenario, facts: Facts, stack: OptionKind) -> Inputs:
    traffic = scenario.given.get("traffic")
    on_a_desk = stack is OptionKind.WORKSTATION
    inputs = Inputs(
        scenario,
        facts,
        stack=stack.value,
        traffic="steady" if traffic is None else str(traffic.likely),
        concurrency="workstation_concurrency" if on_a_desk else "default_concurrency",
        most="workstation_tokens_per_day" if on_a_desk else "",
        at_most="" if on_a_desk else "most_concurrency",
    )
    if traffic is not None:
        inputs.find("traffic")
    if scenario.kind is Kind.OWNED:
        inputs.find("workstation")
    for key in (*OF_REPLICAS, *OF_PURCHASE):
        if inputs.is_given(key):
            inputs.find(key)
    return inputs


def choose_hardware(bench: Bench, sentences: list[str]) -> bool:
    """The cheapest hardware of the catalog, where a model is all that was said.

    False, and a sentence, where none holds it.
    """
    inputs = bench.inputs
    if inputs.is_given(*DESCRIBED) or bench.model is None:
        return True
    demand = None
    if not inputs.is_given("utilization"):
        volume = read_volume(inputs)
        work = work_of_a_token(inputs, volume.input_share.likely)
        seconds = volume.hours * SECONDS_PER_HOUR
        demand = Demand(
            average=float(volume.tokens_per_month * work / seconds),
            peak_factor=float(inputs.amount("peak_factor")),
            target_utilization=float(inputs.amount("target_utilization")),
            minimum=least_and_most(inputs, bench.most)[0].likely,
        )
    chosen = bench.cheapest_for(demand)
    if chosen is None:
        sentences.append(bench.nowhere())
        return False
    bench.hardware = chosen
    inputs.sure("hardware", chosen.slug, Origin.WORKED_OUT)
    sentences.append(f"The cheapest hardware in the catalog: {chosen.name}.")
    return True


def gpus_of(bench: Bench, sentences: list[str]) -> int | None:
    """GPUs of a replica; None, and a sentence, where no replica holds the model.

    GPUs fixed outright are paid for, whether or not they hold it.
    """
    inputs, hardware = bench.inputs, bench.hardware
    given = int(inputs.amount("gpus")) if inputs.is_given("gpus") else None
    if bench.is_without_cache:
        sentences.append(NO_CACHE)
    if hardware is None or bench.memory_gb is None:
        if given is None and bench.memory_gb and not inputs.is_given(*ONE_REPLICA):
            sentences.append(NO_GPU)
            return None
        if given is None:
            inputs.sure("gpus", Decimal(1), Origin.USUAL)
            sentences += one_gpu(bench)
        return given or 1
    if given is not None:
        if not bench.holds(hardware, given):
            sentences.append(bench.too_small(hardware, given))
        return given
    needed = bench.gpus_that_hold(hardware)
    if needed is None:
        sentences.append(bench.too_large(hardware))
        return None
    inputs.sure("gpus", Decimal(needed), Origin.WORKED_OUT)
    return needed


def one_gpu(bench: Bench) -> Iterator[str]:
    """Why a model that was described is put on one GPU."""
    if bench.memory_gb is not None:
        yield (
            "The memory of a GPU is not known, so that one GPU is counted: give "
            "“gpu_memory_gb”, “hardware” or “gpus”."
        )
    elif bench.model is not None:
        yield (
            "How much memory the model needs is not known, so that one GPU is counted: "
            "give “memory_gb” or “gpus”."
        )


def site_of(bench: Bench, gpus: int) -> Site:
    inputs = bench.inputs
    hours = hours_of_month(inputs)
    key = "machine_hours_per_month"
    machine_hours = inputs.amount(key) if inputs.is_given(key) else hours
    speed = bench.speed(bench.hardware, gpus)
    return Site(
        inputs=inputs,
        stack=bench.kind,
        hardware=bench.hardware,
        memory_gb=bench.memory_gb,
        load=bench.load,
        gpus=gpus,
        machine_hours=machine_hours,
        speed=speed,
        is_held=is_held(bench, gpus, speed),
        growth=growth_of(
            inputs,
            speed,
            read_volume_share(inputs),
            machine_hours,
            most=bench.most,
        ),
    )


def is_held(bench: Bench, gpus: int, speed: Speed | None) -> bool:
    if speed is not None and speed.basis == GIVEN:
        return True
    return bench.hardware is None or bench.holds(bench.hardware, gpus)


def read_volume_share(inputs: Inputs) -> Triple[Decimal]:
    """The share of input, whether or not the volume itself was told."""
    if inputs.is_given("utilization"):
        return input_share(inputs)
    return read_volume(inputs).input_share


def volume_for(inputs: Inputs, site: Site | None, sentences: list[str]) -> Volume:
    """The volume given, or what the machines serve at the load given."""
    if not inputs.is_given("utilization"):
        return read_volume(inputs)
    full = None if site is None else site.growth.full_millions
    if site is not None and full is None:
        sentences.append(
            "How much these machines serve is not known: give “tokens_per_second”."
        )
    replicas = inputs.maybe("replicas") or ZERO
    load = inputs.amount("utilization")
    return Volume(
        millions=ZERO if full is None else replicas * full.likely * load,
        input_share=input_share(inputs),
        hours=hours_of_month(inputs),
    )


def costing(
    scenario: Scenario, site: Site, volume: Volume, sentences: list[str]
) -> Costing:
    """The bill of a site for a volume."""
    inputs, growth = site.inputs, site.growth
    steps = for_each(lambda case: list(site.posts(case)))
    fixed = for_each(lambda case: list(upkeep.posts(inputs, case)))
    tariffs = for_each(
        lambda case: growth.tariff(summed(fixed.at(case)), summed(steps.at(case)), case)
    )
    if not site.is_held:
        tariffs = for_each(lambda case: replace(tariffs.at(case), most_millions=ZERO))
    replicas = for_each(lambda case: growth.replicas(volume.millions, case))
    lines, monthly = add_up(
        for_each(
            lambda case: [
                *(times(post, replicas.at(case)) for post in steps.at(case)),
                *fixed.at(case),
            ]
        )
    )
    once = for_each(
        lambda case: (
            upkeep.paid_once(inputs, case) + replicas.at(case) * site.paid_once(case)
        )
    )
    running = for_each(
        lambda case: (
            tariffs.at(case).due(volume.millions)
            - upkeep.spread_a_month(inputs, case)
            - replicas.at(case) * site.spread_a_month(case)
        )
    )
    # What the machines fetch at the end was never lost.
    paid = for_each(lambda case: once.at(case) - replicas.at(case) * site.resale(case))
    serves = site.is_held and growth.can_serve(volume)
    remark = growth.remark(volume)
    due = exact(tariffs, volume.millions)
    return Costing(
        kind=scenario.kind,
        name=scenario.name,
        volume=volume,
        monthly=monthly,
        per_million=per_million(due, volume.millions) if serves else None,
        lines=lines,
        once=ranged(once),
        running=ranged(running),
        total=total_over(inputs, paid, running),
        tariffs=tariffs,
        machines=site.machines(volume),
        horizon_months=inputs.amount("horizon_months"),
        inputs=tuple(inputs.used.values()),
        sentences=(
            *sentences,
            *([remark] if remark else []),
            *remark_on_none(volume),
            *remark_on_number(replicas.likely * site.gpus),
            *idle(inputs),
        ),
        share=scenario.share,
        serves=serves,
    )


def times(post: Post, replicas: int) -> Post:
    is_told = replicas > 1 and not post.is_share
    working = f"{replicas:,} × {post.working}" if is_told else post.working
    return replace(post, usd=post.usd * replicas, working=working)

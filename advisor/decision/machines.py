"""Machines that hold an open model: how many GPUs, how fast, at what cost a month."""

from collections.abc import Hashable, Iterable
from decimal import Decimal
from statistics import median

from advisor.decision import cost, sizing
from advisor.decision.candidates import Catalog, Hardware, Model, OptionKind, Throughput
from advisor.decision.machine_costs import PricedHardware
from advisor.decision.model_sizes import (
    active_share,
    cache_shape,
    one_cache_gb,
    stated_minimum,
    weights_gb,
)
from advisor.decision.needs import Needs
from advisor.decision.records import record

# Serving at organization scale keeps 8 bits; a workstation trades a little quality for
# memory (the catalog's precision row q4_k_m says how much was measured).
PRECISIONS = {
    OptionKind.OWN_GPUS: "fp8",
    OptionKind.OWN_HARDWARE: "fp8",
    OptionKind.WORKSTATION: "q4_k_m",
}
MOST_GPUS = {
    "datacenter": 16,  # two nodes; beyond that nobody rents a single replica
    "workstation": 2,  # what one case and one outlet carry
    "consumer": 2,
    "unified_memory": 1,  # the memory is the machine's own
}
# Waiting grows with what runs side by side: twice as much where nobody minds, and a
# quarter where the first word must come at once. Our own estimate, no more.
AT_ONCE = {"relaxed": 2.0, "realtime": 0.25}


@record
class Setting:
    """What a machine must be able to do, whatever model it holds."""

    catalog: Catalog
    kind: OptionKind
    at_once: int  # usual requests that its memory must hold at the same time
    longest_tokens: int  # the longest input, where it outgrows the usual ones together
    # Requests that it serves at the same time, if it holds them; None: no more than
    # it must.
    most_at_once: int | None = None
    share_at_once: float = 1.0  # of what it could serve: less where nobody may wait

    @property
    def precision(self) -> str:
        return PRECISIONS[self.kind]

    @property
    def bits_per_weight(self) -> float:
        return self.catalog.bits_per_weight[self.precision]

    @property
    def asks(self) -> Hashable:
        """All that tells it from other settings of its kind."""
        return (
            self.at_once,
            self.most_at_once,
            self.share_at_once,
            self.longest_tokens,
        )

    def assumed(self, key: str) -> float:
        return self.catalog.figures[key]


@record
class Machine:
    """One replica: GPUs that hold a model, their speed together, and their cost."""

    hardware: Hardware
    gpus: int
    precision: str
    tokens_per_second: float  # of output; input counts by its prefill weight
    is_measured: bool
    gpu_cost: cost.Range  # US dollars a month for one GPU
    usd_month: float  # of all GPUs, for comparing by the ten thousand
    offer: str = ""  # key of the price; "": the only one of this hardware

    @property
    def key(self) -> str:
        """The offer that it is bought or rented by, see `PricedHardware`."""
        return self.offer or self.hardware.slug

    @property
    def cost(self) -> cost.Range:
        """US dollars a month."""
        return self.gpu_cost.times(Decimal(self.gpus))


@record
class Load:
    """What a model asks of a machine, whatever the machine."""

    model: Model
    memory_gb: float | None  # of a replica; None where it cannot be told
    weights_gb: float | None
    cache_gb: float  # of one usual request; 0 where its shape is not known
    active_share: float | None  # of the parameters, for one token
    active_params_b: float


def setting_for(kind: OptionKind, needs: Needs, catalog: Catalog) -> Setting:
    at_once = concurrency(kind, needs, catalog)
    usual = int(catalog.figures["default_context_tokens"]) * at_once
    longest = needs.context_tokens or 0
    on_a_desk = kind is OptionKind.WORKSTATION
    factor = AT_ONCE.get(needs.latency or "", 1.0)
    most = int(catalog.figures["most_concurrency"] * max(factor, 1.0))
    return Setting(
        catalog=catalog,
        kind=kind,
        at_once=at_once,
        most_at_once=None if on_a_desk else most,
        # A desk serves so few at once that they are all counted.
        share_at_once=1.0 if on_a_desk else min(factor, 1.0),
        longest_tokens=longest if longest > usual else 0,
    )


def concurrency(kind: OptionKind, needs: Needs, catalog: Catalog) -> int:
    """Requests that a replica must be able to hold: fewer where nobody may wait."""
    on_a_desk = kind is OptionKind.WORKSTATION
    key = "workstation_concurrency" if on_a_desk else "default_concurrency"
    usual = int(catalog.figures[key])
    return max(int(usual * AT_ONCE.get(needs.latency or "", 1.0)), 1)


def machines_that_hold(
    model: Model, choices: tuple[PricedHardware, ...], setting: Setting
) -> tuple[Machine, ...]:
    """A machine of each hardware that holds a model and whose speed can be told."""
    return machines_under(load_of(model, setting), choices, setting)


def machines_under(
    load: Load, choices: tuple[PricedHardware, ...], setting: Setting
) -> tuple[Machine, ...]:
    """The same, for what a model asks of them."""
    machines = (machine_on(load, choice, setting) for choice in choices)
    return tuple(machine for machine in machines if machine is not None)


def worth_having(machines: Iterable[Machine]) -> tuple[Machine, ...]:
    """The machines that are not both slower and dearer than another, cheapest first."""
    kept: list[Machine] = []
    for machine in sorted(
        machines, key=lambda m: (m.usd_month, -m.tokens_per_second, m.hardware.slug)
    ):
        if not kept or machine.tokens_per_second > kept[-1].tokens_per_second:
            kept.append(machine)
    return tuple(kept)


def can_be_held(
    load: Load, choices: tuple[PricedHardware, ...], setting: Setting
) -> bool:
    """Whether any machine holds a model and its speed can be told."""
    return any(
        (gpus := gpus_to_take(load, choice, setting)) is not None
        and speed_on(load, choice.hardware, gpus, setting) is not None
        for choice in choices
    )


def load_of(model: Model, setting: Setting) -> Load:
    weights = weights_gb(model, setting.precision, setting.bits_per_weight)
    shape = cache_shape(model)
    share = active_share(model)
    return Load(
        model=model,
        memory_gb=memory_gb(model, weights, shape, setting),
        weights_gb=weights,
        cache_gb=one_cache_gb(
            shape,
            int(setting.assumed("default_context_tokens")),
            setting.assumed("kv_bytes"),
        )
        if shape
        else 0.0,
        active_share=share,
        active_params_b=model.figures["params_total_b"].value * share if share else 0.0,
    )


def gpus_that_hold(memory: float, hardware: Hardware, setting: Setting) -> int | None:
    """How many GPUs hold `memory` GB; None where that is more than anybody takes."""
    gpus = sizing.gpus_needed(
        memory=memory,
        gpu_memory_gb=hardware.memory_gb.value,
        usable_share=setting.assumed("usable_memory_share"),
    )
    return gpus if gpus <= MOST_GPUS[hardware.kind] else None


def gpus_to_take(load: Load, choice: PricedHardware, setting: Setting) -> int | None:
    """GPUs that hold a model and can be had at this price; None where none can."""
    if load.memory_gb is None:
        return None
    gpus = gpus_that_hold(load.memory_gb, choice.hardware, setting)
    if gpus is None:
        return None
    taken = sizing.whole_lots(gpus, choice.lot)
    return taken if choice.holds_for(taken) else None


def machine_on(load: Load, choice: PricedHardware, setting: Setting) -> Machine | None:
    """A model on some hardware; None where it cannot run."""
    gpus = gpus_to_take(load, choice, setting)
    if gpus is None:
        return None
    speed = speed_on(load, choice.hardware, gpus, setting)
    if speed is None:
        return None
    tokens_per_second, is_measured = speed
    return Machine(
        hardware=choice.hardware,
        gpus=gpus,
        precision=setting.precision,
        tokens_per_second=tokens_per_second,
        is_measured=is_measured,
        gpu_cost=choice.gpu_cost,
        usd_month=choice.usd_month * gpus,
        offer=choice.key,
    )


# --- Memory ----------------------------------------------------------------------------


def memory_needed_gb(model: Model, setting: Setting) -> float | None:
    """GB that a replica needs; None where it cannot be told."""
    return load_of(model, setting).memory_gb


def memory_gb(
    model: Model,
    weights: float | None,
    shape: sizing.CacheShape | None,
    setting: Setting,
) -> float | None:
    """The same, from the weights in GB and the shape of the cache.

    A minimum that a serving recipe states is never undercut by our own estimate, and
    stands alone where the size or the shape of the cache is not known.
    """
    stated = stated_minimum(model, setting.precision)
    minimum = stated.value if stated else None
    if weights is None or shape is None:
        return minimum
    usual = one_cache_gb(
        shape,
        int(setting.assumed("default_context_tokens")),
        setting.assumed("kv_bytes"),
    )
    longest = one_cache_gb(shape, setting.longest_tokens, setting.assumed("kv_bytes"))
    memory = sizing.memory_gb(
        weights=weights,
        cache=max(usual * setting.at_once, longest),
        overhead=setting.assumed("memory_overhead"),
    )
    return max(memory, minimum or 0)


# --- Speed -----------------------------------------------------------------------------


def speed_on(
    load: Load, hardware: Hardware, gpus: int, setting: Setting
) -> tuple[float, bool] | None:
    """Output tokens a second, and whether that was measured; None where not known.

    What was measured beats the estimate.
    """
    measured = measured_under(load, hardware, gpus, setting)
    if measured is not None:
        return measured, True
    estimated = speed_at(setting.share_at_once, load, hardware, gpus, setting)
    return None if estimated is None else (estimated, False)


def measured_under(
    load: Load, hardware: Hardware, gpus: int, setting: Setting
) -> float | None:
    """The median of what was measured on the very same GPUs; None where nobody did.

    The rows differ in how much input came with each output token, so each is brought
    to output tokens alone first. The choice of rows never looks at the visitor's own
    mix: more output must not make a machine seem faster. A test runs flat out; where
    nobody may wait, it counts less by as much as the estimate does.
    """
    rows = setting.catalog.measured.get((load.model.slug, hardware.slug, gpus))
    if not rows or setting.kind is OptionKind.WORKSTATION:
        return None  # a workstation serves a few people, not the crowd of a test
    prefill_weight = setting.assumed("prefill_weight")
    flat_out = median(output_speed(row, prefill_weight) for row in rows)
    if setting.share_at_once == 1:
        return flat_out
    return flat_out * slowed(load, hardware, gpus, setting)


def output_speed(row: Throughput, prefill_weight: float) -> float:
    """Output tokens a second that a measured machine could do without any input."""
    return row.tokens_per_second * (1 + prefill_weight * row.input_per_output)


def slowed(load: Load, hardware: Hardware, gpus: int, setting: Setting) -> float:
    """What is left of the speed where nobody may wait, by the estimate."""
    usual = speed_at(1, load, hardware, gpus, setting)
    now = speed_at(setting.share_at_once, load, hardware, gpus, setting)
    return now / usual if usual and now else setting.share_at_once


def speed_at(
    share: float, load: Load, hardware: Hardware, gpus: int, setting: Setting
) -> float | None:
    """min(requests at once x one stream, what arithmetic allows); None if not known.

    With that share of the requests that could be served at once.
    """
    if load.weights_gb is None or load.active_share is None:
        return None
    if hardware.bandwidth_gb_s is None or not hardware.dense_tflops:
        return None
    held = requests_held(load, gpus * hardware.memory_gb.value, setting)
    concurrency = max(min(held, setting.most_at_once or setting.at_once) * share, 1.0)
    step = sizing.step_gb(
        weights=load.weights_gb,
        active_share=load.active_share,
        concurrency=concurrency,
        cache=load.cache_gb,
    )
    return sizing.replica_tokens_per_second(
        concurrency=concurrency,
        stream=sizing.stream_tokens_per_second(
            bandwidth_gb_s=hardware.bandwidth_gb_s.value * gpus,
            gb_per_step=step,
            bandwidth_efficiency=setting.assumed("bandwidth_efficiency"),
        ),
        compute_limit=sizing.compute_tokens_per_second(
            dense_tflops=hardware.dense_tflops.value * gpus,
            active_params_b=load.active_params_b,
            compute_efficiency=setting.assumed("compute_efficiency"),
        ),
    )


def requests_held(load: Load, memory: float, setting: Setting) -> int:
    """Usual requests that fit beside the weights in that much GPU memory.

    Where the cache is not known, no more than any machine must be able to hold.
    """
    if not load.cache_gb or load.weights_gb is None:
        return setting.at_once
    return sizing.requests_held(
        memory=memory
        * setting.assumed("usable_memory_share")
        / setting.assumed("memory_overhead"),
        weights=load.weights_gb,
        cache_per_request=load.cache_gb,
    )

"""Machines that hold an open model: how many GPUs, how fast, at what cost a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from advisor.decision import cost, sizing
from advisor.decision.candidates import Catalog, Hardware, Model, OptionKind, Throughput
from advisor.decision.needs import Needs
from advisor.decision.records import record

# Serving at organization scale keeps 8 bits; a workstation trades a little quality for
# memory (the catalog's precision row q4_k_m says how much was measured).
PRECISIONS = {
    OptionKind.OWN_GPUS: "fp8",
    OptionKind.OWN_HARDWARE: "fp8",
    OptionKind.WORKSTATION: "q4_k_m",
}
HARDWARE_KINDS = {
    OptionKind.OWN_GPUS: {"datacenter"},
    OptionKind.OWN_HARDWARE: {"datacenter"},
    OptionKind.WORKSTATION: {"workstation", "consumer", "unified_memory"},
}
MOST_GPUS = {
    "datacenter": 16,  # two nodes; beyond that nobody rents a single replica
    "workstation": 2,  # what one case and one outlet carry
    "consumer": 2,
    "unified_memory": 1,  # the memory is the machine's own
}
STATED_MINIMUM = {"fp8": "vram_min_gb_fp8", "q4_k_m": "vram_min_gb_int4"}
# Where a model's cache shape is not known: room for it, as a share of the weights: the
# rule that the serving recipes behind the `vram_min_gb` facts state.
CACHE_SHARE_OF_WEIGHTS = 0.2


@record
class Setting:
    """What a machine must be able to do, whatever model it holds."""

    catalog: Catalog
    kind: OptionKind
    at_once: int  # requests served at the same time
    longest_tokens: int  # the longest input, where it outgrows the usual ones together

    @property
    def precision(self) -> str:
        return PRECISIONS[self.kind]

    @property
    def bits_per_weight(self) -> float:
        return self.catalog.bits_per_weight[self.precision]

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

    @property
    def cost(self) -> cost.Range:
        """US dollars a month."""
        return self.gpu_cost.times(Decimal(self.gpus))


@dataclass(frozen=True, kw_only=True)
class PricedHardware:
    """Hardware that can be rented or bought, with what one GPU of it costs."""

    hardware: Hardware
    gpu_cost: cost.Range  # US dollars a month
    price_part: float  # of the likely cost: what grows with rent or purchase price


def setting_for(kind: OptionKind, needs: Needs, catalog: Catalog) -> Setting:
    at_once = concurrency(kind, needs, catalog)
    usual = int(catalog.figures["default_context_tokens"]) * at_once
    longest = needs.context_tokens or 0
    return Setting(
        catalog=catalog,
        kind=kind,
        at_once=at_once,
        longest_tokens=longest if longest > usual else 0,
    )


def concurrency(kind: OptionKind, needs: Needs, catalog: Catalog) -> int:
    """Requests that a replica serves at once: fewer where nobody may wait."""
    on_a_desk = kind is OptionKind.WORKSTATION
    key = "workstation_concurrency" if on_a_desk else "default_concurrency"
    usual = int(catalog.figures[key])
    # Waiting grows with what runs side by side: twice as much where nobody minds, and a
    # quarter where the first word must come at once. Our own estimate, no more.
    changed = {"relaxed": usual * 2, "realtime": max(usual // 4, 1)}
    return changed.get(needs.latency, usual)


def hardware_for(kind: OptionKind, catalog: Catalog) -> tuple[PricedHardware, ...]:
    """What a kind of stack can be built of and is priced, the most memory first."""
    priced = (
        PricedHardware(
            hardware=hardware,
            gpu_cost=gpu_cost,
            price_part=price_part(hardware, kind, catalog),
        )
        for hardware in catalog.hardware
        if hardware.kind in HARDWARE_KINDS[kind]
        if (gpu_cost := gpu_month(hardware, kind, catalog)) is not None
    )
    return tuple(sorted(priced, key=lambda p: -p.hardware.memory_gb.value))


def machines_for(
    model: Model, choices: tuple[PricedHardware, ...], setting: Setting
) -> tuple[Machine, ...]:
    """Machines that hold a model, none of them both slower and dearer than another."""
    return worth_having(machines_that_hold(model, choices, setting))


def machines_that_hold(
    model: Model, choices: tuple[PricedHardware, ...], setting: Setting
) -> tuple[Machine, ...]:
    """A machine of each hardware that holds a model and whose speed can be told."""
    memory = memory_needed_gb(model, setting)
    if memory is None:
        return ()
    machines = (machine_on(model, memory, choice, setting) for choice in choices)
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
    model: Model, choices: tuple[PricedHardware, ...], setting: Setting
) -> bool:
    """Whether any machine holds a model and its speed can be told."""
    memory = memory_needed_gb(model, setting)
    return memory is not None and any(
        (gpus := gpus_that_hold(memory, choice.hardware, setting)) is not None
        and (
            estimated_speed(model, choice.hardware, gpus, setting) is not None
            or measured_speed(model, choice.hardware, gpus, setting) is not None
        )
        for choice in choices
    )


def gpus_that_hold(memory: float, hardware: Hardware, setting: Setting) -> int | None:
    """How many GPUs hold `memory` GB; None where that is more than anybody takes."""
    gpus = sizing.gpus_needed(
        memory=memory,
        gpu_memory_gb=hardware.memory_gb.value,
        usable_share=setting.assumed("usable_memory_share"),
    )
    return gpus if gpus <= MOST_GPUS[hardware.kind] else None


def machine_on(
    model: Model, memory: float, choice: PricedHardware, setting: Setting
) -> Machine | None:
    """A model that needs `memory` GB on some hardware; None where it cannot run."""
    hardware = choice.hardware
    gpus = gpus_that_hold(memory, hardware, setting)
    if gpus is None:
        return None
    measured = measured_speed(model, hardware, gpus, setting)
    speed = measured or estimated_speed(model, hardware, gpus, setting)
    if speed is None:
        return None
    return Machine(
        hardware=hardware,
        gpus=gpus,
        precision=setting.precision,
        tokens_per_second=speed,
        is_measured=measured is not None,
        gpu_cost=choice.gpu_cost,
        usd_month=float(choice.gpu_cost.likely * gpus),
    )


def memory_needed_gb(model: Model, setting: Setting) -> float | None:
    """GB that a replica needs; None where neither size nor a stated minimum is known.

    A minimum that a serving recipe states is never undercut by our own estimate.
    """
    stated = model.figures.get(STATED_MINIMUM[setting.precision])
    minimum = stated.value if stated else None
    total = model.figures.get("params_total_b")
    if total is None:
        return minimum
    weights = sizing.weights_gb(
        params_b=total.value, bits_per_weight=setting.bits_per_weight
    )
    shape = cache_shape(model)
    if shape is None:
        return max(weights * (1 + CACHE_SHARE_OF_WEIGHTS), minimum or 0)
    memory = sizing.memory_gb(
        weights=weights,
        cache=cache_gb(shape, setting),
        overhead=setting.assumed("memory_overhead"),
    )
    return max(memory, minimum or 0)


def cache_gb(shape: sizing.CacheShape, setting: Setting) -> float:
    """GB of key-value cache: usual requests side by side, or one of the longest."""

    def size(context_tokens: int, requests: int) -> float:
        one = sizing.kv_cache_bytes(
            shape=shape,
            context_tokens=context_tokens,
            bytes_per_value=setting.assumed("kv_bytes"),
        )
        return sizing.cache_gb(bytes_per_request=one, concurrency=requests)

    usual = size(int(setting.assumed("default_context_tokens")), setting.at_once)
    return max(usual, size(setting.longest_tokens, 1))


def cache_shape(model: Model) -> sizing.CacheShape | None:
    """The shape of the key-value cache; None where the catalog does not know it."""
    figures = {key: int(figure.value) for key, figure in model.figures.items()}
    layers = figures.get("layers")
    if layers is None:
        return None
    if "kv_lora_rank" in figures:
        return sizing.CacheShape(
            kind=sizing.CacheKind.LATENT,
            kv_layers=figures.get("full_attention_layers", layers),
            latent_rank=figures["kv_lora_rank"],
            rope_dim=figures.get("qk_rope_head_dim", 0),
        )
    if "kv_heads" not in figures or "head_dim" not in figures:
        return None
    full_layers = figures.get("full_attention_layers", layers)
    window = figures.get("sliding_window") if full_layers < layers else None
    return sizing.CacheShape(
        kind=sizing.CacheKind.GROUPED,
        # Without a window the other layers keep no cache that grows with the text.
        kv_layers=full_layers if window is None else layers,
        kv_heads=figures["kv_heads"],
        head_dim=figures["head_dim"],
        full_layers=None if window is None else full_layers,
        window=window,
    )


def measured_speed(
    model: Model, hardware: Hardware, gpus: int, setting: Setting
) -> float | None:
    """The median of what was measured on the very same GPUs; None where nobody did.

    The rows differ in how much input came with each output token, so each is brought
    to output tokens alone first. The choice of rows never looks at the visitor's own
    mix: more output must not make a machine seem faster.
    """
    rows = setting.catalog.measured.get((model.slug, hardware.slug, gpus))
    if not rows or setting.kind is OptionKind.WORKSTATION:
        return None  # a workstation serves a few people, not the crowd of a test
    prefill_weight = setting.assumed("prefill_weight")
    return median(output_speed(row, prefill_weight) for row in rows)


def output_speed(row: Throughput, prefill_weight: float) -> float:
    """Output tokens a second that a measured machine could do without any input."""
    return row.tokens_per_second * (1 + prefill_weight * row.input_per_output)


def estimated_speed(
    model: Model, hardware: Hardware, gpus: int, setting: Setting
) -> float | None:
    """min(requests at once x one stream, what arithmetic allows); None if not known."""
    total = model.figures.get("params_total_b")
    active = model.figures.get("params_active_b", total)
    if active is None or hardware.bandwidth_gb_s is None or not hardware.dense_tflops:
        return None
    stream = sizing.stream_tokens_per_second(
        bandwidth_gb_s=hardware.bandwidth_gb_s.value * gpus,
        active_weights_gb=sizing.weights_gb(
            params_b=active.value, bits_per_weight=setting.bits_per_weight
        ),
        bandwidth_efficiency=setting.assumed("bandwidth_efficiency"),
    )
    limit = sizing.compute_tokens_per_second(
        dense_tflops=hardware.dense_tflops.value * gpus,
        active_params_b=active.value,
        compute_efficiency=setting.assumed("compute_efficiency"),
    )
    return sizing.replica_tokens_per_second(
        concurrency=setting.at_once, stream=stream, compute_limit=limit
    )


def gpu_month(
    hardware: Hardware, kind: OptionKind, catalog: Catalog
) -> cost.Range | None:
    """US dollars a month for one GPU, rented or bought; None without a price."""
    if kind is OptionKind.OWN_GPUS:
        return rented_month(hardware, catalog)
    return owned_month(hardware, kind, catalog)


def price_part(hardware: Hardware, kind: OptionKind, catalog: Catalog) -> float:
    """What the likely month of one GPU owes to its rent, or to its purchase."""
    rented = rented_month(hardware, catalog)
    if kind is OptionKind.OWN_GPUS:
        return float(rented.likely) if rented else 0.0
    price, life = hardware.list_price_usd, catalog.assumed("hardware_life_months")
    return float(Decimal(str(price.value)) / life) if price else 0.0


def rented_month(hardware: Hardware, catalog: Catalog) -> cost.Range | None:
    """The median of what providers ask, an always-on month, with overhead."""
    rates = sorted(rate.usd_per_gpu_hour for rate in hardware.rates)
    if not rates:
        return None

    def month(usd_per_gpu_hour: Decimal) -> Decimal:
        return cost.RentedFleet(
            replicas=1,
            gpus_per_replica=1,
            usd_per_gpu_hour=usd_per_gpu_hour,
            hours_per_month=catalog.assumed("hours_per_month"),
            overhead_share=catalog.assumed("hosting_overhead_share"),
        ).monthly

    return cost.spanning(month(median(rates)), (month(rate) for rate in rates))


def owned_month(
    hardware: Hardware, kind: OptionKind, catalog: Catalog
) -> cost.Range | None:
    """Purchase over its life, power, and space where it stands in a rack."""
    price, watts = hardware.list_price_usd, hardware.power_w
    if price is None or watts is None:
        return None
    life = catalog.assumptions["hardware_life_months"]
    power = catalog.assumptions["power_usd_kwh"]
    on_a_desk = kind is OptionKind.WORKSTATION
    a_gpu_of_the_rack = catalog.assumed("space_usd_month") / sizing.GPUS_PER_NODE

    def month(life_months: Decimal, usd_per_kwh: Decimal) -> Decimal:
        return cost.OwnedFleet(
            gpus=1,
            usd_per_gpu=Decimal(str(price.value)),
            life_months=life_months,
            watts_per_gpu=Decimal(str(watts.value)),
            energy=cost.Energy(
                usd_per_kwh=usd_per_kwh,
                pue=Decimal(1) if on_a_desk else catalog.assumed("pue"),
                hours_per_month=catalog.assumed("hours_per_month"),
            ),
            space=Decimal(0) if on_a_desk else a_gpu_of_the_rack,
        ).monthly

    return cost.Range(
        low=month(life.high, power.low),
        likely=month(life.value, power.value),
        high=month(life.low, power.high),
    )

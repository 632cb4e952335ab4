"""What hardware holds a model and how fast it serves it, by the decision's own sizing.

What was given takes the place of the catalog's figures before the same functions that
the decision uses are asked.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from advisor.calculator.costing import Triple
from advisor.calculator.described import (
    FIGURES,
    GIVEN,
    MACHINE,
    described_hardware,
    described_model,
)
from advisor.calculator.inputs import Case, Inputs, Origin
from advisor.calculator.words import plain, rounded
from advisor.decision import machines, sizing
from advisor.decision.answers import shorten
from advisor.decision.candidates import Catalog, Hardware, Model, OptionKind
from advisor.decision.fleets import Demand, cheapest_fleet
from advisor.decision.records import record
from advisor.decision.shortfalls import why_not_held

SIZING = (  # assumptions that memory rests on: what holds a model is one choice
    "context_tokens",
    "concurrency",
    "kv_bytes",
    "memory_overhead",
    "usable_memory_share",
)
SPEEDS = ("bandwidth_efficiency", "compute_efficiency", "prefill_weight")
SPEED_DIGITS = 6
SAID = ("tokens_per_second", "output_tokens_per_second", "tokens_per_second_per_gpu")


@record
class Format(machines.Setting):
    """A setting with weights in a number format of one's own choice."""

    number_format: str

    @property
    def precision(self) -> str:
        return self.number_format


@dataclass(frozen=True, kw_only=True)
class Speed:
    """Tokens a second of a replica, and what they rest on."""

    each: Triple[Decimal]
    basis: str  # given, measured or estimated
    counts_output_only: bool


class Bench:
    """One model on one kind of machine, as far as it was described."""

    def __init__(self, inputs: Inputs, kind: OptionKind) -> None:
        self.inputs, self.kind = inputs, kind
        self.catalog = inputs.facts.catalog

    @property
    def most(self) -> int | None:
        """Machines that there may be: one on a desk, else as many as needed."""
        return 1 if self.kind is OptionKind.WORKSTATION else None

    @cached_property
    def model(self) -> Model | None:
        return described_model(self.inputs)

    @cached_property
    def hardware(self) -> Hardware | None:
        return described_hardware(self.inputs, self.kind)

    # --- The decision's sizing with what was given ---------------------------------------

    def setting(self, case: Case) -> machines.Setting:
        at_once = int(self.inputs.amount("concurrency"))
        # Who says how many are served at once means so many, and no more.
        is_said = self.inputs.is_given("concurrency")
        most = None if is_said else self.inputs.maybe("most_concurrency")
        return Format(
            catalog=self.catalog_for(case),
            kind=self.kind,
            at_once=at_once,
            most_at_once=None if most is None else int(most),
            longest_tokens=0,
            number_format=self.number_format,
        )

    def catalog_for(self, case: Case) -> Catalog:
        """The catalog with the assumptions of one bill, and the number format."""
        rows = dict(self.catalog.assumptions)
        for key in (*SIZING, *SPEEDS):
            name = self.inputs.parameters[key].assumption.format_map(self.inputs.names)
            value = self.inputs.amount(key, case if key in SPEEDS else Case.LIKELY)
            rows[name] = replace(rows[name], value=value)
        bits = self.catalog.bits_per_weight
        if self.inputs.is_given("bits_per_weight"):
            bits = {**bits, GIVEN: float(self.inputs.amount("bits_per_weight"))}
        return replace(self.catalog, assumptions=rows, bits_per_weight=bits)

    @cached_property
    def number_format(self) -> str:
        """The format given, or that which the decision takes for such machines."""
        if self.inputs.is_given("bits_per_weight"):
            return GIVEN
        slug = self.inputs.text("precision")
        if slug is None:
            slug = machines.PRECISIONS[self.kind]
            self.inputs.sure("precision", slug, Origin.USUAL)
        if slug not in self.catalog.bits_per_weight:
            why = f"The catalog has no number format “{shorten(slug)}”."
            self.inputs.refuse("precision", why)
        return slug

    @cached_property
    def likely(self) -> machines.Setting:
        return self.setting(Case.LIKELY)

    @cached_property
    def load(self) -> machines.Load | None:
        """What the model asks of a machine; None where no model was described."""
        if self.model is None:
            return None
        load = machines.load_of(self.model, self.likely)
        given = self.inputs.maybe("memory_gb")
        if given is not None:
            return replace(load, memory_gb=float(given))
        if load.memory_gb is None and load.weights_gb is not None:
            overhead = float(self.inputs.amount("memory_overhead"))
            return replace(load, memory_gb=load.weights_gb * overhead)
        return load

    @property
    def is_without_cache(self) -> bool:
        """Whether memory and speed leave out a cache whose shape nobody said."""
        given = self.inputs.is_given("memory_gb")
        return bool(self.load and not self.load.cache_gb and not given)

    # --- Memory --------------------------------------------------------------------------

    @cached_property
    def memory_gb(self) -> float | None:
        """GB that a replica needs; None where it cannot be told."""
        if self.inputs.is_given("memory_gb"):
            return float(self.inputs.amount("memory_gb"))
        return None if self.load is None else self.load.memory_gb

    def gpus_that_hold(self, hardware: Hardware) -> int | None:
        """GPUs of a replica, as many as can be had; None: more than anybody takes."""
        if self.memory_gb is None:
            return None
        gpus = machines.gpus_that_hold(self.memory_gb, hardware, self.likely)
        return None if gpus is None else self.in_lots(hardware, gpus)

    def in_lots(self, hardware: Hardware, gpus: int) -> int:
        """GPUs rounded up to what can be rented together."""
        if self.kind is not OptionKind.OWN_GPUS or not hardware.rates:
            return gpus
        lot = min(rate.min_gpus for rate in hardware.rates)
        return sizing.whole_lots(gpus, lot)

    def usable_gb(self, hardware: Hardware, gpus: int) -> float:
        return (
            gpus * hardware.memory_gb.value * self.likely.assumed("usable_memory_share")
        )

    def holds(self, hardware: Hardware, gpus: int) -> bool:
        """Whether so many GPUs hold the model, or nobody knows what it needs."""
        if self.memory_gb is None:
            return True
        return self.memory_gb <= self.usable_gb(hardware, gpus)

    def cheapest_for(self, demand: Demand | None) -> Hardware | None:
        """The hardware that serves a demand at the least cost; None where none holds it.

        Without a demand, that with the least cost for what it serves.
        """
        if self.load is None:
            return None
        found = machines.machines_under(
            self.load, self.inputs.facts.choices[self.kind], self.likely
        )
        if demand is None:
            best = min(found, key=cost_of_speed, default=None)
            return None if best is None else best.hardware
        fleet = cheapest_fleet(found, demand, self.kind)
        # A desk that is too small for the demand is shown, and said to be so.
        return fleet.machine.hardware if fleet else self.cheapest_for(None)

    # --- In words ------------------------------------------------------------------------

    def too_small(self, hardware: Hardware, gpus: int) -> str:
        """Why GPUs fixed outright do not hold the model."""
        return (
            f"{gpus} × {hardware.name} cannot hold the model: it needs "
            f"{gigabytes(self.memory_gb)}, and there is room for "
            f"{gigabytes(self.usable_gb(hardware, gpus))}."
        )

    def too_large(self, hardware: Hardware) -> str:
        """Why no replica of this hardware holds the model."""
        most = machines.MOST_GPUS[hardware.kind]
        return (
            f"This hardware cannot hold the model: it needs {gigabytes(self.memory_gb)}, "
            f"and the largest replica, {most} × {hardware.name}, holds "
            f"{gigabytes(self.usable_gb(hardware, most))}."
        )

    def nowhere(self) -> str:
        """Why no hardware of the catalog holds the model."""
        if self.model is None:
            return "No model was named."
        choices = self.inputs.facts.choices[self.kind]
        why = why_not_held(self.model, choices, self.likely)
        return f"No hardware in the catalog serves this model: {why}."

    # --- Speed ---------------------------------------------------------------------------

    def speed(self, hardware: Hardware | None, gpus: int) -> Speed | None:
        """As given, else as measured, else as estimated; None where it is not known."""
        for key in SAID:
            if self.inputs.is_given(key):
                times = gpus if key.endswith("per_gpu") else 1
                return Speed(
                    each=Triple(
                        low=self.inputs.amount(key, Case.LOW) * times,
                        likely=self.inputs.amount(key) * times,
                        high=self.inputs.amount(key, Case.HIGH) * times,
                    ),
                    basis=GIVEN,
                    counts_output_only=key == "output_tokens_per_second",
                )
        if self.load is None or hardware is None:
            return None
        measured = self.measured(self.load, hardware, gpus)
        each = measured or self.estimated(self.load, hardware, gpus)
        if each is None:
            return None
        return Speed(
            each=each,
            basis="measured" if measured else "estimated",
            counts_output_only=True,
        )

    def measured(
        self, load: machines.Load, hardware: Hardware, gpus: int
    ) -> Triple[Decimal] | None:
        """What was measured on the very same GPUs; of a changed machine nothing was."""
        if self.inputs.is_given(*FIGURES, *MACHINE, "bits_per_weight", "concurrency"):
            return None
        return self.in_each(
            lambda setting: machines.measured_under(load, hardware, gpus, setting)
        )

    def estimated(
        self, load: machines.Load, hardware: Hardware, gpus: int
    ) -> Triple[Decimal] | None:
        return self.in_each(
            lambda setting: machines.speed_at(1, load, hardware, gpus, setting)
        )

    def in_each(
        self, work_out: Callable[[machines.Setting], float | None]
    ) -> Triple[Decimal] | None:
        """The speed for the low, the likely and the high bill; None if not known."""
        speeds = []
        for setting in self.settings:
            speed = work_out(setting)
            if not speed:
                return None
            speeds.append(rounded(Decimal(repr(speed)), SPEED_DIGITS))
        # The cheapest bill has the fastest machine.
        return Triple(low=max(speeds), likely=speeds[1], high=min(speeds))

    @cached_property
    def settings(self) -> tuple[machines.Setting, ...]:
        """For each bill its own, where what speed rests on was given as a range."""
        given = self.inputs.scenario.given
        if not any(key in given and given[key].is_range for key in SPEEDS):
            return (self.likely,) * 3
        return self.setting(Case.LOW), self.likely, self.setting(Case.HIGH)


def cost_of_speed(machine: machines.Machine) -> float:
    return machine.usd_month / machine.tokens_per_second


def gigabytes(amount: float | None) -> str:
    return f"{plain(rounded(Decimal(repr(amount or 0.0)), 4))} GB"

"""What machines can tell apart: models by their figures, hardware by what it can do.

A catalog lists many versions of a model, and many offers of the same hardware. What
differs in name, rating or rent alone is sized once.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from advisor.decision.candidates import Catalog, Model
from advisor.decision.machine_costs import PricedHardware

type Make = tuple[PricedHardware, ...]  # of the same speed and memory, cheapest first
type Tests = tuple[tuple[str, int, float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Build:
    """Models that the same machines hold, at the same speed."""

    model: Model  # the first of them
    tested_on: frozenset[str]  # hardware on which their speed was measured
    members: tuple[int, ...]  # positions

    @cached_property
    def bits(self) -> int:
        return sum(1 << position for position in self.members)


class Stock:
    """The open models of a stack, and the hardware that can hold them."""

    def __init__(
        self, builds: tuple[Build, ...], choices: tuple[PricedHardware, ...]
    ) -> None:
        self.builds = builds
        self.by_position = {i: build for build in builds for i in build.members}
        self.makes = {
            tested_on: makes_of(choices, tested_on)
            for tested_on in {build.tested_on for build in builds}
        }
        self.cheapest = {
            tested_on: tuple(make[0] for make in makes)
            for tested_on, makes in self.makes.items()
        }

    def choices_for(self, build: Build) -> tuple[PricedHardware, ...]:
        """The cheapest of each make of hardware."""
        return self.cheapest[build.tested_on]

    def makes_for(self, build: Build) -> tuple[Make, ...]:
        return self.makes[build.tested_on]


def speeds_by_model(catalog: Catalog) -> Mapping[str | None, Tests]:
    """What was measured with each model: on what, and how fast it was."""
    found: dict[str | None, list[tuple[str, int, float, float]]] = {}
    for (model, hardware, gpus), rows in catalog.measured.items():
        found.setdefault(model, []).extend(
            (hardware, gpus, row.tokens_per_second, row.input_per_output)
            for row in rows
        )
    return {model: tuple(sorted(tests)) for model, tests in found.items()}


def what_machines_see(model: Model, speeds: Mapping[str | None, Tests]) -> Hashable:
    """Everything about a model that decides which machines hold it, and how fast."""
    figures = frozenset((key, one.value) for key, one in model.figures.items())
    return figures, speeds.get(model.slug, ())


def builds_of(
    models: Mapping[int, Model], speeds: Mapping[str | None, Tests]
) -> tuple[Build, ...]:
    """Models by position, those that machines cannot tell apart taken together."""
    alike: dict[Hashable, list[int]] = {}
    for position, model in models.items():
        alike.setdefault(what_machines_see(model, speeds), []).append(position)
    return tuple(
        Build(
            model=(model := models[members[0]]),
            tested_on=frozenset(
                hardware for hardware, *_ in speeds.get(model.slug, ())
            ),
            members=tuple(members),
        )
        for members in alike.values()
    )


def makes_of(
    choices: Iterable[PricedHardware], tested_on: frozenset[str]
) -> tuple[Make, ...]:
    """Hardware that is alike in all but price; what was tested stands by itself."""
    alike: dict[Hashable, list[PricedHardware]] = {}
    for choice in choices:
        alike.setdefault(make_of(choice, tested_on), []).append(choice)
    return tuple(tuple(sorted(make, key=cheapest_first)) for make in alike.values())


def make_of(choice: PricedHardware, tested_on: frozenset[str]) -> Hashable:
    """All that machines can tell apart: what it can do, and in what numbers it comes."""
    hardware, numbers = (
        choice.hardware,
        (choice.lot, choice.least_gpus, choice.most_gpus),
    )
    if hardware.slug in tested_on:
        return hardware.slug, numbers
    facts = (
        hardware.memory_gb,
        hardware.bandwidth_gb_s,
        hardware.dense_tflops,
        hardware.power_w,
    )
    return hardware.kind, numbers, *(fact and fact.value for fact in facts)


def cheapest_first(choice: PricedHardware) -> tuple[float, str]:
    return float(choice.gpu_cost.likely), choice.hardware.slug

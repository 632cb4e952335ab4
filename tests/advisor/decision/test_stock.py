"""Models and hardware that machines cannot tell apart are taken together."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from advisor.decision.candidates import (
    Catalog,
    Hardware,
    Model,
    OptionKind,
    Rate,
)
from advisor.decision.machine_costs import hardware_for
from advisor.decision.stock import builds_of, makes_of, speeds_by_model
from tests.advisor.decision.examples import (
    BETA,
    CATALOG,
    DATACENTER_GPU,
    GAMMA,
    PAGE,
    figure,
    rating,
    throughput,
)

TWIN = replace(BETA, slug="twin", name="Twin", rating=rating(1200), context_tokens=None)
TESTED = replace(CATALOG, throughputs=(throughput("beta"),))


def together(*models: Model, catalog: Catalog = CATALOG) -> list[tuple[int, ...]]:
    builds = builds_of(dict(enumerate(models)), speeds_by_model(catalog))
    return [build.members for build in builds]


def hardware(slug: str, usd_hour: str, **changes: Any) -> Hardware:
    rate = Rate(provider_name="Rent", usd_per_gpu_hour=Decimal(usd_hour), source=PAGE)
    return replace(DATACENTER_GPU, slug=slug, rates=(rate,), **changes)


def makes(*some: Hardware, tested_on: frozenset[str] = frozenset()) -> list[list[str]]:
    choices = hardware_for(OptionKind.OWN_GPUS, replace(CATALOG, hardware=some))
    return [
        [choice.hardware.slug for choice in make]
        for make in makes_of(choices, tested_on)
    ]


def test_models_with_the_same_figures_are_of_one_build():
    assert together(BETA, GAMMA, TWIN) == [(0, 2), (1,)]


def test_another_figure_is_another_build():
    larger = replace(TWIN, figures={**BETA.figures, "layers": figure(81)})

    assert together(BETA, larger) == [(0,), (1,)]


def test_a_measured_speed_sets_a_model_apart():
    assert together(BETA, TWIN, catalog=TESTED) == [(0,), (1,)]


def test_the_same_measured_speed_does_not():
    both = replace(CATALOG, throughputs=(throughput("beta"), throughput("twin")))

    assert together(BETA, TWIN, catalog=both) == [(0, 1)]


def test_a_speed_measured_twice_counts_twice():
    runs = [throughput("beta"), throughput("beta", tokens_per_second=10)]
    twin = [replace(run, model="twin") for run in (*runs, runs[0])]

    assert together(
        BETA, TWIN, catalog=replace(CATALOG, throughputs=(*runs, *twin))
    ) == [
        (0,),
        (1,),
    ]


def test_hardware_that_differs_in_price_alone_is_of_one_make_the_cheapest_first():
    some = hardware("a", "3"), hardware("b", "2"), hardware("c", "2")

    assert makes(*some) == [["b", "c", "a"]]


@pytest.mark.parametrize(
    "fact", ["memory_gb", "bandwidth_gb_s", "dense_tflops", "power_w"]
)
def test_hardware_that_can_do_something_else_is_of_another_make(fact):
    changes = {fact: figure(9000)}

    assert sorted(makes(hardware("a", "3"), hardware("b", "2", **changes))) == [
        ["a"],
        ["b"],
    ]


def test_hardware_that_a_model_was_tested_on_stands_by_itself():
    some = hardware("a", "3"), hardware("b", "2"), hardware("c", "1")

    assert makes(*some, tested_on=frozenset({"b"})) == [["c", "a"], ["b"]]


def test_hardware_that_comes_in_other_numbers_is_of_another_make():
    by_the_node = hardware("b", "2")
    rate = replace(by_the_node.rates[0], min_gpus=8)
    some = hardware("a", "3"), replace(by_the_node, rates=(rate,))

    assert sorted(makes(*some)) == [["a"], ["b"]]

"""Why machines cannot serve a demand, in words that name the figures."""

from dataclasses import replace

import pytest

from advisor.decision.candidates import Catalog, Model, OptionKind
from advisor.decision.fleets import Demand
from advisor.decision.machine_costs import hardware_for
from advisor.decision.machines import setting_for
from advisor.decision.shortfalls import why_not
from tests.advisor.decision.examples import (
    BETA,
    CATALOG,
    DATACENTER_GPU,
    GAMMA,
    figure,
    needs,
)

RENTED, DESK = OptionKind.OWN_GPUS, OptionKind.WORKSTATION
LIGHT = Demand(average=1, peak_factor=2, target_utilization=0.6, minimum=1)


def told(
    model: Model,
    kind: OptionKind = RENTED,
    demand: Demand = LIGHT,
    catalog: Catalog = CATALOG,
) -> str | None:
    return why_not(
        model,
        hardware_for(kind, catalog),
        setting_for(kind, needs(), catalog),
        demand,
        work_per_token=0.5,
    )


def with_figures(model: Model, **figures: float | None) -> Model:
    known = {**model.figures}
    for key, value in figures.items():
        known.pop(key, None)
        if value is not None:
            known[key] = figure(value)
    return replace(model, figures=known)


@pytest.mark.parametrize(("model", "kind"), [(BETA, RENTED), (GAMMA, DESK)])
def test_what_can_be_served_lacks_nothing(model, kind):
    assert told(model, kind) is None


def test_a_model_too_large_is_told_with_what_the_largest_machine_holds():
    larger = with_figures(BETA, params_total_b=2_000)

    assert told(larger) == (
        "Beta needs 2,246 GB of memory, and the largest machine, 16 × Big GPU, holds "
        "1,152 GB"
    )


def test_a_model_of_unknown_size_is_told_as_such():
    unknown = with_figures(BETA, params_total_b=None)

    assert told(unknown) == "how much memory Beta needs is not known"


def test_hardware_of_unknown_speed_is_told_as_such():
    unknown = replace(DATACENTER_GPU, bandwidth_gb_s=None)
    catalog = replace(CATALOG, hardware=(unknown,))

    assert told(BETA, catalog=catalog) == (
        "how fast Beta runs on that hardware is not known"
    )


def test_hardware_without_a_price_is_told_as_such():
    catalog = replace(CATALOG, hardware=())

    assert told(BETA, catalog=catalog) == ("no hardware of that sort has a known price")


def test_a_workstation_that_is_too_slow_is_told_with_what_it_serves():
    heavy = replace(LIGHT, average=1_000)
    step = 8 * 4.85 / 8 + 2 * (2 * 32 * 8 * 128 * 2 * 8_000 / 1e9)  # GB, for 2 requests
    speed = 2 * 1_790 * 0.55 / step
    served = speed * 0.6 / 2 * 86_400 / 0.5  # half the work a token, twice at the peak

    assert told(GAMMA, DESK, heavy) == (
        "one machine, the fastest with Desk GPU, serves at most "
        f"{served / 1e6:.3g} M tokens a day, and 173 M are asked for"
    )


def test_what_can_be_rented_by_the_dozen_carries_any_volume():
    assert told(BETA, RENTED, replace(LIGHT, average=1e9)) is None

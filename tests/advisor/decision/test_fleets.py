"""Fleets: as many machines as the peak needs, and the people who run them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.decision import cost
from advisor.decision.candidates import OptionKind
from advisor.decision.fleets import (
    Demand,
    Fleet,
    cheapest_fleet,
    demand_for,
    upkeep,
    work_tokens_per_second,
)
from advisor.decision.machines import Machine
from tests.advisor.decision.examples import CATALOG, DATACENTER_GPU, needs

RENTED, OWNED, DESK = (
    OptionKind.OWN_GPUS,
    OptionKind.OWN_HARDWARE,
    OptionKind.WORKSTATION,
)
MACHINE = Machine(
    hardware=DATACENTER_GPU,
    gpus=1,
    precision="fp8",
    tokens_per_second=100,
    is_measured=False,
    gpu_cost=cost.certain(Decimal(1000)),
    usd_month=1000,
)
DEMAND = Demand(average=60, peak_factor=2, target_utilization=0.6, minimum=1)


def fleet(demand: Demand = DEMAND, *machines: Machine) -> Fleet:
    found = cheapest_fleet(machines or (MACHINE,), demand, RENTED)
    assert found is not None
    return found


def test_work_counts_input_by_its_weight():
    per_second = 86_400  # 1 token a second, all day
    work = work_tokens_per_second(needs(tokens_per_day=per_second), CATALOG)

    assert work == pytest.approx(0.25 + 0.1 * 0.75)


def test_a_fleet_is_sized_for_the_peak_at_the_target():
    assert fleet().replicas == 2  # 120 at the peak, 60 from each machine


def test_a_fleet_keeps_its_minimum_when_idle():
    assert fleet(replace(DEMAND, average=0, minimum=2)).replicas == 2


def test_a_fleet_without_work_is_not_busy_at_all():
    assert fleet(replace(DEMAND, average=0)).load_share == 0


def test_how_busy_a_fleet_is_goes_by_the_average():
    assert fleet().load_share == pytest.approx(60 / 200)


def test_the_machines_of_a_fleet_add_up():
    assert (int(fleet().cost.likely), fleet().usd_month) == (2000, 2000)


def test_few_fast_machines_win_where_they_are_cheaper_together():
    fast = replace(MACHINE, tokens_per_second=200, usd_month=1500)

    assert fleet(DEMAND, MACHINE, fast).machine is fast


def test_without_machines_there_is_no_fleet():
    assert cheapest_fleet((), DEMAND, RENTED) is None


def test_a_workstation_never_becomes_two():
    assert cheapest_fleet((MACHINE,), DEMAND, DESK) is None


def test_a_workstation_serves_what_one_can():
    assert cheapest_fleet((MACHINE,), replace(DEMAND, average=30), DESK) is not None


@pytest.mark.parametrize(
    ("kind", "traffic", "minimum"),
    [
        (RENTED, "steady", 2),
        (OWNED, "office_hours", 2),
        (RENTED, "batch", 1),
        (DESK, "steady", 1),
    ],
)
def test_a_second_machine_stands_by_where_it_must_stay_up(kind, traffic, minimum):
    wanted = needs(traffic=traffic)

    assert demand_for(kind, 1, wanted, CATALOG, is_flat=False).minimum == minimum


@pytest.mark.parametrize(
    ("traffic", "factor"),
    [("steady", 1.5), ("office_hours", 4), ("spiky", 10), ("batch", 1), (None, 1.5)],
)
def test_the_peak_follows_the_shape_of_the_day(traffic, factor):
    wanted = needs(traffic=traffic)

    assert demand_for(RENTED, 1, wanted, CATALOG, is_flat=False).peak_factor == factor


def test_a_part_of_the_traffic_is_a_part_of_the_work():
    whole, part = (
        demand_for(RENTED, share, needs(), CATALOG, is_flat=False)
        for share in (1, 0.25)
    )

    assert part.average == pytest.approx(whole.average / 4)


@pytest.mark.parametrize(
    ("kind", "by_hand"),
    [
        (RENTED, 0.5 * 15_000 + 30_000 / 36),
        (OWNED, 15_000 + 60_000 / 36),
        (DESK, 0.05 * 15_000),
    ],
)
def test_upkeep_is_people_and_set_up(kind, by_hand):
    assert float(upkeep(kind, needs(), CATALOG).likely) == pytest.approx(by_hand)


def test_upkeep_follows_what_an_engineer_costs():
    month = upkeep(DESK, needs(engineer_cost_usd=12_000), CATALOG)

    assert month.likely == 50


def test_upkeep_spreads_with_the_people_it_may_take():
    month = upkeep(DESK, needs(), CATALOG)

    assert (month.low, month.high) == (Decimal(300), Decimal(1500))

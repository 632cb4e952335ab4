"""Bills in each draw, and who is left out because another is never worse."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from advisor.decision.candidates import OptionKind
from advisor.decision.cost import NO_COST
from advisor.decision.drawn_market import (
    DrawnMarket,
    Frontier,
    Price,
    Rival,
    cheapest,
    worth_drawing,
)
from advisor.decision.draws import Draws
from advisor.decision.machines import Machine
from advisor.decision.plans import Place
from tests.advisor.decision.drawing import AsStated
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_HOSTED,
    DATACENTER_GPU,
    DAY,
    catalog_of,
    needs,
    price,
    weigher,
)

TOMORROW = DAY + timedelta(days=1)


def rival(position: int, quality: float, low: float, high: float, **more) -> Rival:
    return Rival(
        position,
        more.get("kind", OptionKind.HOSTED_OPEN),
        quality,
        more.get("openness", 0.5),
        Price(low, high, np.full(1, low)),
    )


def kept(*rivals: Rival) -> list[int]:
    frontier = Frontier()
    for one in rivals:
        frontier.add(one)
    return [one.position for one in frontier.rivals]


def drawn_market(*candidates) -> DrawnMarket:
    return DrawnMarket(weigher(catalog_of(*candidates)).market, Draws())


def everybody(market: DrawnMarket) -> list[Rival]:
    """All candidates, each as if it were alone."""
    mix = market.market.mix(needs())
    return [
        rival
        for position in range(len(market.market.candidates))
        for rival in market.hosted((position,), mix)
    ]


def test_worse_and_never_cheaper_is_left_out():
    assert kept(rival(0, 0.9, 1, 2), rival(1, 0.8, 2, 3)) == [0]


def test_worse_and_sometimes_cheaper_stays():
    assert kept(rival(0, 0.9, 1, 2), rival(1, 0.8, 1.9, 3)) == [0, 1]


def test_better_and_dearer_stays():
    assert kept(rival(0, 0.9, 5, 5), rival(1, 0.8, 1, 1)) == [0, 1]


@pytest.mark.parametrize("more", [{"openness": 1}, {"kind": OptionKind.OWN_GPUS}])
def test_a_candidate_with_something_of_its_own_stays(more):
    assert kept(rival(0, 0.9, 1, 1), rival(1, 0.8, 2, 2, **more)) == [0, 1]


def test_more_open_is_never_worse():
    assert kept(rival(0, 0.9, 1, 1, openness=1), rival(1, 0.8, 2, 2)) == [0]


def test_a_price_is_drawn_between_its_sources():
    unsure = replace(ALPHA_API, prices=(price("3", "15"), price("2", "8")))
    market = drawn_market(unsure, BETA_HOSTED)
    alpha, beta = (rival.bill for rival in everybody(market))

    assert (alpha.low, alpha.high) == (3.5, 6)  # (3 x 2 + 8) / 4, (3 x 3 + 15) / 4
    assert 3.5 <= np.min(alpha.drawn) < 4
    assert 5.5 < np.max(alpha.drawn) <= 6
    assert beta.drawn.tolist() == [0.65]


def test_an_announced_price_is_part_of_the_spread():
    later = price("9", "45", valid_from=TOMORROW)
    market = drawn_market(replace(ALPHA_API, prices=(price("3", "15"), later)))

    assert everybody(market)[0].bill.high == 18


def test_a_row_more_moves_no_other_draw():
    unsure = replace(ALPHA_API, prices=(price("3", "15"), price("2", "8")))
    one, two = drawn_market(unsure), drawn_market(BETA_HOSTED, ALPHA_CLOUD, unsure)
    drawn = {rival.position: rival.bill.drawn for rival in everybody(two)}

    position = two.market.candidates.index(unsure)
    assert (drawn[position] == everybody(one)[0].bill.drawn).all()


def test_of_several_prices_each_draw_takes_the_least():
    one = Price(1, 4, np.array([2.0, 3.0]))
    other = Price(2, 3, np.array([3.0, 2.5]))

    least = cheapest([one, other])

    assert (least.low, least.high, least.drawn.tolist()) == (1, 3, [2, 2.5])


def machine(slug: str, speed: float) -> Machine:
    return Machine(
        hardware=replace(DATACENTER_GPU, slug=slug),
        gpus=2,
        precision="fp8",
        tokens_per_second=speed,
        is_measured=False,
        gpu_cost=NO_COST,
        usd_month=0,
    )


@pytest.mark.parametrize(
    ("slow", "kept"),
    [((3, 4), ["fast"]), ((2.9, 4), ["fast", "slow"])],
)
def test_a_machine_that_is_slower_and_never_cheaper_is_left_out(slow, kept):
    prices = {"fast": (1, 3), "slow": slow}
    drawn = {
        slug: Price(span[0], span[1], np.full(1, span[0]))
        for slug, span in prices.items()
    }

    machines = worth_drawing([machine("slow", 10), machine("fast", 20)], drawn)

    assert [one.hardware.slug for one, _ in machines] == kept


def test_people_are_drawn_between_the_least_and_the_most():
    people = drawn_market().people(Place.OWN_HARDWARE, needs())
    month, setup = 180_000 / 12, 60_000 / 36

    assert 0.1 * month + setup <= people.min() < 0.3 * month + setup
    assert 1.8 * month + setup < people.max() <= 2 * month + setup


def test_machines_are_drawn_by_stack():
    market = drawn_market()
    bought = market.machines[Place.OWN_HARDWARE]["big-gpu"]
    rented = market.machines[Place.OWN_GPUS]["big-gpu"]

    assert bought.low < np.median(bought.drawn) < bought.high
    assert rented.drawn.tolist() == [rented.low] == [rented.high]


def test_as_stated_every_figure_is_the_likely_one():
    market = DrawnMarket(weigher().market, AsStated())
    likely = {
        (stack, choice.hardware.slug): float(choice.gpu_cost.likely)
        for stack, choices in weigher().market.hardware.items()
        for choice in choices
    }

    assert {
        (stack, slug): price.drawn[0]
        for stack, prices in market.machines.items()
        for slug, price in prices.items()
    } == likely

"""Bills in each draw, and who is left out because another is never worse."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from advisor.decision.candidates import OptionKind
from advisor.decision.drawn_market import Bill, DrawnMarket, Rival, frontier
from advisor.decision.draws import Draws
from advisor.decision.plans import Place
from tests.advisor.decision.drawing import AsStated
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_HOSTED,
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
        Bill(low, high, np.full(1, low)),
    )


def kept(*rivals: Rival) -> list[int]:
    return sorted(one.position for one in frontier(rivals))


def drawn_market(*candidates) -> DrawnMarket:
    return DrawnMarket(weigher(catalog_of(*candidates)).market, Draws())


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
    mix = market.market.mix(needs())
    positions = range(len(market.market.candidates))
    alpha, beta = (market.unit_price(position, mix) for position in positions)

    assert (alpha.low, alpha.high) == (3.5, 6)  # (3 x 2 + 8) / 4, (3 x 3 + 15) / 4
    assert 3.5 <= np.min(alpha.drawn) < 4
    assert 5.5 < np.max(alpha.drawn) <= 6
    assert beta.drawn.tolist() == [0.65]


def test_an_announced_price_is_part_of_the_spread():
    later = price("9", "45", valid_from=TOMORROW)
    market = drawn_market(replace(ALPHA_API, prices=(price("3", "15"), later)))

    assert market.unit_price(0, market.market.mix(needs())).high == 18


def test_a_row_more_moves_no_other_draw():
    unsure = replace(ALPHA_API, prices=(price("3", "15"), price("2", "8")))
    one, two = drawn_market(unsure), drawn_market(BETA_HOSTED, ALPHA_CLOUD, unsure)
    mix = one.market.mix(needs())
    position = two.market.candidates.index(unsure)

    assert (one.unit_price(0, mix).drawn == two.unit_price(position, mix).drawn).all()


def test_people_are_drawn_between_the_least_and_the_most():
    people = drawn_market().people(Place.OWN_HARDWARE, needs())
    month, setup = 180_000 / 12, 60_000 / 36

    assert 0.1 * month + setup <= people.min() < 0.3 * month + setup
    assert 1.8 * month + setup < people.max() <= 2 * month + setup


def test_machines_are_drawn_by_stack():
    market = drawn_market()
    bought = market.machines[Place.OWN_HARDWARE, "big-gpu"]
    rented = market.machines[Place.OWN_GPUS, "big-gpu"]

    assert bought.low < np.median(bought.drawn) < bought.high
    assert rented.drawn.tolist() == [rented.low] == [rented.high]


def test_as_stated_every_figure_is_the_likely_one():
    market = DrawnMarket(weigher().market, AsStated())
    likely = {
        (stack, choice.hardware.slug): float(choice.gpu_cost.likely)
        for stack, choices in weigher().market.hardware.items()
        for choice in choices
    }

    assert {key: bill.drawn[0] for key, bill in market.machines.items()} == likely

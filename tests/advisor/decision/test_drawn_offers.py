"""A draw is a weighing like any other, with other weights and prices."""

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.decision import cost
from advisor.decision.answers import parse_answers
from advisor.decision.appeal import appeal_of
from advisor.decision.candidates import Rate
from advisor.decision.drawn_market import DrawnMarket, fleet_bill
from advisor.decision.drawn_year import scores_of_a_day
from advisor.decision.draws import Draw, Draws
from advisor.decision.market import Market
from advisor.decision.needs import Needs
from advisor.decision.offers import OfferBook
from advisor.decision.plans import STACKS, Place, Plan, Verdict
from advisor.decision.weighing import Weighing
from tests.advisor.decision.drawing import AsStated
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_GPUS,
    BETA_HARDWARE,
    BETA_HOSTED,
    CATALOG,
    DATACENTER_GPU,
    GAMMA_DESK,
    GAMMA_GPUS,
    PAGE,
    figure,
    price,
    weigher,
)

# Two prices for tokens, two GPUs to rent at several rates, and people in any case.
UNSURE = replace(
    CATALOG,
    candidates=(
        replace(ALPHA_API, prices=(price("3", "15"), price("2", "8"))),
        ALPHA_CLOUD,
        replace(BETA_HOSTED, prices=(price("0.6", "0.8"), price("0.9", "2.8"))),
        BETA_GPUS,
        BETA_HARDWARE,
        GAMMA_GPUS,
        GAMMA_DESK,
    ),
    hardware=tuple(
        replace(
            DATACENTER_GPU,
            slug=slug,
            memory_gb=figure(memory),
            bandwidth_gb_s=figure(speed),
            rates=tuple(
                Rate(provider_name=rate, usd_per_gpu_hour=Decimal(rate), source=PAGE)
                for rate in rates
            ),
        )
        for slug, memory, speed, rates in (
            ("big", 80.0, 3350.0, ("2", "2.5", "8")),
            ("bigger", 141.0, 4800.0, ("2.4", "3.3", "3.4")),
        )
    ),
)
SITUATIONS = [
    {},
    {"tokens_per_day": 3e9, "ml_staff": "ml_platform_team"},
    {"tokens_per_day": 4e8, "ml_staff": "ml_engineers", "quality_bar": "strong"},
    {
        "data_location": "own_premises",
        "sensitive_share": 0.4,
        "quality_bar": "strong",
        "ml_staff": "ml_platform_team",
        "tokens_per_day": 6e8,
        "priorities": ["cost", "independence"],
    },
    {"data_location": "own_cloud", "quality_bar": "frontier", "cached_share": 0.5},
]


def best(weighing: Weighing, market: Market, draws: Draws) -> dict[str, list[float]]:
    drawn = DrawnMarket(market, draws)
    scores = scores_of_a_day(weighing, drawn)
    return {family.value: list(score) for family, score in scores.items()}


class DrawnOnce(Market):
    """The market as it is in one draw."""

    def __init__(self, drawn: DrawnMarket, draw: int) -> None:
        self.drawn, self.draw = drawn, draw
        super().__init__(drawn.market.catalog, drawn.market.day)
        self.hardware = {
            stack: tuple(
                replace(choice, gpu_cost=cost.certain(self.machine(stack, choice)))
                for choice in self.hardware[stack]
            )
            for stack in STACKS
        }

    def machine(self, stack: Place, choice) -> Decimal:
        return Decimal(self.at(self.drawn.machines[stack][choice.hardware.slug].drawn))

    def at(self, figures: Draw) -> float:
        return float(figures[self.draw % len(figures)])

    def people(self, stack: Place, needs: Needs) -> cost.Range:
        return cost.certain(Decimal(self.at(self.drawn.people(stack, needs))))

    def prices_by_position(self, mix: cost.Mix) -> tuple[float, ...]:
        prices = (
            self.drawn.unit_price(position, likely, mix)
            for position, likely in enumerate(self.drawn.market.prices_by_position(mix))
        )
        return tuple(self.at(price.drawn) for price in prices)


def weighed_again(weighing: Weighing, market: DrawnOnce) -> dict[str, float]:
    """The scores of the plans where one draw's weights and prices are the right ones."""

    def drawn(one):
        weights = {
            criterion: weight * market.drawn.draws.factor(criterion)[market.draw]
            for criterion, weight in one.weights.items()
        }
        return replace(one, weights=weights, appeal=appeal_of(weights))

    plans: dict[Verdict, Plan] = {}
    for fields in weighing.splits:
        plans |= OfferBook(
            market=market,
            needs=weighing.needs,
            fields=tuple(map(drawn, fields)),
            rivals=plans,
        ).plans()
    return {family.value: plan.score for family, plan in plans.items()}


@pytest.mark.parametrize("answers", SITUATIONS)
def test_as_stated_a_draw_scores_what_the_plans_do(answers):
    advisor = weigher(UNSURE)
    weighing = advisor.weigh_today(parse_answers(answers))

    assert best(weighing, advisor.market, AsStated()) == {
        family.value: [pytest.approx(plan.score)]
        for family, plan in weighing.plans.items()
    }


@pytest.mark.parametrize("answers", SITUATIONS)
def test_each_draw_scores_what_a_weighing_at_its_weights_and_prices_does(answers):
    advisor = weigher(UNSURE)
    weighing = advisor.weigh_today(parse_answers(answers))
    scores = best(weighing, advisor.market, Draws())

    for draw in range(0, Draws.count, 97):
        market = DrawnOnce(advisor.drawn, draw)
        assert {family: score[draw] for family, score in scores.items()} == (
            pytest.approx(weighed_again(weighing, market))
        )


def test_the_machines_of_a_draw_may_be_others_than_the_usual_ones():
    advisor = weigher(UNSURE)
    weighing = advisor.weigh_today(parse_answers(SITUATIONS[1]))
    market = advisor.market
    share = sum(one.segment.share for one in weighing.fields)
    yard = market.yard(Place.OWN_GPUS, share, weighing.needs)
    position = next(
        i for i, candidate in enumerate(market.candidates) if candidate == BETA_GPUS
    )
    usual = yard.fleet(position)
    machines = advisor.drawn.holding(position, Place.OWN_GPUS, yard.rack)
    bill = fleet_bill(machines, yard)

    assert usual is not None
    assert bill is not None
    gpu = advisor.drawn.machines[Place.OWN_GPUS][usual.machine.hardware.slug]
    with_the_usual_ones = gpu.drawn * usual.replicas * usual.machine.gpus
    assert (bill.drawn <= with_the_usual_ones).all()
    assert (bill.drawn < with_the_usual_ones).any()
    assert bill.low <= min(bill.drawn)
    assert max(bill.drawn) <= bill.high

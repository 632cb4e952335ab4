"""A market at other prices weighs as one that was read with them would."""

from decimal import Decimal

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.plans import STACKS, Place
from advisor.decision.repriced import Repriced, at_prices
from advisor.scenarios.properties.catalogs import (
    CLOSED,
    HOSTED_OPEN,
    with_machine_prices,
    with_token_prices,
)
from tests.advisor.decision.examples import CATALOG, weigher

LARGE = {"tokens_per_day": 2_000_000_000, "ml_staff": "ml_platform_team"}
SITUATIONS = [
    {},
    LARGE,
    {**LARGE, "data_location": "own_premises", "sensitive_share": 0.3},
    {**LARGE, "quality_bar": "strong", "traffic": "office_hours"},
    {"data_location": "own_premises", "ml_staff": "some_devops"},
]


def read_with(places, multiple: str):
    factor = Decimal(multiple)
    if places == STACKS:
        return with_machine_prices(CATALOG, factor)
    kinds = CLOSED if places == (Place.CLOSED,) else HOSTED_OPEN
    return with_token_prices(CATALOG, factor, kinds)


@pytest.mark.parametrize("answers", SITUATIONS)
@pytest.mark.parametrize("multiple", ["0.25", "3"])
@pytest.mark.parametrize("places", [(Place.CLOSED,), (Place.HOSTED,), STACKS])
def test_it_weighs_what_a_catalog_with_those_prices_does(places, multiple, answers):
    answers = parse_answers(answers)
    again = weigher(read_with(places, multiple)).weigh(answers)
    repriced = at_prices(weigher(), places, float(multiple)).weigh(answers)

    assert {family: plan.score for family, plan in repriced.plans.items()} == {
        family: pytest.approx(plan.score) for family, plan in again.plans.items()
    }
    assert repriced.verdict is again.verdict


def test_the_usual_market_stays_as_it_is():
    usual, untouched = weigher(), weigher()
    answers = parse_answers(LARGE)
    at_prices(usual, STACKS, 3).weigh(answers)
    at_prices(usual, (Place.CLOSED,), 3).weigh(answers)

    assert usual.weigh(answers) == untouched.weigh(answers)


def test_power_and_space_cost_what_they_did():
    (choice,) = weigher().market.hardware[Place.OWN_HARDWARE]
    cheap = Repriced(weigher().market, dict.fromkeys(STACKS, 0.1))

    left = cheap.machine_prices[Place.OWN_HARDWARE]["big-gpu"]
    purchase = 30_000 * 1.4 / 36  # the server around the card included
    assert left == pytest.approx(float(choice.gpu_cost.likely) - 0.9 * purchase)


def test_only_what_depends_on_prices_is_made_anew():
    usual = weigher()
    dearer = at_prices(usual, (Place.CLOSED,), 2)

    assert dearer.market.survey is usual.market.survey
    assert dearer.market.racks is usual.market.racks
    assert dearer.catalog is usual.catalog

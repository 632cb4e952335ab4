"""The least that a month can cost, by the token or on machines of one's own."""

from dataclasses import replace

import pytest

from advisor.decision import cost
from advisor.decision.answers import parse_answers
from advisor.decision.bargains import Bargain, cheapest, running_it_yourself
from advisor.decision.candidates import Catalog
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_GPUS,
    BETA_HARDWARE,
    BETA_HOSTED,
    CATALOG,
    GAMMA_GPUS,
    GAMMA_HARDWARE,
    catalog_of,
    price,
    weigher,
)

HUGE = {"tokens_per_day": 10**10, "ml_staff": "ml_platform_team"}
HOME = {"data_location": "own_premises", "ml_staff": "ml_engineers"}


def bargain(catalog: Catalog, /, **answers: object) -> Bargain:
    advisor = weigher(catalog)
    found = cheapest(advisor.weigh(parse_answers(answers)), advisor)
    assert found is not None
    return found


def names(catalog: Catalog, /, **answers: object) -> list[tuple[str, str]]:
    return [
        (one.model.slug, one.option.slug)
        for one in bargain(catalog, **answers).candidates
    ]


def test_a_small_volume_costs_least_by_the_token():
    assert names(CATALOG, tokens_per_day=1000) == [("beta", "host")]


def test_a_huge_volume_costs_least_on_machines_of_ones_own():
    assert names(CATALOG, **HUGE) == [("gamma", "own-hardware")]


def test_what_would_be_advised_does_not_matter():
    cheap = replace(ALPHA_API, prices=(price("0.1", "0.1"),))

    assert names(catalog_of(cheap, BETA_HOSTED), lock_in="avoid") == [
        ("alpha", "alpha-api")
    ]


def test_each_part_goes_where_it_costs_least():
    cheap = replace(ALPHA_API, prices=(price("0.01", "0.01"),))
    parts = {"sensitive_share": 0.2, "tokens_per_day": 10**10, **HOME}

    assert names(catalog_of(cheap, BETA_HARDWARE), **parts) == [
        ("alpha", "alpha-api"),
        ("beta", "own-hardware"),
    ]


def test_parts_on_one_stack_share_its_people():
    catalog = catalog_of(BETA_HARDWARE, GAMMA_HARDWARE)
    parted = bargain(catalog, sensitive_share=0.2, **HOME)

    assert parted == bargain(catalog, sensitive_share=1, **HOME)


@pytest.mark.parametrize("answers", [{}, HUGE, {"sensitive_share": 0.3, **HOME}])
def test_no_plan_costs_less(answers):
    advisor = weigher()
    weighing = advisor.weigh(parse_answers(answers))
    bills = [
        cost.total(advisor.market.bill(pick, weighing.needs) for pick in plan.picks)
        for plan in weighing.ranking
    ]

    least = bargain(CATALOG, **answers)

    assert least.usd_month <= min(float(bill.likely) for bill in bills) + 0.01


def test_where_nothing_fits_there_is_no_bargain():
    advisor = weigher(catalog_of(ALPHA_API))

    assert cheapest(advisor.weigh(parse_answers({"offline": "yes"})), advisor) is None


@pytest.mark.parametrize(
    ("candidates", "is_possible"),
    [((BETA_HOSTED, BETA_GPUS), True), ((BETA_HOSTED, GAMMA_GPUS), False)],
)
def test_running_it_yourself_means_the_very_same_weights(candidates, is_possible):
    advisor = weigher(catalog_of(*candidates))
    needs = advisor.weigh(parse_answers({})).needs

    usd_month = running_it_yourself(BETA_HOSTED, 1, needs, advisor.market)

    assert (usd_month is not None) == is_possible

"""Judging many rows at once finds what judging each by itself does."""

from collections.abc import Sequence

import pytest

from advisor.decision.candidates import Catalog
from advisor.decision.cases import Outcome
from advisor.decision.drawn_market import DrawnMarket, fleet_bill
from advisor.decision.draws import Draws
from advisor.decision.gates import GATES
from advisor.decision.machines import machines_that_hold, worth_having
from advisor.decision.market import Market
from advisor.decision.needs import read_needs
from advisor.decision.plans import STACKS, Place
from advisor.decision.questions import Answers
from tests.advisor.conftest import DAY
from tests.load.catalogs import grown

FEW = 40  # situations: gates read a few things of each


@pytest.fixture(scope="module")
def market(shipped_catalog: Catalog) -> Market:
    return Market(grown(shipped_catalog, 3), DAY)


def test_a_gate_does_to_each_candidate_what_it_does_to_it_alone(
    market: Market, situations: Sequence[Answers]
):
    survey = market.survey
    for answers in situations[:FEW]:
        needs = read_needs(answers, market.catalog, DAY)
        for gate in GATES:
            segment = needs.segments[-1]
            sieve = survey.work_out(gate, needs, segment)
            for position in range(len(survey.candidates)):
                outcome = gate.judge(survey.case(position, needs, segment))
                assert (
                    sieve.failed >> position & 1,
                    sieve.conditional >> position & 1,
                ) == (outcome is Outcome.FAILED, outcome is Outcome.CONDITIONAL)


@pytest.mark.parametrize("stack", STACKS)
def test_no_hardware_that_is_left_out_would_have_been_worth_having(
    market: Market, stack: Place
):
    needs = read_needs({}, market.catalog, DAY)
    rack = market.yard(stack, 1, needs).rack

    for position, candidate in enumerate(market.candidates):
        if market.places[position] is stack:
            every = machines_that_hold(
                candidate.model, market.hardware[stack], rack.setting
            )
            assert rack.machines(position) == worth_having(every)
            assert bool(rack.able >> position & 1) == bool(every)


@pytest.mark.parametrize("stack", STACKS)
def test_a_make_of_hardware_costs_in_each_draw_what_the_cheapest_of_it_does(
    market: Market, stack: Place
):
    drawn = DrawnMarket(market, Draws())
    needs = read_needs({"tokens_per_day": 10**6}, market.catalog, DAY)
    yard = market.yard(stack, 1, needs)

    assert yard.rack.builds
    for build in yard.rack.builds:
        together = fleet_bill(drawn.holding(build.members[0], stack, yard.rack), yard)
        every = machines_that_hold(
            build.model, market.hardware[stack], yard.rack.setting
        )
        alone = fleet_bill(
            [(one, drawn.machines[stack][one.key]) for one in every], yard
        )
        assert (together is None) == (alone is None)
        if together and alone:
            assert (together.low, together.high) == (alone.low, alone.high)
            assert (together.drawn == alone.drawn).all()

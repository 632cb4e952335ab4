"""The calculator: a scenario in, figures out."""

from decimal import localcontext

from advisor.calculator.by_token import cost_api
from advisor.calculator.comparing import compare
from advisor.calculator.costing import Comparison, Costing
from advisor.calculator.facts import Facts
from advisor.calculator.hybrid import cost_hybrid
from advisor.calculator.parameters import Kind
from advisor.calculator.scenarios import Scenario
from advisor.calculator.self_run import cost_self_run

DIGITS = 40  # of a decimal: enough that no cent of the largest bill is lost


def calculate(scenario: Scenario, facts: Facts) -> Costing | Comparison:
    """What a scenario of any kind costs."""
    with localcontext(prec=DIGITS):
        if scenario.kind is Kind.BREAK_EVEN:
            return compare(scenario, facts, cost_one)
        return cost_one(scenario, facts)


def cost_one(scenario: Scenario, facts: Facts) -> Costing:
    """What a scenario costs that is no comparison."""
    match scenario.kind:
        case Kind.API:
            return cost_api(scenario, facts)
        case Kind.HYBRID:
            return cost_hybrid(scenario, facts, cost_one)
    return cost_self_run(scenario, facts)

"""What was stated of all machines together, told of one replica."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from advisor.calculator.scenarios import Given, Scenario
from advisor.calculator.total_parameters import OF_PURCHASE, OF_REPLICAS
from advisor.decision.cost import ONE, ZERO


def told_of_one(scenario: Scenario) -> Scenario:
    """A scenario in figures of one replica.

    Who says what all machines cost or draw has a number of them in mind: it is fixed,
    and one where it is not said.
    """
    given = scenario.given
    told = {
        **shares_of_purchase(given),
        **parts_of_replicas(given, replicas_of(given)),
    }
    if not told:
        return scenario
    if "replicas" not in given:
        told["replicas"] = Given.sure(ONE)
    return replace(
        scenario,
        given={**given, **told},
        worked_out=scenario.worked_out | frozenset(told),
    )


def replicas_of(given: Mapping[str, Given]) -> Decimal:
    return number(given["replicas"].likely) if "replicas" in given else ONE


def parts_of_replicas(
    given: Mapping[str, Given], replicas: Decimal
) -> dict[str, Given]:
    return {
        of_one: Given(
            low=number(given[key].low) * units / replicas,
            likely=number(given[key].likely) * units / replicas,
            high=number(given[key].high) * units / replicas,
        )
        for key, (of_one, units) in OF_REPLICAS.items()
        if key in given
    }


def shares_of_purchase(given: Mapping[str, Given]) -> dict[str, Given]:
    whole = number(given["purchase_usd"].likely) if "purchase_usd" in given else ZERO
    return {
        share: Given.sure(number(given[key].likely) / whole if whole else ZERO)
        for key, share in OF_PURCHASE.items()
        if key in given
    }


def number(value: object) -> Decimal:
    if not isinstance(value, Decimal):
        raise TypeError("Each of these is read as a number.")
    return value

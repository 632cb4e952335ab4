"""The inputs a costing rests on: what was given, and what stood in for the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NoReturn

from advisor.calculator.facts import Facts
from advisor.calculator.parameters import Dear, Parameter
from advisor.calculator.scenarios import (
    PARAMETERS,
    Scenario,
    ScenarioError,
    Tier,
    Value,
)


class Case(StrEnum):
    """The bill that a value is for."""

    LOW = "low"
    LIKELY = "likely"
    HIGH = "high"


class Origin(StrEnum):
    """Where a value comes from."""

    GIVEN = "given"
    CATALOG = "catalog"  # a fact about what was given, such as a model's price
    ASSUMPTION = "assumption"  # a row of the catalog that stands in
    USUAL = "usual"  # nothing, or one time: what nobody mentions
    WORKED_OUT = "worked_out"  # follows from other inputs


@dataclass(frozen=True, kw_only=True)
class Input:
    """A value in use, its range, and where it comes from."""

    parameter: Parameter
    low: Value
    likely: Value
    high: Value
    origin: Origin
    source: str = ""  # the slug of a source
    note: str = ""  # what a reader should know beside the source

    @property
    def key(self) -> str:
        return self.parameter.key

    @property
    def is_default(self) -> bool:
        return self.origin in {Origin.ASSUMPTION, Origin.USUAL}

    @property
    def swings(self) -> bool:
        """Whether its range makes the low and the high bill."""
        if self.parameter.dear is Dear.NEITHER:
            return False
        return self.parameter.swings or self.origin is not Origin.ASSUMPTION

    def at(self, case: Case) -> Value:
        """The value in the low, the likely or the high bill."""
        if case is Case.LIKELY or not self.swings:
            return self.likely
        is_high = (case is Case.HIGH) == (self.parameter.dear is Dear.HIGH)
        return self.high if is_high else self.low


class Inputs:
    """Hands out the inputs of one scenario, and remembers which were asked for."""

    def __init__(self, scenario: Scenario, facts: Facts, **names: str) -> None:
        self.scenario, self.facts = scenario, facts
        self.parameters = PARAMETERS[scenario.kind]
        self.names: dict[str, str] = names  # fills {stack} and the like
        self.used: dict[str, Input] = {}

    def is_given(self, *keys: str) -> bool:
        """Whether any of these was given."""
        return any(key in self.scenario.given for key in keys)

    def first_given(self, *keys: str) -> str | None:
        return next((key for key in keys if key in self.scenario.given), None)

    def find(self, key: str) -> Input | None:
        """The input in use; None where it was not given and nothing stands in."""
        if key not in self.used:
            found = self.look_up(self.parameters[key])
            if found is None:
                return None
            self.used[key] = found
        return self.used[key]

    def look_up(self, parameter: Parameter) -> Input | None:
        given = self.scenario.given.get(parameter.key)
        if given is not None:
            is_own = parameter.key not in self.scenario.worked_out
            return Input(
                parameter=parameter,
                low=given.low,
                likely=given.likely,
                high=given.high,
                origin=Origin.GIVEN if is_own else Origin.WORKED_OUT,
            )
        row = self.facts.catalog.assumptions.get(
            parameter.assumption.format_map(self.names) if parameter.assumption else ""
        )
        if row is not None:
            return Input(
                parameter=parameter,
                low=row.low,
                likely=row.value,
                high=row.high,
                origin=Origin.ASSUMPTION,
                source=row.source,
                note=row.label,
            )
        if parameter.neutral is None:
            return None
        return self.sure(parameter.key, parameter.neutral, Origin.USUAL)

    def sure(
        self, key: str, value: Value, origin: Origin, source: str = "", note: str = ""
    ) -> Input:
        """Puts in a value without spread, and gives it back."""
        return self.put(key, (value, value, value), origin, source, note)

    def put(
        self,
        key: str,
        values: tuple[Value, Value, Value],
        origin: Origin,
        source: str = "",
        note: str = "",
    ) -> Input:
        """Puts in a value with its low and high figure, and gives it back."""
        low, likely, high = values
        self.used[key] = Input(
            parameter=self.parameters[key],
            low=low,
            likely=likely,
            high=high,
            origin=origin,
            source=source,
            note=note,
        )
        return self.used[key]

    def amount(self, key: str, case: Case = Case.LIKELY) -> Decimal:
        """A number that is sure to be there."""
        found = self.find(key)
        value = None if found is None else found.at(case)
        if not isinstance(value, Decimal):
            raise LookupError(f"Nothing stands in for {key}.")
        return value

    def maybe(self, key: str, case: Case = Case.LIKELY) -> Decimal | None:
        """A number, or None where it was not given and nothing stands in."""
        found = self.find(key)
        value = None if found is None else found.at(case)
        return value if isinstance(value, Decimal) else None

    def text(self, key: str) -> str | None:
        found = self.find(key)
        return found.likely if found and isinstance(found.likely, str) else None

    def amounts(self, key: str) -> Mapping[str, Decimal]:
        found = self.find(key)
        return found.likely if found and isinstance(found.likely, Mapping) else {}

    def tiers(self) -> tuple[Tier, ...]:
        """Prices for long requests, the shortest first."""
        found = self.find("tiers")
        return found.likely if found and isinstance(found.likely, tuple) else ()

    def refuse(self, key: str, why: str) -> NoReturn:
        """A value that the catalog does not know."""
        raise ScenarioError([(f"{self.scenario.path}{key}", why)])

    @property
    def idle(self) -> tuple[str, ...]:
        """What was given and made no difference."""
        return tuple(key for key in self.scenario.given if key not in self.used)

"""The market with every weight and price drawn: bills and appeals as rows of draws."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from advisor.decision import cost, fleets
from advisor.decision.candidates import OptionKind
from advisor.decision.criteria import (
    BY_KIND,
    COST_SLOPE,
    Criterion,
    Weights,
    rating_of_kind,
)
from advisor.decision.draws import Draw, Draws
from advisor.decision.market import Market, Yard
from advisor.decision.memo import Memo
from advisor.decision.needs import Needs
from advisor.decision.plans import STACKS, Place
from advisor.decision.prices import announced, price_range, rows_on


@dataclass(frozen=True, slots=True)
class Bill:
    """US dollars a month, or a million tokens: in each draw, and its bounds."""

    low: float
    high: float
    drawn: Draw


@dataclass(frozen=True, slots=True)
class Rival:
    """A candidate as far as draws can tell it from others of a place."""

    position: int
    kind: OptionKind
    quality: float
    openness: float
    bill: Bill


def frontier(rivals: Iterable[Rival]) -> tuple[Rival, ...]:
    """Without those that another is never worse than, whatever is drawn."""
    kept: list[Rival] = []
    least: dict[tuple[OptionKind, float], float] = {}  # highs, by kind and openness
    for one in sorted(rivals, key=lambda r: (-r.quality, -r.openness, r.bill.high)):
        if not any(
            kind is one.kind and openness >= one.openness and high <= one.bill.low
            for (kind, openness), high in least.items()
        ):
            kept.append(one)
            key = one.kind, one.openness
            least[key] = min(one.bill.high, least.get(key, one.bill.high))
    return tuple(kept)


class DrawnAppeal:
    """The weights of a segment in each draw, summed up by kind of option."""

    def __init__(self, weights: Weights, draws: Draws) -> None:
        self.drawn = {
            criterion: weight * draws.factor(criterion)
            for criterion, weight in weights.items()
        }
        self.by_kind = Memo[OptionKind, Draw](limit=len(OptionKind))
        self.quality = self.drawn[Criterion.QUALITY]
        self.openness = self.drawn[Criterion.TRANSPARENCY]
        self.cost = self.drawn[Criterion.COST]

    def of_kind(self, kind: OptionKind) -> Draw:
        return self.by_kind(kind, lambda: self.sum_up(kind))

    def sum_up(self, kind: OptionKind) -> Draw:
        total: Draw = sum(  # type: ignore[assignment]
            self.drawn[criterion] * rating_of_kind(kind, criterion)
            for criterion in BY_KIND
        )
        return total

    def worth(self, kind: OptionKind, quality: float, openness: float) -> Draw:
        """Weight x rating over all criteria but cost."""
        return self.of_kind(kind) + quality * self.quality + openness * self.openness


class DrawnMarket:
    """Prices, machines and people of a market in each draw."""

    def __init__(self, market: Market, draws: Draws) -> None:
        self.market = market
        self.draws = draws
        self.unit_prices = Memo[object, Bill](limit=5_000)
        self.rivals = Memo[object, tuple[Rival, ...]](limit=1_000)
        self.salaries = Memo[object, Draw](limit=100)

    def appeal(self, weights: Weights) -> DrawnAppeal:
        return DrawnAppeal(weights, self.draws)

    @cached_property
    def spread(self) -> frozenset[int]:
        """The candidates for whose tokens several prices are in force or announced."""
        day = self.market.day
        return frozenset(
            position
            for position, candidate in enumerate(self.market.candidates)
            if len(rows_on(candidate, day)) + len(announced(candidate, day)) > 1
        )

    @cached_property
    def machines(self) -> dict[tuple[Place, str], Bill]:
        """What one GPU of each hardware costs a month."""
        return {
            (stack, choice.hardware.slug): Bill(
                float(choice.gpu_cost.low),
                float(choice.gpu_cost.high),
                self.draws.between(
                    choice.gpu_cost, "machine", stack.value, choice.hardware.slug
                ),
            )
            for stack in STACKS
            for choice in self.market.hardware[stack]
        }

    def people(self, stack: Place, needs: Needs) -> Draw:
        """People and set-up of a stack, US dollars a month."""
        span = self.market.people(stack, needs)
        return self.salaries(
            (stack, span), lambda: self.draws.between(span, "people", stack.value)
        )

    def utility(self, usd_month: Draw) -> Draw:
        """See `cost_utility`."""
        drawn: Draw = -COST_SLOPE * np.log(1 + usd_month / self.market.unit_usd)
        return drawn

    # --- paid by the token -----------------------------------------------------------

    def unit_price(self, position: int, mix: cost.Mix) -> Bill:
        """US dollars per million tokens."""
        return self.unit_prices((position, mix), lambda: self.draw_price(position, mix))

    def draw_price(self, position: int, mix: cost.Mix) -> Bill:
        market = self.market
        likely = market.prices_by_position(mix)[position]
        candidate = market.candidates[position]
        span = (
            price_range(candidate, market.day, mix, (), None)
            if position in self.spread
            else None
        )
        if span is None or span.low == span.high:
            return Bill(likely, likely, np.full(1, likely))
        drawn = self.draws.between(span, "price", *candidate.key)
        return Bill(float(span.low), float(span.high), drawn)

    def hosted(self, entrants: tuple[int, ...], mix: cost.Mix) -> tuple[Rival, ...]:
        """Who of some entrants can be the best in any draw, at any volume."""
        return self.rivals(
            (entrants, mix),
            lambda: frontier(
                self.rival(position, self.unit_price(position, mix))
                for position in entrants
            ),
        )

    def rival(self, position: int, bill: Bill) -> Rival:
        market = self.market
        return Rival(
            position,
            market.kinds[position],
            market.survey.qualities[position] or 0.0,
            market.transparencies[position],
            bill,
        )

    # --- run by ourselves ------------------------------------------------------------

    def run(self, entrants: Iterable[int], stack: Place, yard: Yard) -> list[Rival]:
        """Who of some entrants has a fleet, with the bill for its machines."""
        bills = ((i, self.fleet_bill(i, stack, yard)) for i in entrants)
        return [self.rival(i, bill) for i, bill in bills if bill is not None]

    def fleet_bill(self, position: int, stack: Place, yard: Yard) -> Bill | None:
        """The cheapest fleet of each draw; None where no fleet carries the demand."""
        sized = (
            fleets.cheapest_fleet([machine], yard.demand, yard.kind)
            for machine in yard.rack.holding(position)
        )
        choices = [
            (fleet.replicas * fleet.machine.gpus, price)
            for fleet in sized
            if fleet is not None
            for price in [self.machines[stack, fleet.machine.hardware.slug]]
        ]
        if not choices:
            return None
        low = min(count * price.low for count, price in choices)
        high = min(count * price.high for count, price in choices)
        drawn = reduce(
            np.minimum,
            (
                count * price.drawn
                for count, price in choices
                if count * price.low <= high
            ),
        )
        return Bill(low, high, drawn)

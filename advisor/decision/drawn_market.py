"""The market with every weight and price drawn: bills and appeals as rows of draws."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from advisor.decision import cost, fleets
from advisor.decision.candidates import OptionKind
from advisor.decision.criteria import COST_SLOPE, Criterion, Weights
from advisor.decision.draws import Draw, Draws, added
from advisor.decision.kind_ratings import BY_KIND, rating_of_kind
from advisor.decision.machines import Machine
from advisor.decision.market import Market, Rack, Yard
from advisor.decision.memo import Memo
from advisor.decision.needs import Needs
from advisor.decision.plans import STACKS, Field, Place
from advisor.decision.prices import announced, price_range, rows_on
from advisor.decision.stock import Make


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars in each draw, and their bounds."""

    low: float
    high: float
    drawn: Draw


@dataclass(frozen=True, slots=True)
class Bill:
    """The same for the cheapest of some choices, worked out when it is needed."""

    low: float
    high: float
    choices: tuple[tuple[int, Draw], ...]  # how many of what

    @property
    def drawn(self) -> Draw:
        return reduce(np.minimum, (count * price for count, price in self.choices))


@dataclass(frozen=True, slots=True)
class Rival:
    """A candidate as far as draws can tell it from others of a place."""

    position: int
    kind: OptionKind
    quality: float
    openness: float
    bill: Price | Bill


class Frontier:
    """Candidates, the best quality first, that can be the best in some draw."""

    def __init__(self) -> None:
        self.rivals: list[Rival] = []
        self.highs: dict[tuple[OptionKind, float], float] = {}

    def rules_out(self, kind: OptionKind, openness: float, low: float) -> bool:
        """Whether one that came before is never dearer, and as good in all else."""
        return any(
            other is kind and others >= openness and high <= low
            for (other, others), high in self.highs.items()
        )

    def add(self, one: Rival) -> None:
        if self.rules_out(one.kind, one.openness, one.bill.low):
            return
        self.rivals.append(one)
        key = one.kind, one.openness
        self.highs[key] = min(one.bill.high, self.highs.get(key, one.bill.high))


def worth_drawing(
    machines: Iterable[Machine], prices: Mapping[str, Price]
) -> tuple[tuple[Machine, Price], ...]:
    """The machines, but those that another always beats, with the price of each."""
    kept: list[tuple[Machine, Price]] = []
    priced = ((machine, prices[machine.key]) for machine in machines)
    for machine, price in sorted(
        priced, key=lambda one: (-one[0].tokens_per_second, one[0].gpus * one[1].high)
    ):
        least = machine.gpus * price.low
        if not any(faster.gpus * other.high <= least for faster, other in kept):
            kept.append((machine, price))
    return tuple(kept)


def cheapest(prices: Iterable[Price]) -> Price:
    """The least of some prices in each draw."""
    some = tuple(prices)
    return Price(
        low=min(price.low for price in some),
        high=min(price.high for price in some),
        drawn=reduce(np.minimum, (price.drawn for price in some)),
    )


class DrawnAppeal:
    """What some segments look for in each draw, each by its share of the traffic."""

    def __init__(self, parts: Sequence[tuple[float, Weights]], draws: Draws) -> None:
        self.drawn = {
            criterion: sum(share * weights[criterion] for share, weights in parts)
            * draws.factor(criterion)
            for criterion in Criterion
        }
        self.by_kind = Memo[OptionKind, Draw](limit=len(OptionKind))
        self.quality = self.drawn[Criterion.QUALITY]
        self.openness = self.drawn[Criterion.TRANSPARENCY]
        self.cost = self.drawn[Criterion.COST]

    def of_kind(self, kind: OptionKind) -> Draw:
        return self.by_kind(kind, lambda: self.sum_up(kind))

    def sum_up(self, kind: OptionKind) -> Draw:
        return added(
            self.drawn[criterion] * rating_of_kind(kind, criterion)
            for criterion in BY_KIND
        )

    def worth(self, kind: OptionKind, quality: float, openness: float) -> Draw:
        """Weight x rating over all criteria but cost."""
        return self.of_kind(kind) + quality * self.quality + openness * self.openness


class DrawnMarket:
    """Prices, machines and people of a market in each draw."""

    def __init__(self, market: Market, draws: Draws) -> None:
        self.market = market
        self.draws = draws
        self.rivals = Memo[object, list[Rival]](limit=1_000)
        self.salaries = Memo[object, Draw](limit=100)
        self.held = Memo[object, tuple[tuple[Machine, Price], ...]](limit=5_000)
        self.makes = Memo[object, Price](limit=1_000)

    def appeal(self, fields: Iterable[Field]) -> DrawnAppeal:
        parts = [(one.segment.share, one.weights) for one in fields]
        return DrawnAppeal(parts, self.draws)

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
    def machines(self) -> dict[Place, dict[str, Price]]:
        """What one GPU of each hardware costs a month, by stack and offer."""
        return {
            stack: {
                choice.key: self.spanning(
                    choice.gpu_cost, "machine", stack.value, choice.key
                )
                for choice in self.market.hardware[stack]
            }
            for stack in STACKS
        }

    def spanning(self, span: cost.Range, *name: str) -> Price:
        drawn = self.draws.between(span, *name)
        return Price(float(span.low), float(span.high), drawn)

    def people(self, stack: Place, needs: Needs) -> Draw:
        """People and set-up of a stack, US dollars a month."""
        span = self.market.people(stack, needs)
        return self.salaries(
            (stack, span), lambda: self.draws.between(span, "people", stack.value)
        )

    def least_people(self, stack: Place, needs: Needs) -> float:
        return float(self.market.people(stack, needs).low)

    def utility(self, usd_month: Draw) -> Draw:
        """See `cost_utility`."""
        drawn: Draw = -COST_SLOPE * np.log(1 + usd_month / self.market.unit_usd)
        return drawn

    # --- paid by the token -----------------------------------------------------------

    def hosted(self, entrants: tuple[int, ...], mix: cost.Mix) -> list[Rival]:
        """Who of some entrants can be the best in any draw, at any volume.

        The bill is that of a million tokens.
        """
        return self.rivals((entrants, mix), lambda: self.find_hosted(entrants, mix))

    def find_hosted(self, entrants: tuple[int, ...], mix: cost.Mix) -> list[Rival]:
        likely = self.market.prices_by_position(mix)
        frontier = Frontier()
        for position in entrants:
            bill = self.unit_price(position, likely[position], mix)
            frontier.add(self.rival(position, bill))
        return frontier.rivals

    def unit_price(self, position: int, likely: float, mix: cost.Mix) -> Price:
        """US dollars per million tokens."""
        if position in self.spread:
            candidate = self.market.candidates[position]
            span = price_range(candidate, self.market.day, mix, (), None)
            if span is not None:
                return self.spanning(span, "price", *candidate.key)
        return Price(likely, likely, np.full(1, likely))

    def rival(self, position: int, bill: Price | Bill) -> Rival:
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
        """Who of some entrants can be the best in any draw, on a fleet of machines.

        The bill is that of the machines, without people.
        """
        market, frontier = self.market, Frontier()
        for position in entrants:
            machines = self.holding(position, stack, yard.rack)
            least = min((m.gpus * price.low for m, price in machines), default=0.0)
            if frontier.rules_out(
                yard.kind,
                market.transparencies[position],
                yard.demand.minimum * least,
            ):
                continue
            bill = fleet_bill(machines, yard)
            if bill is not None:
                frontier.add(self.rival(position, bill))
        return frontier.rivals

    def holding(
        self, position: int, stack: Place, rack: Rack
    ) -> tuple[tuple[Machine, Price], ...]:
        build = rack.stock.by_position[position]
        return self.held(
            (rack, build.members[0]),
            lambda: worth_drawing(
                rack.holding(position),
                {
                    make[0].key: self.price_of(make, stack)
                    for make in rack.stock.makes_for(build)
                },
            ),
        )

    def price_of(self, make: Make, stack: Place) -> Price:
        """What the cheapest of a make costs in each draw: a GPU, a month."""
        keys = tuple(choice.key for choice in make)
        return self.makes(
            (stack, keys),
            lambda: cheapest(self.machines[stack][key] for key in keys),
        )


def fleet_bill(machines: Iterable[tuple[Machine, Price]], yard: Yard) -> Bill | None:
    """The cheapest fleet of each draw; None where no fleet carries the demand."""
    sized = [
        (fleets.replicas_to_have(machine, yard.demand, yard.kind), machine, price)
        for machine, price in machines
    ]
    choices = [
        (replicas * machine.gpus, price)
        for replicas, machine, price in sized
        if replicas is not None
    ]
    if not choices:
        return None
    high = min(count * price.high for count, price in choices)
    return Bill(
        low=min(count * price.low for count, price in choices),
        high=high,
        choices=tuple(
            (count, price.drawn)
            for count, price in choices
            if count * price.low <= high
        ),
    )

"""The same market with the prices of some places at a multiple of what they are."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from advisor.decision import cost
from advisor.decision.machine_costs import PricedHardware
from advisor.decision.machines import Machine, worth_having
from advisor.decision.market import Market, Rack, Utilities, Yard
from advisor.decision.memo import Memo
from advisor.decision.needs import Needs
from advisor.decision.plans import STACKS, Place
from advisor.decision.precedents import Splits
from advisor.decision.questions import Answers
from advisor.decision.survey import Bits
from advisor.decision.weighing import Weigher, Weighing, ranked

FEW = 16  # situations remembered at one multiple: each is asked about once


class RepricedRack(Rack):
    """Machines that hold a model, at other prices."""

    def __init__(self, rack: Rack, prices: Mapping[str, float]) -> None:
        self.rack = rack
        self.able = rack.able
        self.prices = prices
        self.known = {}

    def machines(self, position: int) -> tuple[Machine, ...]:
        if position not in self.known:
            self.known[position] = worth_having(
                replace(one, usd_month=one.gpus * self.prices[one.key])
                for one in self.rack.holding(position)
            )
        return self.known[position]


def at_multiple(choice: PricedHardware, multiple: float) -> float:
    """What a month of one GPU costs; power and space cost what they did."""
    return float(choice.gpu_cost.likely) + (multiple - 1) * choice.price_part


class Repriced(Market):
    """A market that shares with another all that does not depend on prices.

    Who is worth weighing does not: within a place all prices move alike.
    """

    def __init__(self, market: Market, multiples: Mapping[Place, float]) -> None:
        vars(self).update(vars(market))
        self.usual = market
        self.multiples = multiples
        self.unit_prices = Memo[cost.Mix, tuple[float, ...]](limit=FEW)
        self.utilities = Memo[object, Utilities](limit=FEW)
        self.reference_price = market.other_medians(
            tuple(multiples.items()), self.median_price
        )
        self.machine_prices = {
            stack: {
                choice.key: at_multiple(choice, multiple)
                for choice in market.hardware[stack]
            }
            for stack, multiple in multiples.items()
            if stack in STACKS
        }
        if self.machine_prices:
            self.yards = Memo[object, Yard](limit=FEW)
            self.repriced_racks = Memo[Rack, Rack](limit=FEW)

    def prices_by_position(self, mix: cost.Mix) -> tuple[float, ...]:
        return self.unit_prices(
            mix,
            lambda: self.moved(self.usual.prices_by_position(mix)),
        )

    def moved(self, prices: tuple[float, ...]) -> tuple[float, ...]:
        """Prices by position, those of some places at their multiples."""
        changed = list(prices)
        for place, multiple in self.multiples.items():
            for position in self.sold_at[place]:
                changed[position] *= multiple
        return tuple(changed)

    def find_contenders(
        self, entrants: tuple[int, ...], needs: Needs
    ) -> tuple[int, ...]:
        return self.usual.find_contenders(entrants, needs)

    def build_yard(
        self, stack: Place, share: float, needs: Needs, *, is_flat: bool
    ) -> Yard:
        usual = self.usual.yard(stack, share, needs, is_flat=is_flat)
        if stack not in self.machine_prices:
            return usual
        prices = self.machine_prices[stack]
        rack = self.repriced_racks(usual.rack, lambda: RepricedRack(usual.rack, prices))
        return Yard(rack=rack, demand=usual.demand, kind=usual.kind)

    def able(self, stack: Place, share: float, needs: Needs) -> Bits:
        return self.usual.able(stack, share, needs)


class RepricedWeigher(Weigher):
    """A weigher where all prices of some places are at a multiple of what they are."""

    def __init__(
        self, weigher: Weigher, places: Collection[Place], multiple: float
    ) -> None:
        vars(self).update(vars(weigher))
        self.usual = weigher
        self.market = Repriced(weigher.market, dict.fromkeys(places, multiple))
        self.known = Memo[object, Weighing](limit=FEW)
        self.here = Memo[object, Weighing](limit=FEW)
        self.today = Memo[object, Weighing](limit=FEW)

    def weigh_plans(self, answers: Answers) -> Weighing:
        """The plans for one date; no gate looks at prices, so the same ones compete."""
        usual = self.usual.weigh_today(answers)
        splits = self.splits_at(usual)
        plans = self.find_plans(usual.needs, splits)
        return replace(usual, splits=splits, plans=plans, ranking=ranked(plans))

    def splits_at(self, usual: Weighing) -> Splits:
        """The same fields with the weights that the stake of the volume makes."""
        needs = usual.needs
        if self.market.stake(needs) == self.usual.market.stake(needs):
            return usual.splits
        glance = self.glance_at(needs)
        return tuple(tuple(map(glance.reweighed, fields)) for fields in usual.splits)


def at_prices(weigher: Weigher, places: Collection[Place], multiple: float) -> Weigher:
    """A weigher where all prices of some places are at a multiple."""
    return RepricedWeigher(weigher, places, multiple)

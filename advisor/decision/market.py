"""The market of a day: every candidate with its quality and what it would cost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import product
from math import inf, log
from statistics import median

from advisor.decision import cost, fleets
from advisor.decision.appeal import Appeal
from advisor.decision.candidates import Catalog, Family, Model, OptionKind
from advisor.decision.criteria import VOLUME_STAKE, transparency
from advisor.decision.dominance import undominated
from advisor.decision.machine_costs import hardware_for
from advisor.decision.machines import (
    Machine,
    Setting,
    can_be_held,
    load_of,
    machines_under,
    setting_for,
    worth_having,
)
from advisor.decision.memo import Memo
from advisor.decision.needs import Needs
from advisor.decision.plans import STACKS, Pick, Place, cost_utility, place_of
from advisor.decision.prices import price_in_use, price_range, token_price
from advisor.decision.stock import Build, Stock, builds_of
from advisor.decision.survey import Bits, Survey
from advisor.decision.unit_prices import PriceList


class Utilities(dict[int, float]):
    """The utility of the bill by position, worked out when first asked for."""

    def __init__(
        self, prices: tuple[float, ...], millions: float, unit_usd: float
    ) -> None:
        super().__init__()
        self.prices = prices
        self.millions = millions
        self.unit_usd = unit_usd

    def __missing__(self, position: int) -> float:
        usd_month = self.prices[position] * self.millions
        self[position] = cost_utility(usd_month, self.unit_usd)
        return self[position]


class Rack:
    """The machines that hold each open model on a stack, found as needed.

    Of hardware that differs in price alone, the cheapest stands for all.
    """

    def __init__(self, stock: Stock, setting: Setting) -> None:
        self.stock, self.setting = stock, setting
        self.known: dict[int, tuple[Machine, ...]] = {}
        self.held: dict[int, tuple[Machine, ...]] = {}
        self.loads = {b.members[0]: load_of(b.model, setting) for b in stock.builds}
        self.builds = tuple(filter(self.can_be_held, stock.builds))
        self.able: Bits = sum(build.bits for build in self.builds)

    def can_be_held(self, build: Build) -> bool:
        load, choices = self.loads[build.members[0]], self.stock.choices_for(build)
        return can_be_held(load, choices, self.setting)

    def machines(self, position: int) -> tuple[Machine, ...]:
        if position not in self.known:
            self.known[position] = worth_having(self.holding(position))
        return self.known[position]

    def holding(self, position: int) -> tuple[Machine, ...]:
        """All of them, also those that are never the cheapest at likely prices."""
        build = self.stock.by_position[position]
        first = build.members[0]
        if first not in self.held:
            choices = self.stock.choices_for(build)
            self.held[first] = machines_under(self.loads[first], choices, self.setting)
        return self.held[first]


@dataclass(kw_only=True)
class Yard:
    """The fleets that could carry one demand on one sort of stack, found as needed."""

    rack: Rack
    demand: fleets.Demand
    kind: OptionKind
    known: dict[int, fleets.Fleet | None] = field(default_factory=dict)

    def fleet(self, position: int) -> fleets.Fleet | None:
        """The cheapest fleet for a candidate; None where none can carry the demand."""
        if position not in self.known:
            self.known[position] = fleets.cheapest_fleet(
                self.rack.machines(position), self.demand, self.kind
            )
        return self.known[position]

    @cached_property
    def able_alone(self) -> Bits:
        """Candidates that a single machine can serve the demand with."""
        return sum(
            [
                build.bits
                for build in self.rack.builds
                if (machines := self.rack.machines(build.members[0]))
                and fleets.replicas(machines[-1], self.demand) == 1  # the fastest
            ]
        )

    def least_usd(self, position: int) -> float:
        """A bill that no fleet for the candidate can stay below, US dollars a month."""
        return self.demand.minimum * self.rack.machines(position)[0].usd_month


def made_of(needs: Needs) -> tuple[float, float, float]:
    """What the tokens are made of."""
    return needs.input_output_ratio, needs.cached_share, needs.batch_share


class Market:
    """What the candidates of a catalog are worth and cost on a day."""

    def __init__(self, catalog: Catalog, day: date) -> None:
        self.catalog = catalog
        self.day = day
        self.survey = Survey(catalog, day)
        self.candidates = self.survey.candidates
        self.kinds = tuple(candidate.kind for candidate in self.candidates)
        self.places = tuple(place_of(candidate) for candidate in self.candidates)
        self.transparencies = tuple(transparency(c) for c in self.candidates)
        self.unit_usd = catalog.figures["felt_bill_usd_month"]  # K
        self.hours = catalog.figures["hours_per_month"]
        self.worth_weighing: Bits = undominated(self.survey, day)
        self.token_prices = tuple(self.prices_in_use())
        self.price_list = PriceList(self.token_prices)
        self.sold_at = {
            place: tuple(
                position
                for position, price in enumerate(self.token_prices)
                if price and self.places[position] is place
            )
            for place in Place
        }
        self.hardware = {
            stack: hardware_for(OptionKind(stack.value), catalog) for stack in STACKS
        }
        self.families = {
            family: sum(
                1 << i for i, c in enumerate(self.candidates) if c.family is family
            )
            for family in Family
        }
        self.unit_prices = Memo[cost.Mix, tuple[float, ...]](limit=200)
        self.reference_price = self.median_price()
        self.other_medians = Memo[object, float](limit=1_000)  # at other prices
        self.utilities = Memo[object, Utilities](limit=500)
        self.contenders = Memo[object, tuple[int, ...]](limit=2_000)
        self.racks = Memo[object, Rack](limit=300)
        self.suited = Memo[object, Rack](limit=300)  # the same, by what needs say
        self.yards = Memo[object, Yard](limit=2_000)
        self.upkeep = Memo[object, cost.Range](limit=500)
        self.wages = Memo[float, dict[Place, float]](limit=500)

    def prices_in_use(self) -> Iterator[cost.TokenPrice | None]:
        """By position, what tokens cost; None without a price, and where it never wins."""
        for position, candidate in enumerate(self.candidates):
            row = price_in_use(candidate, self.day)
            can_win = self.worth_weighing >> position & 1
            yield token_price(row) if row is not None and can_win else None

    def median_price(self) -> float:
        """US dollars per million tokens, the median of what is worth weighing.

        Rows that never win are left out, so that adding one moves nothing.
        """
        mix = cost.Mix(
            input_output_ratio=self.catalog.assumed("input_output_ratio"),
            cached_share=self.catalog.assumed("cached_share"),
            batch_share=self.catalog.assumed("batch_share"),
        )
        prices = self.prices_by_position(mix)
        known = [
            price
            for price, row in zip(prices, self.token_prices, strict=True)
            if row is not None
        ]
        return median(known) if known else 0.0

    def members_of(self, family: Family) -> Bits:
        """All candidates of a family."""
        return self.families[family]

    def score(self, position: int, appeal: Appeal, utility: float) -> float:
        """Weight x rating over all criteria."""
        return self.worth(position, appeal) + appeal.cost * utility

    def worth(self, position: int, appeal: Appeal) -> float:
        """Weight x rating over all criteria but cost."""
        return (
            appeal.by_kind[self.kinds[position]]
            + appeal.quality * (self.survey.qualities[position] or 0.0)
            + appeal.openness * self.transparencies[position]
        )

    def best_quality(self, entrants: tuple[int, ...]) -> float:
        """The quality of the first of some entrants, who stand best first."""
        return self.survey.qualities[entrants[0]] or 0.0

    # --- volume ----------------------------------------------------------------------

    def millions(self, needs: Needs) -> float:
        """Million tokens a month."""
        return needs.millions(self.hours)

    def stake(self, needs: Needs) -> float:
        """What volume adds to independence: 0.3 ln(1 + volume x median price / K)."""
        spend = self.millions(needs) * self.reference_price
        return VOLUME_STAKE * log(1 + spend / self.unit_usd)

    # --- paid by the token -----------------------------------------------------------

    def mix(self, needs: Needs) -> cost.Mix:
        return cost.Mix(
            input_output_ratio=Decimal(str(needs.input_output_ratio)),
            cached_share=Decimal(str(needs.cached_share)),
            batch_share=Decimal(str(needs.batch_share)),
        )

    def other_mixes(self, needs: Needs) -> tuple[cost.Mix, ...]:
        """The extreme mixes of tokens that are possible while questions are open."""

        def values(key: str, stated: float) -> tuple[Decimal, ...]:
            if key in needs.answers:
                return (Decimal(str(stated)),)
            row = self.catalog.assumptions[key]
            return row.low, row.high

        return tuple(
            cost.Mix(input_output_ratio=ratio, cached_share=cached, batch_share=batch)
            for ratio, cached, batch in product(
                values("input_output_ratio", needs.input_output_ratio),
                values("cached_share", needs.cached_share),
                values("batch_share", needs.batch_share),
            )
        )

    def prices_by_position(self, mix: cost.Mix) -> tuple[float, ...]:
        """US dollars per million tokens; 0 where no price is kept."""
        return self.unit_prices(mix, lambda: self.price_list.at(mix))

    def cost_utilities(self, needs: Needs) -> Utilities:
        """The utility of the bill by position, for candidates paid by the token."""
        millions = self.millions(needs)
        return self.utilities(
            (made_of(needs), millions),
            lambda: Utilities(
                self.prices_by_position(self.mix(needs)), millions, self.unit_usd
            ),
        )

    def in_contention(self, entrants: tuple[int, ...], needs: Needs) -> tuple[int, ...]:
        """Those paid by the token who could be the best, whatever the volume and weights."""
        key = made_of(needs), entrants
        return self.contenders(key, lambda: self.find_contenders(entrants, needs))

    def find_contenders(
        self, entrants: tuple[int, ...], needs: Needs
    ) -> tuple[int, ...]:
        """Without whom a better one of the same kind and openness undercuts."""
        prices = self.prices_by_position(self.mix(needs))
        least: dict[object, float] = {}
        found = []
        for position in entrants:  # the best quality first
            sort = self.kinds[position], self.transparencies[position]
            if prices[position] < least.get(sort, inf):
                least[sort] = prices[position]
                found.append(position)
        return tuple(found)

    # --- run by ourselves ------------------------------------------------------------

    def yard(
        self, stack: Place, share: float, needs: Needs, *, is_flat: bool = False
    ) -> Yard:
        """The fleets for a share of all traffic on a stack, see `demand_for`."""
        key = (
            stack,
            share,
            needs.tokens_per_day,
            needs.input_output_ratio,
            needs.traffic,
            needs.latency,
            needs.context_tokens,
            is_flat,
        )
        return self.yards(
            key, lambda: self.build_yard(stack, share, needs, is_flat=is_flat)
        )

    def build_yard(
        self, stack: Place, share: float, needs: Needs, *, is_flat: bool
    ) -> Yard:
        kind = OptionKind(stack.value)
        return Yard(
            rack=self.rack(stack, needs),
            demand=fleets.demand_for(kind, share, needs, self.catalog, is_flat=is_flat),
            kind=kind,
        )

    def rack(self, stack: Place, needs: Needs) -> Rack:
        """The machines of a stack that suit the requests, whatever their number."""

        def find() -> Rack:
            setting = setting_for(OptionKind(stack.value), needs, self.catalog)
            key = (stack, setting.asks)
            return self.racks(key, lambda: Rack(self.stocks[stack], setting))

        return self.suited((stack, needs.latency, needs.context_tokens), find)

    @cached_property
    def stocks(self) -> dict[Place, Stock]:
        """The open models of each stack, and the hardware that can hold them."""
        models: dict[Place, dict[int, Model]] = {stack: {} for stack in STACKS}
        for position, place in enumerate(self.places):
            if place in models:
                models[place][position] = self.candidates[position].model
        return {
            stack: Stock(builds_of(models[stack], self.survey.speeds), choices)
            for stack, choices in self.hardware.items()
        }

    def able(self, stack: Place, share: float, needs: Needs) -> Bits:
        """Candidates that some fleet on a stack can serve that share with."""
        if stack is not Place.WORKSTATION:
            return self.rack(stack, needs).able  # by the dozen: any demand
        if not self.suits_a_desk(share, needs):
            return 0
        return self.yard(stack, share, needs).able_alone

    def suits_a_desk(self, share: float, needs: Needs) -> bool:
        """Whether it is the volume of one person or a small team."""
        most = self.catalog.figures["workstation_tokens_per_day"]
        return needs.tokens_per_day * share <= most

    def people(self, stack: Place, needs: Needs) -> cost.Range:
        """People and set-up of a stack, US dollars a month."""
        return self.upkeep(
            (stack, needs.engineer_usd_year),
            lambda: fleets.upkeep(OptionKind(stack.value), needs, self.catalog),
        )

    def people_usd(self, needs: Needs) -> dict[Place, float]:
        """The likely cost of people and set-up by stack, US dollars a month."""
        return self.wages(
            needs.engineer_usd_year,
            lambda: {s: float(self.people(s, needs).likely) for s in STACKS},
        )

    # --- a pick ----------------------------------------------------------------------

    def utility_of(self, pick: Pick, needs: Needs) -> float:
        """The cost utility that a pick was chosen by."""
        if pick.fleet is None:
            return self.cost_utilities(needs)[pick.position]
        return self.fleet_utility(
            pick.fleet, pick.fleet_share, place_of(pick.candidate), needs
        )

    def fleet_utility(
        self, fleet: fleets.Fleet, share: float, stack: Place, needs: Needs
    ) -> float:
        """The utility of a fleet's bill, people included."""
        people = self.people_usd(needs)[stack]
        return cost_utility((fleet.usd_month + people) / share, self.unit_usd)

    def bill(self, pick: Pick, needs: Needs) -> cost.Range:
        """What a pick costs a month, US dollars, its part of a shared fleet included."""
        if pick.fleet is not None:
            people = self.people(place_of(pick.candidate), needs)
            part = Decimal(str(pick.segment.share / pick.fleet_share))
            return (pick.fleet.cost + people).times(part)
        unit = price_range(
            pick.candidate,
            self.day,
            self.mix(needs),
            self.other_mixes(needs),
            needs.context_tokens,
        )
        millions = self.millions(needs) * pick.segment.share
        return (unit or cost.NO_COST).times(Decimal(str(millions)))

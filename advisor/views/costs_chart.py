"""From what the lines of the page cost to the break-even chart: span, points, rings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cached_property
from itertools import combinations
from math import ceil, floor, log10

from advisor.break_even_lines import Comparison, Crossing, Line, Point
from advisor.calculator.costing import Costing, Pairing, Volume
from advisor.calculator.tariffs import A_TOKEN, Tariff
from advisor.decision import cost

DECADES_AROUND = 2  # shown to both sides of the visitor's volume, at least
DECADES_FAR = 4  # from it, of changes that are not of the cheapest line
MOST_EXPONENT = 15  # of tokens a day
USUAL_EXPONENT = 6  # the middle of the chart where no volume is given
MOST_STEPS_DRAWN = 12  # of a staircase, one by one; those above are too small to see
POINTS_A_DECADE = 6  # of a curve
MOST_RINGS = 12
TEN = Decimal(10)
CONTEXT = Context(prec=12)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A volume at which the cheaper of two lines changes."""

    lines: tuple[int, int]
    millions: Decimal
    usd: Decimal
    is_cheapest: bool  # whether no other line is cheaper there


@dataclass(frozen=True, kw_only=True)
class Plot:
    """Lines whose cost can be told, on their way into a chart."""

    costings: Sequence[Costing]
    kinds: Sequence[str]
    pairings: Sequence[Pairing]  # of the same costings, in the order of combinations
    volume: Volume

    def comparison(self) -> Comparison:
        low, high = self.span
        return Comparison(
            lines=[
                self.line(costing, kind)
                for costing, kind in zip(self.costings, self.kinds, strict=True)
            ],
            low=low,
            high=high,
            here=self.here,
            volumes=self.table_volumes,
            crossings=[
                Crossing(volume=self.a_day(one.millions), cost=one.usd, lines=one.lines)
                for one in self.meetings
                if low <= self.a_day(one.millions) <= high
            ],
        )

    @property
    def here(self) -> Decimal | None:
        """Tokens a day, none for none; a month and back leaves a crumb at its end."""
        return CONTEXT.plus(self.volume.tokens_per_day) or None

    @cached_property
    def days(self) -> Decimal:
        return self.volume.days

    def a_day(self, millions: Decimal) -> Decimal:
        return millions * cost.MILLION / self.days

    def a_month(self, tokens_per_day: Decimal) -> Decimal:
        """Million tokens a month."""
        return tokens_per_day * self.days / cost.MILLION

    # --- Meetings ---------------------------------------------------------------------

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The first and last change of each pair, those of the cheapest lines first."""
        pairs = combinations(range(len(self.costings)), 2)
        found = [
            self.meeting(lines, millions)
            for lines, pairing in zip(pairs, self.pairings, strict=True)
            for millions in ends(
                [
                    one.millions
                    for one in pairing.crossings
                    if one.is_within is not False  # None: nobody knows their speed
                ]
            )
        ]
        found.sort(key=lambda one: (not one.is_cheapest, one.millions, one.lines))
        return found[:MOST_RINGS]

    def meeting(self, lines: tuple[int, int], millions: Decimal) -> Meeting:
        """At a step the ring is on the line that has fewer of them."""
        tariffs = [self.likely[number] for number in lines]
        usd = min(tariffs, key=lambda one: len(one.stairs)).due(millions)
        rivals = (
            one.due(millions)
            for number, one in enumerate(self.likely)
            if number not in lines and one.serves(millions)
        )
        return Meeting(
            lines=lines,
            millions=millions,
            usd=usd,
            is_cheapest=all(usd <= rival for rival in rivals),
        )

    @cached_property
    def likely(self) -> list[Tariff]:
        return [one.tariffs.likely for one in self.costings if one.tariffs]

    # --- Span -------------------------------------------------------------------------

    @cached_property
    def span(self) -> tuple[Decimal, Decimal]:
        """Whole decades around the visitor's volume and where the order changes.

        Where the cheapest line changes is always shown; other changes if not too far.
        """
        here = log10(self.here) if self.here else USUAL_EXPONENT
        low, high = floor(here) - DECADES_AROUND, ceil(here) + DECADES_AROUND
        for one in self.meetings:
            if not one.millions:
                continue
            exponent = log10(self.a_day(one.millions))
            if one.is_cheapest or abs(exponent - here) <= DECADES_FAR:
                low, high = min(low, floor(exponent)), max(high, ceil(exponent))
        low = min(max(low, 0), MOST_EXPONENT - 1)
        return TEN**low, TEN ** min(max(high, low + 1), MOST_EXPONENT)

    @cached_property
    def table_volumes(self) -> list[Decimal]:
        """A row for each decade and for the visitor's own volume."""
        low, high = self.span
        exponents = range(low.adjusted(), high.adjusted() + 1)
        found = {TEN**exponent for exponent in exponents}
        if self.here is not None and low <= self.here <= high:
            found = {one for one in found if one != self.here} | {self.here}
        return sorted(found)

    # --- Points -----------------------------------------------------------------------

    def line(self, costing: Costing, kind: str) -> Line:
        return Line(
            name=costing.name,
            kind=kind,
            points=list(self.points(costing)),
            serves_no_more=self.end(costing) is not None,
        )

    def end(self, costing: Costing) -> Decimal | None:
        """The most tokens a day that a line can serve, if the chart reaches so far."""
        if costing.tariffs is None or costing.tariffs.likely.most_millions is None:
            return None
        end = self.a_day(costing.tariffs.likely.most_millions)
        return end if end < self.span[1] else None

    def points(self, costing: Costing) -> Iterator[Point]:
        tariffs = costing.tariffs
        if tariffs is None:
            return
        three = (tariffs.low, tariffs.likely, tariffs.high)
        steps = {self.a_day(one): one for each in three for one in self.steps(each)}
        months = {one: self.a_month(one) for one in self.table_volumes}
        months |= {one: self.a_month(one) for one in self.curve(three, steps)} | steps
        end = self.end(costing)
        if end is not None and tariffs.likely.most_millions is not None:
            months[end] = tariffs.likely.most_millions
        for volume in sorted(months):
            if end is not None and volume > end:
                return
            yield point(volume, months[volume], three)
            if volume in steps and volume != end:
                yield point(volume, months[volume] + A_TOKEN, three)

    def steps(self, tariff: Tariff) -> Iterator[Decimal]:
        """Million tokens a month above which a machine is added, as far as one sees it."""
        low, high = (self.a_month(volume) for volume in self.span)
        for stair in tariff.stairs:
            first = max(int(low / stair.step_millions) + 1, stair.minimum_steps)
            for count in range(first, first + MOST_STEPS_DRAWN):
                is_last = (
                    stair.maximum_steps is not None and count >= stair.maximum_steps
                )
                if is_last or count * stair.step_millions >= high:
                    break
                yield count * stair.step_millions

    def curve(
        self, tariffs: Sequence[Tariff], steps: Iterable[Decimal]
    ) -> Iterator[Decimal]:
        """Volumes along what is no straight line on these axes.

        Fleets alone are level until their first step, and a curve after the last drawn.
        """
        low, high = (volume.adjusted() for volume in self.span)
        if not any(one.fixed or one.stairs for one in tariffs):
            return
        is_level = not any(one.usd_per_million for one in tariffs)
        start = max(steps, default=self.span[1]) if is_level else self.span[0]
        for number in range((high - low) * POINTS_A_DECADE):
            volume = Decimal(f"{10 ** (low + number / POINTS_A_DECADE):.6g}")
            if volume > start:
                yield volume


def ends(volumes: Sequence[Decimal]) -> list[Decimal]:
    """The first and the last, or the only one."""
    return list(dict.fromkeys([*volumes[:1], *volumes[-1:]]))


def point(volume: Decimal, millions: Decimal, tariffs: Iterable[Tariff]) -> Point:
    """What three bills come to at a volume, from low to high."""
    low, likely, high = (tariff.due(millions) for tariff in tariffs)
    return Point(
        volume=volume,
        low=min(low, likely, high),
        likely=likely,
        high=max(low, likely, high),
    )

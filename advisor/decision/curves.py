"""A bill along the volume: straight stretches between jumps, walked one by one.

Volumes are told as multiples of the one that a curve was made for. What is paid by the
token grows with the volume, people do not, and machines come whole: so between two
jumps every bill is a straight line, and two bills meet where their lines do or where
one of them jumps past the other. Nothing is sampled.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property

from advisor.decision import cost
from advisor.decision.cost import ZERO

# What is nearer to a whole number of machines is that number: their speeds are known to
# no more digits than a float has.
HAIR = Decimal("1e-12")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A machine that a fleet can be made of."""

    cost: cost.Range  # US dollars a month for one
    usd_month: float  # its likely cost, by which fleets are compared
    load: Decimal  # how many of them the volume itself would keep busy

    def count(self, times: Decimal, *, above: bool) -> int:
        """Machines for a volume, or for the least one above it."""
        busy = (self.load * times).quantize(HAIR)
        if above:
            return int(busy.to_integral_value(rounding=ROUND_FLOOR)) + 1
        return int(busy.to_integral_value(rounding=ROUND_CEILING))


@dataclass(frozen=True, kw_only=True)
class Stairs:
    """A fleet that grows by whole machines, of whichever kind is cheapest."""

    choices: tuple[Choice, ...]
    minimum: int
    maximum: int | None = None  # None: as many as needed

    def standing(self, times: Decimal, *, above: bool) -> tuple[Choice, int] | None:
        """What stands at a volume, and how many; None where too many would have to."""
        best: tuple[float, Choice, int] | None = None
        for choice in self.choices:
            count = max(choice.count(times, above=above), self.minimum)
            if self.maximum is not None and count > self.maximum:
                continue
            usd_month = count * choice.usd_month
            if best is None or usd_month < best[0]:
                best = usd_month, choice, count
        return best and best[1:]

    @cached_property
    def most(self) -> Decimal | None:
        """The volume that the largest fleet serves; None where there is no largest."""
        if self.maximum is None:
            return None
        return max(
            (self.maximum / choice.load for choice in self.choices), default=ZERO
        )

    @cached_property
    def leanest(self) -> Choice:
        """The choice that costs least where all of its machines are busy."""
        return min(self.choices, key=lambda one: one.cost.likely * one.load)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A straight line of US dollars a month over the volume."""

    start: Decimal  # at no volume
    slope: Decimal  # for the volume of the curve

    def at(self, times: Decimal) -> Decimal:
        return self.start + self.slope * times

    def less(self, other: "Line") -> "Line":
        return Line(start=self.start - other.start, slope=self.slope - other.slope)


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """The likely bill between two jumps."""

    line: Line
    end: Decimal | None  # the last volume that it holds for; None: it never ends


@dataclass(frozen=True, kw_only=True)
class Curve:
    """What a month costs at every volume."""

    fixed: cost.Range  # whatever the volume
    growing: cost.Range  # at the volume of the curve, in proportion to it
    fleets: tuple[Stairs, ...] = ()
    limit: Decimal | None = None  # a volume that may not be passed, whatever machines

    @cached_property
    def most(self) -> Decimal | None:
        """The largest volume that can be served; None where there is none."""
        ends = (self.limit, *(fleet.most for fleet in self.fleets))
        return min((end for end in ends if end is not None), default=None)

    def at(self, times: Decimal) -> cost.Range | None:
        """The bill at a volume; None where it cannot be served."""
        if self.most is not None and times > self.most:
            return None
        bill = self.fixed + self.growing.times(times)
        for fleet in self.fleets:
            standing = fleet.standing(times, above=False)
            if standing is None:
                return None
            choice, count = standing
            bill += choice.cost.times(Decimal(count))
        return bill

    def likely(self, times: Decimal) -> Decimal:
        """The likely bill at a volume that can be served."""
        bill = self.at(times)
        if bill is None:
            raise LookupError("No machines can serve that volume.")
        return bill.likely

    def stretch_above(self, times: Decimal) -> Stretch | None:
        """The straight part that begins right above a volume; None past the last."""
        if self.most is not None and times >= self.most:
            return None
        start, ends = self.fixed.likely, [self.most]
        for fleet in self.fleets:
            standing = fleet.standing(times, above=True)
            if standing is None:
                return None
            choice, count = standing
            start += choice.cost.likely * count
            ends.append(count / choice.load)
        return Stretch(
            line=Line(start=start, slope=self.growing.likely),
            end=min((end for end in ends if end is not None), default=None),
        )

    def likely_above(self, times: Decimal) -> Decimal:
        """The likely bill right above a volume, where more can be served."""
        stretch = self.stretch_above(times)
        if stretch is None:
            raise LookupError("No machines can serve more than that volume.")
        return stretch.line.at(times)

    def stretches(self, low: Decimal, high: Decimal) -> Iterator[Stretch]:
        """The straight parts between two volumes, in order."""
        times = low
        while stretch := self.stretch_above(times):
            yield stretch
            if stretch.end is None or stretch.end >= high:
                return
            times = stretch.end

    @cached_property
    def floor(self) -> Line:
        """A line that the likely bill never lies below: as if machines came in parts."""
        leanest = [fleet.leanest for fleet in self.fleets]
        return Line(
            start=self.fixed.likely,
            slope=self.growing.likely
            + sum((one.cost.likely * one.load for one in leanest), start=ZERO),
        )

    @cached_property
    def spare(self) -> Decimal:
        """What stands idle of fleets of the leanest machines costs at most.

        It is one machine, or as few as must stand.
        """
        return sum(
            (
                fleet.leanest.cost.likely * max(fleet.minimum, 1)
                for fleet in self.fleets
            ),
            start=ZERO,
        )

    @cached_property
    def ceiling(self) -> Line | None:
        """A line that it never lies above; None where machines can run out."""
        if any(fleet.maximum is not None for fleet in self.fleets):
            return None
        return replace(self.floor, start=self.floor.start + self.spare)


# --- Where two of them change places ------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """A volume up to which one of two curves is cheaper, and above which the other is."""

    times: Decimal
    is_first_cheaper: bool  # above it: the first of the two
    is_jump: bool  # one bill jumps past the other there; otherwise they are equal


def crossings(
    one: Curve, other: Curve, low: Decimal, high: Decimal
) -> Iterator[Crossing]:
    """Every volume between two at which the cheaper of two curves changes."""
    last = last_of((one, other), high)
    one, other = without_common(one, other)
    times, side = low, 0
    while times < last:
        first, second = one.stretch_above(times), other.stretch_above(times)
        if first is None or second is None:
            return
        end = min([last, *(s.end for s in (first, second) if s.end is not None)])
        gap = first.line.less(second.line)
        before, after = sign(gap.at(times)), sign(gap.at(end))
        if side * before < 0:
            yield Crossing(times=times, is_first_cheaper=before < 0, is_jump=True)
        side = before or side
        if side * after < 0:
            meet = -gap.start / gap.slope
            yield Crossing(times=meet, is_first_cheaper=after < 0, is_jump=False)
        side = after or side
        cheaper, dearer = (one, other) if side < 0 else (other, one)
        times = max(end, clear_until(cheaper, dearer, end, last)) if side else end


def without_common(one: Curve, other: Curve) -> tuple[Curve, Curve]:
    """Two curves without the fleets that both have, which make no difference."""
    first, second = [*one.fleets], [*other.fleets]
    for fleet in one.fleets:
        if fleet in second:
            first.remove(fleet)
            second.remove(fleet)
    return replace(one, fleets=tuple(first)), replace(other, fleets=tuple(second))


def last_of(curves: Iterable[Curve], high: Decimal) -> Decimal:
    """The last volume up to one that all of some curves serve."""
    limits = (curve.most for curve in curves)
    return min([high, *(most for most in limits if most is not None)])


def clear_until(
    cheaper: Curve, dearer: Curve, times: Decimal, last: Decimal
) -> Decimal:
    """A volume up to which two curves surely keep their order, from one on.

    By lines that hold them apart: this is what spares the walk over machines by the
    thousand. The volume itself where the lines do not tell.
    """
    ceiling, dear = cheaper.ceiling, dearer.stretch_above(times)
    if ceiling is None or dear is None:
        return times
    level = Line(start=dear.line.at(times), slope=ZERO)  # bills never fall
    return max(
        parted_until(ceiling, line, times, last) for line in (level, dearer.floor)
    )


def parted_until(lower: Line, upper: Line, times: Decimal, last: Decimal) -> Decimal:
    """Up to where one line lies below another; where it starts if it does not there."""
    if lower.at(times) >= upper.at(times):
        return times
    if lower.slope <= upper.slope:
        return last
    return min(last, (upper.start - lower.start) / (lower.slope - upper.slope))


def sign(amount: Decimal) -> int:
    return (amount > 0) - (amount < 0)


def stays_below(cheaper: Curve, dearer: Curve, times: Decimal) -> bool:
    """Whether one curve surely lies below another from a volume on, for ever."""
    cheaper, dearer = without_common(cheaper, dearer)
    lower, upper = cheaper.ceiling, dearer.floor
    return (
        lower is not None
        and lower.slope <= upper.slope
        and lower.at(times) <= upper.at(times)
    )

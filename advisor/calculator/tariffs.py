"""What a month costs as a function of its volume, and where two of these cross.

Volumes are million tokens a month, input and output together; money is US dollars.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from advisor.calculator.parameters import MOST
from advisor.decision import cost
from advisor.decision.cost import ONE, ZERO

A_TOKEN = Decimal("0.000001")  # in millions
MOST_MILLIONS = MOST * 31 / cost.MILLION  # the most that anybody may ask about
MOST_STEPS = 20_000  # walked one by one; a band of more is told by its ends
MOST_CROSSINGS = 100


@dataclass(frozen=True, kw_only=True)
class Staircase:
    """What a fleet costs that grows by whole replicas."""

    step_monthly: Decimal  # US dollars a replica
    step_millions: Decimal  # million tokens a month a replica can serve
    minimum_steps: int
    maximum_steps: int | None  # None: as many as needed

    def steps(self, millions: Decimal) -> int:
        """Replicas that are paid for: those needed, and never more than there may be."""
        needed = (millions / self.step_millions).to_integral_value(ROUND_CEILING)
        steps = max(int(needed), self.minimum_steps)
        return steps if self.maximum_steps is None else min(steps, self.maximum_steps)

    def monthly(self, millions: Decimal) -> Decimal:
        """US dollars a month, whether or not so many replicas can serve it."""
        return self.steps(millions) * self.step_monthly

    @property
    def most_millions(self) -> Decimal | None:
        """Million tokens a month that the largest fleet can serve."""
        most = self.maximum_steps
        return None if most is None else most * self.step_millions


@dataclass(frozen=True, kw_only=True)
class Tariff:
    """Fixed + price x volume + the stairs of each fleet."""

    fixed: Decimal  # US dollars a month that no volume changes
    usd_per_million: Decimal = ZERO
    stairs: tuple[Staircase, ...] = ()
    most_millions: Decimal | None = None  # what can be served; None: no limit
    is_limit_known: bool = True  # False where nobody knows how much can be served

    def monthly(self, millions: Decimal) -> Decimal | None:
        """US dollars a month; None where so much cannot be served."""
        return self.due(millions) if self.serves(millions) else None

    def serves(self, millions: Decimal) -> bool:
        return self.most_millions is None or millions <= self.most_millions

    def due(self, millions: Decimal) -> Decimal:
        """What has to be paid, whether or not the machines there are can serve it."""
        at_steps = (stair.monthly(millions) for stair in self.stairs)
        return self.fixed + self.usd_per_million * millions + sum(at_steps, start=ZERO)

    def for_share(self, share: Decimal) -> "Tariff":
        """As a function of the whole volume, of which that share (above 0) comes here."""
        most = self.most_millions
        return Tariff(
            fixed=self.fixed,
            usd_per_million=self.usd_per_million * share,
            stairs=tuple(
                replace(one, step_millions=whole_tokens(one.step_millions / share))
                for one in self.stairs
            ),
            most_millions=None if most is None else most / share,
            is_limit_known=self.is_limit_known,
        )


def together(tariffs: Sequence[Tariff]) -> Tariff:
    """All of them paid for one volume."""
    limits = [one.most_millions for one in tariffs if one.most_millions is not None]
    return Tariff(
        fixed=sum((one.fixed for one in tariffs), start=ZERO),
        usd_per_million=sum((one.usd_per_million for one in tariffs), start=ZERO),
        stairs=tuple(stair for one in tariffs for stair in one.stairs),
        most_millions=min(limits, default=None),
        is_limit_known=all(one.is_limit_known for one in tariffs),
    )


def whole_tokens(millions: Decimal) -> Decimal:
    """A capacity in whole tokens, so that whole replicas serve exactly their multiples."""
    return max(millions.quantize(A_TOKEN, rounding=ROUND_FLOOR), A_TOKEN)


# --- Where two tariffs cross -----------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """A volume at which the cheaper of two changes."""

    millions: Decimal  # the order holds up to here, and turns beyond
    first_is_cheaper_above: bool
    is_step: bool  # one more replica jumps over; both costs need not be the same here
    is_within: bool | None  # whether both can serve it; None: nobody knows


def crossings(
    one: Tariff, other: Tariff, most: Decimal = MOST_MILLIONS
) -> tuple[Crossing, ...]:
    """Every volume up to `most` at which the cheaper one changes, the smallest first.

    Exact: between two steps both are straight lines, so each change is either where
    these meet or where a replica is added. At most `MOST_CROSSINGS` are told.
    """
    found: list[Crossing] = []
    sign = 0  # of one - other, the last that was not zero
    for piece in pieces(one, other, most):
        for millions, is_step, new in turns(piece, sign):
            if sign:
                found.append(
                    Crossing(
                        millions=millions,
                        first_is_cheaper_above=new < 0,
                        is_step=is_step,
                        is_within=both_serve(one, other, millions),
                    )
                )
            sign = new
        if len(found) >= MOST_CROSSINGS:
            break
    return tuple(found[:MOST_CROSSINGS])


def both_serve(one: Tariff, other: Tariff, millions: Decimal) -> bool | None:
    if not (one.serves(millions) and other.serves(millions)):
        return False
    return True if one.is_limit_known and other.is_limit_known else None


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of volumes, its start left out, on which one - other is a line."""

    start: Decimal
    end: Decimal
    level: Decimal  # one - other is level + slope x volume
    slope: Decimal = ZERO

    def at(self, millions: Decimal) -> Decimal:
        return self.level + self.slope * millions


def turns(piece: Piece, sign: int) -> Iterator[tuple[Decimal, bool, int]]:
    """Where on a piece the sign becomes another: volume, whether at a step, the new."""
    first, last = sign_of(piece.at(piece.start)), sign_of(piece.at(piece.end))
    if first and first != sign:
        yield piece.start, True, first
        sign = first
    if last and last != sign:
        # From zero at its start, or from the other side: either way it passes zero here.
        yield -piece.level / piece.slope, False, last


def sign_of(amount: Decimal) -> int:
    return (amount > ZERO) - (amount < ZERO)


def pieces(one: Tariff, other: Tariff, most: Decimal) -> Iterator[Piece]:
    """The stretches between steps, up to `most`.

    Steps far from any change of order are passed over as one stretch: a fleet's stairs
    stay between two lines, and no order changes where these lie on one side of zero.
    """
    stairs = [(stair, 1) for stair in one.stairs]
    stairs += [(stair, -1) for stair in other.stairs]
    slope = one.usd_per_million - other.usd_per_million
    fixed = one.fixed - other.fixed
    bends = sorted({ZERO, most, *bends_of(stairs, most)})
    for start, end in pairwise(bends):
        region = Region(start, end, fixed, slope, stairs)
        yield from region.pieces()


def bends_of(stairs: Sequence[tuple[Staircase, int]], most: Decimal) -> set[Decimal]:
    """Where fleets begin to grow, and where they may grow no more."""
    ends = {
        count * stair.step_millions
        for stair, _ in stairs
        for count in (stair.minimum_steps, stair.maximum_steps)
        if count is not None
    }
    return {end for end in ends if end < most}


class Region:
    """Volumes between two bends: each fleet either grows all along or not at all."""

    def __init__(
        self,
        start: Decimal,
        end: Decimal,
        fixed: Decimal,
        slope: Decimal,
        stairs: Sequence[tuple[Staircase, int]],
    ) -> None:
        self.start, self.end, self.slope = start, end, slope
        self.growing = [
            (stair, sign) for stair, sign in stairs if grows(stair, start, end)
        ]
        still = [
            sign * stair.monthly(end)
            for stair, sign in stairs
            if not grows(stair, start, end)
        ]
        self.level = fixed + sum(still, start=ZERO)

    def pieces(self) -> Iterator[Piece]:
        if not self.growing:
            yield Piece(
                start=self.start, end=self.end, level=self.level, slope=self.slope
            )
            return
        low, high, sign = self.band()
        if low > self.start:
            yield Piece(start=self.start, end=low, level=-sign)
        if high > low:
            yield from self.walk(low, high)
        if high < self.end:
            yield Piece(start=high, end=self.end, level=sign)

    def band(self) -> tuple[Decimal, Decimal, Decimal]:
        """The volumes at which the order can change at all, and the sign beyond them.

        A stair lies between a line and the same line one step higher. So all of them
        together do, and before and after the band both lines are on one side of zero.
        """
        slope, least, most = self.slope, self.level, self.level
        for stair, sign in self.growing:
            slope += sign * stair.step_monthly / stair.step_millions
            least += min(sign, 0) * stair.step_monthly
            most += max(sign, 0) * stair.step_monthly
        if slope == ZERO:
            # Side by side all along: the order changes everywhere or nowhere.
            if least <= ZERO <= most:
                return self.start, self.end, ONE
            return self.end, self.end, ONE if most < ZERO else -ONE
        ends = sorted((-least / slope, -most / slope))
        low, high = (min(max(end, self.start), self.end) for end in ends)
        return low, high, ONE if slope > ZERO else -ONE

    def walk(self, low: Decimal, high: Decimal) -> Iterator[Piece]:
        """Step by step, with the steps counted so that no rounding skips one."""
        counts = [next_step(stair, low) for stair, _ in self.growing]
        start = low
        for _ in range(MOST_STEPS):
            ends = [
                count * stair.step_millions
                for count, (stair, _) in zip(counts, self.growing, strict=True)
            ]
            end = min([high, *ends])
            level = self.level + sum(
                (
                    sign * count * stair.step_monthly
                    for count, (stair, sign) in zip(counts, self.growing, strict=True)
                ),
                start=ZERO,
            )
            yield Piece(start=start, end=end, level=level, slope=self.slope)
            if end >= high:
                return
            counts = [
                count + (step == end) for count, step in zip(counts, ends, strict=True)
            ]
            start = end


def grows(stair: Staircase, start: Decimal, end: Decimal) -> bool:
    """Whether replicas that cost something are added between two bends."""
    most = stair.maximum_steps
    if not stair.step_monthly:
        return False
    return start >= stair.minimum_steps * stair.step_millions and (
        most is None or end <= most * stair.step_millions
    )


def next_step(stair: Staircase, millions: Decimal) -> int:
    """Replicas in use just above that volume."""
    count = max(int(millions / stair.step_millions), stair.minimum_steps)
    while count * stair.step_millions <= millions:
        count += 1
    return count

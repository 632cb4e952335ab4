"""What a break-even chart compares: lines of monthly cost against volume."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from advisor.decision.telling import plain_number

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, kw_only=True)
class Point:
    """What a month costs at one volume."""

    volume: Decimal  # tokens a day
    low: Decimal  # US dollars a month
    likely: Decimal
    high: Decimal


@dataclass(frozen=True, kw_only=True)
class Line:
    """One way to do it, as far as it can serve; two points at a volume are a jump."""

    name: str
    kind: str  # closed, open, hosted, rented, owned, hybrid: its color
    points: Sequence[Point]  # by volume, from low to high
    is_staircase: bool = False  # a cost holds until the next point
    serves_no_more: bool = False  # beyond its last point


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """A volume at which the cheaper of two lines changes."""

    volume: Decimal
    cost: Decimal
    lines: tuple[int, int]  # their places among the lines


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """A volume, and what each line costs there; None where it cannot serve it."""

    volume: Decimal
    is_here: bool
    cells: Sequence[tuple[Line, Point | None]]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Lines to compare between two volumes, and what is worth knowing about them."""

    lines: Sequence[Line]
    low: Decimal  # tokens a day, above zero
    high: Decimal
    crossings: Sequence[Crossing] = ()
    here: Decimal | None = None  # tokens a day
    volumes: Sequence[Decimal] = ()  # of the table: the lines have points there

    @property
    def costs(self) -> list[Decimal]:
        """What is drawn upward; an axis of logarithms has no zero."""
        return [
            cost
            for line in self.lines
            for point in line.points
            for cost in (point.low, point.likely, point.high)
            if cost > 0
        ]

    def letter(self, index: int) -> str:
        return LETTERS[index % len(LETTERS)]

    @property
    def table(self) -> list[TableRow]:
        """The figures behind the chart."""
        found = [
            {point.volume: point for point in reversed(line.points)}
            for line in self.lines
        ]
        return [
            TableRow(
                volume=volume,
                is_here=volume == self.here,
                cells=[
                    (line, points.get(volume))
                    for line, points in zip(self.lines, found, strict=True)
                ],
            )
            for volume in self.volumes
        ]

    @property
    def sentences(self) -> list[str]:
        """The chart in words, for those who do not see it."""
        return [told(line, self.letter(index)) for index, line in enumerate(self.lines)]


def told(line: Line, letter: str) -> str:
    name = f"{letter}, {line.name}"
    if not line.points:
        return f"{name}: no figures."
    first, last = line.points[0], line.points[-1]
    stop = " It can serve no more than that." if line.serves_no_more else ""
    return (
        f"{name}: from {spoken(first.likely)} at {plain_number(float(first.volume))} "
        f"tokens a day to {spoken(last.likely)} at {plain_number(float(last.volume))}."
        f"{stop}"
    )


def spoken(cost: Decimal) -> str:
    return f"${plain_number(float(cost))} a month"

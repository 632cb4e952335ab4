"""Where lines run in the plot, in shares of its width and height.

Worked out once, and drawn at each width.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from advisor.break_even_lines import Comparison, Line
from catalog.charts.paths import Place, climbing, straightened
from catalog.charts.scales import LogScale, rounded_out


@dataclass(frozen=True, kw_only=True)
class Course:
    """The way of one line: likely, and both edges of its band."""

    index: int  # of the line among all
    line: Line
    likely: Sequence[Place]
    low: Sequence[Place]
    high: Sequence[Place]


@dataclass(frozen=True, kw_only=True)
class Courses:
    """All lines that have a course, on scales that hold them."""

    chart: Comparison

    @cached_property
    def x(self) -> LogScale:
        return LogScale(low=self.chart.low, high=self.chart.high, start=0, end=1)

    @cached_property
    def y(self) -> LogScale:
        """Downward, as pictures are counted; it has no zero, so nothing is left out."""
        costs = self.chart.costs or [Decimal(1)]
        low, high = rounded_out(min(costs), max(costs))
        return LogScale(low=low, high=high, start=1, end=0)

    @cached_property
    def drawn(self) -> Sequence[Course]:
        return [
            self.course(index, line)
            for index, line in enumerate(self.chart.lines)
            if line.points
        ]

    def course(self, index: int, line: Line) -> Course:
        across = [self.x.at(point.volume) for point in line.points]
        return Course(
            index=index,
            line=line,
            likely=self.way(line, across, (point.likely for point in line.points)),
            low=self.way(line, across, (point.low for point in line.points)),
            high=self.way(line, across, (point.high for point in line.points)),
        )

    def way(
        self, line: Line, across: Sequence[float], costs: Iterable[Decimal]
    ) -> list[Place]:
        places = list(zip(across, map(self.y.at, costs), strict=True))
        if line.is_staircase:
            places = climbing(places, None if line.serves_no_more else 1.0)
        return straightened(places)

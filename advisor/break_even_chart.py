"""Monthly cost against volume, from plain values; a template draws it as SVG.

Both axes are logarithmic. The same chart comes wide and narrow, each with lengths of
its own, so that its text can be read on a phone too. Nothing in it depends on color.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from advisor.break_even_courses import Course, Courses
from advisor.break_even_drawing import (
    INK,
    Drawing,
    DrawnCrossing,
    DrawnHere,
    DrawnLine,
    DrawnTick,
    Layout,
)
from advisor.break_even_lines import Comparison, Crossing, Line
from advisor.decision.telling import plain_number
from catalog.charts.labels import (
    LINE_HEIGHT,
    Box,
    Label,
    first_free,
    label,
    spread,
    text_width,
    wrapped,
)
from catalog.charts.paths import Place, Way, band_path, markers_path, path
from catalog.charts.scales import LogScale, short, ticks

DASHES = ("none", "9 5", "2.5 4", "12 4 2.5 4", "16 6", "5 3 1.5 3")
# As paper shows them; on the page the style sheet's colors go before these.
COLORS = {
    "closed": "#2f4a9b",
    "open": "#1b6b3a",
    "hosted": "#0e6670",
    "rented": "#8a4b00",
    "owned": "#a01f4b",
    "hybrid": "#8a3f8f",
}


WIDE = Layout(
    width=840,
    plot=Box(66, 46, 612, 412),
    size=14,
    name_width=190,
    most_x_ticks=9,
    most_y_ticks=8,
)
NARROW = Layout(
    width=360,
    plot=Box(56, 44, 332, 304),
    size=13,
    name_width=0,
    most_x_ticks=5,
    most_y_ticks=7,
)
FIRST_ROW = 0.65  # em, from the top of a name to the middle of its first row
AWAY = (11, 30, 54, 84)  # from a crossing to its words, the nearest first
MARKS = 4  # on each line
END_ROWS = 3  # of a name at the end of a line
GAP = 8  # between the plot and what stands around it
AXIS_HEIGHT = 58  # of ticks and title below the plot
SAMPLE = 34  # length of the stroke beside a name below the chart


@dataclass(frozen=True, kw_only=True)
class BreakEvenChart:
    """Lines to compare, and the chart that draws them: wide, and narrow."""

    comparison: Comparison
    drawings: Sequence[Drawing]  # none where there is nothing to draw


def break_even_chart(comparison: Comparison) -> BreakEvenChart:
    """The chart of a comparison, at both widths."""
    courses = Courses(chart=comparison)
    layouts = {"wide": WIDE, "narrow": NARROW}
    drawings = [
        Draft(courses=courses, key=key, layout=layout).drawing()
        for key, layout in layouts.items()
        if courses.drawn
    ]
    return BreakEvenChart(comparison=comparison, drawings=drawings)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One version of a chart while it is laid out."""

    courses: Courses
    key: str
    layout: Layout

    @property
    def chart(self) -> Comparison:
        return self.courses.chart

    def x(self, volume: Decimal) -> float:
        return self.placed([(self.courses.x.at(volume), 0)])[0][0]

    def y(self, cost: Decimal) -> float:
        return self.placed([(0, self.courses.y.at(cost))])[0][1]

    def placed(self, places: Iterable[Place]) -> list[Place]:
        """From shares of the plot to places in the drawing."""
        plot = self.layout.plot
        width, height = plot.right - plot.left, plot.bottom - plot.top
        return [(plot.left + x * width, plot.top + y * height) for x, y in places]

    @cached_property
    def ways(self) -> list[Way]:
        """The likely course of each drawn line."""
        return [Way(self.placed(one.likely)) for one in self.courses.drawn]

    def drawing(self) -> Drawing:
        lines, plot = self.lines(), self.layout.plot
        bottoms = [one.end.box.bottom for one in lines]
        bottoms += [one.below.box.bottom for one in lines if one.below]
        return Drawing(
            key=self.key,
            width=self.layout.width,
            height=round(max([plot.bottom + AXIS_HEIGHT, *bottoms]) + GAP / 2),
            size=self.layout.size,
            plot=plot,
            x_ticks=[
                DrawnTick(at=round(self.x(value), 1), text=short(value))
                for value in ticks_of(self.courses.x, self.layout.most_x_ticks)
            ],
            y_ticks=[
                DrawnTick(at=round(self.y(value), 1), text=f"${short(value)}")
                for value in ticks_of(self.courses.y, self.layout.most_y_ticks)
            ],
            lines=lines,
            crossings=self.crossings(),
            here=self.here(),
        )

    def lines(self) -> list[DrawnLine]:
        ends, names = self.ends(), self.names_below()
        return [
            self.line(course, way, end, below)
            for course, way, end, below in zip(
                self.courses.drawn, self.ways, ends, names, strict=True
            )
        ]

    def line(
        self, course: Course, way: Way, end: Label, below: Label | None
    ) -> DrawnLine:
        index, line = course.index, course.line
        x, y = way.places[-1]
        return DrawnLine(
            kind=line.kind,
            color=COLORS.get(line.kind, INK),
            dash=DASHES[index % len(DASHES)],
            path=path(way.places),
            band=band_path(self.placed(course.high), self.placed(course.low)),
            markers=markers_path(self.marks(way, index), index),
            stop=path([(x, y - 7), (x, y + 7)]) if line.serves_no_more else "",
            leader=self.leader((x, y), end),
            end=end,
            sample=sample(below),
            sample_marker=sample_marker(below, index),
            below=below,
        )

    def marks(self, way: Way, index: int) -> list[Place]:
        """Places along a line for its marks, beside those of the other lines."""
        plot = self.layout.plot
        step = (plot.right - plot.left) / MARKS
        shift = step * (index + 0.5) / len(self.chart.lines)
        marks = [plot.left + number * step + shift for number in range(MARKS)]
        return [(x, y) for x in marks if (y := way.height_at(x)) is not None]

    # --- Words ------------------------------------------------------------------------

    def ends(self) -> list[Label]:
        """The letter of each line, with its name where there is room, right of the plot."""
        layout = self.layout
        rows = [self.end_rows(one.index, one.line) for one in self.courses.drawn]
        heights = [
            label(one, left=0, top=0, size=layout.size).box.bottom for one in rows
        ]
        wanted = [way.places[-1][1] - layout.size * FIRST_ROW for way in self.ways]
        tops = spread(wanted, [one + 2 for one in heights], top=layout.plot.top)
        left = layout.plot.right + 2 * GAP
        return [
            label(one, left=left, top=top, size=layout.size)
            for one, top in zip(rows, tops, strict=True)
        ]

    def end_rows(self, index: int, line: Line) -> tuple[str, ...]:
        letter, layout = self.chart.letter(index), self.layout
        if not layout.name_width:
            return (letter,)
        return wrapped(
            f"{letter}  {line.name}",
            width=layout.name_width,
            size=layout.size,
            most=END_ROWS,
        )

    def names_below(self) -> list[Label | None]:
        """The names under the plot, where there is no room for them beside it."""
        layout = self.layout
        top = layout.plot.bottom + AXIS_HEIGHT + GAP
        found: list[Label | None] = []
        left = 2 * GAP + SAMPLE
        for course in self.courses.drawn:
            if layout.name_width:
                found.append(None)
                continue
            rows = wrapped(
                f"{self.chart.letter(course.index)}  {course.line.name}",
                width=layout.width - left - GAP,
                size=layout.size,
                most=END_ROWS,
            )
            name = label(rows, left=left, top=top, size=layout.size)
            found.append(name)
            top = name.box.bottom + GAP / 2
        return found

    def leader(self, end: Place, name: Label) -> str:
        middle = name.box.top + self.layout.size * FIRST_ROW
        return path([end, (name.box.left - GAP / 2, middle)])

    def here(self) -> DrawnHere | None:
        here, layout = self.chart.here, self.layout
        if here is None or not self.chart.low <= here <= self.chart.high:
            return None
        x = self.x(here)
        text = f"You are here: {plain_number(float(here))} a day"
        half = text_width(text, layout.size) / 2
        left = min(max(x - half, layout.plot.left), layout.width - 2 * half)
        top = layout.plot.top - layout.size * 1.4
        found = label((text,), left=max(left, 0), top=top, size=layout.size)
        return DrawnHere(x=round(x, 1), label=found)

    def crossings(self) -> list[DrawnCrossing]:
        drawn: list[DrawnCrossing] = []
        for one in self.chart.crossings:
            taken = [other.label.box for other in drawn if other.label]
            x, y = self.x(one.volume), self.y(one.cost)
            found = first_free(
                self.around(one, x, y),
                area=self.layout.plot,
                taken=taken,
                is_crossed=self.is_crossed,
            )
            drawn.append(DrawnCrossing(x=round(x, 1), y=round(y, 1), label=found))
        return drawn

    def around(self, crossing: Crossing, x: float, y: float) -> Iterator[Label]:
        """The words of a crossing at several places around it, the best first."""
        first, second = (self.chart.letter(index) for index in crossing.lines)
        text = f"{first} = {second}: {plain_number(float(crossing.volume))}"
        size = self.layout.size - 1
        width, height = text_width(text, size), size * LINE_HEIGHT
        for away in AWAY:
            left, right, above, below = (
                x - width - away / 3,
                x + away / 3,
                y - height - away,
                y + away,
            )
            places = ((left, above), (right, below), (right, above), (left, below))
            middle = x - width / 2
            for at, top in (*places, (middle, above), (middle, below)):
                yield label((text,), left=at, top=top, size=size)

    def is_crossed(self, box: Box) -> bool:
        """Whether a line runs through a box."""
        here = self.chart.here
        is_here = here is not None and box.left <= self.x(here) <= box.right
        return is_here or any(runs_through(way, box) for way in self.ways)


def ticks_of(scale: LogScale, most: int) -> Sequence[Decimal]:
    return ticks(scale.low, scale.high, most)


def runs_through(way: Way, box: Box) -> bool:
    heights = way.heights_between(box.left, box.right)
    return bool(heights) and min(heights) < box.bottom and max(heights) > box.top


def middle_of(name: Label) -> float:
    return (name.box.top + name.box.bottom) / 2


def sample(name: Label | None) -> str:
    """The stroke beside a name below the chart."""
    if name is None:
        return ""
    return path([(GAP, middle_of(name)), (GAP + SAMPLE, middle_of(name))])


def sample_marker(name: Label | None, index: int) -> str:
    """The mark on that stroke."""
    if name is None:
        return ""
    return markers_path([(GAP + SAMPLE / 2, middle_of(name))], index)

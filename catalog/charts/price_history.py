"""Prices over time as step lines, from plain values; a template draws them as SVG.

Days run evenly to the right; prices stand on a logarithmic scale, so that halving looks
the same for a dear model and a cheap one. The chart comes wide and narrow, each with
lengths of its own, so that its text can be read on a phone. Lines are told apart by
letter and mark, never by color alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from string import ascii_uppercase

from catalog.charts.labels import Box, spread
from catalog.charts.paths import markers_path, path
from catalog.charts.scales import LogScale, rounded_out, short, ticks

MOST_LINES = 6
LEAST_DAYS = 180  # shown, so that two days do not look like an age
MARGIN = 0.06  # of the days shown, before the first known and after the last
STRIDES = (1, 2, 3, 6, 12, 24, 60, 120)  # months from one named day to the next
LETTER_HEIGHT = 16


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Days with one price; US dollars per million tokens."""

    starts: date | None  # None: since when is not known
    ends: date | None  # the day after the last; None: open
    seen: date  # from then on it is known to have held
    input: Decimal
    output: Decimal

    def goes_on_as(self, other: "Stretch") -> bool:
        same = (self.input, self.output) == (other.input, other.output)
        return same and self.ends == other.starts

    def until(self, end: date | None) -> "Stretch":
        return replace(self, ends=end)

    def holds_on(self, day: date) -> bool:
        begun = self.starts is None or self.starts <= day
        return begun and (self.ends is None or day < self.ends)


@dataclass(frozen=True, kw_only=True)
class Course:
    """One price list over time."""

    key: str
    name: str
    address: str  # slug of the option
    detail: str  # the model's name there
    is_makers_own: bool
    is_over: bool  # nobody can buy there any more
    stretches: tuple[Stretch, ...]

    @property
    def changes(self) -> bool:
        prices = {(one.input, one.output) for one in self.stretches}
        return len(prices) > 1

    def on(self, day: date) -> Stretch | None:
        return next((one for one in self.stretches if one.holds_on(day)), None)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The lengths of one version of a chart."""

    key: str
    width: int
    height: int
    plot: Box
    size: int  # of the text
    most_x_ticks: int
    most_y_ticks: int


WIDE = Layout(
    key="wide",
    width=840,
    height=300,
    plot=Box(60, 26, 780, 250),
    size=14,
    most_x_ticks=9,
    most_y_ticks=6,
)
NARROW = Layout(
    key="narrow",
    width=360,
    height=260,
    plot=Box(52, 26, 322, 210),
    size=13,
    most_x_ticks=4,
    most_y_ticks=5,
)


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A named value of an axis."""

    at: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One price list as it is drawn."""

    number: int
    letter: str
    known: str
    unsure: str  # where it may or may not have held
    marks: str
    letter_y: float


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """One version of a chart, ready to be drawn."""

    layout: Layout
    grid: str
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]
    lines: Sequence[Line]
    today: float | None  # None where nothing lies ahead


@dataclass(frozen=True, kw_only=True)
class PriceChart:
    """The prices of input, or those of output."""

    key: str
    title: str
    drawings: Sequence[Drawing]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a letter stands for, and its price today; None: none is in force."""

    letter: str
    number: int
    course: Course
    today: Stretch | None


@dataclass(frozen=True, kw_only=True)
class PriceCharts:
    """Both charts, what their lines are, and how these were chosen."""

    charts: Sequence[PriceChart]
    legend: Sequence[Entry]
    story: str
    rule: str  # empty where every price list is drawn
    has_unsure: bool


def price_charts(courses: Sequence[Course], day: date) -> PriceCharts | None:
    """The charts of some price lists; None where there is no price above zero."""
    drawn = chosen(courses, day)
    if not any(one.input > 0 or one.output > 0 for _, one in each_of(drawn)):
        return None
    window = Window.around(drawn, day)
    charts = [
        PriceChart(
            key=key,
            title=f"Price of {key}",
            drawings=[
                Draft(courses=drawn, key=key, layout=one, window=window).drawing()
                for one in (WIDE, NARROW)
            ],
        )
        for key in ("input", "output")
    ]
    return PriceCharts(
        charts=charts,
        legend=[
            Entry(
                letter=ascii_uppercase[number],
                number=number,
                course=course,
                today=course.on(day),
            )
            for number, course in enumerate(drawn)
        ],
        story=story(drawn),
        rule=rule(len(drawn), len(courses)),
        has_unsure=any(window.is_unsure(one) for _, one in each_of(drawn)),
    )


def chosen(courses: Sequence[Course], day: date) -> list[Course]:
    """The maker's own price lists, then those that change, then today's cheapest.

    Where nobody can buy any more comes last.
    """

    def order(course: Course) -> tuple[object, ...]:
        today = course.on(day)
        usd = None if today is None else today.input + today.output
        is_plain = not course.changes
        by_price = usd is None, usd or 0, course.key
        return course.is_over, not course.is_makers_own, is_plain, *by_price

    return sorted(courses, key=order)[:MOST_LINES]


def each_of(courses: Sequence[Course]) -> Iterator[tuple[Course, Stretch]]:
    for course in courses:
        for stretch in course.stretches:
            yield course, stretch


def story(courses: Sequence[Course]) -> str:
    """The chart in a sentence."""
    names = [course.name for course in courses if course.changes]
    if not names:
        return "No change of these prices is known, past or announced."
    return f"The price changes at {', '.join(dict.fromkeys(names))}."


def rule(drawn: int, courses: int) -> str:
    if drawn == courses:
        return ""
    return (
        f"Of {courses} price lists {drawn} are drawn: the maker’s own first, then those "
        "whose price changes, then the cheapest today."
    )


# --- Days -------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Window:
    """The days that a chart shows."""

    first: date
    last: date
    today: date

    @classmethod
    def around(cls, courses: Sequence[Course], day: date) -> "Window":
        known = {day}
        for _, one in each_of(courses):
            known |= {edge for edge in (one.starts, one.ends) if edge is not None}
            known.add(one.seen)
        low, high = min(known), max(known)
        low = min(low, high - timedelta(days=LEAST_DAYS))
        margin = timedelta(days=max(int((high - low).days * MARGIN), 1))
        return cls(first=low - margin, last=high + (margin * (high > day)), today=day)

    @property
    def looks_ahead(self) -> bool:
        return self.last > self.today

    def is_unsure(self, one: Stretch) -> bool:
        return self.sure_from(one) > (one.starts or self.first)

    def sure_from(self, one: Stretch) -> date:
        """The first day on which a price is known to have held."""
        return min(max(one.seen, one.starts or self.first), one.ends or self.last)

    def ticks(self, most: int) -> Sequence[date]:
        """First days of months, evenly chosen, as many as there is room for."""
        months = [
            date(number // 12, number % 12 + 1, 1)
            for number in range(month_of(self.first) + 1, month_of(self.last) + 1)
        ]
        for stride in STRIDES:
            found = [one for one in months if month_of(one) % stride == 0]
            if len(found) <= most:
                return found
        return []


def month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


# --- One drawing ------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One version of a chart while it is laid out."""

    courses: Sequence[Course]
    key: str  # input or output
    layout: Layout
    window: Window

    @cached_property
    def scale(self) -> LogScale:
        amounts = [self.amount(one) for _, one in each_of(self.courses)]
        above = [one for one in amounts if one > 0] or [Decimal(1)]
        low, high = rounded_out(min(above), max(above))
        plot = self.layout.plot
        return LogScale(low=low, high=high, start=plot.bottom, end=plot.top)

    def amount(self, one: Stretch) -> Decimal:
        return one.input if self.key == "input" else one.output

    def x(self, day: date) -> float:
        plot, window = self.layout.plot, self.window
        share = (day - window.first) / (window.last - window.first)
        return plot.left + min(max(share, 0.0), 1.0) * (plot.right - plot.left)

    def y(self, one: Stretch) -> float:
        return self.scale.at(self.amount(one))

    def drawing(self) -> Drawing:
        x_ticks = [
            Tick(at=round(self.x(day), 1), text=f"{day:%b %Y}")
            for day in self.window.ticks(self.layout.most_x_ticks)
        ]
        values = ticks(self.scale.low, self.scale.high, self.layout.most_y_ticks)
        y_ticks = [
            Tick(at=round(self.scale.at(value), 1), text=f"${short(value)}")
            for value in values
        ]
        return Drawing(
            layout=self.layout,
            grid=self.grid(x_ticks, y_ticks),
            x_ticks=x_ticks,
            y_ticks=y_ticks,
            lines=self.lines(),
            today=round(self.x(self.window.today), 1)
            if self.window.looks_ahead
            else None,
        )

    def grid(self, x_ticks: Sequence[Tick], y_ticks: Sequence[Tick]) -> str:
        plot = self.layout.plot
        across = [path([(plot.left, one.at), (plot.right, one.at)]) for one in y_ticks]
        along = [path([(one.at, plot.top), (one.at, plot.bottom)]) for one in x_ticks]
        return "".join([*across, *along])

    def lines(self) -> list[Line]:
        wanted = [self.y(course.stretches[-1]) for course in self.courses]
        tops = spread(
            [one - LETTER_HEIGHT / 2 for one in wanted],
            [LETTER_HEIGHT] * len(wanted),
            top=0,
        )
        return [
            Line(
                number=number,
                letter=ascii_uppercase[number],
                known=self.known(course),
                unsure=self.unsure(course),
                marks=markers_path(self.marks(course), number),
                letter_y=round(top + LETTER_HEIGHT * 0.8, 1),
            )
            for number, (course, top) in enumerate(zip(self.courses, tops, strict=True))
        ]

    def known(self, course: Course) -> str:
        """Level while a price holds, and upright where the next one begins."""
        steps, before = [], None
        for one in course.stretches:
            sure, end = self.window.sure_from(one), one.ends or self.window.last
            if sure < end:
                steps.append(self.level(one, sure, end))
            if before is not None and before.ends == one.starts:
                x = self.x(one.starts or self.window.first)
                steps.append(path([(x, self.y(before)), (x, self.y(one))]))
            before = one
        return "".join(steps)

    def unsure(self, course: Course) -> str:
        return "".join(
            self.level(one, one.starts or self.window.first, self.window.sure_from(one))
            for one in course.stretches
            if self.window.is_unsure(one)
        )

    def level(self, one: Stretch, start: date, end: date) -> str:
        return path([(self.x(start), self.y(one)), (self.x(end), self.y(one))])

    def marks(self, course: Course) -> list[tuple[float, float]]:
        """Where a price begins, and where the last one ends."""
        last = course.stretches[-1]
        places = [
            (self.x(self.window.sure_from(one)), self.y(one))
            for one in course.stretches
        ]
        return [*places, (self.x(last.ends or self.window.last), self.y(last))]

"""A break-even chart laid out: every length and word of one version of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog.charts.labels import Box, Label
from catalog.charts.paths import path

INK = "#1d1f1c"


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The lengths of one version of the chart."""

    width: int
    plot: Box
    size: float  # of the text
    name_width: float  # of the names at the ends of the lines; 0: below the chart
    most_x_ticks: int
    most_y_ticks: int


@dataclass(frozen=True, kw_only=True)
class DrawnTick:
    """A named value of an axis."""

    at: float
    text: str


@dataclass(frozen=True, kw_only=True)
class DrawnLine:
    """A line with its band, its marks and its name."""

    kind: str
    color: str
    dash: str
    path: str
    band: str
    markers: str
    stop: str  # a bar at the volume beyond which nothing is served; empty if none
    leader: str  # from the end of the line to its name; empty if none
    end: Label
    sample: str  # stroke and mark beside a name below the chart; empty if none
    sample_marker: str
    below: Label | None  # the name below the chart


@dataclass(frozen=True, kw_only=True)
class DrawnCrossing:
    """A ring around a crossing, and its words where there is room for them."""

    x: float
    y: float
    label: Label | None

    @property
    def pointer(self) -> str:
        """From the ring to the nearest edge of its words."""
        if self.label is None:
            return ""
        box = self.label.box
        edge = box.top if box.top > self.y else box.bottom
        return path([(self.x, self.y), (min(max(self.x, box.left), box.right), edge)])


@dataclass(frozen=True, kw_only=True)
class DrawnHere:
    """Where the visitor stands."""

    x: float
    label: Label


class Text(NamedTuple):
    """Words of the chart in the color of what they name."""

    kind: str
    color: str
    label: Label


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """One version of the chart, ready to be drawn."""

    key: str
    width: int
    height: int
    size: float
    plot: Box
    x_ticks: Sequence[DrawnTick]
    y_ticks: Sequence[DrawnTick]
    lines: Sequence[DrawnLine]
    crossings: Sequence[DrawnCrossing]
    here: DrawnHere | None

    @property
    def grid(self) -> str:
        """The lines behind everything, at each tick."""
        plot = self.plot
        across = [[(plot.left, one.at), (plot.right, one.at)] for one in self.y_ticks]
        along = [[(one.at, plot.top), (one.at, plot.bottom)] for one in self.x_ticks]
        return "".join(map(path, [*across, *along]))

    @property
    def texts(self) -> Sequence[Text]:
        """Every text but those of the axes."""
        found = [Text(line.kind, line.color, line.end) for line in self.lines]
        plain = [line.below for line in self.lines]
        plain += [one.label for one in self.crossings]
        plain.append(self.here.label if self.here else None)
        return found + [Text("plain", INK, one) for one in plain if one]

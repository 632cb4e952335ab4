"""The geometry of charts, from plain values; templates draw it as SVG.

Lengths along x are percent, so that a chart is as wide as its page and its text keeps
its size on a phone; lengths along y are pixels.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LABEL_HEIGHT = 20  # of the line of text above the bars of a row
LABEL_RISE = 6  # of that text above them
BAR_HEIGHT = 12
BAR_STEP = 16  # from one bar to the next
ROW_GAP = 10
BARS_END = 76  # percent: what is left holds the figure at the end of the longest bar
LEAST_WIDTH = 0.4  # percent: a bar of nearly nothing is still seen
COLUMNS_HEIGHT = 120


@dataclass(frozen=True, kw_only=True)
class Value:
    """One bar: what it is of, how long, and the words at its end; None draws none."""

    kind: str
    amount: float | None
    text: str
    is_rule: bool = False  # no amount at all: it decides whatever the amounts are


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A drawn bar."""

    kind: str
    text: str
    is_rule: bool
    x: str
    width: str
    y: int
    text_x: str
    text_y: int


@dataclass(frozen=True, kw_only=True)
class Row:
    """A label, and the bars under it."""

    label: str
    label_y: int
    top: int  # of its bars
    bottom: int
    bars: tuple[Bar, ...]

    @property
    def has_zero(self) -> bool:
        return any(not bar.is_rule for bar in self.bars)


@dataclass(frozen=True, kw_only=True)
class BarChart:
    """Rows of bars to both sides of zero."""

    rows: tuple[Row, ...]
    zero: str
    height: int
    bar_height: int = BAR_HEIGHT


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a stacked bar."""

    kind: str
    share: float
    x: str
    width: str


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a histogram."""

    x: str
    width: str
    y: float
    height: float
    is_below: bool  # of zero


@dataclass(frozen=True, kw_only=True)
class Histogram:
    """Columns on one scale, and where zero stands; None where all is on one side."""

    columns: tuple[Column, ...]
    low: float
    high: float
    zero: str | None
    height: int = COLUMNS_HEIGHT


def percent(value: float) -> str:
    return f"{value:.2f}%"


def bar_chart(rows: Iterable[tuple[str, Sequence[Value]]]) -> BarChart:
    """Bars around zero; one scale for all of them."""
    rows = list(rows)
    amounts = [
        value.amount
        for _, values in rows
        for value in values
        if value.amount is not None and not value.is_rule
    ]
    low, high = min([0.0, *amounts]), max([0.0, *amounts])
    scale = BARS_END / ((high - low) or 1)
    zero = abs(low) * scale
    drawn, y = [], 0
    for label, values in rows:
        shown = [value for value in values if value.amount is not None]
        top = y + LABEL_HEIGHT
        bars = [
            bar(value, zero, scale, top + number * BAR_STEP)
            for number, value in enumerate(shown)
        ]
        bottom = top + len(shown) * BAR_STEP
        drawn.append(
            Row(
                label=label,
                label_y=top - LABEL_RISE,
                top=top - 2,
                bottom=bottom - 2,
                bars=tuple(bars),
            )
        )
        y = bottom + ROW_GAP
    return BarChart(rows=tuple(drawn), zero=percent(zero), height=y)


def bar(value: Value, zero: float, scale: float, y: int) -> Bar:
    """A bar from zero; the words stand behind it, or behind zero where it goes left."""
    length = (value.amount or 0) * scale
    start, end = sorted((zero, zero + length))
    return Bar(
        kind=value.kind,
        text=value.text,
        is_rule=value.is_rule,
        x=percent(0 if value.is_rule else start),
        width=percent(100 if value.is_rule else max(end - start, LEAST_WIDTH)),
        y=y,
        text_x=percent(0 if value.is_rule else max(end, zero)),
        text_y=y + BAR_HEIGHT - 2,
    )


def stacked_bar(shares: Mapping[str, float]) -> tuple[Part, ...]:
    """Shares of a whole, side by side; what has none is left out."""
    whole = sum(shares.values()) or 1
    parts, x = [], 0.0
    for kind, share in shares.items():
        width = 100 * share / whole
        if share:
            parts.append(
                Part(kind=kind, share=share, x=percent(x), width=percent(width))
            )
        x += width
    return tuple(parts)


def histogram(bins: Sequence[Mapping[str, Any]]) -> Histogram | None:
    """How often which value came up; None without any."""
    if not bins:
        return None
    low, high = bins[0]["from"], bins[-1]["to"]
    most = max(one["draws"] for one in bins) or 1
    scale = 100 / ((high - low) or 1)
    columns = tuple(
        Column(
            x=percent((one["from"] - low) * scale),
            width=percent((one["to"] - one["from"]) * scale),
            y=round(COLUMNS_HEIGHT * (1 - one["draws"] / most), 1),
            height=round(COLUMNS_HEIGHT * one["draws"] / most, 1),
            is_below=one["to"] <= 0,
        )
        for one in bins
    )
    zero = percent(-low * scale) if low < 0 < high else None
    return Histogram(columns=columns, low=low, high=high, zero=zero)

"""The text of a chart: how much room it takes, and where it stands in nobody's way."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

# Widths in em, on the generous side for any usual sans-serif.
NARROW, USUAL, CAPITAL, WIDE = 0.36, 0.6, 0.72, 0.96
WIDTHS = (
    dict.fromkeys("iIjlt.,:;'’|!()[] ", NARROW)
    | dict.fromkeys("mwMW@%—…", WIDE)
    | dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ&$=+", CAPITAL)
)
LINE_HEIGHT = 1.2  # em


@dataclass(frozen=True)
class Box:
    """A rectangle; y grows downward."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        apart = (
            self.right <= other.left
            or other.right <= self.left
            or self.bottom <= other.top
            or other.bottom <= self.top
        )
        return not apart

    def lies_within(self, other: "Box") -> bool:
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, kw_only=True)
class Label:
    """Rows of text, and the room they take."""

    rows: tuple[str, ...]
    box: Box
    size: float

    @property
    def x(self) -> float:
        return round(self.box.left, 1)

    @property
    def lines(self) -> list[tuple[float, str]]:
        """Each row with its baseline."""
        step = self.size * LINE_HEIGHT
        return [
            (round(self.box.top + self.size + number * step, 1), row)
            for number, row in enumerate(self.rows)
        ]


@lru_cache(maxsize=2_000)
def text_width(text: str, size: float) -> float:
    """About how wide a text is, rather too much than too little."""
    return size * sum(
        WIDTHS.get(letter, USUAL if letter.isascii() else WIDE) for letter in text
    )


def label(rows: Sequence[str], *, left: float, top: float, size: float) -> Label:
    """Rows of text whose upper left corner stands there."""
    width = max(text_width(row, size) for row in rows)
    height = len(rows) * size * LINE_HEIGHT
    return Label(
        rows=tuple(rows), box=Box(left, top, left + width, top + height), size=size
    )


@lru_cache(maxsize=2_000)
def wrapped(text: str, *, width: float, size: float, most: int) -> tuple[str, ...]:
    """A text in rows of that width at most; what does not fit ends in an ellipsis."""
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if text_width(longer, size) <= width or not rows[-1]:
            rows[-1] = longer
        else:
            rows.append(word)
    kept = rows[:most]
    if len(rows) > most:
        kept[-1] += "…"
    return tuple(cut(row, width, size) for row in kept)


def cut(text: str, width: float, size: float) -> str:
    """A text that is no wider, with an ellipsis where it was cut."""
    if text_width(text, size) <= width:
        return text
    kept = text.rstrip("…")
    while kept and text_width(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def spread(
    wanted: Sequence[float], heights: Sequence[float], *, top: float
) -> list[float]:
    """Tops near those wanted, in their order, so that nothing lies over anything.

    What would overlap is pushed down; where the pile leaves the wanted middle, it is
    moved up as a whole, though not above the top.
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    piles: list[tuple[float, list[int]]] = []  # top of a pile, and who stands in it
    for index in order:
        piles.append((max(wanted[index], top), [index]))
        while len(piles) > 1 and bottom_of(piles[-2], heights) > piles[-1][0]:
            _, low = piles.pop()
            _, high = piles.pop()
            piles.append((pile_top(high + low, wanted, heights, top), high + low))
    tops = [0.0] * len(wanted)
    for start, members in piles:
        place = start
        for index in members:
            tops[index] = place
            place += heights[index]
    return tops


def bottom_of(pile: tuple[float, list[int]], heights: Sequence[float]) -> float:
    start, members = pile
    return start + sum(heights[index] for index in members)


def pile_top(
    members: list[int], wanted: Sequence[float], heights: Sequence[float], top: float
) -> float:
    """Where a pile starts so that its members are, on average, where they belong."""
    shifts, below = [], 0.0
    for index in members:
        shifts.append(wanted[index] - below)
        below += heights[index]
    return max(sum(shifts) / len(shifts), top)


def first_free(
    wanted: Iterable[Label],
    *,
    area: Box,
    taken: Sequence[Box],
    is_crossed: Callable[[Box], bool],
) -> Label | None:
    """The first place in an area where no label stands, if it can be clear of lines."""
    second_best = None
    for one in wanted:
        is_taken = any(one.box.overlaps(other) for other in taken)
        if is_taken or not one.box.lies_within(area):
            continue
        if not is_crossed(one.box):
            return one
        second_best = second_best or one
    return second_best

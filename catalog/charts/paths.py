"""Courses of lines in a chart as the path data of SVG."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from math import cos, pi, sin

type Place = tuple[float, float]  # x, y; y grows downward

NEAR = 0.0003  # of the plot: nobody sees a smaller bend


def path(places: Sequence[Place], *, closed: bool = False) -> str:
    """A line through all places."""
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    return f"M{steps}{'Z' if closed else ''}"


def band_path(upper: Sequence[Place], lower: Sequence[Place]) -> str:
    """The area between two courses; nothing where they are the same."""
    if list(upper) == list(lower):
        return ""
    return path([*upper, *reversed(lower)], closed=True)


def climbing(places: Sequence[Place], end: float | None) -> list[Place]:
    """A staircase: each height holds until the next place, the last one to the end."""
    found: list[Place] = []
    for x, y in places:
        if found:
            found.append((x, found[-1][1]))
        found.append((x, y))
    if end is not None and end > found[-1][0]:
        found.append((end, found[-1][1]))
    return found


def straightened(places: Sequence[Place]) -> list[Place]:
    """The same course without the places that lie on the way between others."""
    kept = list(places[:1])
    for number in range(1, len(places) - 1):
        if not is_between(kept[-1], places[number], places[number + 1]):
            kept.append(places[number])
    return kept + list(places[1:][-1:])


def is_between(start: Place, middle: Place, end: Place) -> bool:
    across, up = end[0] - start[0], end[1] - start[1]
    length = (across**2 + up**2) ** 0.5
    if length == 0:
        return True
    off = abs(across * (middle[1] - start[1]) - up * (middle[0] - start[0])) / length
    is_ahead = start[0] <= middle[0] <= end[0]
    is_level = min(start[1], end[1]) - NEAR <= middle[1] <= max(start[1], end[1]) + NEAR
    return off <= NEAR and is_ahead and is_level


class Way:
    """A course that is asked how high it is at some x."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = places
        self.across = [x for x, _ in places]

    def height_at(self, x: float) -> float | None:
        """None where it does not reach."""
        if not self.across[0] <= x <= self.across[-1]:
            return None
        number = bisect_left(self.across, x)
        after = self.places[number]
        if after[0] == x or number == 0:
            return after[1]
        before = self.places[number - 1]
        share = (x - before[0]) / (after[0] - before[0])
        return before[1] + share * (after[1] - before[1])

    def heights_between(self, left: float, right: float) -> list[float]:
        """At both ends and at every bend between them."""
        first, last = bisect_left(self.across, left), bisect_right(self.across, right)
        ends = (self.height_at(left), self.height_at(right))
        return [y for _, y in self.places[first:last]] + [
            y for y in ends if y is not None
        ]


# --- Marks ----------------------------------------------------------------------------


def circle(x: float, y: float) -> str:
    return f"M{x - 4.5:.1f} {y:.1f}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z"


def polygon(corners: int, radius: float, turn: float) -> Callable[[float, float], str]:
    """A regular shape; a turn of 0 has a corner on top."""
    angles = [turn + 2 * pi * number / corners for number in range(corners)]

    def shape(x: float, y: float) -> str:
        return path(
            [(x + radius * sin(a), y - radius * cos(a)) for a in angles], closed=True
        )

    return shape


MARKS = (
    circle,
    polygon(4, 6, pi / 4),  # square
    polygon(3, 6.5, 0),  # triangle
    polygon(4, 6.5, 0),  # diamond
    polygon(3, 6.5, pi),  # triangle on its tip
    polygon(6, 5.5, 0),
)


def markers_path(places: Sequence[Place], index: int) -> str:
    """The mark of the line of that number at each place."""
    shape = MARKS[index % len(MARKS)]
    return "".join(shape(x, y) for x, y in places)

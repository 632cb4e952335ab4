"""A number tried out while all else stays as it is: where it changes the verdict."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, inf, isclose, log, log10

from advisor.decision.look_backs import is_settled_looking_back, looked_at
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers, Kind, Question
from advisor.decision.recommendation import CLEAR_LEAD, with_answer
from advisor.decision.weighing import Weigher, Weighing, is_settled
from advisor.decision.weights import weight_of_stake

STRIDE = 2  # values of a grid that are skipped together
DIGITS = 2  # in which a number is told, and no other is tried where a verdict changes
LEAST_SHARE = 0.0001  # that is some and not none, and that all but some lacks
NUDGE = 1e-6  # of a number: off it, and nowhere near the next figure
OVERSHOOT = 0.1  # of the way to the nearer end, beyond where sides would be level
JUMPS = {
    "context_tokens"
}  # changes from one value of its grid to the next, however far
# Numbers along which every bill grows, or every bill shrinks, and nothing else changes.
# Input costs no more than output anywhere, and less work.
ONE_WAY = {"cached_share", "batch_share", "engineer_cost_usd", "input_output_ratio"}


type Step = tuple[float, Verdict]  # a value that was tried, and what came of it
type Change = tuple[float, float]  # the last value before it, the first one after


@dataclass(frozen=True, kw_only=True)
class Scan:
    """A question answered by a number, tried out while all else stays as it is."""

    question: Question
    answers: Answers
    weigher: Weigher
    current: Verdict
    known: dict[float, Weighing] = field(default_factory=dict)
    grounds: dict[float, list[Weighing]] = field(default_factory=dict)

    def weighing_at(self, value: float) -> Weighing:
        if value not in self.known:
            self.known[value] = self.weigher.weigh(self.answers_at(value))
        return self.known[value]

    def answers_at(self, value: float) -> Answers:
        return with_answer(self.answers, self.question.key, value)

    def verdict_at(self, value: float) -> Verdict:
        return self.weighing_at(value).verdict

    def is_settled(self, near: float, far: float) -> bool:
        """Whether the verdict at both ends also is that of all in between.

        Along a volume every bill grows, and its stake moves a weight beside.
        """
        ends = self.weighing_at(near), self.weighing_at(far)
        if self.question.key in ONE_WAY:
            one, other = [(self.weigher, self.answers_at(at)) for at in (near, far)]
            return is_settled(*ends) or is_settled_looking_back(one, other, slack=0.0)
        if self.question.key != "tokens_per_day":
            return False
        stakes = [self.weigher.market.stake(end.needs) for end in ends]
        slack = weight_of_stake(ends[0].needs) * abs(stakes[0] - stakes[1])
        return is_settled(*ends, slack)

    def is_as_at(self, near: float, far: float) -> bool:
        """Whether a longer input surely leaves the advice and its lead as they are."""
        if near not in self.grounds:
            seen = looked_at(self.weigher, self.answers_at(near))
            self.grounds[near] = list(seen)
        return self.weigher.are_lasting(self.grounds[near], int(far))

    def gap(self, value: float, one: Verdict, other: Verdict) -> float | None:
        """How far one family is ahead of another at a value; None without both."""
        plans = self.weighing_at(value).plans
        if one not in plans or other not in plans:
            return None
        return plans[one].score - plans[other].score


def changes(near: float, far: float, scan: Scan) -> Iterator[Change]:
    """Where the verdict changes between two values, in their order.

    To the figure: of those in which numbers are told, none lies in between.
    """
    wanted, before, first = scan.verdict_at(far), near, far
    is_closing_in = True
    while figures := figures_between(before, first, scan.question):
        level = where_level(before, first, scan) if is_closing_in else None
        middle = halfway(before, first, scan.question) if level is None else level
        figure = figures.near(middle)
        length = distance(before, first, scan.question)
        if scan.verdict_at(figure) is wanted:
            first = figure
        else:
            before = figure
        is_closing_in = distance(before, first, scan.question) < length / 2
    if scan.verdict_at(before) is not scan.verdict_at(near):  # and passed a third one
        yield from changes(near, before, scan)
    yield before, first


# --- Figures ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """The figures in which a number is told, from the least to the most."""

    least: float
    most: float

    def near(self, value: float) -> float:
        return min(max(rounded(value, DIGITS, upwards=True), self.least), self.most)


def figures_between(one: float, other: float, question: Question) -> Figures | None:
    """Those that lie between two values; None where none does."""
    low, high = min(one, other), max(one, other)
    if question.key in JUMPS and high - low <= 1:
        return None  # nothing lies between two tokens
    is_share = question.kind is Kind.SHARE
    least = next_figure(low, upwards=True) if low else LEAST_SHARE if is_share else 1.0
    is_all = is_share and high == 1
    most = 1 - LEAST_SHARE if is_all else next_figure(high, upwards=False)
    return Figures(least, most) if low < least < high and low < most < high else None


def next_figure(value: float, *, upwards: bool) -> float:
    """The figure next to a value, never the value itself."""
    return rounded(
        value * (1 + NUDGE if upwards else 1 - NUDGE), DIGITS, upwards=upwards
    )


def rounded(value: float, digits: int, *, upwards: bool) -> float:
    """The value with so many digits, never against the direction."""
    if value == 0:
        return value
    unit = 10.0 ** (floor(log10(abs(value))) - digits + 1)
    steps = value / unit
    if not isclose(steps, round(steps)):  # as close as such figures are to themselves
        steps = ceil(steps) if upwards else floor(steps)
    return float(f"{round(steps) * unit:.10g}")


# --- On the way ------------------------------------------------------------------------


def is_even(one: float, other: float, question: Question) -> bool:
    """Whether steps between two values are even: shares, and what starts at nothing."""
    return question.kind is Kind.SHARE or not (one and other)


def halfway(one: float, other: float, question: Question) -> float:
    """Between two values: shares evenly, other numbers evenly on a log scale."""
    return along(one, other, 0.5, question)


def along(one: float, other: float, part: float, question: Question) -> float:
    """The value that is so much of the way from one to another."""
    if is_even(one, other, question):
        return one + (other - one) * part
    return one * float((other / one) ** part)


def distance(one: float, other: float, question: Question) -> float:
    if is_even(one, other, question):
        return abs(one - other)
    return abs(log(one / other))


def where_level(before: float, first: float, scan: Scan) -> float | None:
    """Where two sides would draw level if their lead moved evenly from end to end.

    A little on the farther side of it, so that the next look comes from there. None
    where the leads at the ends don't tell.
    """
    sides = scan.verdict_at(first), scan.verdict_at(before)
    behind, ahead = (scan.gap(value, *sides) for value in (before, first))
    if behind is None or ahead is None or not behind < 0 < ahead:
        return None
    level = behind / (behind - ahead)
    beyond = OVERSHOOT * min(level, 1 - level)
    part = level + beyond if level < 0.5 else level - beyond
    return along(before, first, part, scan.question) if 0 < part < 1 else None


def worth_trying(
    grid: Sequence[float], position: float | None, scan: Scan
) -> Iterator[float]:
    """The values of a grid, without those between two that settle what lies between.

    Scores move by small steps along a number: where two near ones agree and are both
    clear, nothing else lies in between either.
    """
    marks = (*grid[:-1:STRIDE], grid[-1])
    yield marks[0]
    for near, far in apart(marks, scan):
        holds_answer = position is not None and near <= position <= far
        if not scan.is_settled(near, far) and (
            holds_answer or not agree(scan.weighing_at(near), scan.weighing_at(far))
        ):
            yield from (value for value in grid if near < value < far)
        yield far


def apart(marks: Sequence[float], scan: Scan) -> Iterator[tuple[float, float]]:
    """The stretches between some marks, those together that are settled together."""
    if len(marks) == 2 or scan.is_settled(marks[0], marks[-1]):
        yield marks[0], marks[-1]
        return
    middle = len(marks) // 2
    yield from apart(marks[: middle + 1], scan)
    yield from apart(marks[middle:], scan)


def with_eves(grid: Sequence[float], scan: Scan) -> Iterator[float]:
    """The values of a grid, and the one right before each that changes the verdict.

    Values that leave every plan as it was need no look: what is right for a longer
    input is so for all up to it.
    """
    place = 0
    yield grid[0]
    while True:
        near = grid[place]
        place = bisect_left(
            grid, x=True, lo=place + 1, key=lambda far: not scan.is_as_at(near, far)
        )
        if place == len(grid):
            return
        far = grid[place]
        if scan.verdict_at(near) is not scan.verdict_at(far):
            yield far - 1
        yield far


def agree(one: Weighing, other: Weighing) -> bool:
    """Whether both advise the same with a clear lead."""
    return one.verdict is other.verdict and min(lead(one), lead(other)) >= CLEAR_LEAD


def lead(weighing: Weighing) -> float:
    return inf if weighing.margin is None else weighing.margin

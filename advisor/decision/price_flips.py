"""What would change the verdict: other prices, tried out one sort at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from advisor.decision.flips import WOULD_BE
from advisor.decision.look_backs import is_settled_looking_back
from advisor.decision.plans import STACKS, Place, Verdict
from advisor.decision.questions import Answers
from advisor.decision.repriced import at_prices
from advisor.decision.telling import Json
from advisor.decision.weighing import Weigher, Weighing, is_settled
from advisor.decision.weights import weight_of_stake


class Sort(StrEnum):
    """Prices that move together."""

    CLOSED = "closed"
    HOSTED = "hosted"
    MACHINES = "machines"


PLACES: dict[Sort, tuple[Place, ...]] = {
    Sort.CLOSED: (Place.CLOSED,),
    Sort.HOSTED: (Place.HOSTED,),
    Sort.MACHINES: STACKS,
}
NAMES = {
    Sort.CLOSED: "prices of closed models",
    Sort.HOSTED: "prices of hosted open models",
    Sort.MACHINES: "rents and prices of GPUs",
}
# Multiples as people say them: whole percents down to a tenth and up to the double,
# tenths from there to tenfold.
MULTIPLES = (
    *(step / 100 for step in range(10, 200)),
    *(step / 10 for step in range(20, 101)),
)
MOST_IN_PERCENT = 2  # beyond, a rise is told as so many times
TODAY = MULTIPLES.index(1.0)
STEP = 10 ** (1 / 8)  # where scores are clear of each other nothing finer is tried


def price_flips(answers: Answers, weigher: Weigher) -> list[Json]:
    """For each sort, the least change of all its prices that changes the verdict."""
    return [
        told(sort, multiple, verdict)
        for sort in Sort
        for multiple, verdict in Scale(sort, answers, weigher).changes()
    ]


@dataclass(frozen=True)
class Scale:
    """The multiples of one sort of prices, tried out while all else stays as it is."""

    sort: Sort
    answers: Answers
    weigher: Weigher
    weighers: dict[int, Weigher] = field(default_factory=dict)

    def changes(self) -> Iterator[tuple[float, Verdict]]:
        """The multiples at which the verdict changes, seen from today's prices."""
        for path in (range(TODAY, -1, -1), range(TODAY, len(MULTIPLES))):
            for index in self.along(path):
                verdict = self.weighing_at(index).verdict
                if verdict is not self.current:
                    yield MULTIPLES[index], verdict

    def along(self, path: Sequence[int]) -> Iterator[int]:
        """The first of each run of steps that have another verdict than those before."""
        near, far = self.weighing_at(path[0]), self.weighing_at(path[-1])
        if near.verdict is far.verdict and (is_short(path) or self.is_settled(path)):
            return
        if len(path) == 2:
            yield path[-1]
            return
        middle = len(path) // 2
        yield from self.along(path[: middle + 1])
        yield from self.along(path[middle:])

    def is_settled(self, path: Sequence[int]) -> bool:
        """Whether the verdict at both ends also is that of all in between."""
        near, far = (self.weigher_at(index) for index in (path[0], path[-1]))
        answers, slack = self.answers, self.slack(path)
        return is_settled(near.weigh(answers), far.weigh(answers), slack) or (
            is_settled_looking_back((near, answers), (far, answers), slack)
        )

    def slack(self, path: Sequence[int]) -> float:
        """How far scores can stray from both ends of a path in between.

        Prices move each score one way; the stake of the volume moves a weight beside.
        """
        near, far = (self.weigher_at(index) for index in (path[0], path[-1]))
        needs = self.weigher.weigh(self.answers).needs
        moved = abs(near.market.stake(needs) - far.market.stake(needs))
        return weight_of_stake(needs) * moved

    @cached_property
    def current(self) -> Verdict:
        return self.weighing_at(TODAY).verdict

    def weighing_at(self, index: int) -> Weighing:
        return self.weigher_at(index).weigh(self.answers)

    def weigher_at(self, index: int) -> Weigher:
        if index == TODAY:
            return self.weigher
        if index not in self.weighers:
            self.weighers[index] = at_prices(
                self.weigher, PLACES[self.sort], MULTIPLES[index]
            )
        return self.weighers[index]


def is_short(path: Sequence[int]) -> bool:
    ends = MULTIPLES[path[0]], MULTIPLES[path[-1]]
    return max(ends) <= STEP * min(ends)


def told(sort: Sort, multiple: float, verdict: Verdict) -> Json:
    return {
        "sort": sort.value,
        "factor": multiple,
        "verdict": verdict.value,
        "text": f"If {moved(NAMES[sort], multiple)}, {WOULD_BE[verdict]}.",
    }


def moved(name: str, multiple: float) -> str:
    """All prices of a name at a multiple, in words."""
    percent = round(abs(multiple - 1) * 100)
    if multiple < 1:
        return f"{name} fell by {percent}%"
    if multiple < MOST_IN_PERCENT:
        return f"{name} rose by {percent}%"
    return f"{name} rose to {multiple:g} times what they are"

"""Where the cheaper of two lines changes, and which is the cheapest of all where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal
from itertools import islice
from operator import itemgetter

from advisor.decision.contenders import Contender
from advisor.decision.curves import crossings
from advisor.decision.refinements import QUESTION_BY_KEY

# How many times the visitor's volume is shown: a hundredth to a hundred times, at four
# volumes a decade. On a chart with a hundred pixels a decade both ways, a straight line
# between two of them strays from a bill of people and tokens by half a pixel at most.
DECADES = range(-2, 2)
GRID = (
    *(Decimal(m).scaleb(d) for d in DECADES for m in ("1", "1.78", "3.16", "5.62")),
    Decimal(100),
)
GRID_DIGITS = Context(prec=3)
FLOAT_DIGITS = Context(prec=15)  # what the speeds of machines are known to
MOST_TOKENS = Decimal(str(QUESTION_BY_KEY["tokens_per_day"].high))
MOST_CROSSINGS = 200  # of two lines; only fleets that cost all but the same have more


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The volumes that are shown, tokens a day."""

    here: Decimal
    volumes: tuple[Decimal, ...]

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The first and the last as multiples of the visitor's volume."""
        return self.volumes[0] / self.here, self.volumes[-1] / self.here

    def tokens(self, times: Decimal) -> Decimal:
        """The last whole volume up to a multiple of the visitor's."""
        volume = FLOAT_DIGITS.plus(self.here * times)
        return volume.to_integral_value(rounding=ROUND_FLOOR)


def scale_of(tokens_per_day: float) -> Scale:
    """Around the visitor's volume, as far as the questionnaire goes."""
    here = Decimal(str(tokens_per_day))
    volumes = {GRID_DIGITS.plus(here * times) for times in GRID if times != 1}
    shown = {max(Decimal(1), min(volume, MOST_TOKENS)) for volume in volumes}
    return Scale(here=here, volumes=tuple(sorted({*shown, here})))


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A volume up to which one line is cheaper, and above which another is."""

    times: Decimal
    tokens: Decimal  # a day
    usd_month: Decimal
    below: Contender
    above: Contender
    is_jump: bool


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two lines, and where the cheaper of them changes."""

    one: Contender
    other: Contender
    turns: tuple[Turn, ...]


def turns_of(one: Contender, other: Contender, scale: Scale) -> Iterator[Turn]:
    low, high = scale.ends
    found = crossings(one.curve, other.curve, low, high)
    for crossing in islice(found, MOST_CROSSINGS):
        below, above = (other, one) if crossing.is_first_cheaper else (one, other)
        yield Turn(
            times=crossing.times,
            tokens=scale.tokens(crossing.times),
            usd_month=above.curve.likely_above(crossing.times),
            below=below,
            above=above,
            is_jump=crossing.is_jump,
        )


@dataclass(frozen=True, kw_only=True)
class Reign:
    """The cheapest line of all above a volume, as long as it lasts."""

    above: Decimal  # tokens a day
    line: Contender


def reigns_of(
    contenders: Sequence[Contender], pairs: Sequence[Pair], scale: Scale
) -> Iterator[Reign]:
    """Which line is the cheapest where, from the first volume that is shown."""
    low, high = scale.ends
    leader = cheapest_above(low, contenders)
    yield Reign(above=scale.volumes[0], line=leader)
    turns = [
        (turn.times, turn.below, turn.above) for pair in pairs for turn in pair.turns
    ]
    ends = [(one.curve.most, one, None) for one in contenders if one.curve.most]
    for times, ousted, heir in sorted([*turns, *ends], key=itemgetter(0)):
        if ousted is leader and times < high:
            others = [one for one in contenders if one.curve.stretch_above(times)]
            if not others:
                return
            leader = heir or cheapest_above(times, others)
            yield Reign(above=scale.tokens(times), line=leader)


def cheapest_above(times: Decimal, contenders: Sequence[Contender]) -> Contender:
    return min(contenders, key=lambda one: one.curve.likely_above(times))

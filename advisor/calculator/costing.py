"""What costing a scenario gives: figures, the lines they add up from, and sentences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from advisor.calculator.inputs import Case, Input
from advisor.calculator.parameters import Kind
from advisor.calculator.tariffs import Crossing, Tariff
from advisor.calculator.words import grain
from advisor.decision import cost
from advisor.decision.cost import ZERO

UNLIKELY = "nothing in the likely bill"


@dataclass(frozen=True, kw_only=True)
class Triple[T]:
    """Something for the low, the likely and the high bill."""

    low: T
    likely: T
    high: T

    def at(self, case: Case) -> T:
        match case:
            case Case.LOW:
                return self.low
            case Case.HIGH:
                return self.high
        return self.likely


def for_each[T](work_out: Callable[[Case], T]) -> Triple[T]:
    return Triple(
        low=work_out(Case.LOW), likely=work_out(Case.LIKELY), high=work_out(Case.HIGH)
    )


@dataclass(frozen=True, kw_only=True)
class Line:
    """A part of the bill. Its low is its part in the low bill, not its own least."""

    label: str
    working: str  # of the likely bill
    usd: Triple[Decimal]  # rounded, so that the lines add up to the total


@dataclass(frozen=True, kw_only=True)
class Post:
    """A part of one bill, before rounding."""

    label: str
    usd: Decimal
    working: str = ""
    is_share: bool = False  # of another post, so that more of it reads the same


@dataclass(frozen=True, kw_only=True)
class Volume:
    """How much a month; the share of input may be a range, the sum is not."""

    millions: Decimal  # tokens a month, input and output together
    input_share: Triple[Decimal]
    hours: Decimal  # of the month
    requests: Decimal | None = None  # a month

    @property
    def tokens_per_month(self) -> Decimal:
        return self.millions * cost.MILLION

    @property
    def days(self) -> Decimal:
        """Of the month."""
        return self.hours / cost.HOURS_PER_DAY

    @property
    def tokens_per_day(self) -> Decimal:
        return self.tokens_per_month * cost.HOURS_PER_DAY / self.hours


@dataclass(frozen=True, kw_only=True)
class Machines:
    """What holds a model and serves a volume; None where it cannot be told."""

    hardware: str
    memory_gb: Decimal | None  # that a replica needs
    weights_gb: Decimal | None  # of the model, without anything around them
    cache_gb: Decimal | None  # of one usual request; None where its shape is not known
    gpus: int  # of a replica
    replicas: Triple[int]
    tokens_per_second: Triple[Decimal] | None  # of a replica
    speed_basis: str  # given, measured or estimated; "" where there is no speed
    counts_output_only: bool  # whether that speed is of output tokens
    capacity_millions: Decimal | None  # a month, of these replicas with room for peaks
    load: Decimal | None  # average, of what these replicas could do without a pause
    full_millions: Decimal | None  # a month of one that never rests
    machine_hours: Decimal  # a month that they are on

    def load_at(self, millions: Decimal, replicas: int) -> Decimal | None:
        """The average load of so many replicas; None if not known."""
        full = self.full_millions
        return millions / (replicas * full) if full else None

    @property
    def all_gpus(self) -> int:
        return self.gpus * self.replicas.likely


@dataclass(frozen=True, kw_only=True)
class Costing:
    """What a scenario costs a month. What cannot be told is None, with a sentence."""

    kind: Kind
    name: str
    volume: Volume
    monthly: cost.Range | None
    per_million: cost.Range | None
    lines: tuple[Line, ...]
    once: cost.Range  # of it paid at the start, US dollars
    running: cost.Range | None  # US dollars a month without what was paid at the start
    tariffs: Triple[Tariff] | None
    inputs: tuple[Input, ...]
    sentences: tuple[str, ...]
    machines: Machines | None = None
    share: Decimal | None = None
    parts: tuple["Costing", ...] = ()
    serves: bool = True  # whether what there is can serve the volume
    horizon_months: Decimal | None = None
    total: cost.Range | None = None  # all that is paid over those months

    @property
    def defaults(self) -> tuple[str, ...]:
        """What was not given, by key."""
        return tuple(one.key for one in self.inputs if one.is_default)


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """Two scenarios and every volume at which the cheaper one changes."""

    one: str
    other: str
    crossings: tuple[Crossing, ...]
    sentences: tuple[str, ...]
    # For each crossing: the average load of each one's machines there, by name.
    loads: tuple[Mapping[str, Decimal], ...] = ()
    payback_months: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Scenarios side by side at one volume, and where their order changes."""

    name: str
    volume: Volume
    costings: tuple[Costing, ...]
    pairings: tuple[Pairing, ...]
    cheapest: str | None  # at the volume given
    inputs: tuple[Input, ...]
    sentences: tuple[str, ...]


# --- Adding up ---------------------------------------------------------------------------


def add_up(bills: Triple[Sequence[Post]]) -> tuple[tuple[Line, ...], cost.Range]:
    """Lines and their total, both rounded to the cent, so that they add up.

    Posts that are nothing in every bill are left out. The low bill is the one with the
    least total of the three, the high one that with the most. A post that one of them
    lacks is nothing there.
    """
    step = grain(sum((post.usd for post in bills.likely), start=ZERO))
    likely = amounts(bills.likely, step)
    others = amounts(bills.low, step), amounts(bills.high, step)
    ordered = sorted((likely, *others), key=total)
    low, high = ordered[0], ordered[-1]
    posts = {post.label: post for post in (*bills.high, *bills.low, *bills.likely)}
    labels = dict.fromkeys(
        post.label for post in (*bills.likely, *bills.high, *bills.low)
    )
    lines = tuple(
        Line(
            label=label,
            working=posts[label].working if likely.get(label) else UNLIKELY,
            usd=Triple(
                low=low.get(label, ZERO),
                likely=likely.get(label, ZERO),
                high=high.get(label, ZERO),
            ),
        )
        for label in labels
        if any(bill.get(label) for bill in (low, likely, high))
    )
    return lines, cost.Range(low=total(low), likely=total(likely), high=total(high))


def amounts(bill: Sequence[Post], step: Decimal) -> dict[str, Decimal]:
    """The posts in whole steps, by label; posts with one name are one."""
    found: dict[str, Decimal] = {}
    for post in bill:
        found[post.label] = found.get(post.label, ZERO) + in_steps(post.usd, step)
    return found


def in_steps(amount: Decimal, step: Decimal) -> Decimal:
    return amount.quantize(step, rounding=ROUND_HALF_UP)


def total(amounts: Mapping[str, Decimal]) -> Decimal:
    return sum(amounts.values(), start=ZERO)


def per_million(monthly: cost.Range, millions: Decimal) -> cost.Range | None:
    """US dollars for a million tokens; None where there are none."""
    return monthly.times(1 / millions) if millions else None

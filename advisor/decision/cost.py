"""What a month costs: by the token, on rented GPUs, or on own machines.

Money is `Decimal` US dollars, prices are per million tokens, volumes are million
tokens a month. Nothing is rounded here except by `to_cents`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
ONE = Decimal(1)
CENT = Decimal("0.01")
MILLION = Decimal(1_000_000)
HOURS_PER_DAY = Decimal(24)
MONTHS_PER_YEAR = Decimal(12)
WATTS_PER_KILOWATT = Decimal(1000)


def to_cents(amount: Decimal) -> Decimal:
    """US dollars rounded to whole cents, halves away from zero."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, kw_only=True)
class Range:
    """A figure with how low and how high it may be, in one unit."""

    low: Decimal
    likely: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            raise ValueError("A range runs from low over likely to high.")

    def __add__(self, other: "Range") -> "Range":
        return Range(
            low=self.low + other.low,
            likely=self.likely + other.likely,
            high=self.high + other.high,
        )

    def times(self, factor: Decimal) -> "Range":
        """Each figure multiplied by a factor of zero or more."""
        return Range(
            low=self.low * factor, likely=self.likely * factor, high=self.high * factor
        )

    def in_cents(self) -> "Range":
        """Each figure rounded to whole cents."""
        return Range(
            low=to_cents(self.low),
            likely=to_cents(self.likely),
            high=to_cents(self.high),
        )


NO_COST = Range(low=ZERO, likely=ZERO, high=ZERO)


def certain(amount: Decimal) -> Range:
    """A range without spread."""
    return Range(low=amount, likely=amount, high=amount)


def spanning(likely: Decimal, others: Iterable[Decimal]) -> Range:
    """The range from the least to the most of all figures.

    A low assumption can make a high cost (utilization does), so sort by outcome.
    """
    figures = [likely, *others]
    return Range(low=min(figures), likely=likely, high=max(figures))


def total(ranges: Iterable[Range]) -> Range:
    """Lows, likelies and highs added: the spreads are taken to move together."""
    return sum(ranges, start=NO_COST)


@dataclass(frozen=True, kw_only=True)
class TokenPrice:
    """What a provider charges, in US dollars per million tokens."""

    input: Decimal
    output: Decimal
    cached_input: Decimal | None = None  # None: not known, the full input price
    batch_discount: Decimal | None = None  # share off, 0 to 1; None: not known, none
    cache_write: Decimal | None = None  # None: not known, the full input price

    def effective_input(
        self, cached_share: Decimal, written_share: Decimal = ZERO
    ) -> Decimal:
        """Price of a million input tokens when the cache serves and keeps those shares."""
        cached = self.input if self.cached_input is None else self.cached_input
        written = self.input if self.cache_write is None else self.cache_write
        fresh_share = ONE - cached_share - written_share
        return (
            fresh_share * self.input + cached_share * cached + written_share * written
        )

    def batch_factor(self, batch_share: Decimal) -> Decimal:
        """What is left of the bill: 1 - batch share * batch discount."""
        return ONE - batch_share * (self.batch_discount or ZERO)


@dataclass(frozen=True, kw_only=True)
class Mix:
    """What the tokens are made of."""

    input_output_ratio: Decimal  # input tokens per output token
    cached_share: Decimal  # share of input served from a prompt cache, 0 to 1
    batch_share: Decimal  # share of the traffic that can wait for batch, 0 to 1
    written_share: Decimal = ZERO  # share of input that a prompt cache keeps, 0 to 1

    def __post_init__(self) -> None:
        if self.input_output_ratio < ZERO:
            raise ValueError("The input to output ratio cannot be negative.")
        shares = (self.cached_share, self.batch_share, self.written_share)
        if not all(ZERO <= share <= ONE for share in shares):
            raise ValueError("Shares run from 0 to 1.")
        if self.cached_share + self.written_share > ONE:
            raise ValueError("The cache cannot serve and keep more than all input.")

    @property
    def input_share(self) -> Decimal:
        """Share of all tokens that are input: ratio / (ratio + 1)."""
        return self.input_output_ratio / (self.input_output_ratio + ONE)

    @property
    def output_share(self) -> Decimal:
        """Share of all tokens that are output: 1 / (ratio + 1)."""
        return ONE / (self.input_output_ratio + ONE)


def price_per_million(price: TokenPrice, mix: Mix) -> Decimal:
    """Blended US dollars per million tokens, input and output together.

    (ratio * effective input + output) / (ratio + 1) * (1 - batch share * discount).
    """
    ratio = mix.input_output_ratio
    for_input = price.effective_input(mix.cached_share, mix.written_share)
    parts = ratio * for_input + price.output
    return parts / (ratio + ONE) * price.batch_factor(mix.batch_share)


def staff_cost(*, fte: Decimal, salary_per_year: Decimal) -> Decimal:
    """US dollars a month: full-time equivalents * loaded salary / 12."""
    return fte * salary_per_year / MONTHS_PER_YEAR


@dataclass(frozen=True, kw_only=True)
class Upkeep:
    """What running models oneself costs beside the machines."""

    staff: Decimal  # US dollars a month
    setup: Decimal  # US dollars, once
    setup_months: Decimal  # over which the set-up is spread

    @property
    def monthly(self) -> Decimal:
        """US dollars a month: staff + set-up / months."""
        return self.staff + self.setup / self.setup_months


@dataclass(frozen=True, kw_only=True)
class RentedFleet:
    """GPUs paid by the hour, always on."""

    replicas: int
    gpus_per_replica: int
    usd_per_gpu_hour: Decimal
    hours_per_month: Decimal
    overhead_share: Decimal  # storage, network, logs; 0.15 adds 15 %

    @property
    def monthly(self) -> Decimal:
        """US dollars a month: replicas * GPUs * rate * hours * (1 + overhead)."""
        gpu_hours = self.replicas * self.gpus_per_replica * self.hours_per_month
        return gpu_hours * self.usd_per_gpu_hour * (ONE + self.overhead_share)


@dataclass(frozen=True, kw_only=True)
class Energy:
    """What a drawn watt costs over a month."""

    usd_per_kwh: Decimal
    pue: Decimal  # power of the whole room / power of its machines; 1 on a desk
    hours_per_month: Decimal  # hours switched on

    def monthly(self, watts: Decimal) -> Decimal:
        """US dollars a month: kW * PUE * hours * price of a kWh."""
        kilowatts = watts / WATTS_PER_KILOWATT
        return kilowatts * self.pue * self.hours_per_month * self.usd_per_kwh


@dataclass(frozen=True, kw_only=True)
class OwnedFleet:
    """Machines bought. A workstation is one without rent for space and a PUE of 1."""

    gpus: int  # replicas * GPUs a replica
    usd_per_gpu: Decimal  # purchase, with its share of the server
    life_months: Decimal  # over which the purchase is spread
    watts_per_gpu: Decimal  # with its share of the server
    energy: Energy
    space: Decimal  # US dollars a month for all of them

    @property
    def purchase(self) -> Decimal:
        """US dollars a month: GPUs * purchase / months of life."""
        return self.gpus * self.usd_per_gpu / self.life_months

    @property
    def power(self) -> Decimal:
        """US dollars a month for electricity."""
        return self.energy.monthly(self.gpus * self.watts_per_gpu)

    @property
    def monthly(self) -> Decimal:
        """US dollars a month: purchase + power + space."""
        return self.purchase + self.power + self.space

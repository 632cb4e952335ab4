"""A scenario as it was described: its kind, what was given, and its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.calculator import fleet_parameters as fleet
from advisor.calculator import model_parameters as model
from advisor.calculator import token_parameters as token
from advisor.calculator import total_parameters as total
from advisor.calculator.parameters import Dear, Form, Kind, Parameter, by_key

type Scalar = Decimal | str | bool | date
type Tier = tuple[Decimal, Decimal, Decimal]  # above so many tokens: input, output
type Value = Scalar | Mapping[str, Decimal] | tuple[Tier, ...]

# What only parts of a whole need, and what says how to compare.
ROUTING = (
    Parameter(
        key="router_usd_month",
        text="What decides where a request goes, a month",
        form=Form.MONEY,
        group="routing",
        high=Decimal(10) ** 9,
        neutral=Decimal(0),
        dear=Dear.HIGH,
    ),
    Parameter(
        key="router_usd_per_million",
        text="What decides where a request goes, for a million tokens of all traffic",
        form=Form.MONEY,
        group="routing",
        high=Decimal(10) ** 6,
        neutral=Decimal(0),
        dear=Dear.HIGH,
    ),
    Parameter(
        key="second_stack_fte",
        text="People for having two stacks, beside those of each part",
        form=Form.NUMBER,
        group="routing",
        unit="full-time people",
        high=Decimal(10_000),
        neutral=Decimal(0),
        dear=Dear.HIGH,
    ),
)
DAY = (
    Parameter(
        key="day",
        text="The day whose prices hold; today if not said",
        form=Form.DAY,
        group="price",
        example="2026-11-22",
    ),
)
# What is said once for all parts of a whole; a part may say otherwise.
SAID_ONCE = {
    "traffic",
    "peak_factor",
    "target_utilization",
    "prefill_weight",
    "salary_usd_year",
    "setup_months",
    "horizon_months",
    "life_months",
    "usd_per_kwh",
    "pue",
}
MACHINES = (
    token.VOLUME,
    token.MIX,
    model.MODEL,
    model.HARDWARE,
    fleet.FLEET,
)
ONCE = tuple(
    one
    for one in (*model.HARDWARE, *fleet.FLEET, *fleet.PURCHASE, *fleet.STAFF)
    if one.key in SAID_ONCE
)
# What a whole pays beside its parts, and does not hand to them.
OWN = ("other_monthly", "other_once")
OTHERS = tuple(one for one in fleet.STAFF if one.key in OWN)
PARAMETERS: Mapping[Kind, Mapping[str, Parameter]] = {
    Kind.API: by_key(
        token.VOLUME, token.MIX, token.TOKEN_MIX, token.PRICE, DAY, fleet.STAFF
    ),
    Kind.SELF_HOSTED: by_key(*MACHINES, fleet.RENT, total.RENT_TOTALS, fleet.STAFF),
    Kind.OWNED: by_key(*MACHINES, fleet.PURCHASE, total.PURCHASE_TOTALS, fleet.STAFF),
    Kind.HYBRID: by_key(
        token.VOLUME, token.MIX, token.TOKEN_MIX, DAY, ROUTING, ONCE, OTHERS
    ),
    Kind.BREAK_EVEN: by_key(token.VOLUME, token.MIX, token.TOKEN_MIX, DAY, ONCE),
}
# How a volume can be told. Of these only one, and of each pair below only one.
VOLUME_WAYS = (
    ("tokens_per_day",),
    ("tokens_per_month",),
    ("input_tokens_per_day", "output_tokens_per_day"),
    ("input_tokens_per_month", "output_tokens_per_month"),
    ("requests_per_day",),
    ("requests_per_month",),
    ("utilization",),
)
REQUEST_SIZE = ("input_tokens_per_request", "output_tokens_per_request")
INSTEAD = (
    ("hours_per_month", "days_per_month"),
    ("traffic", "peak_factor"),
    ("precision", "bits_per_weight"),
    (
        "tokens_per_second",
        "output_tokens_per_second",
        "tokens_per_second_per_gpu",
    ),
    (
        "usd_per_gpu_hour",
        "usd_per_gpu_month",
        "usd_per_replica_hour",
        "usd_per_replica_month",
        "rent_usd_month",
    ),
    ("usd_per_gpu", "usd_per_replica", "purchase_usd"),
    ("server_usd_per_replica", "usd_per_replica", "purchase_usd"),
    ("server_share", "usd_per_replica", "purchase_usd"),
    ("server_power_share", "watts_per_replica", "power_kw"),
    ("watts_per_gpu", "watts_per_replica", "power_kw"),
    ("space_usd_per_replica_month", "space_usd_per_kw_month", "space_usd_month"),
    ("residual_share", "residual_usd"),
    ("maintenance_share_year", "maintenance_usd_year"),
    *(("min_replicas", key) for key in total.OF_REPLICAS),
    ("fte", "staff_usd_month"),
    ("replicas", "min_replicas"),
    ("blended_usd_per_million", "input_usd_per_million"),
    ("blended_usd_per_million", "output_usd_per_million"),
)
VOLUME_KEYS = {key for way in VOLUME_WAYS for key in way}
MIX_KEYS = {"input_output_ratio", "input_share", *REQUEST_SIZE}


@dataclass(frozen=True, kw_only=True)
class Given:
    """A value as it was given; a range where its ends differ."""

    low: Value
    likely: Value
    high: Value

    @classmethod
    def sure(cls, value: Value) -> "Given":
        """A value without a range."""
        return cls(low=value, likely=value, high=value)

    @property
    def is_range(self) -> bool:
        return self.low != self.high


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What is to be costed."""

    kind: Kind
    name: str
    given: Mapping[str, Given]
    parts: tuple["Scenario", ...] = ()
    share: Decimal | None = None  # of the whole's volume, in a hybrid
    worked_out: frozenset[str] = frozenset()  # of what is given, by the whole
    path: str = ""  # before the keys of a part, such as "parts.0."


class ScenarioError(ValueError):
    """What cannot be taken: keys, each with a sentence that says why."""

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__(problems[0][1])
        self.problems = tuple(problems)

"""What can be chosen: models, the ways to run them, and their prices, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from advisor.decision.price_rows import PriceRow


class Family(StrEnum):
    """Whose weights: the vendor keeps them, or anybody may download them."""

    CLOSED = "closed"
    OPEN = "open"


class OptionKind(StrEnum):
    """How a model is run."""

    CLOSED_API = "closed_api"
    CLOSED_CLOUD = "closed_cloud"
    HOSTED_OPEN = "hosted_open"
    HOSTED_OPEN_CLOUD = "hosted_open_cloud"
    OWN_GPUS = "own_gpus"
    OWN_HARDWARE = "own_hardware"
    WORKSTATION = "workstation"
    VENDOR_APP = "vendor_app"
    UNOFFICIAL = "unofficial"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]

    @property
    def phrase(self) -> str:
        """How a model is reached there, to follow “a closed model” or “open weights”."""
        return KIND_PHRASES[self]

    @property
    def is_self_run(self) -> bool:
        return self in SELF_RUN

    @property
    def family(self) -> Family:
        """Whose weights are run there."""
        return Family.OPEN if self in RUNS_OPEN else Family.CLOSED


KIND_PHRASES = {
    OptionKind.CLOSED_API: "through the vendor’s own API",
    OptionKind.CLOSED_CLOUD: "inside your own cloud account",
    OptionKind.HOSTED_OPEN: "hosted by a provider",
    OptionKind.HOSTED_OPEN_CLOUD: "hosted in your own cloud account",
    OptionKind.OWN_GPUS: "on GPUs that you rent and run",
    OptionKind.OWN_HARDWARE: "on machines that you own and run",
    OptionKind.WORKSTATION: "on a workstation",
    OptionKind.VENDOR_APP: "in an app made for private persons",
    OptionKind.UNOFFICIAL: "by unofficial access",
}
KIND_LABELS = {
    OptionKind.CLOSED_API: "the vendor’s own API",
    OptionKind.CLOSED_CLOUD: "a closed model in your own cloud account",
    OptionKind.HOSTED_OPEN: "open weights hosted by a provider",
    OptionKind.HOSTED_OPEN_CLOUD: "open weights hosted in your own cloud account",
    OptionKind.OWN_GPUS: "GPUs that you rent and run",
    OptionKind.OWN_HARDWARE: "machines that you own and run",
    OptionKind.WORKSTATION: "a workstation on a desk",
    OptionKind.VENDOR_APP: "an app made for private persons",
    OptionKind.UNOFFICIAL: "unofficial access",
}
# Where the provider is not the maker of the model.
RESOLD_LABELS = {OptionKind.CLOSED_API: "an API of another provider"}
# A cloud service that runs wherever the cloud likes is in nobody's own account.
WORLDWIDE = "a cloud’s worldwide service"
WORLDWIDE_LABELS = {
    OptionKind.CLOSED_CLOUD: f"a closed model on {WORLDWIDE}",
    OptionKind.HOSTED_OPEN_CLOUD: f"open weights on {WORLDWIDE}",
}
SELF_RUN = frozenset(
    {OptionKind.OWN_GPUS, OptionKind.OWN_HARDWARE, OptionKind.WORKSTATION}
)
RUNS_OPEN = SELF_RUN | {OptionKind.HOSTED_OPEN, OptionKind.HOSTED_OPEN_CLOUD}


class Location(StrEnum):
    """How far prompts may travel, from anywhere to nowhere."""

    ANY_VENDOR = "any_vendor"
    VETTED_VENDOR = "vetted_vendor"
    OWN_CLOUD = "own_cloud"
    OWN_PREMISES = "own_premises"

    @property
    def strictness(self) -> int:
        return list(Location).index(self)


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a fact comes from."""

    title: str
    publisher: str
    kind: str
    url: str
    as_of: str


class Subject(StrEnum):
    """What a clause of a license is about."""

    COMMERCIAL_USE = "commercial_use"
    TERRITORY = "territory"
    MONTHLY_USERS = "monthly_users"
    OSI = "osi"
    ATTRIBUTION = "attribution"
    OUTPUT_USE = "output_use"
    HOST_TERMS = "host_terms"  # no clause of any license


@dataclass(frozen=True, kw_only=True)
class Clause:
    """What a license says on a subject, in our own words; where none is kept, unknown."""

    section: str  # "" where it is the whole text that says it, or says nothing of it
    says: str
    duty: str  # what must be done; "" where nothing must
    source: str


@dataclass(frozen=True, kw_only=True)
class License:
    """What a model's license allows; None means not known."""

    name: str
    commercial_use: str  # yes, conditional, no or unknown
    osi_approved: bool | None
    max_monthly_active_users: int | None
    excluded_territories: tuple[str, ...]
    excluded_territories_scope: str  # none, all or multimodal
    attribution: str
    open_data: bool | None
    source: str
    attribution_above_users: int | None = None  # a month; None: whatever their number
    output_use: str = "unknown"  # training on answers: see `licenses`
    clauses: Mapping[Subject, Clause] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A model's rating on one benchmark, with its spread."""

    benchmark: str
    value: float
    low: float
    high: float
    source: str


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One sourced figure of a model or a machine, the value in use."""

    value: float
    source: str


@dataclass(frozen=True, kw_only=True)
class Model:
    """A language model, as far as the decision asks about it."""

    slug: str
    name: str
    maker_name: str
    maker_country: str  # ISO code, or "" when not known
    maker_source: str = ""
    family: Family
    license: License | None
    status: str
    retires_on: date | None
    inputs: frozenset[str]
    fine_tuning: str | None  # none, light, full, or None when not known
    context_tokens: Figure | None
    rating: Rating | None
    figures: Mapping[str, Figure] = field(default_factory=dict)
    source: str = ""  # of the facts that name the model

    def is_in_service(self, day: date) -> bool:
        """Whether it can be used on that day; one that is only deprecated still can."""
        is_over = self.retires_on is not None and self.retires_on <= day
        return self.status in {"active", "deprecated"} and not is_over


@dataclass(frozen=True, kw_only=True)
class Option:
    """A way to run a model; contract facts are None when not known."""

    slug: str
    name: str
    kind: OptionKind
    location: Location
    works_offline: bool | None
    staff_needed: str
    setup_days: float | None
    trains_on_prompts: bool | None
    retains_prompts: bool | None
    offers_dpa: bool | None
    offers_baa: bool | None
    offers_region_choice: bool | None
    certifications: tuple[str, ...]
    retired_on: date | None
    is_offered: bool
    stands_for_kind: bool  # the self-run option that open models are paired with
    source: str
    retention_days: int | None = None  # for how long prompts are kept, if they are

    def is_open_on(self, day: date) -> bool:
        """Whether anybody can begin to use it on that day."""
        is_over = self.retired_on is not None and self.retired_on <= day
        return self.is_offered and not is_over


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One model on one way to run it; self-run ones carry no price by the token."""

    model: Model
    option: Option
    kind: OptionKind  # a closed model on a host of open ones is still a closed API
    offering: str = ""  # the provider's own name for it
    context_offered: int | None = None
    prices: tuple[PriceRow, ...] = ()
    is_offered: bool = True
    by_its_maker: bool = True  # whether who made the model also serves it

    @property
    def key(self) -> tuple[str, str, str]:
        return self.model.slug, self.option.slug, self.offering

    @property
    def family(self) -> Family:
        return self.model.family

    @property
    def is_worldwide(self) -> bool:
        """Whether it's a cloud service that is not kept to the buyer's own account."""
        is_far = self.option.location.strictness < Location.OWN_CLOUD.strictness
        return is_far and self.kind in WORLDWIDE_LABELS

    @property
    def kind_label(self) -> str:
        if self.is_worldwide:
            return WORLDWIDE_LABELS[self.kind]
        resold = {} if self.by_its_maker else RESOLD_LABELS
        return resold.get(self.kind, self.kind.label)

    @property
    def where(self) -> str:
        """How the model is reached, to follow “a closed model” or “open weights”."""
        if self.is_worldwide:
            return f"through {WORLDWIDE}"
        is_resold = self.kind in RESOLD_LABELS and not self.by_its_maker
        return f"through {self.kind_label}" if is_resold else self.kind.phrase

    def is_in_service(self, day: date) -> bool:
        """Whether the model can be had there on that day, whatever it costs."""
        is_open = self.is_offered and self.option.is_open_on(day)
        return is_open and self.model.is_in_service(day)

    @property
    def context_tokens(self) -> int | None:
        """The longest input this candidate takes; None when not known."""
        known = [self.context_offered]
        if self.model.context_tokens is not None:
            known.append(int(self.model.context_tokens.value))
        return min((figure for figure in known if figure is not None), default=None)


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What a provider asks for one GPU-hour."""

    provider_name: str
    usd_per_gpu_hour: Decimal
    source: str
    min_gpus: int = 1  # the fewest that it rents together


@dataclass(frozen=True, kw_only=True)
class Hardware:
    """A GPU, or a machine with memory that it shares with one."""

    slug: str
    name: str
    kind: str
    memory_gb: Figure
    bandwidth_gb_s: Figure | None
    dense_tflops: Figure | None
    power_w: Figure | None
    list_price_usd: Figure | None
    rates: tuple[Rate, ...]


@dataclass(frozen=True, kw_only=True)
class Throughput:
    """A measured speed: tokens a second for a model on some GPUs."""

    model: str | None
    active_params_b: float | None
    bits_per_weight: float
    hardware: str
    gpu_count: int
    tokens_per_second: float  # of output, at that much input
    input_per_output: float  # tokens; 0 when the test does not say
    is_measured: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """A default of a formula, with its spread and source."""

    key: str
    label: str
    value: Decimal
    low: Decimal
    high: Decimal
    unit: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """Everything that the decision reads, at one revision."""

    revision: str
    sources: Mapping[str, Source]
    candidates: tuple[Candidate, ...]
    hardware: tuple[Hardware, ...]
    bits_per_weight: Mapping[str, float]
    throughputs: tuple[Throughput, ...]
    assumptions: Mapping[str, Assumption]

    @cached_property
    def measured(self) -> Mapping[tuple[str | None, str, int], list[Throughput]]:
        """Measured speeds by model, hardware and number of GPUs."""
        found: dict[tuple[str | None, str, int], list[Throughput]] = {}
        for row in self.throughputs:
            if row.is_measured:
                key = (row.model, row.hardware, row.gpu_count)
                found.setdefault(key, []).append(row)
        return found

    def assumed(self, key: str) -> Decimal:
        """The value in use of an assumption."""
        return self.assumptions[key].value

    @cached_property
    def figures(self) -> Mapping[str, float]:
        """The value in use of each assumption, where money is only compared."""
        return {key: float(row.value) for key, row in self.assumptions.items()}

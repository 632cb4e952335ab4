"""Where a model can run: each way with its terms and the price in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from catalog.models import DeploymentOption
from catalog.models.deployment import OptionKind, OptionStatus
from catalog.pages.citing import Citation, citation
from catalog.pages.listed import Listed
from catalog.pages.prices import PriceRow, Sold, announced, last_day, name_order
from catalog.wording import NOT_KNOWN

# The ways to run a model in plain words; a choice's own label is short.
KINDS = {
    OptionKind.CLOSED_API: "closed weights, through the vendor’s own API",
    OptionKind.CLOSED_CLOUD: "closed weights, as a service of your cloud",
    OptionKind.HOSTED_OPEN: "open weights, run by a host behind an API",
    OptionKind.HOSTED_OPEN_CLOUD: "open weights, as a service of your cloud",
    OptionKind.OWN_GPUS: "open weights, on GPUs that you rent and run",
    OptionKind.OWN_HARDWARE: "open weights, on machines that you own and run",
    OptionKind.WORKSTATION: "open weights, on a workstation at a desk",
    OptionKind.VENDOR_APP: "an app of a vendor, for persons",
    OptionKind.UNOFFICIAL: "unofficial access, which nobody answers for",
    OptionKind.FRAMEWORK: "a framework to build with; it runs no model itself",
    OptionKind.EDGE: "a small device at the edge",
}


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a way to run a model does with the text that is sent; None: not known."""

    slug: str
    name: str
    kind: str
    kind_text: str
    location: str
    works_offline: bool | None
    trains_on_prompts: bool | None
    retains_prompts: bool | None
    retention_days: int | None
    is_over: bool
    citation: Citation

    @property
    def retention(self) -> str:
        """Whether prompts are kept, and for how long."""
        if self.retains_prompts is None:
            return NOT_KNOWN
        if not self.retains_prompts:
            return "no"
        if self.retention_days is None:
            return "yes, for how long is not known"
        return f"for {self.retention_days:,} days"


@dataclass(frozen=True, kw_only=True)
class Change:
    """A price that is announced and not in force yet."""

    starts: date
    input: Decimal
    output: Decimal | None
    above_tokens: int
    hours: str
    citation: Citation


@dataclass(frozen=True, kw_only=True)
class InForce:
    """The price that counts today; US dollars per million tokens."""

    input: Decimal
    output: Decimal | None
    last_day: date | None  # None: open
    is_free: bool
    citation: Citation


@dataclass(frozen=True, kw_only=True)
class Place:
    """A model on one way to run it."""

    model: str
    model_name: str
    terms: Terms
    provider_model_id: str
    context_offered: int | None
    is_over: bool
    price: InForce | None  # None: not known, or offered no longer
    changes: tuple[Change, ...]


def place(one: Sold, day: date) -> Place:
    """A model on an option; the offering was read with both."""
    offering = one.offering
    changes = () if one.is_over else announced(one.rows, day)
    return Place(
        model=offering.model.slug,
        model_name=offering.model.name,
        terms=terms_of(offering.option, day),
        provider_model_id=offering.provider_model_id,
        context_offered=offering.context_offered,
        is_over=one.is_over,
        price=None if one.in_use is None else in_force(one.in_use),
        changes=tuple(change(*pair) for pair in changes),
    )


def places(
    offerings: Iterable[Sold], day: date, mix: Decimal, most: int | None = None
) -> Listed[Place]:
    """What can be had first, and the cheapest of it before the dearer.

    Cheap is by `mix` tokens that go in for each that comes out, as in the list of models.
    """
    ordered = sorted(offerings, key=lambda one: place_order(one, day, mix))
    shown = [place(one, day) for one in ordered[:most]]
    return Listed(rows=shown, total=len(ordered))


def place_order(one: Sold, day: date, mix: Decimal) -> tuple[object, ...]:
    price = one.in_use
    usd = None if price is None else price.input * mix + (price.output or 0)
    is_over = one.is_over or is_option_over(one.offering.option, day)
    return is_over, usd is None, usd or Decimal(0), *name_order(one)


def is_option_over(option: DeploymentOption, day: date) -> bool:
    has_ended = option.retired_on is not None and option.retired_on <= day
    return has_ended or option.status != OptionStatus.ACTIVE


def terms_of(option: DeploymentOption, day: date) -> Terms:
    return Terms(
        slug=option.slug,
        name=option.name,
        kind=option.kind,
        kind_text=KINDS[OptionKind(option.kind)],
        location=option.get_location_display(),
        works_offline=option.works_offline,
        trains_on_prompts=option.trains_on_prompts,
        retains_prompts=option.retains_prompts,
        retention_days=option.retention_days,
        is_over=is_option_over(option, day),
        citation=citation(option),
    )


def in_force(row: PriceRow) -> InForce:
    return InForce(
        input=row.input,
        output=row.output,
        last_day=last_day(row.valid_until),
        is_free=row.is_free,
        citation=row.citation,
    )


def change(starts: date, row: PriceRow) -> Change:
    return Change(
        starts=starts,
        input=row.input,
        output=row.output,
        above_tokens=row.above_tokens,
        hours=row.hours,
        citation=row.citation,
    )

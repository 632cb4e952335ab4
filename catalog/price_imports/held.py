"""What the catalog holds of prices, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from catalog.models import (
    DeploymentOption,
    LanguageModel,
    Offering,
    Price,
    Source,
    Status,
)
from catalog.models.deployment import OfferingStatus
from catalog.models.language_models import Weights
from catalog.price_imports.quotes import Figures

OPEN = {Weights.OPEN_WEIGHT, Weights.OPEN_SOURCE}


@dataclass(frozen=True, kw_only=True)
class HeldPrice:
    """A row, as far as an import compares it."""

    figures: Figures
    source: str
    status: str = Status.ACCEPTED

    def is_from(self, package: str) -> bool:
        """Whether any version of the package brought it."""
        name, _, version = self.source.rpartition("-")
        return name == package and version[:1].isdigit()


@dataclass(frozen=True, kw_only=True)
class HeldOffering:
    """A model on an option, under the host's name for it."""

    model: str
    option: str
    name: str
    is_retired: bool = False
    is_new: bool = False
    prices: Sequence[HeldPrice] = field(default=(), repr=False)

    @property
    def key(self) -> str:
        """The natural key as rows that refer to it write it."""
        return f"{self.model} | {self.option} | {self.name}"

    def prices_of(self, package: str) -> list[HeldPrice]:
        """The rows that any version of a package brought."""
        return [row for row in self.prices if row.is_from(package)]


@dataclass(frozen=True, kw_only=True)
class Held:
    """The part of the catalog that prices of packages meet."""

    weights: dict[str, str]  # of each model: closed, open or not known
    options: frozenset[str]
    sources: frozenset[str]
    offerings: dict[str, HeldOffering] = field(default_factory=dict)
    _named: dict[tuple[str, str], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _beside: dict[tuple[str, str], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def put(self, offering: HeldOffering) -> None:
        """Hold one offering, in the place of what was held of it."""
        if offering.key not in self.offerings:
            self._named[offering.option, offering.name].append(offering.key)
            self._beside[offering.model, offering.option].append(offering.key)
        self.offerings[offering.key] = offering

    def named(self, option: str, name: str) -> Iterable[HeldOffering]:
        """What an option offers under a name."""
        return [self.offerings[key] for key in self._named.get((option, name), ())]

    def beside(self, model: str, option: str) -> Iterable[HeldOffering]:
        """What an option offers of a model, under whatever name."""
        return [self.offerings[key] for key in self._beside.get((model, option), ())]


def held() -> Held:
    """The catalog as it stands."""
    weights = LanguageModel.objects.values_list("slug", "weights")
    catalog = Held(
        weights={slug: "open" if each in OPEN else each for slug, each in weights},
        options=frozenset(DeploymentOption.objects.values_list("slug", flat=True)),
        sources=frozenset(Source.objects.values_list("slug", flat=True)),
    )
    prices = _prices()
    keys = ("model__slug", "option__slug", "provider_model_id")
    rows = Offering.objects.order_by(*keys).values_list("pk", *keys, "status")
    for pk, model, option, name, status in rows:
        catalog.put(
            HeldOffering(
                model=model,
                option=option,
                name=name,
                is_retired=status == OfferingStatus.RETIRED,
                prices=prices.get(pk, ()),
            )
        )
    return catalog


def _prices() -> dict[int, list[HeldPrice]]:
    found: dict[int, list[HeldPrice]] = defaultdict(list)
    rows = Price.objects.exclude(status=Status.WRONG).select_related("source")
    for row in rows.order_by("source", "above_tokens", "schedule", "valid_from"):
        figures = Figures(
            input=row.input.normalize(),
            output=_plain(row.output),
            cached_input=_plain(row.cached_input),
            batch_discount=_plain(row.batch_discount),
            above_tokens=row.above_tokens,
            schedule=row.schedule,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            is_free=row.is_free,
        )
        price = HeldPrice(figures=figures, source=row.source.slug, status=row.status)
        found[row.offering_id].append(price)
    return found


def _plain(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.normalize()

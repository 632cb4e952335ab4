"""What machines cost a month: GPUs rented by the hour, or bought with all around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import zip_longest
from statistics import median

from advisor.decision import cost, sizing
from advisor.decision.candidates import Catalog, Hardware, OptionKind, Rate

HARDWARE_KINDS = {
    OptionKind.OWN_GPUS: {"datacenter"},
    OptionKind.OWN_HARDWARE: {"datacenter"},
    OptionKind.WORKSTATION: {"workstation", "consumer", "unified_memory"},
}
WHOLE_MACHINES = {"unified_memory"}  # hardware whose price is that of a computer


@dataclass(frozen=True, kw_only=True)
class PricedHardware:
    """Hardware that can be rented or bought, with what one GPU of it costs.

    Some is rented at other rates by the node than one by one: then each number of
    GPUs from which on further rates hold makes an offer of its own.
    """

    hardware: Hardware
    gpu_cost: cost.Range  # US dollars a month
    price_part: float  # of the likely cost: what grows with rent or purchase price
    lot: int = 1  # GPUs that can only be had together
    least_gpus: int = 1  # for which this cost holds
    most_gpus: int | None = None  # None: any number

    @cached_property
    def usd_month(self) -> float:
        """The likely cost, for comparing by the ten thousand."""
        return float(self.gpu_cost.likely)

    @property
    def key(self) -> str:
        """What tells this offer from all others of a stack."""
        slug = self.hardware.slug
        return slug if self.least_gpus <= self.lot else f"{slug} from {self.least_gpus}"

    def holds_for(self, gpus: int) -> bool:
        """Whether so many GPUs cost this."""
        most = gpus if self.most_gpus is None else self.most_gpus
        return self.least_gpus <= gpus <= most


def hardware_for(kind: OptionKind, catalog: Catalog) -> tuple[PricedHardware, ...]:
    """What a kind of stack can be built of and is priced, the most memory first."""
    priced = (
        offer
        for hardware in catalog.hardware
        if hardware.kind in HARDWARE_KINDS[kind]
        for offer in offers_of(hardware, kind, catalog)
    )
    return tuple(sorted(priced, key=lambda p: -p.hardware.memory_gb.value))


def offers_of(
    hardware: Hardware, kind: OptionKind, catalog: Catalog
) -> Iterator[PricedHardware]:
    """The prices of some hardware on a kind of stack; none where nobody names one."""
    if kind is OptionKind.OWN_GPUS:
        yield from rented_offers(hardware, catalog)
        return
    card = card_of(hardware)
    if card is not None:
        yield PricedHardware(
            hardware=hardware,
            gpu_cost=owned_month(card, kind, catalog),
            price_part=price_part(card, kind, catalog),
        )


# --- Rented ----------------------------------------------------------------------------


def rented_offers(hardware: Hardware, catalog: Catalog) -> Iterator[PricedHardware]:
    """An offer for each number of GPUs from which on further rates hold."""
    numbers = sorted({rate.min_gpus for rate in hardware.rates})
    for least, following in zip_longest(numbers, numbers[1:]):
        month = rented_month(rates_for(hardware, least), catalog)
        yield PricedHardware(
            hardware=hardware,
            gpu_cost=month,
            price_part=float(month.likely),
            lot=numbers[0],
            least_gpus=least,
            most_gpus=None if following is None else following - 1,
        )


def rates_for(hardware: Hardware, gpus: int) -> list[Rate]:
    """The rates at which so many GPUs can be rented."""
    return [rate for rate in hardware.rates if rate.min_gpus <= gpus]


def rented_month(rates: list[Rate], catalog: Catalog) -> cost.Range:
    """The median of what providers ask, an always-on month, with overhead."""

    def month(usd_per_gpu_hour: Decimal) -> Decimal:
        return cost.RentedFleet(
            replicas=1,
            gpus_per_replica=1,
            usd_per_gpu_hour=usd_per_gpu_hour,
            hours_per_month=catalog.assumed("hours_per_month"),
            overhead_share=catalog.assumed("hosting_overhead_share"),
        ).monthly

    asked = sorted(rate.usd_per_gpu_hour for rate in rates)
    return cost.spanning(month(median(asked)), (month(rate) for rate in asked))


# --- Owned -----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Card:
    """Hardware that can be bought: its price and its power are known."""

    hardware: Hardware
    price: Decimal  # US dollars
    watts: Decimal


def card_of(hardware: Hardware) -> Card | None:
    """What buying one of it takes; None where that is not known."""
    price, watts = hardware.list_price_usd, hardware.power_w
    if price is None or watts is None:
        return None
    return Card(
        hardware=hardware,
        price=Decimal(str(price.value)),
        watts=Decimal(str(watts.value)),
    )


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a card needs around it: a server and its power, or a computer."""

    price_share: Decimal  # of the price of the card
    price: Decimal  # US dollars a card
    power_share: Decimal  # of the power of the card


NOTHING_AROUND = Around(price_share=cost.ZERO, price=cost.ZERO, power_share=cost.ZERO)


def around(hardware: Hardware, kind: OptionKind, catalog: Catalog, end: str) -> Around:
    """What stands around a card, at the low, the likely or the high end."""

    def assumed(key: str) -> Decimal:
        figure: Decimal = getattr(catalog.assumptions[key], end)
        return figure

    if kind is OptionKind.OWN_HARDWARE:
        return Around(
            price_share=assumed("server_price_share"),
            price=cost.ZERO,
            power_share=assumed("server_power_share"),
        )
    if hardware.kind in WHOLE_MACHINES:
        return NOTHING_AROUND
    return Around(
        price_share=cost.ZERO,
        price=assumed("computer_usd"),
        power_share=cost.ZERO,
    )


def owned_month(card: Card, kind: OptionKind, catalog: Catalog) -> cost.Range:
    """Purchase over its life, power, and space where it stands in a rack."""
    life = catalog.assumptions["hardware_life_months"]
    power = catalog.assumptions["power_usd_kwh"]
    on_a_desk = kind is OptionKind.WORKSTATION
    a_gpu_of_the_rack = catalog.assumed("space_usd_month") / sizing.GPUS_PER_NODE

    def month(end: str, life_months: Decimal, usd_per_kwh: Decimal) -> Decimal:
        beside = around(card.hardware, kind, catalog, end)
        return cost.OwnedFleet(
            gpus=1,
            usd_per_gpu=card.price * (cost.ONE + beside.price_share) + beside.price,
            life_months=life_months,
            watts_per_gpu=card.watts * (cost.ONE + beside.power_share),
            energy=cost.Energy(
                usd_per_kwh=usd_per_kwh,
                pue=cost.ONE if on_a_desk else catalog.assumed("pue"),
                hours_per_month=catalog.assumed("hours_per_month"),
            ),
            space=cost.ZERO if on_a_desk else a_gpu_of_the_rack,
        ).monthly

    return cost.Range(
        low=month("low", life.high, power.low),
        likely=month("value", life.value, power.value),
        high=month("high", life.low, power.high),
    )


def price_part(card: Card, kind: OptionKind, catalog: Catalog) -> float:
    """What the likely month of one card owes to its price, a server included.

    The computer around a card has a price of its own.
    """
    share = around(card.hardware, kind, catalog, "value").price_share
    life = catalog.assumed("hardware_life_months")
    return float(card.price * (cost.ONE + share) / life)

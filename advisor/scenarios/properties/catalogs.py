"""The shipped catalog with other prices, other rows, or the same rows otherwise kept."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

from advisor.decision.candidates import (
    Candidate,
    Catalog,
    Figure,
    Hardware,
    OptionKind,
    Throughput,
)
from advisor.decision.price_rows import PriceRow

HOSTED_OPEN = {OptionKind.HOSTED_OPEN, OptionKind.HOSTED_OPEN_CLOUD}
CLOSED = {OptionKind.CLOSED_API, OptionKind.CLOSED_CLOUD}
MONEY = (
    "engineer_salary_usd_year",
    "felt_bill_usd_month",
    "setup_cost_own_gpus_usd",
    "setup_cost_own_hardware_usd",
    "power_usd_kwh",
    "space_usd_month",
    "computer_usd",
    "budget_low_usd_month",
    "budget_medium_usd_month",
    "budget_high_usd_month",
)


# --- Other prices ----------------------------------------------------------------------


def with_token_prices(
    catalog: Catalog, factor: Decimal, kinds: set[OptionKind]
) -> Catalog:
    """Tokens at a multiple of their price wherever a kind of option sells them."""

    def priced(candidate: Candidate) -> Candidate:
        if candidate.kind not in kinds:
            return candidate
        rows = tuple(dearer(row, factor) for row in candidate.prices)
        return replace(candidate, prices=rows)

    return replace(
        catalog, candidates=tuple(priced(candidate) for candidate in catalog.candidates)
    )


def dearer(row: PriceRow, factor: Decimal) -> PriceRow:
    return replace(
        row,
        input=row.input * factor,
        output=None if row.output is None else row.output * factor,
        cached_input=None if row.cached_input is None else row.cached_input * factor,
    )


def with_machine_prices(catalog: Catalog, factor: Decimal) -> Catalog:
    """GPUs to rent and machines to buy at a multiple of their price."""

    def priced(hardware: Hardware) -> Hardware:
        rates = tuple(
            replace(rate, usd_per_gpu_hour=rate.usd_per_gpu_hour * factor)
            for rate in hardware.rates
        )
        price = hardware.list_price_usd
        return replace(
            hardware,
            rates=rates,
            list_price_usd=price and times(price, factor),
        )

    return replace(catalog, hardware=tuple(priced(one) for one in catalog.hardware))


def times(figure: Figure, factor: Decimal) -> Figure:
    return replace(figure, value=figure.value * float(factor))


def with_assumptions(catalog: Catalog, factor: Decimal, *keys: str) -> Catalog:
    """Some assumptions at a multiple of their value, spread included."""
    changed = {
        key: replace(
            row, value=row.value * factor, low=row.low * factor, high=row.high * factor
        )
        for key, row in catalog.assumptions.items()
        if key in keys
    }
    return replace(catalog, assumptions={**catalog.assumptions, **changed})


def in_another_currency(catalog: Catalog, factor: Decimal) -> Catalog:
    """Every amount of money at the same multiple."""
    tokens = with_token_prices(catalog, factor, set(OptionKind))
    machines = with_machine_prices(tokens, factor)
    return with_assumptions(machines, factor, *MONEY)


# --- The same rows, otherwise kept -----------------------------------------------------


def reordered(catalog: Catalog, seed: int) -> Catalog:
    """Every row and every key in another order."""
    random = Random(seed)  # noqa: S311 (nothing secret)

    def mixed[T](rows: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(random.sample(rows, len(rows)))

    def turned[T](rows: Mapping[str, T]) -> dict[str, T]:
        return dict(random.sample(list(rows.items()), len(rows)))

    return replace(
        catalog,
        sources=turned(catalog.sources),
        candidates=mixed(catalog.candidates),
        hardware=mixed(catalog.hardware),
        bits_per_weight=turned(catalog.bits_per_weight),
        throughputs=mixed(catalog.throughputs),
        assumptions=turned(catalog.assumptions),
    )


def renamed(catalog: Catalog) -> Catalog:
    """Other names and slugs for models and options, in the same order as before."""

    def candidate(one: Candidate) -> Candidate:
        model = replace(
            one.model, slug=f"row-{one.model.slug}", name=f"Model {one.model.name}"
        )
        option = replace(
            one.option, slug=f"row-{one.option.slug}", name=f"Place {one.option.name}"
        )
        return replace(one, model=model, option=option)

    def throughput(one: Throughput) -> Throughput:
        return replace(one, model=None if one.model is None else f"row-{one.model}")

    return replace(
        catalog,
        candidates=tuple(candidate(one) for one in catalog.candidates),
        throughputs=tuple(throughput(one) for one in catalog.throughputs),
    )


# --- More rows -------------------------------------------------------------------------


def with_worse_rows(catalog: Catalog) -> Catalog:
    """Beside each offering that sells tokens, one that is worse and louder."""
    worse = (
        worse_than(candidate) for candidate in catalog.candidates if candidate.prices
    )
    return replace(catalog, candidates=(*catalog.candidates, *worse))


def worse_than(candidate: Candidate) -> Candidate:
    """The same dearer, rated lower, and advertised."""
    model = candidate.model
    rating = model.rating and replace(
        model.rating,
        value=model.rating.value - 30,
        low=model.rating.low - 30,
        high=model.rating.high - 30,
    )
    advertised = replace(
        model,
        slug=f"{model.slug}-zz",
        name=f"{model.name} (invite a friend and get a month for free!)",
        rating=rating,
    )
    prices = tuple(dearer(row, Decimal("1.25")) for row in candidate.prices)
    return replace(candidate, model=advertised, prices=prices)


type Change = Callable[[Catalog], Catalog]

"""The prices of the genai-prices package, by exact names; nothing is fetched."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from importlib.metadata import version

from genai_prices.data import providers
from genai_prices.types import ModelInfo, Provider

from catalog.models.prices import Schedule
from catalog.price_imports.quotes import GENAI, Figures, Package, Quote, money, tidy
from catalog.price_package import FREE_SUFFIX, PackageRow, price_rows


def installed(released: date, found: Iterable[Provider] = providers) -> Package:
    """Every entry of the version that is installed."""
    entries = [(provider, model) for provider in found for model in provider.models]
    quotes = tuple(
        Quote(
            provider=provider.id,
            model=model.id,
            figures=rows,
            context_tokens=model.context_window,
            withdrawn="deprecated" if model.deprecated else "",
        )
        for provider, model in entries
        if (rows := figures(model))
    )
    number = version(GENAI)
    return Package(
        name=GENAI,
        version=number,
        released=released,
        title=f"{GENAI} {number}, price data shipped in the package",
        publisher="Pydantic",
        url="https://github.com/pydantic/genai-prices",
        quotes=quotes,
        left_out=len(entries) - len(quotes),
    )


def figures(model: ModelInfo) -> tuple[Figures, ...]:
    """A model's price rows; none where nothing says what its text costs."""
    rows = [row for row in price_rows(model) if is_told(row, model)]
    around = [row for row in rows if row.hours is None]
    within = [row for row in rows if row.hours is not None]
    if not within:
        return tidy(map(always, around))
    return tidy(by_hours(around, within))


def is_told(row: PackageRow, model: ModelInfo) -> bool:
    """Zero is a price only where the name says that it is free."""
    return bool(row.input) or model.id.endswith(FREE_SUFFIX)


def always(row: PackageRow) -> Figures:
    """The row as one that holds at every hour."""
    return Figures(
        input=money(row.input) or row.input,
        output=money(row.output) if row.output or not row.input else None,
        cached_input=money(row.cached_input) if row.cached_input else None,
        batch_discount=row.batch_discount,
        above_tokens=row.above_tokens,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        is_free=not row.input,
    )


def by_hours(around: list[PackageRow], within: list[PackageRow]) -> Iterator[Figures]:
    """Prices of some hours beside the price around them, which is the other one.

    The package gives the hours no first day. They are taken to hold as long as the
    price around them, whose earlier rows held at every hour.
    """
    for row in map(always, around):
        beside = [each for each in within if each.above_tokens == row.above_tokens]
        if row.valid_until is not None or not beside:
            yield row
            continue
        other = always(beside[0])
        dear = other.input > row.input
        hours = Schedule.PEAK if dear else Schedule.OFF_PEAK
        rest = Schedule.OFF_PEAK if dear else Schedule.PEAK
        yield replace(row, schedule=rest)
        yield replace(other, schedule=hours, valid_from=row.valid_from)

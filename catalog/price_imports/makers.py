"""The prices of the model-prices package: a second opinion, of the makers only.

Its data is read as it ships in the wheel. The package can also fetch newer data; that
is never called, so that two machines with the same packages see the same prices.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from importlib.metadata import version
from importlib.resources import files
from itertools import pairwise
from typing import Any

from model_prices import SCHEMA

from catalog.models.prices import Schedule
from catalog.price_imports.quotes import (
    GENAI,
    MAKERS,
    Figures,
    Package,
    Quote,
    money,
    tidy,
)

STANDARD, BATCH = "standard", "batch"
PERMILLE = Decimal("0.001")

type Part = Mapping[str, Any]


def snapshot() -> Part:
    """The data in the wheel, if it has the form that is read here."""
    text = files("model_prices").joinpath("snapshot.json").read_text("utf-8")
    data: Part = json.loads(text)
    if data["schema"] != SCHEMA:
        raise ValueError(f"{MAKERS}: its data has form {data['schema']}, not {SCHEMA}.")
    return data


def installed(data: Part | None = None) -> Package:
    """Every entry of the version that is installed."""
    data = data or snapshot()
    entries = [
        (provider, model, modes)
        for provider, models in sorted(data["prices"].items())
        for model, modes in sorted(models.items())
    ]
    quotes = tuple(
        Quote(
            provider=provider,
            model=model,
            figures=rows,
            withdrawn=data["status"].get(provider, {}).get(model, ""),
        )
        for provider, model, modes in entries
        if (rows := figures(modes, busy_hours(data, provider)))
    )
    number = version(MAKERS)
    taken = data["models_dev"]["committed_at"][:10]
    return Package(
        name=MAKERS,
        version=number,
        released=day_of(data["updated_at"]),
        title=f"{MAKERS} {number}, snapshot of models.dev from {taken}",
        publisher=MAKERS,
        url="",
        quotes=quotes,
        left_out=len(entries) - len(quotes),
        rival=GENAI,
        names_are_the_hosts=False,
    )


def figures(modes: Part, peak_times: Decimal | None) -> tuple[Figures, ...]:
    """A model's rows; prices at peak hours are a multiple of those around them."""
    rows = [
        row
        for start, end, rates in spans(modes.get(STANDARD, ()))
        for row in tiers(rates, discounts(modes, start), start, end)
    ]
    if peak_times is not None:
        rows = [
            each
            for row in rows
            for each in ((row,) if row.valid_until else at_hours(row, peak_times))
        ]
    return tidy(rows)


def at_hours(row: Figures, peak_times: Decimal) -> tuple[Figures, Figures]:
    """The same price at quiet hours, and its multiple at busy ones."""
    busy = replace(
        row,
        schedule=Schedule.PEAK,
        input=row.input * peak_times,
        output=row.output and row.output * peak_times,
        cached_input=row.cached_input and row.cached_input * peak_times,
    )
    return replace(row, schedule=Schedule.OFF_PEAK), busy


def busy_hours(data: Part, provider: str) -> Decimal | None:
    """How many times the price is asked at busy hours, where a rule of today says."""
    for rule in data["schedules"]["schedule"]:
        is_over = "valid_until" in rule
        if rule["provider"] == provider and "peak_multiplier" in rule and not is_over:
            return Decimal(str(rule["peak_multiplier"]))
    return None


def spans(
    intervals: Sequence[Part],
) -> Iterator[tuple[date | None, date | None, Part]]:
    """Each price with its first day and the day after its last."""
    starts = [day_of(each["start"]) if each["start"] else None for each in intervals]
    for (start, end), each in zip(pairwise([*starts, None]), intervals, strict=True):
        is_some_days = start is None or end is None or start < end
        if each["rates"] and each["rates"]["input"] and is_some_days:
            yield start, end, each["rates"]


def tiers(
    rates: Part, batch: Part | None, start: date | None, end: date | None
) -> Iterator[Figures]:
    """The price, and those of longer requests."""
    longer = [{**rates, **tier} for tier in rates.get("tiers", ())]
    of_batch = [batch, *(batch or {}).get("tiers", ())]
    for position, each in enumerate([rates, *longer]):
        same = position < len(of_batch)
        yield Figures(
            input=money(each["input"]) or Decimal(0),
            output=money(each.get("output")) or None,
            cached_input=money(each.get("cache_read")) or None,
            batch_discount=share(each, of_batch[position]) if same else None,
            above_tokens=each.get("above", 0),
            valid_from=start,
            valid_until=end,
        )


def discounts(modes: Part, start: date | None) -> Part | None:
    """The batch prices of today, for the standard price of today."""
    last = modes[STANDARD][-1]["start"]
    if BATCH not in modes or start != (day_of(last) if last else None):
        return None
    found: Part | None = modes[BATCH][-1]["rates"]
    return found


def share(rates: Part, batch: Part | None) -> Decimal | None:
    """What batch takes off every price alike; None where no one share tells it."""
    if batch is None:
        return None
    kinds = [kind for kind in ("input", "output", "cache_read") if rates.get(kind)]
    if any(batch.get(kind) is None for kind in kinds):
        return None
    shares = {
        (1 - Decimal(str(batch[kind])) / Decimal(str(rates[kind]))).quantize(PERMILLE)
        for kind in kinds
    }
    return shares.pop().normalize() if len(shares) == 1 else None


def day_of(moment: str) -> date:
    """The day of a moment, in UTC, in which they all stand."""
    return datetime.fromisoformat(moment).date()

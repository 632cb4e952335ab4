"""Costings as JSON: money as strings in plain notation, so that no digit is lost."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from advisor.calculator.costing import (
    Comparison,
    Costing,
    Line,
    Machines,
    Pairing,
    Triple,
    Volume,
)
from advisor.calculator.facts import Facts
from advisor.calculator.inputs import Input
from advisor.calculator.parameters import Kind
from advisor.calculator.reading import ENDS
from advisor.calculator.scenarios import Value
from advisor.calculator.tariffs import Crossing
from advisor.calculator.words import at_least_cents, in_cents, rounded
from advisor.decision import cost
from advisor.decision.telling import source_of

type Json = dict[str, object]
RATE_DIGITS = 8  # significant digits of a price
DIGITS = 8  # significant digits of what is no sum of money


def told(result: Costing | Comparison, facts: Facts) -> Json:
    """The object that `manage.py cost` writes, without the id."""
    whole = {
        "day": facts.day.isoformat(),
        "catalog_revision": facts.catalog.revision,
    }
    if isinstance(result, Comparison):
        return {**comparison(result, facts), **whole}
    return {**costing(result, facts), **whole}


def costing(one: Costing, facts: Facts) -> Json:
    outcome: Json = {
        "kind": one.kind.value,
        "name": one.name,
        "share": None if one.share is None else figure(one.share),
        "monthly_usd": added_up(one.monthly),
        "yearly_usd": money(one.monthly and one.monthly.times(cost.MONTHS_PER_YEAR)),
        "usd_per_million": rate(one.per_million),
        "usd_per_million_output": rate(per_output(one)),
        "usd_per_request": rate(per_request(one)),
        "usd_per_gpu_hour": rate(per_gpu_hour(one)),
        "upfront_usd": money(one.once) if one.monthly else None,
        "running_usd_month": money(one.running),
        "total": total(one),
        "serves": one.serves if one.monthly else None,
        "volume": volume(one.volume),
        "lines": [line(entry) for entry in one.lines],
        "machines": machines(one.machines, one.volume),
        "inputs": {entry.key: used(entry, facts) for entry in one.inputs},
        "defaults": list(one.defaults),
        "sentences": list(one.sentences),
    }
    if one.kind is Kind.HYBRID:
        outcome["parts"] = [costing(part, facts) for part in one.parts]
    return outcome


def comparison(one: Comparison, facts: Facts) -> Json:
    return {
        "kind": Kind.BREAK_EVEN.value,
        "name": one.name,
        "volume": volume(one.volume),
        "cheapest": one.cheapest,
        "scenarios": [costing(entry, facts) for entry in one.costings],
        "crossings": [pairing(entry, one.volume.hours) for entry in one.pairings],
        "inputs": {entry.key: used(entry, facts) for entry in one.inputs},
        "defaults": [entry.key for entry in one.inputs if entry.is_default],
        "sentences": [
            *one.sentences,
            *(sentence for entry in one.pairings for sentence in entry.sentences),
        ],
    }


def pairing(one: Pairing, hours: Decimal) -> Json:
    return {
        "between": [one.one, one.other],
        "at": [
            {**crossing(entry, one, hours), "loads": loads}
            for entry, loads in zip(one.crossings, loads_of(one), strict=True)
        ],
        "payback_months": figure(one.payback_months),
        "sentences": list(one.sentences),
    }


def crossing(one: Crossing, pair: Pairing, hours: Decimal) -> Json:
    tokens = one.millions * cost.MILLION
    first_above = one.first_is_cheaper_above
    return {
        "tokens_per_month": whole(tokens),
        "tokens_per_day": whole(tokens * cost.HOURS_PER_DAY / hours),
        "cheaper_below": pair.other if first_above else pair.one,
        "cheaper_above": pair.one if first_above else pair.other,
        "at_a_step": one.is_step,
        "within_capacity": one.is_within,
    }


def loads_of(one: Pairing) -> list[Json]:
    return [{name: figure(load) for name, load in loads.items()} for loads in one.loads]


def line(one: Line) -> Json:
    return {
        "label": one.label,
        "working": one.working,
        "usd": {end: text(getattr(one.usd, end)) for end in ENDS},
    }


def volume(one: Volume) -> Json:
    share = one.input_share.likely
    return {
        "tokens_per_month": figure(one.tokens_per_month),
        "tokens_per_day": figure(one.tokens_per_day),
        "input_tokens_per_month": figure(one.tokens_per_month * share),
        "output_tokens_per_month": figure(one.tokens_per_month * (1 - share)),
        "requests_per_month": figure(one.requests),
    }


def machines(one: Machines | None, of: Volume) -> Json | None:
    if one is None:
        return None
    capacity = one.capacity_millions
    return {
        "hardware": one.hardware or None,
        "memory_gb": figure(one.memory_gb),
        "weights_gb": figure(one.weights_gb),
        "cache_gb_per_request": figure(one.cache_gb),
        "gpus_per_replica": one.gpus,
        "replicas": {end: getattr(one.replicas, end) for end in ENDS},
        "gpus": one.all_gpus,
        "tokens_per_second_per_replica": figures(one.tokens_per_second),
        "speed": one.speed_basis or None,
        "speed_counts": None
        if one.tokens_per_second is None
        else ("output" if one.counts_output_only else "input_and_output"),
        "capacity_tokens_per_day": None
        if capacity is None
        else whole(capacity * cost.MILLION / of.days),
        "capacity_tokens_per_month": None
        if capacity is None
        else whole(capacity * cost.MILLION),
        "load": figure(one.load),
    }


def per_output(one: Costing) -> cost.Range | None:
    """US dollars for a million output tokens, all costs laid on them."""
    if one.per_million is None:
        return None
    share = 1 - one.volume.input_share.likely
    return one.per_million.times(1 / share) if share else None


def per_request(one: Costing) -> cost.Range | None:
    if one.per_million is None or not one.volume.requests:
        return None
    return one.per_million.times(one.volume.millions / one.volume.requests)


def per_gpu_hour(one: Costing) -> cost.Range | None:
    """The month over the hours of all GPUs of the likely bill, all costs laid on them."""
    if one.monthly is None or one.machines is None:
        return None
    return one.monthly.times(1 / (one.machines.all_gpus * one.machines.machine_hours))


def total(one: Costing) -> Json | None:
    """All that is paid over the months looked at."""
    if one.total is None:
        return None
    return {"months": figure(one.horizon_months), "usd": money(one.total)}


def used(one: Input, facts: Facts) -> Json:
    return {
        "value": value(one.likely),
        "low": value(one.low),
        "high": value(one.high),
        "unit": one.parameter.unit or one.parameter.form.value,
        "origin": one.origin.value,
        "source": source_of(facts.catalog, one.source),
        "note": one.note or None,
    }


# --- Figures -----------------------------------------------------------------------------


def money(amount: cost.Range | None) -> Json | None:
    if amount is None:
        return None
    return {end: text(in_cents(getattr(amount, end))) for end in ENDS}


def added_up(amount: cost.Range | None) -> Json | None:
    """A sum of lines that were rounded before."""
    if amount is None:
        return None
    return {end: text(getattr(amount, end)) for end in ENDS}


def rate(amount: cost.Range | None) -> Json | None:
    """A price of something: more digits than cents, for it's multiplied by much."""
    if amount is None:
        return None
    return {end: text(rounded(getattr(amount, end), RATE_DIGITS)) for end in ENDS}


def text(amount: Decimal) -> str:
    """US dollars in plain notation, with two digits after the point or more."""
    return f"{at_least_cents(amount):f}"


def value(one: Value) -> object:
    if isinstance(one, Decimal):
        return f"{one.normalize() if one else Decimal(0):f}"
    if isinstance(one, date):
        return one.isoformat()
    if isinstance(one, tuple):
        return [[f"{figure:f}" for figure in tier] for tier in one]
    if isinstance(one, Mapping):
        return {name: text(amount) for name, amount in one.items()}
    return one


def figures(three: Triple[Decimal] | None) -> Json | None:
    return None if three is None else {end: figure(getattr(three, end)) for end in ENDS}


def figure(amount: Decimal | None) -> int | float | None:
    """A number that is no money."""
    if amount is None:
        return None
    short = rounded(amount, DIGITS)
    is_whole = short == short.to_integral_value()
    return int(short) if is_whole else float(short)


def whole(amount: Decimal) -> int:
    return int(amount.to_integral_value(rounding=ROUND_HALF_UP))

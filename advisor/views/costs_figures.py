"""The figures of the page of costs: a card for each line, and what each rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from advisor.calculator.costing import Costing, Machines
from advisor.calculator.facts import Facts
from advisor.calculator.inputs import Input, Origin
from advisor.calculator.parameters import Form, Parameter
from advisor.calculator.words import (
    number,
    percent,
    plain,
    rest_of_unit,
    rounded,
    usd,
)
from advisor.decision import cost, telling
from advisor.decision.bills import usd as whole_usd
from advisor.decision.candidates import Source
from advisor.views.costs_asked import Asked, written
from advisor.views.costs_fields import (
    ALL,
    AT_THE_TOP,
    HYBRID_SHARE,
    KEYS,
    LINES,
    PICKED,
    SHARE,
    TITLES,
    Key,
)
from advisor.views.costs_form import Entry, chosen_in, open_sections, options_of
from advisor.views.costs_lines import Priced
from advisor.views.costs_picks import Choice, Group, Picks

BASES = {
    "given": "as you gave it",
    "measured": "measured on these machines",
    "estimated": "estimated from memory bandwidth and computing power",
}
NO_ROW = {*AT_THE_TOP, HYBRID_SHARE}  # their fields stand above
ORIGINS = {
    Origin.GIVEN: "your figure",
    Origin.USUAL: "taken as usual, since nothing was said",
    Origin.WORKED_OUT: "follows from other figures",
    Origin.CATALOG: "from the catalog",
    Origin.ASSUMPTION: "an assumption",
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """A line with its figures in words."""

    line: str
    title: str
    name: str
    costing: Costing | None
    facts: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]


def card(one: Priced) -> Card:
    costing = one.costing
    return Card(
        line=one.line,
        title=TITLES[one.line],
        name=one.name,
        costing=costing,
        facts=tuple(facts_of(costing)) if costing else (),
        sentences=one.sentences,
    )


def facts_of(costing: Costing) -> Iterator[tuple[str, str]]:
    """What stands behind the bill, and what is paid at the start and in the long run."""
    if costing.machines:
        yield from machine_facts(costing.machines, costing)
    if costing.once.likely:
        yield "Paid at the start", money(costing.once.likely)
    months = costing.horizon_months
    if months and costing.total and costing.serves:
        yield f"In {plain(months)} months", f"{money(costing.total.likely)} in all"


def money(amount: Decimal) -> str:
    """US dollars: whole from ten on; of less than a cent the digits that there are."""
    is_tiny = 0 < amount < cost.CENT
    return usd(rounded(amount, 3)) if is_tiny else whole_usd(amount)


def machine_facts(machines: Machines, costing: Costing) -> Iterator[tuple[str, str]]:
    """What holds the model and how much it serves."""
    replicas = machines.replicas
    count = plain(Decimal(replicas.likely))
    if replicas.low != replicas.high:
        count += f" ({replicas.low:,} to {replicas.high:,})"
    name = machines.hardware or "GPU"
    yield "Machines", f"{count} with {machines.gpus} × {name} each"
    if machines.memory_gb is not None:
        yield "Memory a machine needs", f"{plain(rounded(machines.memory_gb, 3))} GB"
    if machines.tokens_per_second is None:
        yield "Speed", "not known"
    else:
        what = "output tokens" if machines.counts_output_only else "tokens"
        speed = plain(rounded(machines.tokens_per_second.likely, 3))
        yield "Speed of one", f"{speed} {what} a second, {BASES[machines.speed_basis]}"
    if machines.capacity_millions is not None:
        served = number(machines.capacity_millions * cost.MILLION / costing.volume.days)
        yield "They serve", f"{served} tokens a day, with room for the peaks"
    if machines.load is not None and costing.serves:
        yield "Average load", share(machines.load)


def share(value: Decimal) -> str:
    return "under 1 %" if 0 < value < Decimal("0.01") else percent(rounded(value, 2))


# --- What each figure rests on --------------------------------------------------------


class Row(NamedTuple):
    """One input with its range and source, and its field where it can be changed."""

    text: str
    value: str
    spread: str
    origin: str  # in words, for what has no source
    source: Source | None
    entry: Entry | None
    has_field: bool  # whether its table has a column of fields

    @property
    def html(self) -> SafeString:
        return row_html(self)


@lru_cache(maxsize=3_000)
def row_html(row: Row) -> SafeString:
    """A row as text: most are the same from one visitor to the next."""
    source = asdict(row.source) if row.source else None
    context = {**row._asdict(), "source": source}
    return render_to_string("advisor/_costs_row.html", context)


@dataclass(frozen=True, kw_only=True)
class Section:
    """The inputs of a line, or of all lines."""

    key: str
    title: str
    rows: list[Row]
    is_open: bool
    address: str  # of the page on which they can be changed
    further: list[Entry]  # what was neither given nor needed


def sections(
    asked: Asked, lines: list[Priced], picks: Picks, facts: Facts
) -> list[Section]:
    """Every input that a bill rests on, by line."""
    is_open = open_sections(asked)
    used = used_inputs(lines)
    if used["hybrid"]:
        used["hybrid"] = {HYBRID_SHARE: share_input(asked, facts), **used["hybrid"]}
    return [
        Section(
            key=line,
            title=TITLES[line],
            rows=[
                row_of(name, one, asked, facts, has_field=line in is_open)
                for name, one in used[line].items()
            ],
            is_open=line in is_open,
            address=asked.address(picks, section=line),
            further=further(line, used[line], asked, facts) if line in is_open else [],
        )
        for line in (ALL, *LINES)
        if used[line]
    ]


def used_inputs(lines: list[Priced]) -> dict[str, dict[str, Input]]:
    """The inputs of each line by the name of their field; those said once, once."""
    found: dict[str, dict[str, Input]] = {line: {} for line in (ALL, *LINES)}
    for one in lines:
        for entry in one.costing.inputs if one.costing else ():
            if entry.key in PICKED:
                continue  # the lists above show it, or a sentence of the line says it
            name = entry.key if entry.key in KEYS else f"{one.line}.{entry.key}"
            line = KEYS[name].line if name in KEYS else one.line
            found[line].setdefault(name, entry)
    return found


def share_input(asked: Asked, facts: Facts) -> Input:
    """The share of the second part of a hybrid, which no bill asks for by itself."""
    given = asked.values.get(HYBRID_SHARE)
    row = facts.catalog.assumptions[SHARE.assumption]
    if isinstance(given, Decimal):
        ends = (given, given, given)
    else:
        ends = (1 - row.high, 1 - row.value, 1 - row.low)
    low, likely, high = ends
    return Input(
        parameter=SHARE,
        low=low,
        likely=likely,
        high=high,
        origin=Origin.ASSUMPTION if given is None else Origin.GIVEN,
        source=row.source if given is None else "",
    )


def row_of(
    name: str, one: Input, asked: Asked, facts: Facts, *, has_field: bool
) -> Row:
    parameter = one.parameter
    is_changeable = has_field and name in KEYS and name not in NO_ROW
    return Row(
        text=KEYS[name].text if name in KEYS else parameter.text,
        value=in_words(one.likely, parameter),
        spread=spread(one),
        origin=ORIGINS[one.origin],
        source=facts.catalog.sources.get(one.source),
        entry=entry_of(KEYS[name], asked, facts, usual=written(one.likely))
        if is_changeable
        else None,
        has_field=has_field,
    )


def spread(one: Input) -> str:
    """From low to high with the unit said once; empty where they are the same.

    A range that no bill is made of only shows what is usual, and says so.
    """
    if one.low == one.high:
        return ""
    low, high = (bare(end, one.parameter) for end in (one.low, one.high))
    words = f"{low} to {high} {unit_of(one.parameter)}".rstrip()
    return words if one.swings else f"usual: {words}"


def entry_of(key: Key, asked: Asked, facts: Facts, *, usual: str = "") -> Entry:
    is_format = key.parameter.key == "precision"
    return Entry(
        name=key.name,
        label=key.text,
        value=asked.shown(key.name),
        message=asked.problems.get(key.name, ""),
        unit=hint(key.parameter),
        usual=usual,
        options=formats(asked.shown(key.name), usual, facts) if is_format else None,
    )


def formats(chosen: str, usual: str, facts: Facts) -> SafeString:
    """The number formats of the catalog, the usual one where none is chosen."""
    names = [usual, *(one for one in facts.catalog.bits_per_weight if one != usual)]
    choices = [Choice(key=name if name != usual else "", label=name) for name in names]
    return chosen_in(options_of([Group(label="", choices=choices)]), chosen)


def further(
    line: str, used: Mapping[str, Input], asked: Asked, facts: Facts
) -> list[Entry]:
    """The fields of a line that no bill has asked for."""
    return [
        entry_of(key, asked, facts)
        for name, key in KEYS.items()
        if key.line == line and name not in used and name not in NO_ROW
    ]


def hint(parameter: Parameter) -> str:
    """What a field takes, beside its label."""
    match parameter.form:
        case Form.MONEY | Form.AMOUNTS:
            return f"US dollars {unit_of(parameter)}".rstrip()
        case Form.DAY:
            return "such as 2026-11-22"
        case Form.SHARE:
            return "0 to 1, or percent"
    return unit_of(parameter)


def unit_of(parameter: Parameter) -> str:
    """What of its unit the figure itself does not say."""
    return rest_of_unit(parameter.unit)


def in_words(value: object, parameter: Parameter) -> str:
    """A value as one would say it, with its unit."""
    return f"{bare(value, parameter)} {unit_of(parameter)}".rstrip()


def bare(value: object, parameter: Parameter) -> str:
    """The same without the unit, but for the signs of dollars and hundredths."""
    is_share = parameter.form is Form.SHARE or parameter.unit == "share"
    match value:
        case Decimal() if parameter.form is Form.MONEY:
            return usd(value)
        case Decimal() if is_share:
            return percent(value)
        case Decimal():
            return plain(rounded(value, 6))
        case Mapping():
            return ", ".join(f"{name}: {usd(amount)}" for name, amount in value.items())
        case date():
            return telling.written(value)
        case bool():
            return "yes" if value else "no"
    return str(value)

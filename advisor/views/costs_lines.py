"""The lines of the page of costs as scenarios of the calculator, each with its figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from advisor.calculator.calculate import cost_one
from advisor.calculator.costing import Costing
from advisor.calculator.facts import Facts
from advisor.calculator.parameters import Kind
from advisor.calculator.reading import read_scenario
from advisor.calculator.scenarios import PARAMETERS, ScenarioError
from advisor.calculator.self_run import DESCRIBED
from advisor.calculator.token_parameters import VOLUME
from advisor.calculator.total_parameters import OF_REPLICAS
from advisor.views.costs_asked import Asked
from advisor.views.costs_fields import ALL, HYBRID_SHARE, KEYS, LINES, PRESET
from advisor.views.costs_picks import (
    BY_RULE,
    NAMES,
    NONE,
    ON_A_DESK,
    OWN,
    SEPARATOR,
    STACKS,
    Picks,
)

REQUESTS = ("requests_per_day", "requests_per_month")
SIZES = {"input_tokens_per_request": "in", "output_tokens_per_request": "out"}
QUOTED = re.compile("“([a-z_]+)”")
LABEL_BY_KEY = {key.parameter.key: key.short_text for key in KEYS.values()}
IDLE = "was given and made no difference here."
OF_THE_WHOLE = {one.key for one in VOLUME}
# Figures of machines that replace those of the hardware, and do not choose it.
OF_MACHINES = {*DESCRIBED, *OF_REPLICAS}
OFFERING = ("model", "option", "offering")
type Raw = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Priced:
    """A line of the page with its figures, or with what stands in the way of them."""

    line: str
    name: str
    costing: Costing | None = None
    problems: tuple[tuple[str, str], ...] = ()  # fields, with what is wrong

    @property
    def sentences(self) -> tuple[str, ...]:
        """What has to be said about it, once each."""
        known = self.costing.sentences if self.costing else ()
        said = (*(why for _, why in self.problems), *map(readable, known))
        return tuple(one for one in dict.fromkeys(said) if not is_idle(one))


def price_all(asked: Asked, picks: Picks, facts: Facts) -> tuple[Asked, list[Priced]]:
    """Every line that was not left out; values that cannot be taken are left out."""
    while True:
        asked = with_sizes_settled(asked)
        lines = list(Draft(asked, picks, facts).lines())
        wrong = {
            name: why
            for line in lines
            for name, why in line.problems
            if name in asked.values and name in KEYS
        }
        if not wrong:
            return asked, lines
        asked = asked.without(wrong)


def with_sizes_settled(asked: Asked) -> Asked:
    """Requests need a size, and the size of a kind needs requests."""
    counted = [key for key in REQUESTS if key in asked.values]
    if PRESET in asked.values and not counted:
        is_told = any(key in asked.problems for key in REQUESTS)
        why = "" if is_told else "This needs a number of requests beside it."
        return asked.without({PRESET: why})
    if counted and PRESET not in asked.values and not set(SIZES) & set(asked.values):
        why = "Choose what a request is like, or write the size of one below."
        return asked.without({counted[0]: why})
    return asked


class Draft:
    """The lines of one address while they are put together."""

    def __init__(self, asked: Asked, picks: Picks, facts: Facts) -> None:
        self.asked, self.picks, self.facts = asked, picks, facts
        self.shared = self.said_once()

    def said_once(self) -> Raw:
        """What every line is told, with the size of a request of a kind filled in."""
        shared = self.asked.of(ALL)
        preset = self.asked.values.get(PRESET)
        for key, way in SIZES.items():
            row = self.facts.catalog.assumptions.get(f"tokens_{way}_{preset}")
            if row is not None:
                shared.setdefault(key, row.value)
        return shared

    def lines(self) -> Iterator[Priced]:
        for line in LINES:
            if self.asked.pick(line, self.picks) != NONE:
                yield self.priced(line)

    def priced(self, line: str) -> Priced:
        name = self.name(line)
        raw = self.hybrid() if LINES[line] is Kind.HYBRID else self.scenario(line)
        if raw is None:
            why = (
                line,
                "One of the two parts was left out above, so there is no hybrid.",
            )
            return Priced(line=line, name=name, problems=(why,))
        whole = {key: self.shared[key] for key in self.shared if key in OF_THE_WHOLE}
        try:
            scenario = read_scenario({**raw, **whole, "name": name})
            costing = cost_one(scenario, self.facts)
        except ScenarioError as error:
            problems = tuple(
                (self.field(line, path), readable(why)) for path, why in error.problems
            )
            return Priced(line=line, name=name, problems=problems)
        name = with_hardware(line, name, costing)
        return Priced(line=line, name=name, costing=replace(costing, name=name))

    # --- Names ------------------------------------------------------------------------

    def name(self, line: str) -> str:
        """A line as the chart names it: what is run, and where."""
        pick = self.asked.pick(line, self.picks)
        if LINES[line] is Kind.HYBRID:
            return self.picks.label(line, pick).replace("The ", "Hybrid: the ")
        if pick != OWN:
            return self.picks.label(line, pick)
        return "Own figures" if line in STACKS else f"Own figures, {NAMES[line]}"

    def field(self, line: str, path: str) -> str:
        """The field of the page behind the path of a problem."""
        *parts, key = path.split(".")
        if key == "share" or path == "parts":
            return HYBRID_SHARE
        if parts:
            line = self.ways()[int(parts[1])]
        if key in OFFERING:
            return line
        return key if key in KEYS else f"{line}.{key}"

    # --- Scenarios --------------------------------------------------------------------

    def ways(self) -> list[str]:
        return self.asked.pick("hybrid", self.picks).split("-")

    def scenario(self, line: str) -> Raw | None:
        """What the calculator is asked for a line, the volume not included."""
        pick = self.asked.pick(line, self.picks)
        if line not in NAMES or pick == NONE:
            return None
        kind = LINES[line]
        picked = self.offering(pick) if kind is Kind.API else self.machine(line, pick)
        return {
            "kind": kind.value,
            **self.shared_with(kind),
            **picked,
            **self.asked.of(line),
        }

    def shared_with(self, kind: Kind) -> Raw:
        """What is said once and such a line knows, the volume not included."""
        return {
            key: value
            for key, value in self.shared.items()
            if key in PARAMETERS[kind] and key not in OF_THE_WHOLE
        }

    def offering(self, pick: str) -> Raw:
        if pick == OWN:
            return {}
        return dict(zip(OFFERING, pick.split(SEPARATOR, 2), strict=False))

    def machine(self, line: str, pick: str) -> Raw:
        """A model with its hardware; the calculator chooses where none was picked."""
        slug = self.asked.pick(f"{line}.hardware", self.picks)
        raw: Raw = {} if pick == OWN else {"model": pick}
        if slug == BY_RULE and pick != OWN:
            slug = self.chosen(line, pick)
        if slug != BY_RULE:
            raw["hardware"] = slug
        hardware = self.facts.hardware.get(slug)
        if LINES[line] is Kind.OWNED and hardware and hardware.kind in ON_A_DESK:
            raw["workstation"] = True
        return raw

    def chosen(self, line: str, pick: str) -> str:
        """The hardware by rule, which stays where its price or number is replaced."""
        own = self.asked.of(line)
        if not OF_MACHINES & set(own):
            return BY_RULE
        kind = LINES[line]
        raw = {key: self.shared[key] for key in self.shared if key in PARAMETERS[kind]}
        raw |= {key: own[key] for key in own if key not in OF_MACHINES}
        try:
            scenario = read_scenario({"kind": kind.value, "model": pick, **raw})
            found = cost_one(scenario, self.facts).inputs
        except ScenarioError:
            return BY_RULE
        rule = (one.likely for one in found if one.key == "hardware")
        return str(next(rule, BY_RULE))

    def hybrid(self) -> Raw | None:
        """Two of the other lines with a share each; None where one was left out."""
        parts = [self.scenario(line) for line in self.ways()]
        first, second = parts if len(parts) == 2 else (None, None)
        if first is None or second is None:
            return None
        own = self.asked.of("hybrid")
        usual = Decimal(1) - self.facts.catalog.assumed("hard_share")
        second = {**second, "share": own.pop("share", usual)}
        names = [self.name(line) for line in self.ways()]
        return {
            "kind": Kind.HYBRID.value,
            **self.shared_with(Kind.HYBRID),
            **own,
            "parts": [
                {**part, "name": name}
                for part, name in zip((first, second), names, strict=True)
            ],
        }


def with_hardware(line: str, name: str, costing: Costing) -> str:
    """The name of a line of machines with what they are."""
    if line not in STACKS:
        return name
    what = costing.machines.hardware if costing.machines else ""
    return f"{name} on {line} {what or 'machines'}"


# --- Sentences ------------------------------------------------------------------------


def readable(sentence: str) -> str:
    """A sentence of the calculator with the labels of the page in place of its keys."""
    return QUOTED.sub(
        lambda found: f"“{LABEL_BY_KEY.get(found[1], found[1])}”", sentence
    )


def is_idle(sentence: str) -> bool:
    """Whether it says that something made no difference, which a page need not say."""
    return sentence.endswith(IDLE)

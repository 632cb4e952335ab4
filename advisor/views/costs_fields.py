"""Every key that the page of costs takes, made from the calculator's parameters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.calculator.parameters import Form, Kind, Parameter
from advisor.calculator.scenarios import PARAMETERS, ROUTING, SAID_ONCE
from advisor.calculator.token_parameters import MIX, VOLUME

ALL = "all"  # what is said once, for every line
LINES = {
    "closed": Kind.API,
    "hosted": Kind.API,
    "rented": Kind.SELF_HOSTED,
    "owned": Kind.OWNED,
    "hybrid": Kind.HYBRID,
}
TITLES = {
    ALL: "For every line",
    "closed": "Closed model",
    "hosted": "Hosted open model",
    "rented": "Open model on rented machines",
    "owned": "Open model on own machines",
    "hybrid": "Hybrid",
}
PRESET = "use_preset"
PICKS = (
    "closed",
    "hosted",
    "rented",
    "rented.hardware",
    "owned",
    "owned.hardware",
    "hybrid",
)
HYBRID_SHARE = "hybrid.share"
LONGEST_PICK = 200  # characters
SECTION = "edit"  # whose figures can be changed on the page
AT_THE_TOP = (
    "tokens_per_day",
    "requests_per_day",
    PRESET,
    "input_output_ratio",
    "cached_share",
    "batch_share",
    "traffic",
)
# What is picked from lists, and what the page of a comparison has no use for.
PICKED = {"model", "option", "offering", "hardware", "workstation"}
NOT_HERE = {"utilization", "tiers"}
SHARE = Parameter(
    key="share",
    text="Share of the volume that goes to the second of the two",
    form=Form.SHARE,
    group="routing",
    assumption="hard_share",
)


# Where the text of a parameter speaks of JSON or of addresses in the catalog.
TEXTS = {
    "precision": "Number format of the weights",
    "other_monthly": "What else is paid every month",
    "other_once": "What else is paid once",
}


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key of the address that stands for a parameter."""

    name: str  # in the address: line.parameter, or the parameter alone
    line: str
    parameter: Parameter

    @property
    def text(self) -> str:
        """What it is, as the page says it."""
        return TEXTS.get(self.parameter.key, self.parameter.text)

    @property
    def short_text(self) -> str:
        """The same within a sentence, without what explains it."""
        return re.split("[;:]", self.text)[0]


def said_once() -> dict[str, Parameter]:
    """Parameters of all lines together, in the order of declaration."""
    names = {one.key for one in (*VOLUME, *MIX)} | SAID_ONCE
    names |= {"cached_share", "batch_share", "day"}
    known = [one for kind in LINES.values() for one in PARAMETERS[kind].values()]
    return {
        one.key: one for one in known if one.key in names and one.key not in NOT_HERE
    }


def keys() -> Mapping[str, Key]:
    """Every key by its name, in the order that an address has."""
    shared = said_once()
    found = [Key(name=name, line=ALL, parameter=one) for name, one in shared.items()]
    for line, kind in LINES.items():
        own = dict(PARAMETERS[kind])
        if kind is Kind.HYBRID:
            others = {key: one for key, one in own.items() if key.startswith("other_")}
            own = {"share": SHARE, **{one.key: one for one in ROUTING}, **others}
        found += [
            Key(name=f"{line}.{name}", line=line, parameter=one)
            for name, one in own.items()
            if name not in shared and name not in PICKED | NOT_HERE
        ]
    return {key.name: key for key in found if key.parameter.form is not Form.TIERS}


KEYS = keys()


def order() -> tuple[str, ...]:
    """Every name in the order that an address has: first what holds for all lines."""
    own = {line: [key for key in KEYS if KEYS[key].line == line] for line in TITLES}
    found = [*own.pop(ALL), PRESET]
    for line, names in own.items():
        found += [pick for pick in PICKS if pick.split(".")[0] == line] + names
    return tuple(found)


ORDER = order()

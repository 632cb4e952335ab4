"""What an address of the page of costs says: read key by key, and written back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from advisor.calculator.parameters import Form
from advisor.calculator.reading import BadValueError, read_given
from advisor.calculator.scenarios import VOLUME_KEYS, Scalar
from advisor.decision.answers import shorten
from advisor.decision.needs import USUAL_TRAFFIC
from advisor.decision.volume import PRESET as PRESETS
from advisor.views.costs_fields import (
    KEYS,
    LONGEST_PICK,
    ORDER,
    PICKS,
    PRESET,
    SECTION,
    TITLES,
)
from advisor.views.costs_picks import NONE, WAYS, Picks

CHOICES = {PRESET: PRESETS.choice_keys, "hybrid": (*WAYS, NONE)}
TWICE = "This was given twice. Give it once."


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was sent; empty fields and unknown keys are left out."""

    values: Mapping[str, Scalar]
    section: str = ""  # whose figures are being changed
    problems: Mapping[str, str] = field(default_factory=dict)  # with what was wrong
    sent: Mapping[str, str] = field(default_factory=dict)  # what was wrong, as typed

    def of(self, line: str) -> dict[str, object]:
        """The figures said for a line, by parameter; for all lines those said once."""
        return {
            KEYS[name].parameter.key: as_given(KEYS[name].parameter.form, value)
            for name, value in self.values.items()
            if name in KEYS and KEYS[name].line == line
        }

    def pick(self, name: str, picks: Picks) -> str:
        """What was picked, or else what is picked by rule."""
        return str(self.values.get(name, picks.usual[name]))

    @property
    def says_volume(self) -> bool:
        """Whether a volume was given, in any way."""
        return bool(VOLUME_KEYS & set(self.values))

    def without(self, wrong: Mapping[str, str]) -> "Asked":
        """The same without some values, which are kept as what is wrong."""
        taken = {name: written(self.values[name]) for name in wrong}
        return replace(
            self,
            values={k: v for k, v in self.values.items() if k not in wrong},
            problems={**self.problems, **wrong},
            sent={**self.sent, **taken},
        )

    def shown(self, name: str) -> str:
        """A field as it is filled in: as people write it, or what was wrong as typed."""
        if name in self.sent:
            return self.sent[name]
        value = self.values.get(name)
        return f"{value:,f}" if isinstance(value, Decimal) else written(value)

    def pairs(self, picks: Picks) -> list[tuple[str, str]]:
        """Keys and values of the one address that says this, without what is usual."""
        found = [
            (name, written(self.values[name]))
            for name in ORDER
            if name in self.values and self.values[name] != picks.usual.get(name)
        ]
        return found + ([(SECTION, self.section)] if self.section else [])

    def address(self, picks: Picks, *, section: str | None = None) -> str:
        """The address that says this, or the same with another section open."""
        one = self if section is None else replace(self, section=section)
        pairs = one.pairs(picks)
        address = reverse("advisor:costs")
        return f"{address}?{urlencode(pairs)}" if pairs else address


def as_given(form: Form, value: Scalar) -> object:
    """What may be several amounts by name is one amount on the page."""
    return {"Other": value} if form is Form.AMOUNTS else value


def written(value: object) -> str:
    """A value in the one way that an address writes it; nothing for none."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
    return str(value)


# --- Reading --------------------------------------------------------------------------


def read_asked(data: QueryDict) -> Asked:
    """The fields of an address, and what is wrong with some of them."""
    values: dict[str, Scalar] = {}
    problems: dict[str, str] = {}
    sent: dict[str, str] = {}
    for name in ORDER:
        texts = [text.strip() for text in data.getlist(name) if text.strip()]
        if not texts:
            continue
        try:
            values[name] = read_value(name, texts)
            if name == "traffic" and values[name] == USUAL_TRAFFIC:
                del values[name]  # the list sends it where nothing was chosen
        except BadValueError as bad:
            problems[name], sent[name] = str(bad), shorten(texts[0])
    section = data.get(SECTION, "")
    return Asked(
        values=values,
        section=section if section in TITLES else "",
        problems=problems,
        sent=sent,
    )


def read_value(name: str, texts: list[str]) -> Scalar:
    """The value of a field; BadValueError says why it cannot be taken."""
    text = texts[0]
    if len(set(texts)) > 1:
        raise BadValueError(TWICE)
    if name in CHOICES:
        if text not in CHOICES[name]:
            raise BadValueError(f"“{shorten(text)}” is not one of the choices.")
        return text
    if name in PICKS:
        return read_pick(text)
    parameter = KEYS[name].parameter
    if parameter.form is Form.AMOUNTS:
        parameter = replace(parameter, form=Form.MONEY)
    value = read_given(parameter, text).likely
    return in_short(value) if isinstance(value, Decimal) else value  # type: ignore[return-value]  # no other form is on the page


def read_pick(text: str) -> str:
    """An address of the catalog; whether it is there is for the line to say."""
    if len(text) > LONGEST_PICK or not text.isprintable():
        raise BadValueError(f"“{shorten(text)}” is not in the catalog.")
    return text


def in_short(value: Decimal) -> Decimal:
    """A decimal without zeros at its end and without an exponent."""
    short = value.normalize()
    return Decimal(f"{short:f}")

"""From a JSON object, or a page's query, to a scenario, or sentences that say why not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.calculator.clashes import clashes, passed_on, unknown
from advisor.calculator.parameters import LEAST, Form, Kind, Parameter
from advisor.calculator.scenarios import (
    PARAMETERS,
    VOLUME_KEYS,
    Given,
    Scenario,
    ScenarioError,
    Tier,
    Value,
)
from advisor.decision.answers import shorten, written_decimal
from advisor.decision.cost import ONE

NAME = {
    Kind.API: "API",
    Kind.SELF_HOSTED: "Rented fleet",
    Kind.OWNED: "Own hardware",
    Kind.HYBRID: "Hybrid",
    Kind.BREAK_EVEN: "Comparison",
}
LISTS = {Kind.HYBRID: "parts", Kind.BREAK_EVEN: "scenarios"}
FEWEST, MOST_PARTS = 2, 12
MOST_AMOUNTS = 50
LONGEST_TEXT = 100  # characters
SIMPLE = (Kind.API, Kind.SELF_HOSTED, Kind.OWNED)
ENDS = ("low", "likely", "high")


class BadValueError(ValueError):
    """A value that cannot be taken; the sentence says why."""


def read_scenario(raw: Mapping[str, object]) -> Scenario:
    """A scenario of any kind; ScenarioError names every bad key."""
    problems: list[tuple[str, str]] = []
    scenario = Reader(problems).scenario(raw, "", tuple(Kind), {})
    if problems or scenario is None:
        raise ScenarioError(problems)
    return scenario


class Reader:
    """Reads a scenario with its parts, and collects what is wrong with it."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems

    def scenario(
        self,
        raw: object,
        path: str,
        kinds: Sequence[Kind],
        inherited: Mapping[str, Given],
    ) -> Scenario | None:
        if not isinstance(raw, Mapping):
            self.problems.append((path.rstrip("."), "A scenario is a JSON object."))
            return None
        kind = self.kind(raw, path, kinds)
        if kind is None:
            return None
        given = self.values(raw, path, kind)
        given = {**passed_on(inherited, given, kind), **given}
        self.problems += [(f"{path}{key}", why) for key, why in clashes(given, kind)]
        return Scenario(
            kind=kind,
            name=self.name(raw, path) or NAME[kind],
            given=given,
            share=self.share(raw, path),
            path=path,
            parts=self.parts(raw, path, kind, given),
        )

    def kind(
        self, raw: Mapping[str, object], path: str, kinds: Sequence[Kind]
    ) -> Kind | None:
        sent = raw.get("kind")
        for kind in kinds:
            if sent == kind.value:
                return kind
        words = ", ".join(f"“{kind.value}”" for kind in kinds)
        what = "A kind is missing" if sent is None else f"“{shorten(sent)}” is no kind"
        self.problems.append((f"{path}kind", f"{what}: one of {words}."))
        return None

    def name(self, raw: Mapping[str, object], path: str) -> str:
        try:
            return "" if raw.get("name") is None else read_text(raw["name"])
        except BadValueError as bad:
            self.problems.append((f"{path}name", str(bad)))
            return ""

    def values(
        self, raw: Mapping[str, object], path: str, kind: Kind
    ) -> dict[str, Given]:
        known = PARAMETERS[kind]
        beside = {"id", "kind", "name", LISTS.get(kind)} | (
            {"share"} if path else set()
        )
        given = {}
        for key, value in raw.items():
            if key in beside or value is None:
                continue
            if key not in known:
                self.problems.append((f"{path}{shorten(key)}", unknown(key, kind)))
                continue
            try:
                given[key] = read_given(known[key], value)
            except BadValueError as bad:
                self.problems.append((f"{path}{key}", str(bad)))
        return given

    def share(self, raw: Mapping[str, object], path: str) -> Decimal | None:
        if "share" not in raw or (
            not path.startswith("parts") and ".parts." not in path
        ):
            if path and "share" in raw:
                self.problems.append(
                    (f"{path}share", "Only parts of a hybrid have one.")
                )
            return None
        try:
            value = read_number(SHARE, raw["share"])
        except BadValueError as bad:
            self.problems.append((f"{path}share", str(bad)))
            return None
        return value

    def parts(
        self,
        raw: Mapping[str, object],
        path: str,
        kind: Kind,
        given: Mapping[str, Given],
    ) -> tuple[Scenario, ...]:
        key = LISTS.get(kind)
        if key is None:
            return ()
        sent = raw.get(key)
        if not isinstance(sent, list | tuple) or not FEWEST <= len(sent) <= MOST_PARTS:
            why = f"Give a list of {FEWEST} to {MOST_PARTS} scenarios."
            self.problems.append((f"{path}{key}", why))
            return ()
        kinds = SIMPLE if kind is Kind.HYBRID else (*SIMPLE, Kind.HYBRID)
        read = [
            self.scenario(one, f"{path}{key}.{index}.", kinds, given)
            for index, one in enumerate(sent)
        ]
        parts = [one for one in read if one is not None]
        for index, one in enumerate(sent):
            if isinstance(one, Mapping):
                for way in sorted(VOLUME_KEYS & set(one)):
                    why = f"The volume is given once, beside the {key}."
                    self.problems.append((f"{path}{key}.{index}.{way}", why))
        if kind is Kind.HYBRID:
            return self.shared_out(parts, f"{path}{key}")
        return named_apart(parts)

    def shared_out(self, parts: Sequence[Scenario], path: str) -> tuple[Scenario, ...]:
        """Parts whose shares add up to the whole; one of them may be left out."""
        known = [part.share for part in parts if part.share is not None]
        rest = Decimal(1) - sum(known, start=Decimal(0))
        unsaid = len(parts) - len(known)
        if unsaid > 1 or rest < 0 or (unsaid == 0 and rest != 0):
            why = (
                "The shares of all parts must add up to 1; one of them may be left out."
            )
            self.problems.append((path, why))
        return tuple(
            replace(part, share=rest if part.share is None else part.share)
            for part in named_apart(parts)
        )


def named_apart(parts: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """Parts with names of their own: the second of a name gets a number."""
    seen: dict[str, int] = {}
    apart = []
    for part in parts:
        seen[part.name] = seen.get(part.name, 0) + 1
        count = seen[part.name]
        name = part.name if count == 1 else f"{part.name} ({count})"
        apart.append(replace(part, name=name))
    return tuple(apart)


# --- One value ---------------------------------------------------------------------------

PRICES = PARAMETERS[Kind.API]
TIER = (
    Parameter(
        key="above_tokens",
        text="Input tokens of a request above which these prices hold",
        form=Form.WHOLE,
        group="price",
        unit="tokens",
        low=Decimal(1),
        high=Decimal(10) ** 8,
    ),
    PRICES["input_usd_per_million"],
    PRICES["output_usd_per_million"],
)
SHARE = Parameter(
    key="share",
    text="Share of the volume that comes here",
    form=Form.SHARE,
    group="part",
)


def read_given(parameter: Parameter, raw: object) -> Given:
    """A value, or a range of them."""
    if isinstance(raw, Mapping) and parameter.takes_range:
        return read_range(parameter, raw)
    return Given.sure(read_value(parameter, raw))


def read_range(parameter: Parameter, raw: Mapping[str, object]) -> Given:
    if set(raw) != set(ENDS):
        raise BadValueError("A range has “low”, “likely” and “high”, and nothing else.")
    low, likely, high = (read_number(parameter, raw[end]) for end in ENDS)
    if not low <= likely <= high:
        raise BadValueError("A range runs from low over likely to high.")
    return Given(low=low, likely=likely, high=high)


def read_value(parameter: Parameter, raw: object) -> Value:
    match parameter.form:
        case Form.CHOICE:
            return read_choice(parameter, raw)
        case Form.FLAG:
            return read_flag(raw)
        case Form.TEXT:
            return read_text(raw)
        case Form.DAY:
            return read_day(raw)
        case Form.AMOUNTS:
            return read_amounts(parameter, raw)
        case Form.TIERS:
            return read_tiers(raw)
    return read_number(parameter, raw)


def read_number(parameter: Parameter, raw: object) -> Decimal:
    value = to_decimal(raw)
    if isinstance(raw, Mapping) and set(raw) == set(ENDS):
        raise BadValueError(
            "This takes one figure: a range of it makes no bill dearer."
        )
    if value is None:
        raise BadValueError(f"“{shorten(raw)}” is not a number.")
    low, high = parameter.low, ONE if parameter.form is Form.SHARE else parameter.high
    # copy_abs, for abs rounds, and overflows at an exponent that JSON may hold.
    is_tiny = value.is_finite() and 0 < value.copy_abs() < LEAST
    if not value.is_finite() or is_tiny or not low <= value <= high:
        raise BadValueError(out_of_range(parameter, low, high))
    if parameter.form is Form.WHOLE and value != value.to_integral_value():
        raise BadValueError("Write a whole number.")
    return value


def to_decimal(raw: object) -> Decimal | None:
    """A number as it was sent, never by way of a float; None if it is none."""
    if isinstance(raw, str):
        return written_decimal(raw.strip().removeprefix("$"))
    if isinstance(raw, bool):
        return None
    if isinstance(raw, float):  # from Python only: JSON is read without them
        return Decimal(repr(raw))
    return Decimal(raw) if isinstance(raw, int | Decimal) else None


def out_of_range(parameter: Parameter, low: Decimal, high: Decimal) -> str:
    if parameter.form is Form.SHARE:
        return (
            "Write a share of the whole, from 0 to 1."
            if low == 0
            else (f"Write a share of the whole, from {low:f} to 1.")
        )
    what = "a whole number" if parameter.form is Form.WHOLE else "a number"
    least = (
        f"0, or {what} from {LEAST:f}"
        if low == 0 and what == "a number"
        else f"{what} from {low:,f}"
    )
    return f"Write {least} to {high:,f}."


def read_choice(parameter: Parameter, raw: object) -> str:
    if isinstance(raw, str) and raw in parameter.choices:
        return raw
    words = ", ".join(parameter.choices)
    raise BadValueError(f"“{shorten(raw)}” is not one of the choices: {words}.")


def read_flag(raw: object) -> bool:
    flags = {
        "true": True,
        "false": False,
        "yes": True,
        "no": False,
        "1": True,
        "0": False,
    }
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw in flags:
        return flags[raw]
    raise BadValueError("Write true or false.")


def read_text(raw: object) -> str:
    if isinstance(raw, str) and 0 < len(raw) <= LONGEST_TEXT and raw.isprintable():
        return raw
    raise BadValueError(f"Write a text of 1 to {LONGEST_TEXT} characters.")


def read_day(raw: object) -> date:
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(raw if isinstance(raw, str) else "")
    except ValueError:
        raise BadValueError(
            f"“{shorten(raw)}” is not a day such as 2026-11-22."
        ) from None


def read_amounts(parameter: Parameter, raw: object) -> Mapping[str, Decimal]:
    if not isinstance(raw, Mapping) or not 0 < len(raw) <= MOST_AMOUNTS:
        raise BadValueError(f"Give an object of 1 to {MOST_AMOUNTS} amounts by name.")
    return {read_text(name): read_number(parameter, raw[name]) for name in raw}


def read_tiers(raw: object) -> tuple[Tier, ...]:
    """Prices for long requests, the shortest first."""
    if not isinstance(raw, list | tuple) or not 0 < len(raw) <= MOST_AMOUNTS:
        raise BadValueError(f"Give a list of 1 to {MOST_AMOUNTS} tiers.")
    tiers = sorted(read_tier(one) for one in raw)
    if len({above for above, *_ in tiers}) < len(tiers):
        raise BadValueError("Two tiers begin at the same length.")
    return tuple(tiers)


def read_tier(raw: object) -> Tier:
    keys = [parameter.key for parameter in TIER]
    if not isinstance(raw, Mapping) or set(raw) != set(keys):
        raise BadValueError(f"A tier has “{'”, “'.join(keys)}”, and nothing else.")
    above, price_in, price_out = (read_number(one, raw[one.key]) for one in TIER)
    return above, price_in, price_out

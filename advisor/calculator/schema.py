"""The JSON Schema of the lines that `manage.py cost` reads, made from the parameters."""

from decimal import Decimal

from advisor.calculator.example_lines import EXAMPLES
from advisor.calculator.parameters import Form, Kind, Parameter
from advisor.calculator.reading import (
    ENDS,
    FEWEST,
    LISTS,
    LONGEST_TEXT,
    MOST_AMOUNTS,
    MOST_PARTS,
    SHARE,
    SIMPLE,
    TIER,
)
from advisor.calculator.result_schema import result_definitions
from advisor.calculator.scenarios import INSTEAD, PARAMETERS, VOLUME_WAYS
from advisor.calculator.self_run import STACKS

type Json = dict[str, object]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
NOTES = (
    "Each line that is read is one scenario, each line that is written is its result or "
    "an error. Nothing but the kind has to be given: what is missing takes the value "
    "that its description names, and stands in the result’s “defaults”; to count nobody "
    "or nothing, give 0. Numbers may be JSON numbers or strings (“2.50”, “1.5M”, “30%”); "
    "no float is made of either. A number may be a range, an object of “low”, “likely” "
    "and “high”, where one end of it makes a bill dearer; null is the same as nothing. "
    "In results money is a string in plain notation, US dollars: sums in cents, with six "
    "digits where they are below a dollar, and prices with eight. “low”, “likely” and "
    "“high” are the bills that come of the ranges. A figure that cannot be told is null, "
    "and a sentence says why."
)


def schemas() -> Json:
    """One document with what is read and what is written among its definitions."""
    return {
        "$schema": DIALECT,
        "title": "Lines of manage.py cost",
        "description": NOTES,
        "oneOf": [{"$ref": "#/$defs/input"}, {"$ref": "#/$defs/output"}],
        "$defs": {
            "input": {"oneOf": [{"$ref": f"#/$defs/{kind.value}"} for kind in Kind]},
            **{kind.value: scenario(kind) for kind in Kind},
            "range": span(),
            **result_definitions(),
        },
    }


def scenario(kind: Kind) -> Json:
    """The object that describes a scenario of a kind."""
    keys: Json = {
        "id": {"description": "Comes back as it was sent."},
        "kind": {"const": kind.value},
        "name": {**text(), "description": "How sentences call it."},
        **{key: value(one, kind) for key, one in PARAMETERS[kind].items()},
    }
    if kind in SIMPLE:
        keys["share"] = value(SHARE, kind)
    if kind in LISTS:
        keys[LISTS[kind]] = parts(kind)
    return {
        "type": "object",
        "description": meaning(kind),
        "required": ["kind", *([LISTS[kind]] if kind in LISTS else [])],
        "properties": keys,
        "additionalProperties": False,
        "examples": [EXAMPLES[kind]],
    }


def parts(kind: Kind) -> Json:
    kinds = SIMPLE if kind is Kind.HYBRID else (*SIMPLE, Kind.HYBRID)
    return {
        "type": "array",
        "description": PARTS[kind],
        "minItems": FEWEST,
        "maxItems": MOST_PARTS,
        "items": {"oneOf": [{"$ref": f"#/$defs/{one.value}"} for one in kinds]},
    }


REPLICA = "A replica is the GPUs that hold the model once, such as a server."
MEANINGS = {
    Kind.API: "Tokens bought from a provider, of a closed or a hosted open model.",
    Kind.SELF_HOSTED: f"An open model on GPUs that are rented. {REPLICA}",
    Kind.OWNED: "An open model on machines that were bought, a workstation among them. "
    f"{REPLICA}",
    Kind.HYBRID: "Several of these at once, each for a share of the volume.",
    Kind.BREAK_EVEN: "Two or more of these at one volume, and where their order changes.",
}
PARTS = {
    Kind.HYBRID: "What each share of the volume goes to; one share may be left out.",
    Kind.BREAK_EVEN: "What is compared. What is said beside them holds for all of them.",
}


def meaning(kind: Kind) -> str:
    """What a kind is, and of which keys only one may be given."""
    known = PARAMETERS[kind]
    ways = [" with ".join(way) for way in VOLUME_WAYS if way[0] in known]
    groups = [ways, *(group for group in INSTEAD if all(key in known for key in group))]
    only = "; ".join(" or ".join(group) for group in groups)
    return f"{MEANINGS[kind]} Give only one of: {only}."


# --- One value ---------------------------------------------------------------------------


def value(one: Parameter, kind: Kind) -> Json:
    """What may stand for a parameter in a scenario of a kind."""
    examples = {} if one.example is None else {"examples": [one.example]}
    words = f"{describe(one)} {stands_in(one, kind)}".strip()
    return {"description": words, **shape(one), **examples}


def describe(one: Parameter) -> str:
    unit = "US dollars" if one.form is Form.MONEY else one.unit
    is_said = unit.lower() in one.text.lower() or unit in {"ratio", "factor", "share"}
    return f"{one.text}." if is_said else f"{one.text}, {unit}."


# What the names in the key of an assumption stand for.
NAMES = {
    "concurrency": "default_concurrency (on a desk workstation_concurrency)",
    "at_most": "most_concurrency (on a desk none)",
    "most": "workstation_tokens_per_day on a desk, else none",
    "traffic": "steady (or as “traffic” says)",
}
ON_A_DESK = {
    "fte": " (on a desk run_staff_fte_workstation)",
    "setup_usd": " (on a desk nothing)",
}


def stands_in(one: Parameter, kind: Kind) -> str:
    """What a parameter is where it was not given."""
    has_row = kind in STACKS or "{stack}" not in one.assumption
    if one.assumption and has_row:
        row = one.assumption.format_map({**NAMES, "stack": STACKS.get(kind, "")})
        desk = ON_A_DESK.get(one.key, "") if kind is Kind.OWNED else ""
        return f"If missing: the assumption {row}{desk}."
    if isinstance(one.neutral, bool):
        return f"If missing: {str(one.neutral).lower()}."
    return "" if one.neutral is None else f"If missing: {one.neutral}."


def shape(one: Parameter) -> Json:
    match one.form:
        case Form.CHOICE:
            return {"enum": [*one.choices, None]}
        case Form.FLAG:
            return {"type": ["boolean", "null"]}
        case Form.TEXT:
            return text()
        case Form.DAY:
            return {"type": ["string", "null"], "format": "date"}
        case Form.AMOUNTS:
            return amounts(one)
        case Form.TIERS:
            return tiers()
    return number(one)


def text() -> Json:
    return {"type": ["string", "null"], "minLength": 1, "maxLength": LONGEST_TEXT}


def amounts(one: Parameter) -> Json:
    return {
        "type": ["object", "null"],
        "minProperties": 1,
        "maxProperties": MOST_AMOUNTS,
        "additionalProperties": plain(one),
    }


def tiers() -> Json:
    return {
        "type": ["array", "null"],
        "minItems": 1,
        "maxItems": MOST_AMOUNTS,
        "items": {
            "type": "object",
            "properties": {
                one.key: {"description": describe(one), **plain(one)} for one in TIER
            },
            "required": [one.key for one in TIER],
            "additionalProperties": False,
        },
    }


def number(one: Parameter) -> Json:
    """A number, the same written out, or a range where one makes a difference."""
    ranges = [{"$ref": "#/$defs/range"}] if one.takes_range else []
    return {"anyOf": [plain(one), *ranges, {"type": "null"}]}


def span() -> Json:
    """A range, each end within the bounds of what it is a range of."""
    end = {"type": ["number", "string"], "pattern": r"\d"}
    return {
        "type": "object",
        "properties": dict.fromkeys(ENDS, end),
        "required": list(ENDS),
        "additionalProperties": False,
    }


def plain(one: Parameter) -> Json:
    high = Decimal(1) if one.form is Form.SHARE else one.high
    return {
        "type": ["integer" if one.form is Form.WHOLE else "number", "string"],
        "minimum": as_number(one.low),
        "maximum": as_number(high),
        "pattern": r"\d",
    }


def as_number(bound: Decimal) -> int | float:
    is_whole = bound == bound.to_integral_value()
    return int(bound) if is_whole else float(bound)

"""The JSON Schema of the lines that `manage.py cost` writes."""

from advisor.calculator.inputs import Origin
from advisor.calculator.parameters import Kind
from advisor.calculator.reading import ENDS

type Json = dict[str, object]
NUMBER: Json = {"type": "number"}
WHOLE: Json = {"type": "integer"}
TEXT: Json = {"type": "string"}
FLAG: Json = {"type": "boolean"}
MONEY: Json = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}


def result_definitions() -> Json:
    """The definitions of a result and of what it is made of."""
    return {
        "output": {
            "oneOf": [
                {"$ref": "#/$defs/costing_line"},
                {"$ref": "#/$defs/comparison_line"},
                {"$ref": "#/$defs/error_line"},
            ]
        },
        "error_line": of(
            {
                "id": {"description": "That of the line that was read, or null."},
                "error": of({"key": maybe(TEXT), "message": TEXT}),
            }
        ),
        "costing_line": of({**COSTING, **WHOLE_LINE}, "parts"),
        "costing": of(COSTING, "parts"),
        "comparison_line": of({**COMPARISON, **WHOLE_LINE}),
        "money": {**of(dict.fromkeys(ENDS, MONEY)), "description": "US dollars."},
        "figures": of(dict.fromkeys(ENDS, NUMBER)),
        "volume": of(VOLUME),
        "line": of({"label": TEXT, "working": TEXT, "usd": ref("money")}),
        "machines": maybe(of(MACHINES)),
        "used": of(USED),
        "source": maybe(of({"title": TEXT, "url": TEXT, "as_of": TEXT, "kind": TEXT})),
        "pairing": of(PAIRING),
        "crossing": of(CROSSING),
    }


def of(keys: Json, *optional: str) -> Json:
    """An object with these keys and no other."""
    return {
        "type": "object",
        "properties": keys,
        "required": [key for key in keys if key not in optional],
        "additionalProperties": False,
    }


def ref(name: str, description: str = "") -> Json:
    told: Json = {"description": description} if description else {}
    return {"$ref": f"#/$defs/{name}", **told}


def maybe(shape: Json, description: str = "") -> Json:
    told: Json = {"description": description} if description else {}
    return {"anyOf": [shape, {"type": "null"}], **told}


def all_of(shape: Json, description: str = "") -> Json:
    told: Json = {"description": description} if description else {}
    return {"type": "array", "items": shape, **told}


WHOLE_LINE: Json = {
    "id": {"description": "That of the line that was read."},
    "day": {**TEXT, "format": "date"},
    "catalog_revision": TEXT,
}
EXPLAINED: Json = {
    "inputs": {
        "type": "object",
        "additionalProperties": ref("used"),
        "description": "Every input that the figures rest on, by its key.",
    },
    "defaults": all_of(TEXT, "Keys of the inputs that were not given."),
    "sentences": all_of(TEXT, "What a reader must know, and what cannot be told."),
}
COSTING: Json = {
    "kind": {"enum": [kind.value for kind in Kind if kind is not Kind.BREAK_EVEN]},
    "name": TEXT,
    "share": maybe(NUMBER, "In a hybrid: the share of the volume that comes here."),
    "monthly_usd": maybe(ref("money"), "The bill of a month, people included."),
    "yearly_usd": maybe(ref("money"), "Twelve times that."),
    "usd_per_million": maybe(
        ref("money"), "The month over its tokens, input and output together."
    ),
    "usd_per_million_output": maybe(
        ref("money"), "The month over its output tokens alone."
    ),
    "usd_per_request": maybe(ref("money")),
    "usd_per_gpu_hour": maybe(
        ref("money"), "The month over the hours of all GPUs, everything included."
    ),
    "upfront_usd": maybe(ref("money"), "Paid at the start: machines, set-up."),
    "running_usd_month": maybe(
        ref("money"), "The month without what was paid at the start."
    ),
    "total": maybe(
        of({"months": NUMBER, "usd": ref("money")}),
        "All that is paid over horizon_months, less what machines fetch at the end.",
    ),
    "serves": maybe(FLAG, "Whether the machines can serve the volume at all."),
    "volume": ref("volume"),
    "lines": all_of(ref("line"), "What adds up to monthly_usd, to the cent."),
    "machines": ref("machines"),
    **EXPLAINED,
    "parts": all_of(ref("costing"), "Of a hybrid."),
}
COMPARISON: Json = {
    "kind": {"const": Kind.BREAK_EVEN.value},
    "name": TEXT,
    "volume": ref("volume"),
    "cheapest": maybe(TEXT, "The name of the cheapest that serves the volume."),
    "scenarios": all_of(ref("costing")),
    "crossings": all_of(ref("pairing"), "For every two of the scenarios."),
    **EXPLAINED,
}
VOLUME: Json = {
    "tokens_per_month": NUMBER,
    "tokens_per_day": NUMBER,
    "input_tokens_per_month": NUMBER,
    "output_tokens_per_month": NUMBER,
    "requests_per_month": maybe(NUMBER),
}
MACHINES: Json = {
    "hardware": maybe(TEXT),
    "memory_gb": maybe(NUMBER, "That a replica needs."),
    "weights_gb": maybe(NUMBER, "Of the model, with nothing around them."),
    "cache_gb_per_request": maybe(NUMBER, "Of a request of “context_tokens”."),
    "gpus_per_replica": WHOLE,
    "replicas": of(dict.fromkeys(ENDS, WHOLE)),
    "gpus": {**WHOLE, "description": "All of them in the likely bill."},
    "tokens_per_second_per_replica": maybe(ref("figures")),
    "speed": {"enum": ["given", "measured", "estimated", None]},
    "speed_counts": {
        "enum": ["input_and_output", "output", None],
        "description": "Which tokens that speed counts.",
    },
    "capacity_tokens_per_day": maybe(WHOLE, "With room for peaks."),
    "capacity_tokens_per_month": maybe(WHOLE, "With room for peaks."),
    "load": maybe(NUMBER, "The average over what the machines do without a pause."),
}
USED: Json = {
    "value": {"description": "In the likely bill; numbers as strings."},
    "low": {},
    "high": {},
    "unit": TEXT,
    "origin": {"enum": [origin.value for origin in Origin]},
    "source": ref("source"),
    "note": maybe(TEXT),
}
PAIRING: Json = {
    "between": all_of(TEXT, "Two names."),
    "at": all_of(ref("crossing"), "Every volume at which the cheaper one changes."),
    "payback_months": maybe(
        NUMBER, "Until what one costs more at the start is saved by its months."
    ),
    "sentences": all_of(TEXT),
}
CROSSING: Json = {
    "tokens_per_month": WHOLE,
    "tokens_per_day": WHOLE,
    "cheaper_below": TEXT,
    "cheaper_above": TEXT,
    "at_a_step": {
        **FLAG,
        "description": "Whether one more replica turns the order here.",
    },
    "within_capacity": maybe(FLAG, "null: how much can be served is not known."),
    "loads": {
        "type": "object",
        "additionalProperties": NUMBER,
        "description": "The average load of each one’s machines there, by name.",
    },
}

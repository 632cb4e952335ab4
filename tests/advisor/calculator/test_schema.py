"""Every line that is read or written is as its JSON Schema says."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from advisor.calculator.example_lines import EXAMPLES
from advisor.calculator.parameters import Form, Kind
from advisor.calculator.scenarios import PARAMETERS
from advisor.calculator.schema import schemas
from tests.advisor.calculator.examples import api, cost, rented

SCHEMA: Any = schemas()
EXPLICIT = list(EXAMPLES.values())
OTHERS: list[dict[str, Any]] = [
    {"kind": "api"},
    {"kind": "api", "model": "alpha"},
    {"kind": "api", "model": "beta", "option": "host", "tokens_per_day": 0},
    {"kind": "self_hosted"},
    {"kind": "self_hosted", "model": "beta"},
    {"kind": "self_hosted", "model": "beta", "hardware": "big-gpu", "gpus": 1},
    {"kind": "owned", "model": "gamma", "workstation": True, "tokens_per_day": 10**15},
    {"kind": "owned", "params_total_b": 10**6},
    {**rented(usd_per_gpu_hour={"low": 1, "likely": "2", "high": "3.5"})},
    {"kind": "break_even", "scenarios": [api(3, 15), {"kind": "self_hosted"}]},
    {
        "kind": "hybrid",
        "other_monthly": {"Gateway": "12.50"},
        "parts": [{**api(3, 15), "share": 0}, {"kind": "owned", "model": "beta"}],
    },
]
READ_BADLY = [
    {"kind": "apis"},
    {"kind": "api", "fte": -1},
    {"kind": "api", "gpus": 1},
    {"kind": "self_hosted", "replicas": 1.5},
    {"kind": "owned", "workstation": "maybe"},
    {"kind": "hybrid"},
    {"kind": "break_even", "scenarios": [{"kind": "api"}]},
    {"kind": "api", "fte": {"low": 1}},
    [],
]


def holds(definition: str, line: object) -> bool:
    rules = {"$ref": f"#/$defs/{definition}", "$defs": SCHEMA["$defs"]}
    return bool(Draft202012Validator(rules).is_valid(as_json(line)))


def as_json(line: object) -> Any:
    return json.loads(json.dumps(line))


def test_it_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("line", [*EXPLICIT, *OTHERS], ids=str)
def test_lines_that_are_read_are_as_it_says(line):
    assert holds("input", line)


@pytest.mark.parametrize("line", [*EXPLICIT, *OTHERS], ids=str)
def test_lines_that_are_written_are_as_it_says(line):
    assert holds(
        "output", {"id": 1, **cost(**{k: v for k, v in line.items() if k != "id"})}
    )


@pytest.mark.parametrize("line", READ_BADLY, ids=str)
def test_lines_that_would_be_refused_are_none(line):
    assert not holds("input", line)


def test_errors_are_as_it_says():
    assert holds("output", {"id": None, "error": {"key": None, "message": "So."}})


def test_a_result_with_another_key_is_none():
    assert not holds("output", {"id": 1, "surprise": 1, **cost(**api(3, 15))})


@pytest.mark.parametrize("kind", list(Kind))
def test_every_parameter_stands_in_it_with_what_it_is(kind):
    properties = SCHEMA["$defs"][kind.value]["properties"]

    for key, parameter in PARAMETERS[kind].items():
        assert parameter.text in properties[key]["description"]
        assert parameter.form is not Form.CHOICE or parameter.choices[0] in str(
            properties[key]
        )


@pytest.mark.parametrize("line", EXPLICIT, ids=str)
def test_its_own_examples_can_be_told(line):
    told = cost(**{key: value for key, value in line.items() if key != "id"})

    assert told.get("monthly_usd") or told["cheapest"]

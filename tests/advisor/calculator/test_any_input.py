"""Whatever is sent, there is a result that can be written, or a sentence."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from advisor.calculator.parameters import Form, Kind, Parameter
from advisor.calculator.reading import LISTS, SIMPLE
from advisor.calculator.scenarios import (
    INSTEAD,
    MIX_KEYS,
    PARAMETERS,
    VOLUME_KEYS,
    VOLUME_WAYS,
    ScenarioError,
)
from advisor.calculator.schema import schemas
from advisor.calculator.total_parameters import OF_PURCHASE
from tests.advisor.calculator.examples import FACTS, cost

pytestmark = pytest.mark.properties
SCHEMA = schemas()
OUTPUT = Draft202012Validator({"$ref": "#/$defs/output", "$defs": SCHEMA["$defs"]})
SLUGS = {
    "model": ["beta", "gamma"],
    "option": ["host"],
    "hardware": ["big-gpu"],
    "precision": ["fp8", "q4_k_m"],
}
# Inputs that need another one beside them.
PAIRS = {key for way in VOLUME_WAYS if len(way) > 1 for key in way} | {
    "requests_per_day",
    "requests_per_month",
    *MIX_KEYS,
    *OF_PURCHASE,
} - {"input_output_ratio", "input_share"}
PRICED: dict[Kind, dict[str, Any]] = {
    Kind.API: {"input_usd_per_million": 3, "output_usd_per_million": "15"},
    Kind.SELF_HOSTED: {"usd_per_gpu_hour": "2.50"},
    Kind.OWNED: {"usd_per_gpu": 30_000, "watts_per_gpu": 700},
}

anything = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.decimals(allow_nan=True),
        st.floats(),
        st.text(max_size=9),
        st.sampled_from([Decimal("1e999999999"), Decimal("-1e-999999999")]),
        st.sampled_from(["1.5M", "30%", "$2,000", "-1", "1e400", "0,5", "low"]),
    ),
    lambda values: (
        st.lists(values, max_size=3)
        | st.dictionaries(
            st.sampled_from(["low", "likely", "high", "x"]), values, max_size=3
        )
    ),
    max_leaves=6,
)


def fitting(one: Parameter) -> st.SearchStrategy[Any]:
    """Values that a parameter takes, its bounds among them."""
    if one.form is Form.CHOICE:
        return st.sampled_from(one.choices)
    if one.form is Form.FLAG:
        return st.booleans()
    if one.form is Form.TEXT:
        return st.sampled_from(SLUGS.get(one.key, ["nothing"]))
    if one.form is Form.DAY:
        return st.sampled_from(["2026-11-22", "1999-01-01", "9999-12-31"])
    if one.form is Form.AMOUNTS:
        return st.sampled_from([{"A": 0}, {"A": "1.005", "Machines": 10**9}])
    if one.form is Form.TIERS:
        return st.just(one.example)
    high = Decimal(1) if one.form is Form.SHARE else one.high
    values = [one.low, high, min(max(Decimal(1), one.low), high)]
    if one.form is not Form.WHOLE:
        values.append((one.low + high) / 3 + one.low)
    return st.sampled_from([value for value in values if one.low <= value <= high])


def simple(kind: Kind, values: Any) -> st.SearchStrategy[dict[str, Any]]:
    """A scenario with some of its inputs, no two of which say the same."""
    keys = st.lists(st.sampled_from(list(PARAMETERS[kind].values())), max_size=9)
    return keys.flatmap(
        lambda chosen: st.fixed_dictionaries(
            {"kind": st.just(kind.value)}
            | {one.key: values(one) for one in chosen if one.key != "offering"}
        ).map(lambda one: without_clashes({**one, **PRICED.get(kind, {})}))
    )


def without_clashes(scenario: dict[str, Any]) -> dict[str, Any]:
    for group in (sorted(VOLUME_KEYS - set(PAIRS)), *INSTEAD):
        found = [key for key in reversed(scenario) if key in group]
        for key in found[1:]:
            del scenario[key]
    return {key: value for key, value in scenario.items() if key not in PAIRS}


def scenarios(values: Any) -> st.SearchStrategy[dict[str, Any]]:
    plain = st.one_of(*(simple(kind, values) for kind in SIMPLE))
    parts = st.lists(plain.map(part_of_a_whole), min_size=2, max_size=3)
    hybrids, compared = (
        st.builds(whole, simple(kind, values), parts, st.just(key))
        for kind, key in LISTS.items()
    )
    return st.one_of(plain, hybrids, compared)


def part_of_a_whole(scenario: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in scenario.items() if key not in VOLUME_KEYS}


def whole(
    scenario: dict[str, Any], parts: list[dict[str, Any]], key: str
) -> dict[str, Any]:
    return {**scenario, key: with_shares(parts, key)}


def with_shares(parts: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    if key != LISTS[Kind.HYBRID]:
        return parts
    share = Decimal(1) / 4
    return [parts[0], *({**part, "share": share} for part in parts[1:])]


def outcome(scenario: dict[str, Any]) -> dict[str, Any] | None:
    """What is told, or None where the scenario is refused with sentences."""
    problems: tuple[tuple[str, str], ...] = ()
    try:
        return cost(**scenario)
    except ScenarioError as error:
        problems = error.problems
    assert problems
    assert all(why.endswith((".", "?")) for _, why in problems)
    return None


@given(scenarios(lambda _: anything))
def test_any_value_gives_a_result_or_a_sentence(scenario):
    outcome(scenario)


@given(scenarios(fitting))
@settings(max_examples=400)
def test_any_value_within_bounds_gives_a_result_as_the_schema_says(scenario):
    told = outcome(scenario)
    if told is not None:
        line = json.loads(json.dumps({"id": 1, **told}, allow_nan=False))
        assert OUTPUT.is_valid(line), next(OUTPUT.iter_errors(line)).message


def test_most_of_these_have_a_bill():
    told: list[bool] = []

    @given(scenarios(fitting))
    @settings(max_examples=200)
    def count(scenario: dict[str, Any]) -> None:
        line = outcome(scenario) or {}
        told.append(bool(line.get("monthly_usd") or line.get("cheapest")))

    count()
    assert sum(told) > len(told) / 2


@given(scenarios(fitting))
def test_what_cannot_be_told_has_a_sentence(scenario):
    told = outcome(scenario)
    for one in (told or {}).get("scenarios", [told] if told else []):
        if one.get("monthly_usd") is None and "lines" in one:
            assert one["sentences"]


def test_the_facts_are_those_by_hand():
    assert set(FACTS.models) == {"alpha", "beta", "gamma"}

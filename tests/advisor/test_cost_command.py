"""`manage.py cost`: JSON Lines in, JSON Lines out, and no line stops the next."""

import json

import pytest
from jsonschema import Draft202012Validator

from advisor.calculator.example_lines import EXAMPLES
from advisor.management.commands import cost
from tests.advisor.commands import runner, teller
from tests.advisor.decision.examples import CATALOG

TOKENS = {"kind": "api", "input_usd_per_million": 3, "output_usd_per_million": 15}


@pytest.fixture(autouse=True)
def by_hand(monkeypatch) -> None:
    monkeypatch.setattr(cost, "catalog_or_end", lambda: CATALOG)


@pytest.fixture
def run(monkeypatch):
    return runner("cost", monkeypatch)


@pytest.fixture
def told(run):
    return teller(run)


def test_each_line_gets_its_line(told):
    lines = told(*EXAMPLES.values())

    assert [line["id"] for line in lines] == [
        "tokens",
        "rented",
        "bought",
        "both",
        "which",
    ]
    assert all("error" not in line for line in lines)


def test_money_is_text_in_plain_notation(told):
    (line,) = told({**TOKENS, "tokens_per_month": 10**9, "input_output_ratio": 3})

    assert line["monthly_usd"]["likely"] == "6000.00"


def test_what_was_not_given_is_listed_with_its_value_and_source(told):
    (line,) = told({**TOKENS, "tokens_per_month": 10**9})

    assert "input_output_ratio" in line["defaults"]
    assert "tokens_per_month" not in line["defaults"]
    used = line["inputs"]["input_output_ratio"]
    assert (used["value"], used["low"], used["high"]) == ("3", "1", "20")
    assert used["source"]["url"] == "https://figures.example/"


def test_a_decimal_fraction_never_passes_through_a_float(run):
    # A float would make 0.1 x 3 of it 0.30000000000000004.
    sent = b'{"kind": "api", "blended_usd_per_million": 0.1, "tokens_per_month": 3}'
    (line,) = run(sent)

    assert json.loads(line)["monthly_usd"]["likely"] == "0.0000003"
    assert '"value":"0.1"' in line


@pytest.mark.parametrize("identity", ["x", 7, 1.5, None, True, ["a", 1.25], {"a": "é"}])
def test_the_id_comes_back_as_it_was_sent(told, identity):
    (line,) = told({"id": identity, **TOKENS})

    assert line["id"] == identity


def test_the_same_line_gives_the_same_bytes(run):
    first, second = run(b'{"kind": "self_hosted", "model": "beta"}\n' * 2)

    assert first == second


def test_the_day_of_prices_can_be_given_in_a_line(told):
    (line,) = told({"kind": "api", "model": "alpha", "day": "2027-03-01"})

    assert line["inputs"]["day"]["value"] == "2027-03-01"


def test_the_schema_is_printed_and_holds_for_its_examples(run):
    schema = json.loads("\n".join(run(b"", "--schema")))

    Draft202012Validator.check_schema(schema)
    for line in EXAMPLES.values():
        assert Draft202012Validator(schema).is_valid(json.loads(json.dumps(line)))


WRONG = [
    (b'{"kind": "api", "fte": -1}', "fte"),
    (b'{"kind": "api", "fte": NaN}', "fte"),
    (b'{"kind": "api", "fte": Infinity}', "fte"),
    (b'{"kind": "api", "fte": 1e400}', "fte"),
    (b'{"kind": "api", "fte": 1e-400}', "fte"),
    (b'{"kind": "api", "fte": 1e99999999999999999999}', "fte"),
    (b'{"kind": "api", "fte": 9%b}' % (b"9" * 6000), "fte"),
    (b'{"kind": "api", "fte": "much"}', "fte"),
    (b'{"kind": "api", "fte": []}', "fte"),
    (b'{"kind": "api", "fte": true}', "fte"),
    (b'{"kind": "api", "fte": {"low": 1, "likely": 0, "high": 2}}', "fte"),
    (b'{"kind": "api", "batch_share": 1.01}', "batch_share"),
    (b'{"kind": "api", "gpus": 2}', "gpus"),
    (
        b'{"kind": "api", "tokens_per_day": 1, "tokens_per_month": 1}',
        "tokens_per_month",
    ),
    (b'{"kind": "api", "input_tokens_per_day": 1}', "input_tokens_per_day"),
    (b'{"kind": "api", "model": "nobody"}', "model"),
    (b'{"kind": "api", "model": "alpha", "option": "host"}', "option"),
    (b'{"kind": "api", "day": "tomorrow"}', "day"),
    (b'{"kind": "api", "other_monthly": {"A": "x"}}', "other_monthly"),
    (b'{"kind": "api", "other_monthly": {"A": 1, "A": 2}}', "A"),
    (b'{"kind": "self_hosted", "utilization": 1.2}', "utilization"),
    (b'{"kind": "self_hosted", "replicas": 0}', "replicas"),
    (b'{"kind": "self_hosted", "model": "alpha"}', "model"),
    (b'{"kind": "self_hosted", "hardware": "abacus"}', "hardware"),
    (b'{"kind": "self_hosted", "model": "beta", "precision": "int3"}', "precision"),
    (b'{"kind": "hybrid", "parts": []}', "parts"),
    (b'{"kind": "hybrid", "parts": [{"kind": "api"}, {"kind": "api"}]}', "parts"),
    (b'{"kind": "nothing"}', "kind"),
    (b'{"kind": ["api"]}', "kind"),
    (b"{}", "kind"),
    (b'{"kind": "api", "kind": "api"}', "kind"),
    (
        b'{"kind": "break_even", "scenarios": [{"kind": "api"}, {"kind": "api", "fte": -1}]}',
        "scenarios.1.fte",
    ),
    (
        b'{"kind": "break_even", "scenarios": [{"kind": "api", "model": "x"}, {"kind": "api"}]}',
        "scenarios.0.model",
    ),
]


@pytest.mark.parametrize(("sent", "key"), WRONG, ids=lambda one: repr(one)[:60])
def test_a_wrong_value_is_named_and_nothing_else_is_said(run, sent, key):
    wrong, after = run(sent + b'\n{"id": "after", "kind": "api"}')
    line = json.loads(wrong)

    assert (set(line), set(line["error"])) == ({"id", "error"}, {"key", "message"})
    assert line["error"]["key"] == key
    assert line["error"]["message"][-1] in ".?"
    assert (json.loads(after)["id"], "error" in json.loads(after)) == ("after", False)


@pytest.mark.parametrize("sent", [b"{", b"[]", b"7", b"\x00", b"[" * 99_999])
def test_a_line_that_cannot_be_read_gives_an_error(run, sent):
    (line,) = run(sent)

    assert json.loads(line)["error"]["key"] is None


@pytest.mark.parametrize("key", ["fte", "kind", "parts", "name", "id", "colour"])
@pytest.mark.parametrize("depth", [500, 5_000, 49_000])
def test_a_value_nested_deeply_stops_nothing(run, key, depth):
    nested = b"[" * depth + b"]" * depth
    wrong, after = run(b'{"kind": "hybrid", "%b": %b}\n{}' % (key.encode(), nested))

    assert "error" in json.loads(wrong)
    assert json.loads(after)["error"]["key"] == "kind"


def test_blank_lines_are_passed_over(run):
    assert len(run(b'\n\n{"kind": "api"}\n \n')) == 1


@pytest.mark.parametrize("number", ["1e999999999", "-1e999999999", "1e-999999999"])
def test_a_number_beyond_all_arithmetic_stops_no_other_line(run, number):
    lines = run(
        f'{{"kind": "api", "tokens_per_day": {number}}}\n{{"kind": "api"}}'.encode()
    )

    first, second = map(json.loads, lines)
    assert first["error"]["key"] == "tokens_per_day"
    assert "error" not in second

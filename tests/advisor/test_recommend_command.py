"""`manage.py recommend`: JSON Lines in, JSON Lines out, and no line stops the next."""

import gc
import io
import json
import sys

import pytest
from django.core.management import call_command

from advisor.management.commands import recommend
from tests.advisor.commands import DAY, runner, teller
from tests.advisor.decision.examples import CATALOG

pytestmark = pytest.mark.usefixtures("usual_collector")


@pytest.fixture(autouse=True)
def by_hand(monkeypatch) -> None:
    monkeypatch.setattr(recommend, "catalog_or_end", lambda: CATALOG)


@pytest.fixture
def run(monkeypatch):
    return runner("recommend", monkeypatch)


@pytest.fixture
def told(run):
    return teller(run)


def test_the_collector_does_not_look_through_results(told):
    told({"answers": {}})

    assert gc.get_freeze_count() > 0


# --- What is answered ------------------------------------------------------------------


def test_each_line_gets_its_line(told):
    lines = told({"id": 1, "answers": {}}, {"id": 2, "answers": {}})

    assert [line["id"] for line in lines] == [1, 2]


@pytest.mark.parametrize("identity", ["x", 7, 1.5, None, True, ["a", 1], {"a": "é"}])
def test_the_id_comes_back_as_it_was_sent(told, identity):
    (line,) = told({"id": identity, "answers": {}})

    assert line["id"] == identity


def test_a_line_without_an_id_gets_none_back(told):
    (line,) = told({"answers": {}})

    assert (line["id"], line["verdict"]) == (None, "closed")


def test_a_line_without_answers_is_one_with_everything_open(told):
    with_answers, without = told({"id": 1, "answers": {}}, {"id": 1})

    assert with_answers == without


def test_a_result_answers_the_question(told):
    (line,) = told({"answers": {"offline": "yes"}})

    assert (line["verdict"], line["answers"]) == ("open", {"offline": "yes"})


def test_the_day_can_be_given(run):
    (line,) = run(b"{}", "--day", "2027-01-05")

    assert json.loads(line)["day"] == "2027-01-05"


def test_the_same_line_gives_the_same_bytes(run):
    first, second = run(b'{"answers":{"lock_in":"fine"}}\n' * 2)

    assert first == second


def test_lines_are_canonical(run):
    (line,) = run(b"{}")

    assert line == json.dumps(
        json.loads(line), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


# --- What is wrong ---------------------------------------------------------------------

WRONG_ANSWERS = [
    ({"weather": "sunny"}, "weather"),
    ({"ml_staff": "plenty"}, "ml_staff"),
    ({"ml_staff": True}, "ml_staff"),
    ({"ml_staff": ["none", "some_devops"]}, "ml_staff"),
    ({"hard_share": 2}, "hard_share"),
    ({"tokens_per_day": "lots"}, "tokens_per_day"),
    ({"tokens_per_day": {}}, "tokens_per_day"),
    ({"regulated": ["none", "gdpr"]}, "regulated"),
]
WRONG_LINES = [
    b"{",
    b"not json",
    b"[]",
    b'"text"',
    b"7",
    b"null",
    b"\xff\xfe{}",
    b"\x00",
    b"[" * 99_999,
    b'{"answers": {}}' + b" " * 100_000,
    b"1" * 5_000,
]


@pytest.mark.parametrize(("answers", "key"), WRONG_ANSWERS)
def test_a_wrong_answer_is_named_and_nothing_else_is_said(told, answers, key):
    (line,) = told({"id": "x", "answers": answers})

    assert (set(line), set(line["error"])) == ({"id", "error"}, {"key", "message"})
    assert (line["id"], line["error"]["key"]) == ("x", key)


@pytest.mark.parametrize("answers", [[], "text", 7, None, True])
def test_answers_must_be_an_object(told, answers):
    (line,) = told({"id": "x", "answers": answers})

    assert (set(line), line["error"]["key"]) == ({"id", "error"}, "answers")


def test_a_key_beside_the_answers_is_refused_by_name(told):
    (line,) = told({"id": "x", "answer": {}})

    assert line["error"]["key"] == "answer"


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        (b'{"id": 1, "answers": {"ml_staff": "none", "ml_staff": "none"}}', "ml_staff"),
        (b'{"id": 1, "answers": {"a\\ud800": 1, "a\\ud800": 2}}', "a\ufffd"),
        (b'{"id": 1, "answers": {}, "answers": {}}', "answers"),
        (b'{"id": 2, "id": 1, "answers": {}}', "id"),
    ],
)
def test_a_key_given_twice_is_refused_by_name(run, sent, key):
    (line,) = run(sent)

    error = {"key": key, "message": f"“{key}” is given twice."}
    assert json.loads(line) == {"id": 1, "error": error}


@pytest.mark.parametrize("sign", [b"", b"-"])
@pytest.mark.parametrize("key", ["tokens_per_day", "hard_share", "ml_staff"])
def test_a_number_too_long_to_read_is_a_wrong_answer(run, key, sign):
    number = sign + b"9" * 6_000
    (line,) = run(b'{"id": 1, "answers": {"%b": %b}}' % (key.encode(), number))

    told = json.loads(line)
    assert (told["id"], told["error"]["key"]) == (1, key)


@pytest.mark.parametrize("sent", WRONG_LINES, ids=lambda sent: repr(sent[:12]))
def test_a_line_that_cannot_be_read_gives_an_error(run, sent):
    (line,) = run(sent)
    told = json.loads(line)

    assert (set(told), told["id"], told["error"]["key"]) == (
        {"id", "error"},
        None,
        None,
    )


@pytest.mark.parametrize("sent", WRONG_LINES, ids=lambda sent: repr(sent[:12]))
def test_the_lines_after_a_wrong_one_are_answered(run, sent):
    _, after = run(sent + b'\n{"id": "after"}\n')

    assert (json.loads(after)["id"], "error" in json.loads(after)) == ("after", False)


@pytest.mark.parametrize("identity", [b"NaN", b"Infinity", b'"\\ud800"', b"9" * 6_000])
def test_an_id_that_cannot_be_written_is_an_error(run, identity):
    first, after = run(b'{"id": ' + identity + b'}\n{"id": "after"}')

    assert (json.loads(first)["error"]["key"], json.loads(after)["id"]) == (
        "id",
        "after",
    )


def test_every_line_can_be_written_as_utf_8(run):
    sent = rb'{"id": 1, "answers": {"\ud800": 1}}' + b"\n" + rb'{"id": "\u00e9"}'

    assert all(line.encode() for line in run(sent))


def test_bytes_that_are_no_text_inside_an_answer_are_a_wrong_answer(run):
    (line,) = run(b'{"id": 1, "answers": {"ml_staff": "\xff"}}')

    assert json.loads(line)["error"]["key"] == "ml_staff"


def test_a_byte_order_mark_costs_no_line(run):
    (line,) = run(b'\xef\xbb\xbf{"id": 1}\n')

    assert (json.loads(line)["id"], "error" in json.loads(line)) == (1, False)


def test_a_reader_that_has_gone_ends_it_quietly(monkeypatch, tmp_path):
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    with (tmp_path / "out").open("w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        with pytest.raises(SystemExit) as ended:
            call_command("recommend", "--day", DAY, stdout=Gone())

    assert ended.value.code == 141


# --- Lines that say nothing ------------------------------------------------------------


@pytest.mark.parametrize("sent", [b"", b"\n", b"\n \n\t\n", b"\r\n"])
def test_blank_lines_are_passed_over(run, sent):
    assert run(sent) == []


def test_blank_lines_between_others_are_passed_over(run):
    lines = run(b'\n{"id": 1}\n\n  \n{"id": 2}\r\n\n')

    assert [json.loads(line)["id"] for line in lines] == [1, 2]


def test_the_last_line_needs_no_end(run):
    assert len(run(b'{"id": 1}\n{"id": 2}')) == 2


def test_every_error_is_a_sentence(told):
    for answers, _ in WRONG_ANSWERS:
        (line,) = told({"answers": answers})
        assert line["error"]["message"].endswith(".")


def test_wrong_lines_in_between_keep_the_order(told):
    lines = told({"id": 1}, {"id": 2, "answers": {"x": 1}}, {"id": 3})

    assert [(line["id"], "error" in line) for line in lines] == [
        (1, False),
        (2, True),
        (3, False),
    ]

"""Answers are taken in one canonical form, and bad ones are refused by name."""

import math
from decimal import Decimal
from random import Random

import pytest

from advisor.decision.answers import AnswerError, parse_answers
from advisor.decision.questions import Kind
from advisor.decision.refinements import QUESTION_BY_KEY, QUESTIONS

KEYS = tuple(question.key for question in QUESTIONS)
NUMBERS = tuple(q.key for q in QUESTIONS if q.kind in {Kind.NUMBER, Kind.SHARE})
CHOICES = tuple(q.key for q in QUESTIONS if q.kind in {Kind.ONE_OF, Kind.ANY_OF})

NEVER_GOOD: tuple[object, ...] = (
    True,
    False,
    math.nan,
    math.inf,
    -math.inf,
    10**400,
    -1,
    {},
    {"a": 1},
    [[]],
    [["text"]],
    [{}],
    [True],
    "\0",
    "text\0",
    "x" * 10_000,
    "9" * 10_000,
    "nan",
    "inf",
    "1e999",
    "<script>",
    "none of these",
    b"text",
    Decimal(1),
)

EXAMPLES: dict[str, object] = {
    "data_location": "own_cloud",
    "sensitive_share": 0.3,
    "regulated": ["health", "gdpr"],
    "ml_staff": "none",
    "tokens_per_day": 5_000_000,
    "quality_bar": "strong",
    "origin_excluded": ["US", "CN"],
    "priorities": ["speed", "cost"],
}


def error_for(**answers: object) -> AnswerError:
    with pytest.raises(AnswerError) as caught:
        parse_answers(answers)
    return caught.value


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", NEVER_GOOD, ids=lambda value: repr(value)[:20])
def test_what_is_no_answer_to_anything_is_refused_by_name(key, value):
    assert error_for(**{key: value}).key == key


@pytest.mark.parametrize("key", CHOICES)
@pytest.mark.parametrize("value", [0, 1, 0.5, "1.5M"])
def test_a_number_answers_no_choice(key, value):
    assert error_for(**{key: value}).key == key


@pytest.mark.parametrize("key", NUMBERS)
@pytest.mark.parametrize("value", ["many", "-5", "1.2.3", "5 apples", "0x10"])
def test_words_answer_no_number(key, value):
    assert error_for(**{key: value}).key == key


@pytest.mark.parametrize("key", NUMBERS)
def test_a_number_may_lie_on_its_bounds(key):
    question = QUESTION_BY_KEY[key]

    assert parse_answers({key: question.low}) == {key: question.low}
    assert parse_answers({key: question.high}) == {key: question.high}


@pytest.mark.parametrize("key", NUMBERS)
def test_a_number_beyond_its_bounds_is_refused(key):
    assert error_for(**{key: QUESTION_BY_KEY[key].high * 1.01}).key == key


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", [None, "not_sure", "", [], ["not_sure"], [None]])
def test_nothing_said_leaves_a_question_open(key, value):
    assert parse_answers({key: value}) == {}


@pytest.mark.parametrize("key", EXAMPLES)
def test_a_list_of_one_means_its_bare_value(key):
    value = EXAMPLES[key]
    one = value[0] if isinstance(value, list) else value

    assert parse_answers({key: [one]}) == parse_answers({key: one})


@pytest.mark.parametrize("kind", [Kind.ONE_OF, Kind.NUMBER, Kind.SHARE])
def test_a_question_for_one_answer_takes_no_two(kind):
    question = next(q for q in QUESTIONS if q.kind is kind)
    values: list[object] = [*question.choice_keys[:2]] or [1, 1]

    assert error_for(**{question.key: values}).key == question.key


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1000000", 1_000_000),
        ("1,000,000", 1_000_000),
        ("1 000 000", 1_000_000),
        ("1_000_000", 1_000_000),
        ("1.5M", 1_500_000),
        ("1.5 m", 1_500_000),
        ("1,5M", 1_500_000),
        ("500k", 500_000),
        ("1,500k", 1_500_000),
        ("2,000M", 2_000_000_000),
        ("2B", 2_000_000_000),
        ("1T", 10**12),
        ("1e6", 1_000_000),
        ("1E6", 1_000_000),
        (" 7 ", 7),
        (".5", 0.5),
        ("-0", 0),
        ("0,25", 0.25),
        ("0,500M", 500_000),
        ("1,5", 1.5),
        ("1,25M", 1_250_000),
        ("1,000.5", 1000.5),
    ],
)
def test_numbers_are_read_as_people_write_them(written, number):
    assert parse_answers({"tokens_per_day": written}) == {"tokens_per_day": number}


@pytest.mark.parametrize(
    "written", ["1,2,3", "10,00", "10,00,000", "1,0000", "1,000,00", "1,5,000M", "1,"]
)
def test_commas_that_could_mean_two_things_are_refused_in_words(written):
    message = error_for(tokens_per_day=written).message

    assert message.endswith(
        "A comma parts thousands, a point comes before a fraction: 1,000 or 1.5."
    )


def test_who_writes_no_comma_is_told_nothing_of_commas():
    assert "comma" not in error_for(tokens_per_day="many").message


@pytest.mark.parametrize(
    "written", ["30 %", "30%", "0.3", ".3", "30.0 %", "0,30", "30,0 %"]
)
def test_shares_are_read_as_people_write_them(written):
    assert parse_answers({"hard_share": written}) == {"hard_share": 0.3}


@pytest.mark.parametrize("thousandths", range(0, 1000, 7))
def test_a_percentage_means_the_same_as_its_share(thousandths):
    percent = f"{Decimal(thousandths) / 10}%"

    assert parse_answers({"hard_share": percent}) == parse_answers(
        {"hard_share": thousandths / 1000}
    )


@pytest.mark.parametrize("hundredths", range(1, 1000, 7))
def test_millions_mean_the_same_as_the_number_in_full(hundredths):
    millions = f"{Decimal(hundredths) / 100}M"

    assert parse_answers({"tokens_per_day": millions}) == {
        "tokens_per_day": hundredths * 10_000
    }


@pytest.mark.parametrize("value", [5.0, "5", "5.0", "5e0"])
def test_a_whole_number_is_kept_as_one(value):
    assert repr(parse_answers({"growth": value})["growth"]) == "5"


def test_answers_come_in_the_order_of_the_questionnaire():
    keys = list(EXAMPLES)
    Random(1).shuffle(keys)  # noqa: S311 (nothing secret)

    parsed = parse_answers({key: EXAMPLES[key] for key in keys})

    assert list(parsed) == [key for key in KEYS if key in EXAMPLES]


def test_picks_come_in_the_order_of_the_choices_and_once_each():
    parsed = parse_answers({"regulated": ["health", "gdpr", "health"]})

    assert parsed["regulated"] == ("gdpr", "health")


def test_countries_are_sorted_capitals_however_they_are_written():
    written = ("us, cn", ["CN", "US"], ("us", "CN", "us"), "CN US")

    assert {
        parse_answers({"origin_excluded": one})["origin_excluded"] for one in written
    } == {("CN", "US")}


@pytest.mark.parametrize("value", ["USA", "C1", "China", "ß", ["US", "?"]])
def test_what_is_no_country_code_is_refused(value):
    assert error_for(origin_excluded=value).key == "origin_excluded"


@pytest.mark.parametrize("value", [" ", ",", " , "])
def test_blank_countries_leave_the_question_open(value):
    assert parse_answers({"origin_excluded": value}) == {}


def test_none_of_these_stands_alone():
    assert error_for(regulated=["none", "gdpr"]).key == "regulated"


def test_at_most_three_priorities_can_be_picked():
    four = ["cost", "quality", "speed", "control"]

    assert error_for(priorities=four).key == "priorities"


def test_an_unknown_key_is_an_error_that_names_it():
    error = error_for(weather="sunny")

    assert (error.key, "weather" in error.message) == ("weather", True)


def test_an_unknown_key_is_an_error_even_without_an_answer():
    assert error_for(weather=None).key == "weather"


@pytest.mark.parametrize("value", ["\0" * 50, "\x1b[31m", "\ud800", "x" * 10_000])
def test_a_message_stays_short_and_printable(value):
    message = error_for(ml_staff=value).message

    assert (len(message) < 100, message.isprintable()) == (True, True)


@pytest.mark.parametrize("key", ["ml_staff", "tokens_per_day", "hard_share"])
def test_a_number_too_long_to_print_is_refused_like_any_other(key):
    assert error_for(**{key: 10**5000}).key == key


def test_answers_read_once_more_stay_the_same():
    parsed = parse_answers(EXAMPLES)

    assert parse_answers(parsed) == parsed


@pytest.mark.parametrize("text", ["$2,000", " $ 2000", "$2k", "2,000"])
def test_money_may_be_written_with_its_sign(text):
    assert parse_answers({"monthly_budget_usd": text}) == {"monthly_budget_usd": 2000}


def test_only_money_takes_the_sign_of_money():
    assert error_for(tokens_per_day="$2,000").key == "tokens_per_day"


def test_who_mistypes_money_is_shown_how_to_write_it():
    assert "$2,000" in error_for(engineer_cost_usd="a lot").message


@pytest.mark.parametrize("code", ["XX", "UK", "EU", "ü1"])
def test_a_code_of_no_country_is_refused(code):
    assert code in error_for(origin_excluded=["US", code]).message

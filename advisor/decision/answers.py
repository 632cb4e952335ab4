"""From what was typed or sent to valid answers, in one canonical form."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from advisor.decision.questions import (
    NOT_SURE,
    Answers,
    AnswerValue,
    Kind,
    Question,
)
from advisor.decision.refinements import QUESTION_BY_KEY, QUESTIONS

MAGNITUDES = {"": 1, "k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
WRITTEN_NUMBER = re.compile(r"([+-]?\d*\.?\d+(?:e[+-]?\d{1,3})?)\s?([kmbt]?)(%?)", re.I)
COUNTRY_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM
BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX
CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG
GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR
IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV
LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE
NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO
RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF
TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF
WS YE YT ZA ZM ZW
"""  # ISO 3166-1
COUNTRIES = frozenset(COUNTRY_CODES.split())
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?[a-z%]*", re.I)  # 1,500k
# Where a comma can mean nothing else: 0,25 and 1,5 and 1,25M; 10,00 could be a thousand.
DECIMAL_COMMA = re.compile(r"0,\d+[a-z%]*|\d+,\d[a-z%]*|\d+,\d{2}[a-z%]+", re.I)
COMMAS = "A comma parts thousands, a point comes before a fraction: 1,000 or 1.5."
CURRENCY = "US dollars"
EXAMPLES = {Kind.SHARE: "30% or 0.3", Kind.NUMBER: "500k or 20M"}
MONEY_EXAMPLE = "$2,000 or 2k"
SHARE_DIGITS = 6  # a share of one in a million is as good as none
LONGEST_ANSWER = 100  # characters; the longest honest answer is far shorter


class AnswerError(ValueError):
    """An answer that cannot be taken: which question, and a sentence that says why."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message


def parse_answers(raw: Mapping[str, object]) -> Answers:
    """Valid answers in questionnaire order; AnswerError names the first bad key.

    None, an empty list and "not_sure" mean that a question is unanswered.
    """
    for key in raw:
        if key not in QUESTION_BY_KEY:
            raise AnswerError(shorten(key), f"There is no question “{shorten(key)}”.")
    parsed = {
        question.key: parse_answer(question, raw.get(question.key))
        for question in QUESTIONS
    }
    return {key: value for key, value in parsed.items() if value is not None}


def parse_answer(question: Question, raw: object) -> AnswerValue | None:
    """One answer in its canonical form, or None when the question is left open."""
    values = list(raw) if isinstance(raw, list | tuple) else [raw]
    values = [value for value in values if value not in (None, "", NOT_SURE)]
    if not values:
        return None
    if question.kind is Kind.ANY_OF:
        return parse_choices(question, values)
    if question.kind is Kind.COUNTRIES:
        return parse_countries(question, values)
    if len(values) > 1:
        raise AnswerError(question.key, "This question takes one answer, not several.")
    if question.kind is Kind.ONE_OF:
        return parse_choice(question, values[0])
    return parse_number(question, values[0])


def parse_choice(question: Question, value: object) -> str:
    if isinstance(value, str) and value in question.choice_keys:
        return value
    raise AnswerError(question.key, f"“{shorten(value)}” is not one of the choices.")


def parse_choices(question: Question, values: Sequence[object]) -> tuple[str, ...]:
    picked = {parse_choice(question, value) for value in values}
    if question.alone in picked and len(picked) > 1:
        raise AnswerError(
            question.key, "Pick either “None of these” or what applies, not both."
        )
    if question.limit is not None and len(picked) > question.limit:
        raise AnswerError(question.key, f"Pick at most {question.limit}.")
    return tuple(key for key in question.choice_keys if key in picked)


def parse_countries(
    question: Question, values: Sequence[object]
) -> tuple[str, ...] | None:
    words: set[str] = set()
    for value in values:
        text = value if isinstance(value, str) else shorten(value)
        words.update(text.replace(",", " ").split())
    wrong = sorted(word for word in words if not is_country(word))
    if wrong:
        message = f"“{shorten(wrong[0])}” is not the two-letter code of a country."
        raise AnswerError(question.key, message)
    codes = sorted({word.upper() for word in words})
    if question.limit is not None and len(codes) > question.limit:
        raise AnswerError(question.key, f"Name at most {question.limit}.")
    return tuple(codes) or None


def is_country(word: str) -> bool:
    return word.isascii() and word.upper() in COUNTRIES  # the capitals of ß are SS


def parse_number(question: Question, value: object) -> int | float:
    is_money = question.unit.startswith(CURRENCY)
    number: object = value
    if isinstance(value, str):
        number = written_number(value.strip().removeprefix("$") if is_money else value)
    if isinstance(number, bool) or not isinstance(number, int | float):
        example = MONEY_EXAMPLE if is_money else EXAMPLES[question.kind]
        message = f"“{shorten(value)}” is not a number; write for example {example}."
        hint = f" {COMMAS}" if isinstance(value, str) and "," in value else ""
        raise AnswerError(question.key, f"{message}{hint}")
    if not (question.low <= number <= question.high):  # false for a NaN, too
        raise AnswerError(question.key, out_of_range(question))
    if question.kind is Kind.SHARE:
        number = round(number, SHARE_DIGITS)
    return int(number) if number == int(number) else float(number)


def out_of_range(question: Question) -> str:
    if question.kind is Kind.SHARE:
        return "Write a share of the whole, such as 30% or 0.3."
    return f"Write a number from {plain(question.low)} to {plain(question.high)}."


def plain(number: float) -> str:
    return f"{int(number):,}" if number == int(number) else f"{number:g}"


def written_number(text: str) -> float | None:
    """A number as people write it: 1,000,000 or 1.5M or 30 %; None if it is none."""
    number = written_decimal(text)
    return None if number is None else float(number)


def written_decimal(text: str) -> Decimal | None:
    """The same without a float, for money."""
    if len(text) > LONGEST_ANSWER:
        return None
    plain = re.sub(r"[_\s]", "", text)
    if DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    elif GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    match = WRITTEN_NUMBER.fullmatch(plain)
    if match is None:
        return None
    digits, magnitude, percent = match.groups()
    number = Decimal(digits) * MAGNITUDES[magnitude.lower()]
    return number / 100 if percent else number


def shorten(value: object) -> str:
    """What was sent, short and printable enough to be shown in a sentence."""
    if isinstance(value, int) and value.bit_length() > LONGEST_ANSWER:
        return "a very long number"
    text = "".join(mark if mark.isprintable() else "�" for mark in str(value)[:41])
    return text if len(text) < 41 else f"{text[:40]}…"

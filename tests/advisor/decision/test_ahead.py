"""What is announced already, and what it does to the advice."""

from dataclasses import replace
from datetime import date

from advisor.decision.answers import parse_answers
from advisor.decision.weighing import Weigher
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_HOSTED,
    DAY,
    catalog_of,
    price,
    result,
)

NEW_YEAR = date(2027, 1, 1)
CHEAP = price("0.01", "0.01")
DEAR = replace(price("900", "900"), valid_from=NEW_YEAR)
# Closed is as good as free until the new year, and nobody can pay for it from then on.
TURNING = catalog_of(
    replace(ALPHA_API, prices=(replace(CHEAP, valid_until=NEW_YEAR), DEAR)), BETA_HOSTED
)
MUCH = {"tokens_per_day": 10**8, "quality_bar": "good_enough", "ml_staff": "none"}


def test_an_announced_price_that_turns_the_advice_is_told_with_its_day():
    told = result(TURNING, **MUCH)

    assert told["verdict"] == "closed"
    assert [(turn["from"], turn["verdict"]) for turn in told["ahead"]] == [
        ("2027-01-01", "open")
    ]


def test_it_is_so_on_that_day():
    later = Weigher(TURNING, NEW_YEAR).weigh(parse_answers(MUCH))

    assert later.verdict == "open"


def test_nobody_is_sure_of_what_will_turn():
    told = result(TURNING, **MUCH)

    assert told["confidence"] != "high"
    assert told["ahead"][0]["text"] in told["confidence_reasons"]


def test_where_nothing_is_announced_nothing_is_ahead():
    assert result(catalog_of(ALPHA_API, BETA_HOSTED), **MUCH)["ahead"] == []


def test_the_days_ahead_end_after_a_year():
    far = replace(DEAR, valid_from=date(2028, 1, 1))
    catalog = catalog_of(replace(ALPHA_API, prices=(CHEAP, far)))

    assert Weigher(catalog, DAY).days_ahead == ()

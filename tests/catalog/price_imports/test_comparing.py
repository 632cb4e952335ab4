"""When two price lists are the same, and when one contradicts the other."""

from datetime import date
from decimal import Decimal

import pytest

from catalog.models.prices import Schedule
from catalog.price_imports.comparing import agree, contradicts
from catalog.price_imports.quotes import tidy
from tests.catalog.price_imports.packages import figures

DAY = date(2026, 11, 20)
BEFORE, AFTER = date(2026, 11, 1), date(2026, 12, 1)


def test_what_lies_before_the_day_is_not_compared():
    stored = [figures("9", valid_until=BEFORE), figures(valid_from=BEFORE)]

    assert agree(stored, [figures()], DAY)


@pytest.mark.parametrize(
    "said",
    [
        [figures("2")],
        [figures(output="16")],
        [figures(cached_input=Decimal(1))],
        [figures(), figures(above_tokens=1000)],
        [figures(schedule=Schedule.PEAK)],
        [figures(valid_until=AFTER)],
        [figures(valid_until=AFTER), figures("2", valid_from=AFTER)],
        [],
    ],
)
def test_any_other_price_from_the_day_on_is_a_difference(said):
    assert not agree([figures()], said, DAY)


def test_a_day_of_change_that_moves_is_a_difference():
    def changing(day):
        return [figures(valid_until=day), figures("2", valid_from=day)]

    assert agree(changing(AFTER), changing(AFTER), DAY)
    assert not agree(changing(AFTER), changing(date(2026, 12, 2)), DAY)


def test_another_price_of_the_same_day_is_a_contradiction():
    assert contradicts(figures("2"), [figures()], DAY)
    assert not contradicts(figures(), [figures()], DAY)


def test_what_only_one_knows_is_no_contradiction():
    cached = figures(cached_input=Decimal("0.3"))

    assert not contradicts(cached, [figures()], DAY)
    assert not contradicts(cached, [], DAY)


def test_prices_of_other_days_are_no_contradiction():
    assert not contradicts(figures("2", valid_until=DAY), [figures()], DAY)
    assert not contradicts(figures("2"), [figures(valid_from=AFTER)], DAY)


def test_a_tier_that_the_other_lacks_is_a_contradiction():
    assert contradicts(figures("6", above_tokens=1000), [figures()], DAY)


def test_a_tier_that_starts_one_token_later_is_the_same():
    ours = figures("6", above_tokens=200_000)
    theirs = figures("6", above_tokens=199_999)

    assert not contradicts(ours, [figures(), theirs], DAY)


def test_rows_are_joined_only_where_nothing_changes():
    first = figures(valid_until=BEFORE)
    same = figures(valid_from=BEFORE, valid_until=AFTER)

    assert tidy([first, same, figures("2", valid_from=AFTER)]) == (
        figures(valid_until=AFTER),
        figures("2", valid_from=AFTER),
    )

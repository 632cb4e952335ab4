"""What single requests cost at a price list, by sums done by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest

from advisor.decision.price_rows import Hours, PriceRow
from advisor.decision.token_bills import Request, bill_of, row_in_force
from tests.advisor.decision.examples import price

MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
FULL = price(
    "3",
    "15",
    cached_input=Decimal("0.3"),
    cache_write=Decimal("3.75"),
    cache_write_1h=Decimal(6),
)
LONG = price("6", "22.5", above_tokens=200_000)
SMALL = Request(input=Decimal(1_000), output=Decimal(100))


def request(tokens: str) -> Request:
    """Tokens as input, output, cached, written, written for an hour."""
    parts = ("input", "output", "cached", "written", "written_1h")
    counts = map(Decimal, tokens.split())
    return Request(**dict(zip(parts, counts, strict=True)))


def bill(asked: Request, *rows: PriceRow, moment: datetime = MOMENT) -> Decimal | None:
    return bill_of(asked, rows, moment)


@pytest.mark.parametrize(
    ("tokens", "usd"),
    [
        ("1000 0 0 0 0", "0.003"),
        ("0 1000 0 0 0", "0.015"),
        ("1000 0 1000 0 0", "0.0003"),
        ("1000 0 0 1000 0", "0.00375"),
        ("1000 0 0 0 1000", "0.006"),
        ("1000 100 400 300 200", "0.000300 + 0.0015 + 0.00012 + 0.001125 + 0.0012"),
        ("1 0 0 0 0", "0.000003"),
        ("0 0 0 0 0", "0"),
    ],
)
def test_each_kind_of_token_has_its_price(tokens, usd):
    assert bill(request(tokens), FULL) == sum(map(Decimal, usd.split(" + ")))


def test_input_of_a_kind_without_a_price_costs_what_input_costs():
    asked = request("1000 0 400 300 200")
    assert bill(asked, price("3", "15")) == Decimal("0.003")


def test_what_is_kept_for_an_hour_costs_at_least_what_is_kept_for_minutes():
    without = replace(FULL, cache_write_1h=None)
    assert bill(request("1000 0 0 0 1000"), without) == Decimal("0.00375")


def test_a_free_kind_of_token_is_free():
    free = replace(FULL, cached_input=Decimal(0))
    assert bill(request("1000 0 1000 0 0"), free) == 0


def test_output_without_a_price_is_not_known():
    reads_only = price("3", None)
    assert bill(SMALL, reads_only) is None
    assert bill(replace(SMALL, output=Decimal(0)), reads_only) == Decimal("0.003")


def test_without_a_row_nothing_is_known():
    assert bill(SMALL) is None


@pytest.mark.parametrize(
    ("tokens", "usd"), [(199_999, "0.599997"), (200_000, "0.6"), (200_001, "1.200006")]
)
def test_above_a_tier_all_tokens_cost_its_rate(tokens, usd):
    asked = Request(input=Decimal(tokens), output=Decimal(0))
    assert bill(asked, FULL, LONG) == Decimal(usd)


def test_the_tier_goes_by_all_input_and_holds_for_output_too():
    asked = Request(
        input=Decimal(250_000), output=Decimal(1_000), cached=Decimal(240_000)
    )
    tier = replace(LONG, cached_input=Decimal("0.6"))
    assert bill(asked, FULL, tier) == Decimal("0.06") + Decimal("0.144") + Decimal(
        "0.0225"
    )


def test_of_several_tiers_the_longest_reached_counts():
    longer = price("9", "30", above_tokens=500_000)
    asked = Request(input=Decimal(1_000_000), output=Decimal(0))
    assert bill(asked, FULL, LONG, longer) == 9


@pytest.mark.parametrize(
    ("moment", "usd"),
    [
        (datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC), "0.0045"),
        (datetime(2026, 12, 1, tzinfo=UTC), "0.009"),
        (datetime(2026, 12, 1, 0, 30, tzinfo=timezone(timedelta(hours=1))), "0.0045"),
    ],
)
def test_an_announced_price_takes_over_on_its_day(moment, usd):
    announced = price("6", "30", valid_from=date(2026, 12, 1))
    assert bill(SMALL, FULL, announced, moment=moment) == Decimal(usd)


def test_a_later_price_without_tiers_ends_those_of_the_earlier_one():
    flat = price("3", "15", valid_from=date(2026, 11, 1))
    asked = Request(input=Decimal(300_000), output=Decimal(0))
    assert bill(asked, FULL, LONG, flat) == Decimal("0.9")


def test_after_the_last_day_nothing_is_known():
    assert bill(SMALL, replace(FULL, valid_until=MOMENT.date())) is None


@pytest.mark.parametrize(
    ("span", "moment", "is_inside"),
    [
        ((1, 4), time(0, 59, 59), False),
        ((1, 4), time(1), True),
        ((1, 4), time(3, 59, 59), True),
        ((1, 4), time(4), False),
        ((22, 6), time(21, 59), False),
        ((22, 6), time(22), True),
        ((22, 6), time(0), True),
        ((22, 6), time(6), False),
    ],
)
def test_some_hours_have_a_price_of_their_own(span, moment, is_inside):
    start, end = span
    peak = price("6", "30", hours=Hours(start=time(start), end=time(end)))
    rows = (FULL, peak)
    at = datetime.combine(MOMENT.date(), moment, tzinfo=UTC)
    assert row_in_force(rows, at, Decimal(1)) is (peak if is_inside else FULL)


def test_a_charge_for_each_request_is_added_to_every_one():
    row = replace(FULL, usd_per_request=Decimal("0.005"))
    assert bill_of(SMALL, [row], MOMENT, requests=Decimal(1_000)) == Decimal("9.5")


def test_the_discount_is_taken_off_the_share_that_can_wait():
    row = replace(FULL, batch_discount=Decimal("0.5"))
    share = Decimal("0.4")
    assert bill_of(SMALL, [row], MOMENT, batch_share=share) == Decimal("0.0036")
    assert bill_of(SMALL, [FULL], MOMENT, batch_share=share) == Decimal("0.0045")


def test_a_huge_bill_is_exact():
    each = bill_of(SMALL, [FULL], MOMENT, requests=Decimal(10**15 + 1))
    assert each == Decimal("4500000000000.0045")


@pytest.mark.parametrize("tokens", ["-1 0 0 0 0", "0 -1 0 0 0", "10 0 5 5 1"])
def test_tokens_that_cannot_be_are_refused(tokens):
    with pytest.raises(ValueError, match="negative"):
        request(tokens)

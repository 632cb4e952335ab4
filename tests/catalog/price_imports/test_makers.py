"""Rows of the second package, by a snapshot made up here."""

from datetime import date
from decimal import Decimal

import pytest

from catalog.models.prices import Schedule
from catalog.price_imports import makers
from catalog.price_imports.makers import installed, snapshot

AUGUST = "2026-08-17T00:00:00Z"


def rates(usd, **more):
    return {"input": usd, "output": usd, **more}


def spans(*found):
    return [{"start": start, "rates": each} for start, each in found]


def quotes(modes, schedules=(), **more):
    data = {
        "updated_at": "2026-10-26T18:46:35Z",
        "models_dev": {"committed_at": "2026-10-23T18:58:46Z"},
        "prices": {"acme": {"one-1": modes}},
        "schedules": {"schedule": list(schedules)},
        "status": {},
    } | more
    return installed(data).quotes


def rows(modes, schedules=()):
    return [row for quote in quotes(modes, schedules) for row in quote.figures]


def test_a_price_ends_where_the_next_one_starts():
    first, last = rows(
        {"standard": spans((None, rates(3.0)), (AUGUST, rates(2.0, cache_read=0.2)))}
    )

    assert (first.input, first.valid_until) == (3, date(2026, 8, 17))
    assert (last.valid_from, last.cached_input) == (
        date(2026, 8, 17),
        Decimal("0.2"),
    )


def test_a_gap_has_no_price_and_a_change_within_a_day_has_no_row():
    first, last = rows(
        {
            "standard": spans(
                (None, rates(3.0)),
                ("2026-08-01T00:00:00Z", None),
                ("2026-08-17T06:00:00Z", rates(9.0)),
                ("2026-08-17T19:00:00Z", rates(2.0)),
            )
        }
    )

    assert (first.input, first.valid_until) == (3, date(2026, 8, 1))
    assert (last.input, last.valid_from) == (2, date(2026, 8, 17))


def test_a_tier_is_a_row_that_keeps_what_it_does_not_name():
    tier = {"above": 200_000, "input": 6.0}
    base, longer = rows({"standard": spans((None, rates(3.0, tiers=[tier])))})

    assert (base.above_tokens, longer.above_tokens) == (0, 200_000)
    assert (longer.input, longer.output) == (6, 3)


def test_batch_is_a_share_of_the_price_of_today():
    modes = {
        "standard": spans((None, rates(4.0)), (AUGUST, rates(2.0))),
        "batch": spans((None, None), (AUGUST, rates(1.0))),
    }

    assert [row.batch_discount for row in rows(modes)] == [None, Decimal("0.5")]


@pytest.mark.parametrize("batch", [{"input": 1.0, "output": 2.0}, {"input": 1.0}])
def test_where_no_one_share_tells_it_the_discount_is_not_known(batch):
    modes = {
        "standard": spans((None, rates(2.0))),
        "batch": spans((None, batch)),
    }
    (row,) = rows(modes)

    assert row.batch_discount is None


def test_busy_hours_multiply_the_price_of_today():
    rule = {"provider": "acme", "peak_multiplier": 2.0}
    before, quiet, busy = rows(
        {"standard": spans((None, rates(1.0)), (AUGUST, rates(2.0)))}, [rule]
    )

    assert (before.schedule, before.input) == (Schedule.ALWAYS, 1)
    assert (quiet.schedule, quiet.input) == (Schedule.OFF_PEAK, 2)
    assert (busy.schedule, busy.input, busy.output) == (Schedule.PEAK, 4, 4)


def test_a_rule_of_the_past_or_of_another_provider_makes_no_busy_hours():
    over = {"provider": "acme", "peak_multiplier": 2.0, "valid_until": AUGUST}
    other = {"provider": "other", "peak_multiplier": 2.0}
    (row,) = rows({"standard": spans((None, rates(2.0)))}, [over, other])

    assert row.schedule == Schedule.ALWAYS


def test_a_price_of_zero_is_not_known():
    assert rows({"standard": spans((None, rates(0.0)))}) == []
    (row,) = rows({"standard": spans((None, rates(2.0, cache_read=0.0)))})
    assert row.cached_input is None


def test_the_end_of_a_model_is_told():
    (quote,) = quotes(
        {"standard": spans((None, rates(2.0)))},
        status={"acme": {"one-1": "deprecated"}},
    )

    assert quote.withdrawn == "deprecated"


def test_the_shipped_snapshot_is_read_without_asking_for_a_newer_one(monkeypatch):
    monkeypatch.setattr("model_prices.refresh", None)
    monkeypatch.setattr("model_prices._download", None)

    assert installed().released == date(2026, 10, 26)


def test_data_of_another_form_is_refused(monkeypatch):
    monkeypatch.setattr(makers, "SCHEMA", snapshot()["schema"] + 1)

    with pytest.raises(ValueError, match="form"):
        installed()

"""Rows of the first package, by examples made up here."""

from datetime import date, time
from decimal import Decimal

from genai_prices.types import (
    ClauseEquals,
    ConditionalPrice,
    ModelInfo,
    ModelPrice,
    PriceVariant,
    Provider,
    StartDateConstraint,
    TimeOfDateConstraint,
)

from catalog.models.prices import Schedule
from catalog.price_imports.genai import figures, installed
from catalog.price_package import BATCH

AUGUST, OCTOBER = date(2026, 8, 17), date(2026, 10, 14)


def model(prices, *variants, name="one-1", **more):
    return ModelInfo(
        id=name,
        match=ClauseEquals(name),
        prices=prices,
        price_variants=list(variants),
        **more,
    )


def priced(usd, **more):
    return ModelPrice(input_mtok=Decimal(usd), output_mtok=Decimal(usd), **more)


def since(day):
    return StartDateConstraint(start_date=day)


def hours(first, last):
    return TimeOfDateConstraint(start_time=time(first), end_time=time(last))


def told(rows):
    return [(row.input, row.schedule, row.valid_from, row.valid_until) for row in rows]


def test_a_discount_that_is_checked_later_makes_no_new_price():
    batch = PriceVariant(
        when=dict(BATCH), prices=priced("1"), constraint=since(OCTOBER)
    )
    (row,) = figures(model(priced("2"), batch))

    assert (row.valid_from, row.batch_discount) == (None, Decimal("0.5"))


def test_a_change_of_what_the_catalog_does_not_keep_makes_no_new_price():
    dated = [
        ConditionalPrice(None, prices=priced("2")),
        ConditionalPrice(
            since(OCTOBER), prices=priced("2", cache_write_mtok=Decimal(3))
        ),
    ]

    assert len(figures(model(dated))) == 1


def test_dear_hours_hold_as_long_as_the_price_around_them():
    rows = figures(
        model(
            [
                ConditionalPrice(None, prices=priced("1")),
                ConditionalPrice(since(AUGUST), prices=priced("2")),
                ConditionalPrice(hours(1, 4), prices=priced("4")),
                ConditionalPrice(hours(6, 10), prices=priced("4")),
            ]
        )
    )

    assert told(rows) == [
        (1, Schedule.ALWAYS, None, AUGUST),
        (2, Schedule.OFF_PEAK, AUGUST, None),
        (4, Schedule.PEAK, AUGUST, None),
    ]


def test_cheap_hours_leave_the_dear_price_around_them():
    rows = figures(
        model(
            [
                ConditionalPrice(None, prices=priced("4")),
                ConditionalPrice(hours(17, 23), prices=priced("1")),
            ]
        )
    )

    assert told(rows) == [
        (1, Schedule.OFF_PEAK, None, None),
        (4, Schedule.PEAK, None, None),
    ]


def test_zero_is_a_price_only_where_the_name_says_free():
    assert figures(model(priced("0"))) == ()
    (free,) = figures(model(ModelPrice(), name="one-1:free"))
    assert (free.input, free.output) == (Decimal(0), Decimal(0))
    assert free.is_free


def test_a_cached_price_of_zero_is_not_known():
    (row,) = figures(model(priced("2", cache_read_mtok=Decimal(0))))

    assert row.cached_input is None


def test_a_price_is_kept_to_six_places():
    (row,) = figures(model(priced("1.0399999999999998")))

    assert row.input == Decimal("1.04")


def test_every_entry_is_a_quote_or_counted():
    acme = Provider(
        id="acme",
        name="Acme",
        api_pattern="acme",
        models=[
            model(priced("2"), context_window=1000, deprecated=True),
            model(ModelPrice(), name="sound"),
        ],
    )
    package = installed(AUGUST, [acme])
    (quote,) = package.quotes

    assert (quote.provider, quote.model) == ("acme", "one-1")
    assert (quote.context_tokens, quote.withdrawn) == (1000, "deprecated")
    assert package.left_out == 1
    assert package.source == f"genai-prices-{package.version}"

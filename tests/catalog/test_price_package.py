"""Prices of the genai-prices package as plain rows, by examples made up here."""

from datetime import date, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from genai_prices.types import (
    ClauseEquals,
    ConditionalPrice,
    ModelInfo,
    ModelPrice,
    PriceVariant,
    StartDateConstraint,
    Tier,
    TieredPrices,
    TimeOfDateConstraint,
)

from catalog.price_package import BATCH, PackageRow, kinds_left_out, price_rows

THREE = Decimal(3)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
MORNING = TimeOfDateConstraint(start_time=time(1), end_time=time(4))


def model(
    prices: ModelPrice | list[ConditionalPrice],
    *variants: PriceVariant,
    name: str = "alpha",
) -> ModelInfo:
    return ModelInfo(
        id=name,
        match=ClauseEquals(name),
        prices=prices,
        price_variants=list(variants),
    )


def priced(usd: str, **more: Any) -> ModelPrice:
    """One price for input and output."""
    return ModelPrice(input_mtok=Decimal(usd), output_mtok=Decimal(usd), **more)


def term(usd: str, constraint: Any = None) -> ConditionalPrice:
    return ConditionalPrice(constraint, prices=priced(usd))


def since(day: date) -> StartDateConstraint:
    return StartDateConstraint(start_date=day)


def batch(prices: ModelPrice, day: date | None = None) -> PriceVariant:
    return PriceVariant(
        when=dict(BATCH), prices=prices, constraint=since(day) if day else None
    )


def tiered(base: str, **starts: str) -> TieredPrices:
    return TieredPrices(
        base=Decimal(base),
        tiers=[Tier(int(at[1:]), Decimal(usd)) for at, usd in starts.items()],
    )


def periods(rows: tuple[PackageRow, ...]) -> list[tuple[int, date | None, date | None]]:
    return [(int(row.input), row.valid_from, row.valid_until) for row in rows]


def test_every_kind_of_token_keeps_its_price_and_unset_ones_are_not_known():
    full = model(
        ModelPrice(
            input_mtok=THREE,
            output_mtok=Decimal(15),
            cache_read_mtok=Decimal("0.3"),
            cache_write_mtok=Decimal("3.75"),
            cache_write_1h_mtok=Decimal(6),
            requests_kcount=Decimal(5),
        )
    )

    assert price_rows(full) == (
        PackageRow(
            input=THREE,
            output=Decimal(15),
            cached_input=Decimal("0.3"),
            cache_write=Decimal("3.75"),
            cache_write_1h=Decimal(6),
            usd_per_request=Decimal("0.005"),
            batch_discount=None,
            above_tokens=0,
            valid_from=None,
            valid_until=None,
            hours=None,
        ),
    )
    (bare,) = price_rows(model(ModelPrice(input_mtok=THREE)))
    kinds = (bare.output, bare.cached_input, bare.cache_write, bare.usd_per_request)
    assert kinds == (None, None, None, None)


def test_a_tier_is_a_row_and_what_has_no_tier_keeps_its_price_there():
    rows = price_rows(
        model(
            ModelPrice(
                input_mtok=tiered("3", _200="6", _500="9"),
                output_mtok=tiered("15", _200="22"),
                cache_read_mtok=Decimal("0.3"),
            )
        )
    )

    assert [(row.above_tokens, row.input, row.output) for row in rows] == [
        (0, Decimal(3), Decimal(15)),
        (200, Decimal(6), Decimal(22)),
        (500, Decimal(9), Decimal(22)),
    ]
    assert {row.cached_input for row in rows} == {Decimal("0.3")}


def test_a_price_ends_where_the_next_one_starts():
    dated = [term("1"), term("2", since(SEPTEMBER)), term("3", since(OCTOBER))]

    assert periods(price_rows(model(dated))) == [
        (1, None, SEPTEMBER),
        (2, SEPTEMBER, OCTOBER),
        (3, OCTOBER, None),
    ]


def test_a_later_entry_from_an_earlier_day_replaces_what_stood_before_it():
    withdrawn = [term("1"), term("3", since(OCTOBER)), term("2", since(SEPTEMBER))]

    assert periods(price_rows(model(withdrawn))) == [
        (1, None, SEPTEMBER),
        (2, SEPTEMBER, None),
    ]


def test_the_first_price_holds_also_outside_its_own_condition():
    assert periods(price_rows(model([term("1", since(OCTOBER))]))) == [(1, None, None)]


def test_hours_of_the_day_leave_the_price_around_them_in_force():
    rows = price_rows(model([term("1"), term("2", MORNING)]))

    assert periods(rows) == [(1, None, None), (2, None, None)]
    assert [row.hours for row in rows] == [None, (time(1), time(4))]


def test_hours_are_told_in_utc():
    tokyo = timezone(timedelta(hours=9))
    noon = TimeOfDateConstraint(
        start_time=time(8, 30, tzinfo=tokyo), end_time=time(12, tzinfo=tokyo)
    )
    _, row = price_rows(model([term("1"), term("2", noon)]))

    assert row.hours == (time(23, 30), time(3))


def test_a_price_that_ends_without_another_ends():
    ended = [term("1"), ConditionalPrice(since(OCTOBER), prices=ModelPrice())]

    assert periods(price_rows(model(ended))) == [(1, None, OCTOBER)]


def test_batch_is_a_discount_from_its_day_on():
    rows = price_rows(model(priced("2"), batch(priced("1"), OCTOBER)))

    assert periods(rows) == [(2, None, OCTOBER), (2, OCTOBER, None)]
    assert [row.batch_discount for row in rows] == [None, Decimal("0.5")]


def test_of_two_entries_for_batch_the_first_that_holds_counts():
    later, first = batch(priced("1"), OCTOBER), batch(priced("1.5"), SEPTEMBER)
    rows = price_rows(model(priced("2"), later, first))

    assert [(row.valid_from, row.batch_discount) for row in rows] == [
        (None, None),
        (SEPTEMBER, Decimal("0.25")),
        (OCTOBER, Decimal("0.5")),
    ]


@pytest.mark.parametrize(
    ("standard", "cheaper"),
    [
        (priced("2"), ModelPrice(input_mtok=Decimal(1))),
        (priced("2", cache_read_mtok=Decimal("0.2")), priced("1")),
        (priced("2", requests_kcount=Decimal(5)), priced("1")),
        (priced("0"), priced("0")),
    ],
)
def test_where_no_one_share_tells_it_the_discount_is_not_known(standard, cheaper):
    (row,) = price_rows(model(standard, batch(cheaper)))

    assert row.batch_discount is None


def test_batch_may_leave_out_a_tier():
    long = ModelPrice(input_mtok=tiered("2", _200="4"), output_mtok=Decimal(8))
    flat = ModelPrice(input_mtok=Decimal(1), output_mtok=Decimal(4))
    rows = price_rows(model(long, batch(flat)))

    assert [row.batch_discount for row in rows] == [Decimal("0.5"), None]


def test_batch_may_have_a_tier_of_its_own():
    long = ModelPrice(
        input_mtok=tiered("1", _200="2"), output_mtok=tiered("1", _200="2")
    )
    rows = price_rows(model(priced("2"), batch(long)))

    assert [(row.above_tokens, row.batch_discount) for row in rows] == [
        (0, Decimal("0.5")),
        (200, Decimal(0)),
    ]


def test_what_is_named_free_is_free_and_what_merely_has_no_price_is_not_known():
    (free,) = price_rows(model(ModelPrice(), name="alpha:free"))

    assert (free.input, free.output) == (Decimal(0), Decimal(0))
    assert price_rows(model(ModelPrice())) == ()
    assert price_rows(model(priced("2"), name="beta:free"))[0].input == 2


def test_what_is_not_text_makes_no_row_and_is_named():
    sound = model(ModelPrice(audio_hours=THREE))

    assert price_rows(sound) == ()
    assert kinds_left_out(sound) == {"audio_hours"}


def test_other_kinds_and_other_ways_to_buy_are_named():
    fast = PriceVariant(when={"speed": "fast"}, prices=priced("6"))
    both = model(priced("2", web_searches_kcount=THREE), batch(priced("1")), fast)

    assert kinds_left_out(both) == {"web_searches_kcount", "speed=fast"}
    assert len(price_rows(both)) == 1


def test_a_price_within_two_spans_of_hours_is_refused():
    evening = TimeOfDateConstraint(start_time=time(18), end_time=time(22))
    narrow = PriceVariant(when=dict(BATCH), prices=priced("1"), constraint=evening)

    with pytest.raises(ValueError, match="two spans"):
        price_rows(model([term("3"), term("2", MORNING)], narrow))

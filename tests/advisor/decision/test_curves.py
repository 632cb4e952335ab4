"""Bills along the volume: where they jump, how far they go, and where two of them cross."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.decision import cost
from advisor.decision.curves import (
    Choice,
    Crossing,
    Curve,
    Stairs,
    crossings,
    stays_below,
)

LOW, HIGH = Decimal("0.01"), Decimal(100)


def by_the_token(usd_month: int | str) -> Curve:
    """What costs so much at the volume of the curve."""
    return Curve(fixed=cost.NO_COST, growing=cost.certain(Decimal(usd_month)))


def machine(usd_month: int | str, load: int | str = 1) -> Choice:
    amount = Decimal(usd_month)
    return Choice(
        cost=cost.certain(amount), usd_month=float(amount), load=Decimal(load)
    )


def on_machines(
    *choices: Choice, people: int = 0, minimum: int = 1, maximum: int | None = None
) -> Curve:
    return Curve(
        fixed=cost.certain(Decimal(people)),
        growing=cost.NO_COST,
        fleets=(Stairs(choices=choices, minimum=minimum, maximum=maximum),),
    )


def found(
    one: Curve, other: Curve, high: Decimal = HIGH
) -> list[tuple[Decimal, bool, bool]]:
    return [
        (each.times, each.is_first_cheaper, each.is_jump)
        for each in crossings(one, other, LOW, high)
    ]


# --- One bill ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "usd_month"),
    [("0.01", 1200), ("2", 1200), ("2.001", 1300), ("3", 1300), ("3.01", 1400)],
)
def test_machines_come_whole_and_no_fewer_than_must_stand(times, usd_month):
    curve = on_machines(machine(100), people=1000, minimum=2)

    assert curve.likely(Decimal(times)) == usd_month


@pytest.mark.parametrize(
    ("times", "usd_month"), [("1", 30), ("2", 60), ("2.5", 80), ("5", 150), ("9", 240)]
)
def test_a_fleet_is_of_the_machines_that_are_cheapest_together(times, usd_month):
    # One small machine carries 1 for $30, a large one carries 4 for $80. For 5, five
    # small ones ($150) beat two large ones ($160); for 9, three large ones do best.
    curve = on_machines(machine(30), machine(80, "0.25"))

    assert curve.likely(Decimal(times)) == usd_month


def test_nothing_is_said_beyond_the_last_machine():
    curve = on_machines(machine(100, "0.4"), maximum=1)

    assert curve.most == Decimal("2.5")
    assert curve.likely(Decimal("2.5")) == 100
    assert curve.at(Decimal("2.51")) is None
    assert curve.stretch_above(Decimal("2.5")) is None


def test_a_limit_ends_a_bill_before_its_machines_do():
    curve = Curve(
        fixed=cost.NO_COST,
        growing=cost.NO_COST,
        fleets=(Stairs(choices=(machine(100, "0.4"),), minimum=1, maximum=1),),
        limit=Decimal(2),
    )

    assert curve.at(Decimal("2.1")) is None


def test_stretches_run_from_jump_to_jump():
    curve = on_machines(machine(100, 3), minimum=2)

    ends = [stretch.end for stretch in curve.stretches(LOW, Decimal("1.5"))]

    # 2/3, 1, 4/3, and one that holds beyond 1.5; thirds have no end in decimals
    assert [end and end.quantize(Decimal("0.01")) for end in ends] == [
        Decimal("0.67"),
        Decimal(1),
        Decimal("1.33"),
        Decimal("1.67"),
    ]


# --- Two bills ---------------------------------------------------------------------------


def test_lines_meet_where_they_cost_the_same():
    fixed = Curve(fixed=cost.certain(Decimal(900)), growing=cost.NO_COST)

    (one,) = crossings(fixed, by_the_token(300), LOW, HIGH)

    assert one == Crossing(times=Decimal(3), is_first_cheaper=True, is_jump=False)


def test_a_machine_more_can_make_the_other_cheaper_again():
    # One machine carries 1 for $60, which $90 a volume of 1 buys at 60/90; the second
    # one makes $120 of it, met at 120/90. The third makes $180, and that is 2 x $90.
    turns = found(on_machines(machine(60)), by_the_token(90))

    assert [(round(t, 2), first, jump) for t, first, jump in turns] == [
        (Decimal("0.67"), True, False),
        (Decimal("1"), False, True),
        (Decimal("1.33"), True, False),
    ]


def test_machines_that_cost_more_than_they_save_are_never_cheaper():
    # One would pay from 100/90 on, where a second one stands already.
    assert found(on_machines(machine(100)), by_the_token(90)) == []


def test_bills_of_people_and_machines_cross_where_the_steps_allow():
    stairs = on_machines(machine(2000), people=3000)

    # (3000 + 2000 n) / 2500 <= n first holds for n = 6: 15,000 / 2,500 = 6 exactly
    assert found(stairs, by_the_token(2500), Decimal(8)) == [
        (Decimal("6.8"), True, False),
        (Decimal("7"), False, True),
        (Decimal("7.6"), True, False),
    ]


def test_what_serves_no_more_crosses_no_more():
    desk = on_machines(machine(100), maximum=1)

    assert found(desk, by_the_token(90)) == []
    assert found(desk, by_the_token(110)) != []


def test_equal_bills_do_not_cross():
    assert found(by_the_token(5), by_the_token(5)) == []
    assert found(on_machines(machine(7)), on_machines(machine(7))) == []


def test_machines_by_the_million_need_no_walk():
    dear = on_machines(machine(3, 1000), people=1_000_000)

    turns = list(crossings(dear, by_the_token(4000), LOW, Decimal(10) ** 9))

    # 1,000,000 + 3,000 x = 4,000 x, but for the machine that is not busy
    assert 0 < len(turns) < 10
    assert all(1000 <= each.times < Decimal("1000.01") for each in turns)
    assert turns[-1].is_first_cheaper


def test_a_fleet_that_both_have_makes_no_difference():
    fleet = Stairs(choices=(machine(100, 1000),), minimum=2)
    one = Curve(fixed=cost.NO_COST, growing=cost.certain(Decimal(5)), fleets=(fleet,))
    other = replace(one, growing=cost.certain(Decimal(4)))

    assert found(one, other) == []
    assert stays_below(other, one, Decimal(1))
    assert not stays_below(one, other, Decimal(1))


def test_staying_below_is_said_only_where_it_is_sure():
    dear, cheap = on_machines(machine(100), people=10), by_the_token(90)

    assert stays_below(cheap, dear, Decimal(1))
    assert not stays_below(by_the_token(101), dear, Decimal(1))
    assert not stays_below(on_machines(machine(80), maximum=1), dear, Decimal(1))


# --- Any two bills -----------------------------------------------------------------------

amounts = st.integers(0, 5000).map(Decimal)
ranges = amounts.map(cost.certain)
choices = st.builds(machine, st.integers(1, 900), st.decimals("0.02", 5, places=2))
fleets = st.builds(
    Stairs,
    choices=st.lists(choices, min_size=1, max_size=3).map(tuple),
    minimum=st.integers(1, 3),
    maximum=st.none(),
)
curves = st.builds(
    Curve, fixed=ranges, growing=ranges, fleets=st.lists(fleets, max_size=2).map(tuple)
)


def walked(one: Curve, other: Curve, high: Decimal) -> list[int]:
    """The cheaper side after each change, found by looking at every single stretch."""
    ends = {
        stretch.end
        for curve in (one, other)
        for stretch in curve.stretches(LOW, high)
        if stretch.end is not None and stretch.end < high
    }
    sides: list[int] = []
    for near, far in pairwise(sorted({LOW, high, *ends})):
        first, second = one.stretch_above(near), other.stretch_above(near)
        assert first
        assert second
        for times in (near, far):
            gap = first.line.at(times) - second.line.at(times)
            if gap and (not sides or (gap > 0) != (sides[-1] > 0)):
                sides.append(1 if gap > 0 else -1)
    return sides


def sides_of(all_of_them: Sequence[Crossing]) -> list[int]:
    return [-1 if each.is_first_cheaper else 1 for each in all_of_them]


@pytest.mark.properties
@given(one=curves, other=curves)
def test_no_crossing_is_missed_and_none_made_up(one, other):
    high = Decimal(20)

    assert (
        sides_of(list(crossings(one, other, LOW, high))) == walked(one, other, high)[1:]
    )


@pytest.mark.properties
@given(one=curves, other=curves)
def test_at_a_crossing_bills_agree_or_one_jumps(one, other):
    for each in crossings(one, other, LOW, Decimal(20)):
        gap = one.likely(each.times) - other.likely(each.times)
        if each.is_jump:
            assert (gap > 0) == each.is_first_cheaper or gap == 0
        else:
            above = one.likely_above(each.times) - other.likely_above(each.times)
            assert min(abs(gap), abs(above)) < Decimal("1e-9")


@pytest.mark.properties
@given(curve=curves, volumes=st.lists(st.decimals("0.01", 90, places=2), min_size=2))
def test_a_likely_bill_never_falls_and_stays_between_its_lines(curve, volumes):
    bills = [curve.likely(times) for times in sorted(volumes)]

    assert bills == sorted(bills)
    assert curve.ceiling is not None
    for times in volumes:
        assert curve.floor.at(times) <= curve.likely(times) <= curve.ceiling.at(times)

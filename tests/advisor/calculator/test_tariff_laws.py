"""Laws of any two tariffs, and of where they cross."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.calculator.tariffs import MOST_CROSSINGS, Tariff, crossings, together
from tests.advisor.calculator.test_tariffs import fleet, volumes

pytestmark = pytest.mark.properties
CENT = Decimal("0.01")


def sign(amount: Decimal) -> int:
    return (amount > 0) - (amount < 0)


dollars = st.integers(0, 5000).map(Decimal)
prices = st.integers(0, 900).map(lambda cents: Decimal(cents) / 100)
sizes = st.integers(1, 3_000).map(lambda each: Decimal(each) / 7)


@st.composite
def stairs(draw: st.DrawFn) -> Tariff:
    least = draw(st.integers(1, 3))
    return fleet(
        fixed=draw(st.integers(0, 5000)),
        step=draw(st.integers(0, 3000)),
        each=str(draw(sizes)),
        least=least,
        most=draw(st.none() | st.integers(least, 6)),
    )


lines = st.builds(Tariff, fixed=dollars, usd_per_million=prices)
mixed = st.builds(
    lambda one, other, share: together(
        [one.for_share(share), other.for_share(1 - share)]
    ),
    stairs(),
    st.one_of(lines, stairs()),
    st.sampled_from([Decimal("0.2"), Decimal("0.5"), Decimal(1) / 3]),
)
tariffs = st.one_of(lines, stairs(), mixed)
TOP = Decimal(4000)


@given(tariffs, tariffs)
def test_the_order_changes_across_each_crossing(one, other):
    nearby = Decimal("0.0001")
    for crossing in crossings(one, other, TOP):
        above = crossing.millions + nearby
        difference = one.due(above) - other.due(above)
        # Another crossing may follow at once; then the difference is nothing to speak of.
        assert sign(difference) == (-1 if crossing.first_is_cheaper_above else 1) or (
            abs(difference) < CENT
        )


@given(tariffs, tariffs)
def test_p11_at_a_crossing_both_cost_the_same_or_a_replica_is_added(one, other):
    for crossing in crossings(one, other, TOP):
        difference = one.due(crossing.millions) - other.due(crossing.millions)
        assert crossing.is_step or abs(difference) < CENT


@given(tariffs, tariffs, st.lists(st.integers(1, 4_000_000), max_size=30))
def test_between_crossings_the_order_holds(one, other, places):
    found = crossings(one, other, TOP)
    if not found or len(found) >= MOST_CROSSINGS:
        return
    for place in places:
        volume = Decimal(place) / 1000
        passed = [crossing for crossing in found if crossing.millions < volume]
        is_first_cheaper = (
            passed[-1].first_is_cheaper_above
            if passed
            else not found[0].first_is_cheaper_above
        )
        difference = one.due(volume) - other.due(volume)
        assert sign(difference) in {0, -1 if is_first_cheaper else 1} or (
            abs(difference) < CENT
        )


@given(tariffs, tariffs, st.lists(st.integers(1, 4_000_000), min_size=2, max_size=30))
def test_without_a_crossing_one_is_never_dearer(one, other, places):
    if crossings(one, other, TOP):
        return
    signs = {
        sign(one.due(volume) - other.due(volume))
        for volume in (Decimal(place) / 1000 for place in places)
    }
    assert not {-1, 1} <= signs


@given(tariffs, st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_volume_is_never_cheaper(tariff, some, more):
    less, most = Decimal(some) / 100, Decimal(some + more) / 100

    assert tariff.due(less) <= tariff.due(most)


@given(tariffs, tariffs)
def test_the_crossings_of_the_other_are_the_same_turned_round(one, other):
    there, back = crossings(one, other, TOP), crossings(other, one, TOP)

    assert volumes(there) == volumes(back)
    assert all(
        a.first_is_cheaper_above != b.first_is_cheaper_above
        for a, b in zip(there, back, strict=True)
    )

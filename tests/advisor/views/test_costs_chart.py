"""From bills to the chart: exact where anybody looks, and no figure made up."""

from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.calculator.comparing import pair
from advisor.calculator.costing import Costing, Triple, Volume
from advisor.calculator.parameters import Kind
from advisor.calculator.tariffs import Staircase, Tariff, whole_tokens
from advisor.decision.cost import NO_COST
from advisor.views.costs_chart import Plot

HOURS = Decimal(720)  # a month of thirty days
SHARE = Triple(low=Decimal("0.75"), likely=Decimal("0.75"), high=Decimal("0.75"))


def volume(tokens_per_day: object) -> Volume:
    millions = Decimal(str(tokens_per_day)) * 30 / 1_000_000
    return Volume(millions=millions, input_share=SHARE, hours=HOURS)


def costing(name: str, low: Tariff, likely: Tariff, high: Tariff) -> Costing:
    return Costing(
        kind=Kind.API,
        name=name,
        volume=volume(1_000_000),
        monthly=NO_COST,
        per_million=None,
        lines=(),
        once=NO_COST,
        running=None,
        tariffs=Triple(low=low, likely=likely, high=high),
        inputs=(),
        sentences=(),
    )


def sure(name: str, tariff: Tariff) -> Costing:
    return costing(name, tariff, tariff, tariff)


def plot(*costings: Costing, here: object = 1_000_000) -> Plot:
    at = volume(here)
    return Plot(
        costings=costings,
        kinds=["closed"] * len(costings),
        pairings=[pair(one, other, at) for one, other in combinations(costings, 2)],
        volume=at,
    )


def fleet(most: int | None = None) -> Tariff:
    """$1,000 for each machine that serves 30 M tokens a month, a million a day."""
    stairs = Staircase(
        step_monthly=Decimal(1_000),
        step_millions=Decimal(30),
        minimum_steps=1,
        maximum_steps=most,
    )
    return Tariff(
        fixed=Decimal(500), stairs=(stairs,), most_millions=stairs.most_millions
    )


API = Tariff(fixed=Decimal(0), usd_per_million=Decimal(10))


def test_a_bill_by_the_token_needs_the_rows_of_the_table_alone():
    found = plot(sure("API", API)).comparison()

    assert [point.volume for point in found.lines[0].points] == list(found.volumes)
    assert found.lines[0].points[0].likely == found.low * 30 / 1_000_000 * 10


def test_at_the_end_of_a_step_both_costs_are_drawn():
    line = plot(sure("Fleet", fleet())).comparison().lines[0]
    at_the_step = [
        point.likely for point in line.points if point.volume == Decimal(2_000_000)
    ]

    assert at_the_step == [2_500, 3_500]


def test_a_fleet_ends_at_the_most_it_can_serve():
    found = plot(sure("Fleet", fleet(most=3))).comparison()

    assert found.lines[0].serves_no_more
    assert found.lines[0].points[-1].volume == Decimal(3_000_000)
    assert found.lines[0].points[-1].likely == 3_500


def test_a_fleet_that_ends_beyond_the_chart_has_no_end_in_it():
    line = plot(sure("Fleet", fleet(most=10**9))).comparison().lines[0]

    assert not line.serves_no_more


def test_the_volume_and_where_the_cheapest_changes_are_in_the_chart():
    """$10 a million come to $3 M at 300 B tokens a month, 10 B a day."""
    dear = Tariff(fixed=Decimal(3_000_000))
    found = plot(sure("API", API), sure("Server", dear), here=1_000).comparison()

    assert found.here == 1_000
    assert found.low <= 1_000
    assert [one.volume for one in found.crossings] == [Decimal(10_000_000_000)]
    assert found.crossings[0].cost == 3_000_000
    assert found.high >= 10_000_000_000


def test_what_lies_beyond_what_a_fleet_serves_is_no_crossing():
    cheap = Tariff(fixed=Decimal(0), usd_per_million=Decimal(1))
    found = plot(sure("API", cheap), sure("Fleet", fleet(most=2))).comparison()

    assert found.crossings == []


def test_machines_of_unknown_speed_are_compared_all_the_same():
    server = Tariff(fixed=Decimal(8_000), is_limit_known=False)
    found = plot(sure("API", API), sure("Server", server)).comparison()

    assert [one.cost for one in found.crossings] == [8_000]


def test_of_many_changes_of_a_pair_the_first_and_the_last_are_ringed():
    price = Tariff(fixed=Decimal(0), usd_per_million=Decimal(40))
    found = plot(sure("API", price), sure("Fleet", fleet()))
    turns = found.pairings[0].crossings

    assert len(turns) > 2
    assert [one.millions for one in found.meetings] == [
        turns[0].millions,
        turns[-1].millions,
    ]


def test_the_bands_run_from_the_least_to_the_most():
    cheap, dear = (Tariff(fixed=Decimal(f)) for f in (100, 900))
    line = plot(costing("Odd", dear, Tariff(fixed=Decimal(500)), cheap)).comparison()
    point = line.lines[0].points[0]

    assert [point.low, point.likely, point.high] == [100, 500, 900]


@pytest.mark.parametrize("here", [0, "0.000001", 10**15])
def test_any_volume_has_a_chart(here):
    found = plot(sure("API", API), sure("Fleet", fleet()), here=here).comparison()

    assert 0 < found.low < found.high <= 10**15
    assert all(line.points for line in found.lines)


def test_a_volume_that_a_month_does_not_divide_is_still_one_row():
    tariff = Plot(
        costings=[sure("API", API)],
        kinds=["closed"],
        pairings=[],
        volume=Volume(
            millions=Decimal(10_000_000) * Decimal(730) / 24 / 1_000_000,
            input_share=SHARE,
            hours=Decimal(730),
        ),
    )

    assert tariff.table_volumes.count(Decimal(10_000_000)) == 1
    assert len({f"{one:.3g}" for one in tariff.table_volumes}) == len(
        tariff.table_volumes
    )


amounts = st.decimals("0", "100000", places=2)
tariffs = st.builds(
    lambda fixed, price, step, each, least: Tariff(
        fixed=fixed,
        usd_per_million=price,
        stairs=(
            (
                Staircase(
                    step_monthly=step,
                    step_millions=whole_tokens(each),
                    minimum_steps=least,
                    maximum_steps=None,
                ),
            )
            if step
            else ()
        ),
    ),
    amounts,
    amounts,
    amounts,
    st.decimals("0.01", "1000000", places=2),
    st.integers(1, 4),
)


@given(tariffs, tariffs, st.integers(1, 10**13))
def test_more_volume_is_never_cheaper_and_each_row_is_what_the_bill_says(
    one, other, here
):
    made = plot(sure("One", one), sure("Other", other), here=here)
    found = made.comparison()

    for number, tariff in enumerate((one, other)):
        line = found.lines[number]
        assert all(a.volume <= b.volume for a, b in pairwise(line.points))
        assert all(a.likely <= b.likely for a, b in pairwise(line.points))
        points = [row.cells[number][1] for row in found.table]
        assert [point.likely for point in points if point] == [
            tariff.due(made.a_month(volume)) for volume in found.volumes
        ]

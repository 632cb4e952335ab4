"""Every volume and crossing that a result tells, worked out again bill by bill."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice, pairwise
from typing import Any

import pytest

from advisor.decision import cost
from advisor.decision.break_even import break_even
from advisor.decision.contenders import contenders_of
from advisor.decision.market import Market
from advisor.decision.needs import Needs
from advisor.decision.plans import Pick, Place, place_of
from advisor.decision.questions import Answers
from advisor.decision.telling import money
from advisor.scenarios.properties.adapter import Advisor

CENT = Decimal("0.01")
# Fleets are counted in floats: right at a whole number of machines their last digit can
# call for one more or one less.
HAIR = 1e-12

type Told = dict[str, Any]
type Bills = tuple[Needs, dict[str, tuple[Pick, ...]], Told]


@pytest.fixture(scope="module")
def told(advisor: Advisor, situations: Sequence[Answers]) -> list[Bills]:
    """The lines of every other situation, with the picks that they stand for."""
    return list(all_told(advisor, islice(situations, 0, None, 2)))


def all_told(advisor: Advisor, situations: Iterator[Answers]) -> Iterator[Bills]:
    weigher = advisor.weigher
    for answers in situations:
        weighing = weigher.weigh(answers)
        found = break_even(weighing, weigher, [])
        if found is not None:
            picks = {
                one.key: one.picks for one in contenders_of(weighing, weigher.market)
            }
            yield weighing.needs, picks, found


def bill_at(
    volume: float, picks: tuple[Pick, ...], needs: Needs, market: Market
) -> cost.Range | None:
    """What the picks cost at another volume; None where they cannot serve it."""
    there = replace(needs, tokens_per_day=volume)
    resized = [resize(pick, there, market) for pick in picks]
    if any(pick is None for pick in resized):
        return None
    return cost.total(market.bill(pick, there) for pick in resized if pick)


def resize(pick: Pick, needs: Needs, market: Market) -> Pick | None:
    if pick.fleet is None:
        return pick
    stack = place_of(pick.candidate)
    same = [
        one.share
        for one in needs.segments
        if one.is_sensitive == pick.segment.is_sensitive
    ]
    on_a_desk = stack is Place.WORKSTATION
    if on_a_desk and not market.able(stack, sum(same), needs) >> pick.position & 1:
        return None
    yard = market.yard(stack, pick.fleet_share, needs, is_flat=pick.is_flat)
    fleet = yard.fleet(pick.position)
    return replace(pick, fleet=fleet) if fleet else None


def near(volume: float) -> tuple[float, float, float]:
    return volume, volume * (1 - HAIR), volume * (1 + HAIR)


def test_every_point_is_the_bill_at_its_volume(told: list[Bills], advisor: Advisor):
    for needs, picks, found in told:
        for line in found["lines"]:
            for point in line["points"]:
                bills = [
                    bill_at(volume, picks[line["key"]], needs, advisor.weigher.market)
                    for volume in near(point["tokens_per_day"])
                ]
                assert any(bill and agrees(point, bill) for bill in bills), (
                    needs.answers,
                    line["key"],
                    point,
                )


def test_every_line_runs_through_the_cost_of_its_plan(
    told: list[Bills], advisor: Advisor
):
    for needs, picks, found in told:
        for line in found["lines"]:
            bills = (
                advisor.weigher.market.bill(pick, needs) for pick in picks[line["key"]]
            )
            cost_here = money(cost.total(bills))
            here = {"tokens_per_day": found["tokens_per_day"], **cost_here}
            assert line["monthly_cost"] == cost_here, (needs.answers, line["key"])
            assert here in line["points"], (needs.answers, line["key"])


def agrees(point: Told, bill: cost.Range) -> bool:
    return all(
        abs(Decimal(str(point[end])) - getattr(bill, end)) <= CENT
        for end in ("low", "likely", "high")
    )


def test_no_line_goes_on_where_nothing_can_serve(told: list[Bills], advisor: Advisor):
    for needs, picks, found in told:
        for line in found["lines"]:
            if line["up_to"] is not None:
                beyond = line["up_to"] * (1 + HAIR) + 1
                bill = bill_at(
                    beyond, picks[line["key"]], needs, advisor.weigher.market
                )
                assert bill is None, (needs.answers, line["key"])


def test_a_likely_cost_never_falls_as_volume_grows(told: list[Bills]):
    for needs, _, found in told:
        for line in found["lines"]:
            costs = [point["likely"] for point in line["points"]]
            assert costs == sorted(costs), (needs.answers, line["key"])


def test_every_crossing_is_one(told: list[Bills], advisor: Advisor):
    """Cheaper before, dearer after; and at the volume the bills agree, or one jumps."""
    count = 0
    for needs, picks, found in told:
        for crossing in (each for pair in found["pairs"] for each in pair["crossings"]):
            volume, count = crossing["tokens_per_day"], count + 1

            def lead(
                volume: float,
                needs: Needs = needs,
                picks: dict[str, tuple[Pick, ...]] = picks,
                crossing: Told = crossing,
            ) -> Decimal:
                """How much dearer that is which is cheaper above."""
                above, below = (
                    bill_at(
                        volume, picks[crossing[side]], needs, advisor.weigher.market
                    )
                    for side in ("cheaper_above", "cheaper_below")
                )
                assert above
                assert below
                return above.likely - below.likely

            step = 1 + volume * HAIR
            assert lead(volume - step) >= -CENT, (needs.answers, crossing)
            assert lead(volume + step) <= CENT, (needs.answers, crossing)
            if not crossing["is_jump"]:
                agreed = min(abs(lead(volume)), abs(lead(volume + 1)))
                assert agreed <= CENT, (needs.answers, crossing)
    assert count


def test_between_crossings_the_order_holds(told: list[Bills]):
    for needs, _, found in told:
        points = {
            line["key"]: {p["tokens_per_day"]: p["likely"] for p in line["points"]}
            for line in found["lines"]
        }
        for pair in found["pairs"]:
            one, other = (points[key] for key in pair["lines"])
            for volume in one.keys() & other.keys():
                cheaper = cheaper_at(volume, pair)
                gap = one[volume] - other[volume]
                if cheaper and abs(gap) > 0.01:
                    expected = pair["lines"][0 if gap < 0 else 1]
                    assert cheaper == expected, (needs.answers, pair, volume)


def cheaper_at(volume: float, pair: Told) -> str | None:
    """Which of two is cheaper, as far as their crossings tell."""
    crossings: list[Told] = pair["crossings"]
    if not crossings:
        return None
    passed = [each for each in crossings if each["tokens_per_day"] < volume]
    side: str = passed[-1]["cheaper_above"] if passed else crossings[0]["cheaper_below"]
    return side


def test_crossings_of_a_pair_take_turns(told: list[Bills]):
    for needs, _, found in told:
        for pair in found["pairs"]:
            for one, other in pairwise(pair["crossings"]):
                assert one["tokens_per_day"] <= other["tokens_per_day"], needs.answers
                assert one["cheaper_above"] == other["cheaper_below"], needs.answers


def test_where_nothing_crosses_one_is_cheaper_all_along(told: list[Bills]):
    for needs, _, found in told:
        for pair in found["pairs"]:
            if not pair["crossings"]:
                one, other = (
                    {p["tokens_per_day"]: p["likely"] for p in line["points"]}
                    for line in found["lines"]
                    if line["key"] in pair["lines"]
                )
                gaps = {
                    one[volume] > other[volume]
                    for volume in one.keys() & other.keys()
                    if abs(one[volume] - other[volume]) > 0.01
                }
                assert len(gaps) <= 1, (needs.answers, pair)


def test_the_cheapest_of_all_is_told_for_every_volume(told: list[Bills]):
    for needs, _, found in told:
        if found["cheapest"] is None:
            assert len(found["lines"]) == 1, needs.answers
            continue
        points = {
            line["key"]: {p["tokens_per_day"]: p["likely"] for p in line["points"]}
            for line in found["lines"]
        }
        spans = found["cheapest"]["spans"]
        for volume in found["volumes"][1:]:
            costs = {
                key: bills[volume] for key, bills in points.items() if volume in bills
            }
            if costs:
                (*_, span) = (each for each in spans if each["above"] < volume)
                least = min(costs.values())
                assert costs[span["line"]] <= least + 0.01, (needs.answers, volume)

"""Cost at other volumes: which lines there are, what is told of two, and why not more."""

import re
from dataclasses import replace
from typing import Any

import pytest

from advisor.decision.telling import plain_number
from tests.advisor.decision.examples import (
    ALPHA_CLOUD,
    BETA_CLOUD,
    BETA_GPUS,
    catalog_of,
    price,
    result,
)
from tests.advisor.decision.situations import SITUATIONS

BILLION = 1_000_000_000
# Own machines in the open plan, and an open host that would take all of the traffic.
OWN_CLOUD: dict[str, Any] = {
    "data_location": "own_cloud",
    "ml_staff": "ml_platform_team",
    "tokens_per_day": BILLION,
}
ONE_OF_EACH = catalog_of(ALPHA_CLOUD, BETA_GPUS)
DESK = {
    "data_location": "own_premises",
    "sensitive_share": 0.3,
    "ml_staff": "none",
}


def break_even(**answers: object) -> dict[str, Any]:
    told: dict[str, Any] = result(**answers)["break_even"]
    return told


def lines(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {line["key"]: line for line in told["lines"]}


def between(told: dict[str, Any], one: str, other: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        pair for pair in told["pairs"] if {*pair["lines"]} == {one, other}
    )
    return found


# --- The lines ---------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [*SITUATIONS, OWN_CLOUD])
def test_each_plan_has_a_line_that_runs_through_its_cost(answers):
    told = result(**answers)
    costs = {
        family: plan["monthly_cost"]
        for family, plan in told["plans"].items()
        if plan["feasible"]
    }
    if not costs:
        assert told["break_even"] is None
        return

    here = told["break_even"]["tokens_per_day"]
    drawn = lines(told["break_even"])

    assert {*drawn} - {"hosted_open"} == {*costs}
    assert here == told["needs"]["tokens_per_day"]
    for family, cost in costs.items():
        assert drawn[family]["monthly_cost"] == cost
        assert {"tokens_per_day": here, **cost} in drawn[family]["points"]


def test_volumes_run_from_a_hundredth_to_a_hundred_times():
    told = break_even(tokens_per_day=2_000_000)

    assert told["volumes"][0] == 20_000
    assert told["volumes"][-1] == 200_000_000
    assert 2_000_000 in told["volumes"]


@pytest.mark.parametrize(
    ("volume", "first", "last"),
    [(1, 1, 100), (20, 1, 2000), (10**14, 10**12, 10**15), (10**15, 10**13, 10**15)],
)
def test_volumes_stay_within_what_can_be_answered(volume, first, last):
    volumes = break_even(tokens_per_day=volume)["volumes"]

    assert (volumes[0], volumes[-1]) == (first, last)


@pytest.mark.parametrize("volume", [0, 0.5])
def test_without_a_token_there_is_nothing_to_compare(volume):
    assert break_even(tokens_per_day=volume) is None


def test_a_bill_by_the_token_grows_with_the_volume():
    told = break_even(tokens_per_day=2_000_000)
    closed = {p["tokens_per_day"]: p["likely"] for p in lines(told)["closed"]["points"]}

    # 2 M a day are 60.83 M a month; Alpha in the cloud: (3 x 3.3 + 16.5) / 4 = 6.60
    assert closed[2_000_000] == 401.5
    assert closed[20_000_000] == 4015


def test_machines_make_a_line_that_jumps():
    open_line = lines(break_even(**OWN_CLOUD))["open"]
    volumes = [point["tokens_per_day"] for point in open_line["points"]]
    jumps = [
        (one, other)
        for one, other in zip(
            open_line["points"], open_line["points"][1:], strict=False
        )
        if other["tokens_per_day"] == one["tokens_per_day"] + 1
    ]

    assert open_line["is_staircase"]
    assert volumes == sorted({*volumes})
    assert len(volumes) <= 43
    assert jumps
    assert all(after["likely"] >= 1.05 * before["likely"] for before, after in jumps)


def test_a_workstation_has_no_point_beyond_what_it_serves():
    told = break_even(**DESK)

    # 2 M tokens a day are what one may be planned for, and three tenths go there.
    for line in told["lines"]:
        assert line["up_to"] == 6_666_666
        assert line["points"][-1]["tokens_per_day"] == 6_666_666


def test_open_hosts_are_in_the_picture_where_the_open_plan_runs_machines():
    told = break_even(**OWN_CLOUD)

    assert lines(told)["open"]["is_staircase"]
    assert lines(told)["hosted_open"]["text"] == "Beta, Cloud, open models"
    assert not lines(told)["hosted_open"]["is_staircase"]


def test_an_open_plan_at_a_host_needs_no_second_line():
    assert {*lines(break_even())} == {"closed", "open", "hybrid"}


def test_it_is_said_which_traffic_no_open_host_may_take():
    told = break_even(**DESK)

    assert "hosted_open" not in lines(told)
    assert any("none may take sensitive traffic" in note for note in told["notes"])


def test_a_plan_in_stages_has_no_line_of_its_own():
    answers = {"growth": 50, "time_to_production": "days"}
    told = break_even(**answers)

    assert result(**answers)["plans"]["hybrid"]["later"]
    assert {*lines(told)} == {"closed", "open"}
    assert any("begins as the closed plan" in note for note in told["notes"])


# --- Where two of them cross -------------------------------------------------------------


def test_a_crossing_is_told_with_its_volume_and_its_bill():
    told = result(ONE_OF_EACH, **OWN_CLOUD)["break_even"]
    pair = between(told, "closed", "open")

    (crossing,) = pair["crossings"]

    # Fewest machines and their people against Alpha in the cloud, $6.60 a million.
    fewest = lines(told)["open"]["points"][0]["likely"]
    price_of_a_day = 6.6 * 730 / 24 / 1e6
    assert crossing["monthly_cost"] == fewest
    assert crossing["tokens_per_day"] == pytest.approx(
        fewest / price_of_a_day, rel=1e-6
    )
    assert crossing["cheaper_below"] == "closed"
    assert crossing["cheaper_above"] == "open"
    assert not crossing["is_jump"]
    assert crossing["text"] == (
        "The open plan becomes cheaper than the closed plan above "
        f"{plain_number(crossing['tokens_per_day'])} tokens a day."
    )
    assert pair["text"] == crossing["text"]


def test_machines_that_cost_more_than_the_tokens_never_pay():
    pair = between(break_even(**OWN_CLOUD), "open", "hosted_open")

    assert pair["crossings"] == []
    assert pair["text"] == (
        "Never at this fleet size or a larger one: the open plan stays dearer than the "
        "hosted open plan, for each further machine costs more than it saves."
    )


def test_a_crossing_beyond_what_is_shown_is_told_as_such():
    pair = between(break_even(), "closed", "hybrid")

    assert pair["crossings"] == []
    assert re.fullmatch(
        r"The closed plan is cheaper than the hybrid plan at every volume shown; the "
        r"hybrid plan becomes cheaper above \d+ M tokens a day, more than a hundred times "
        r"your volume\.",
        pair["text"],
    )


def test_two_prices_a_token_never_cross():
    assert between(break_even(), "closed", "open")["text"] == (
        "The open plan is cheaper than the closed plan at every volume shown, and at any "
        "larger one."
    )


def test_a_workstation_ends_what_can_be_compared():
    assert between(break_even(**DESK), "open", "hybrid")["text"] == (
        "The open plan is cheaper than the hybrid plan at every volume up to 6.67 M "
        "tokens a day, beyond which one workstation is not enough."
    )


def test_prices_that_are_the_same_are_called_so():
    terms = price("1", "2")
    same = catalog_of(
        replace(ALPHA_CLOUD, prices=(terms,)), replace(BETA_CLOUD, prices=(terms,))
    )

    told = result(same)["break_even"]

    assert between(told, "closed", "open")["text"] == (
        "The closed plan and the open plan cost the same at every volume."
    )


# --- Which is the cheapest of all --------------------------------------------------------


def test_the_cheapest_of_all_is_told_where_one_stays_it():
    told = break_even()

    assert told["cheapest"] == {
        "spans": [{"above": 10_000, "line": "open"}],
        "text": "The open plan is the cheapest at every volume shown.",
    }


def test_the_cheapest_of_all_is_told_where_it_changes():
    told = result(ONE_OF_EACH, **OWN_CLOUD)["break_even"]
    (crossing,) = between(told, "closed", "open")["crossings"]

    assert told["cheapest"]["spans"] == [
        {"above": 10_000_000, "line": "closed"},
        {"above": crossing["tokens_per_day"], "line": "open"},
    ]
    assert told["cheapest"]["text"] == (
        f"Up to {plain_number(crossing['tokens_per_day'])} tokens a day the closed plan "
        "is the cheapest; above that the open plan."
    )


def test_a_single_plan_is_compared_with_nothing():
    told = break_even(
        data_location="own_premises", ml_staff="some_devops", quality_bar="good_enough"
    )

    assert [line["key"] for line in told["lines"]] == ["open"]
    assert told["pairs"] == []
    assert told["cheapest"] is None


# --- What is no part of it ---------------------------------------------------------------


def test_cost_alone_is_compared_and_the_verdict_turns_elsewhere():
    answers = {"tokens_per_day": 1_000_000}
    notes = break_even(**answers)["notes"]
    flips = [
        flip["text"]
        for flip in result(**answers)["flips"]
        if flip["key"] == "tokens_per_day"
    ]

    assert "cost alone" in notes[0]
    assert flips
    assert all(text in notes[1] for text in flips)

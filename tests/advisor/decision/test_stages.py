"""Plans that start closed and are open within the year."""

from datetime import date

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.criteria import SECOND_FAMILY_PENALTY
from advisor.decision.patterns import a_year_after, pattern
from advisor.decision.plans import Plan, Verdict
from advisor.decision.stages import (
    at_the_start,
    in_a_year,
    leader_of_the_year,
    moves_to_open,
    staged,
)
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_HOSTED,
    catalog_of,
    needs,
    result,
    weigh,
)

CATALOG = catalog_of(ALPHA_API, BETA_HOSTED)
GROWING = {"tokens_per_day": 100_000, "growth": 1000}
CLOSED, OPEN, HYBRID = Verdict.CLOSED, Verdict.OPEN, Verdict.HYBRID


def stage(now: dict[Verdict, Plan], later: dict[Verdict, Plan]) -> Plan:
    plan = staged(now, later)
    assert plan is not None
    return plan


def plans(**scores: float) -> dict[Verdict, Plan]:
    return {
        Verdict(family): Plan(family=Verdict(family), score=score, fields=())
        for family, score in scores.items()
    }


# --- What is known of the year ---------------------------------------------------------


def test_a_year_on_the_volume_has_grown_and_no_date_is_ahead():
    wanted = needs(tokens_per_day=2_000_000, growth=5, time_to_production="days")

    assert in_a_year(wanted) == {"tokens_per_day": 10_000_000}


def test_a_volume_that_nobody_stated_grows_too():
    assert in_a_year(needs(growth=3)) == {"tokens_per_day": 3_000_000}


def test_answers_stay_in_the_order_of_the_questions():
    wanted = needs(lock_in="avoid", growth=3, data_location="own_cloud")

    assert [*in_a_year(wanted)] == ["data_location", "tokens_per_day", "lock_in"]


def test_growth_says_nothing_about_today():
    answers = parse_answers({"growth": 3, "lock_in": "avoid"})

    assert at_the_start(answers) == {"lock_in": "avoid"}


# --- When a move pays ------------------------------------------------------------------


def test_a_stage_leads_by_the_mean_of_the_year():
    plan = stage(plans(closed=1, open=0.4), plans(closed=0.2, open=1))

    year = (1 + 1) / 2 - SECOND_FAMILY_PENALTY
    assert plan.score == pytest.approx(1 + year - (0.4 + 1) / 2)
    assert plan.family is HYBRID
    assert plan.later is not None
    assert plan.later.family is OPEN


@pytest.mark.parametrize(("first", "last"), [(0.09, 1), (1, 0.09)])
def test_a_move_needs_a_clear_lead_on_both_dates(first, last):
    now, later = plans(closed=1, open=1 - first), plans(closed=1, open=1 + last)

    assert stage(now, later).score < 1


def test_a_clear_lead_on_both_dates_is_enough():
    now, later = plans(closed=1, open=0.89), plans(closed=1, open=1.11)

    assert stage(now, later).score > 1


def test_a_hybrid_kept_all_year_can_be_better():
    now = plans(closed=1, open=0.4, hybrid=1)
    later = plans(closed=0.2, open=1, hybrid=1)

    assert stage(now, later).score < 1


@pytest.mark.parametrize(
    ("now", "later"),
    [
        (plans(open=1), plans(open=1, closed=0)),
        (plans(closed=1), plans(closed=1)),
    ],
)
def test_a_stage_needs_a_closed_plan_now_and_an_open_one_later(now, later):
    assert staged(now, later) is None


@pytest.mark.parametrize(
    ("later", "moves"), [({"open": 0.6}, True), ({"open": 0.5}, False), ({}, False)]
)
def test_the_year_counts_where_it_brings_open_weights_forward(later, moves):
    now = plans(closed=1, open=0.5)

    assert moves_to_open(now, plans(closed=1, **later)) is moves


@pytest.mark.parametrize(
    ("now", "later", "leader"),
    [
        (plans(closed=1, open=0.95), plans(closed=1, open=1.5), OPEN),
        (plans(closed=1, open=0.5), plans(closed=1, open=1.1), CLOSED),
        (
            plans(closed=1, open=0.5, hybrid=0.9),
            plans(closed=1, open=1, hybrid=1.3),
            HYBRID,
        ),
        (plans(closed=1, open=1), plans(closed=1, open=1), CLOSED),
    ],
)
def test_the_leader_of_the_year_is_best_on_both_dates_together(now, later, leader):
    assert leader_of_the_year(now, later) is leader


# --- In a catalog ----------------------------------------------------------------------


def test_growth_can_make_the_advice_closed_now_and_open_later():
    plan = weigh(CATALOG, **GROWING).advised

    assert plan is not None
    assert plan.later is not None
    assert pattern(plan) == "stage"
    assert [p.candidate.model.slug for p in (*plan.picks, *plan.later.picks)] == [
        "alpha",
        "beta",
    ]


def test_who_leads_open_today_starts_open():
    assert weigh(CATALOG, **GROWING, lock_in="avoid").verdict is OPEN


def test_a_stage_says_what_it_becomes_and_at_what_cost():
    told = result(CATALOG, **GROWING)
    hybrid = told["plans"]["hybrid"]

    assert hybrid["later"]["from"] == "2027-11-22"
    assert hybrid["later"]["tokens_per_day"] == 100_000_000
    assert [row["rule"] for row in told["routing"]] == [
        "Until 22 Nov 2027",
        "From 22 Nov 2027",
    ]
    closed, opened = (bill["monthly_cost"] for bill in hybrid["bills"])
    assert closed == hybrid["monthly_cost"]
    assert opened == hybrid["later"]["monthly_cost"]


def test_the_contributions_of_a_stage_add_up():
    rows = result(CATALOG, **GROWING)["contributions"]
    *parts, total = [row["hybrid"] for row in rows]

    assert rows[-2]["criterion"] == "move"
    assert sum(parts) == pytest.approx(total, abs=0.001)


def test_a_leap_day_has_a_year_after_it():
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)


def test_a_small_lead_today_loses_to_the_year_that_was_described():
    """More and more is to be gained by open weights: closed, in stages, open at once."""
    leans = {"tokens_per_day": 100_000, "growth": 1000, "ml_staff": "some_devops"}
    answers = [{}, {"safety_owner": "us"}, {"lock_in": "avoid"}]

    verdicts = [weigh(CATALOG, **leans, **more).verdict for more in answers]

    assert [*map([CLOSED, HYBRID, OPEN].index, verdicts)] == sorted(
        map([CLOSED, HYBRID, OPEN].index, verdicts)
    )

"""Plans: every part to its best place, hybrid pays once, one fleet for all on a stack."""

from collections.abc import Mapping
from dataclasses import replace
from math import log

import pytest

from advisor.decision.candidates import OptionKind
from advisor.decision.criteria import SECOND_FAMILY_PENALTY
from advisor.decision.plans import (
    FAMILIES,
    Pick,
    Place,
    Plan,
    Verdict,
    cost_utility,
    family_of,
    place_of,
)
from advisor.decision.weighing import ranked
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_CLOUD,
    BETA_DESK,
    BETA_GPUS,
    BETA_HARDWARE,
    BETA_HOSTED,
    CATALOG,
    catalog_of,
    price,
    rating,
    weigh,
    weigher,
    with_model,
)

SPLIT = {"data_location": "own_premises", "sensitive_share": 0.4}
CLOSED, HYBRID, OPEN = FAMILIES


def plan(score: float, family: Verdict) -> Plan:
    return Plan(family=family, score=score, fields=())


def picked(weighing_picks: tuple[Pick, ...]) -> list[str]:
    return [pick.candidate.option.slug for pick in weighing_picks]


# --- Families and places ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("candidate", "place"),
    [
        (ALPHA_API, Place.CLOSED),
        (ALPHA_CLOUD, Place.CLOSED),
        (BETA_HOSTED, Place.HOSTED),
        (BETA_CLOUD, Place.HOSTED),
        (BETA_GPUS, Place.OWN_GPUS),
        (BETA_HARDWARE, Place.OWN_HARDWARE),
        (BETA_DESK, Place.WORKSTATION),
    ],
)
def test_each_candidate_has_its_place(candidate, place):
    assert place_of(candidate) is place


@pytest.mark.parametrize(
    ("places", "family"),
    [
        ((Place.CLOSED, Place.CLOSED), CLOSED),
        ((Place.HOSTED, Place.OWN_GPUS), OPEN),
        ((Place.CLOSED, Place.HOSTED), HYBRID),
        ((Place.WORKSTATION, Place.CLOSED), HYBRID),
    ],
)
def test_hybrid_is_closed_beside_open(places, family):
    assert family_of(places) is family


@pytest.mark.parametrize(
    "tied", [(OPEN, HYBRID, CLOSED), (OPEN, CLOSED), (OPEN, HYBRID), (HYBRID, CLOSED)]
)
def test_equal_plans_win_in_the_order_closed_hybrid_open(tied):
    plans = {family: plan(1.0, family) for family in tied}

    assert [one.family for one in ranked(plans)] == [f for f in FAMILIES if f in tied]


def test_a_difference_of_rounding_is_a_tie():
    plans = {OPEN: plan(0.3, OPEN), CLOSED: plan(0.1 + 0.2 - 1e-12, CLOSED)}

    assert ranked(plans)[0].family is CLOSED


def test_the_utility_of_a_bill_is_minus_half_its_logarithm():
    assert cost_utility(1500, unit_usd=1500) == pytest.approx(-0.5 * log(2))


def test_no_bill_costs_nothing():
    assert cost_utility(0, unit_usd=1500) == 0


# --- Plans of a catalog ----------------------------------------------------------------


def test_one_part_makes_no_hybrid():
    assert set(weigh(catalog_of(ALPHA_API, BETA_HOSTED)).plans) == {CLOSED, OPEN}


def test_two_closed_vendors_are_no_hybrid():
    other = replace(ALPHA_API, offering="other", prices=(price("1", "9"),))
    catalog = catalog_of(ALPHA_API, with_model(other, slug="other", rating=None))

    assert set(weigh(catalog, quality_bar="strong").plans) == {CLOSED}


def test_a_plan_scores_the_mean_of_its_parts_by_share():
    weighing = weigh(catalog_of(ALPHA_API), quality_bar="strong", hard_share=0.25)
    hard, routine = weighing.plans[CLOSED].picks

    assert weighing.plans[CLOSED].score == pytest.approx(
        0.25 * hard.score + 0.75 * routine.score
    )


def test_hybrid_pays_once_for_its_second_family():
    weighing = weigh(catalog_of(ALPHA_API, BETA_HARDWARE), **SPLIT)
    hybrid = weighing.plans[HYBRID]

    parts = sum(pick.segment.share * pick.score for pick in hybrid.picks)
    assert hybrid.score == pytest.approx(parts - SECOND_FAMILY_PENALTY)


def test_hybrid_pays_once_however_many_parts_it_has():
    catalog = catalog_of(ALPHA_API, BETA_HARDWARE, BETA_HOSTED)
    weighing = weigh(catalog, quality_bar="strong", **SPLIT)
    hybrid = weighing.plans[HYBRID]

    parts = sum(pick.segment.share * pick.score for pick in hybrid.picks)
    assert len(hybrid.picks) == 4
    assert hybrid.score == pytest.approx(parts - SECOND_FAMILY_PENALTY)


def test_a_plan_of_one_family_pays_nothing_for_a_second_place():
    weighing = weigh(catalog_of(BETA_HARDWARE, BETA_HOSTED), **SPLIT)
    opened = weighing.plans[OPEN]

    parts = sum(pick.segment.share * pick.score for pick in opened.picks)
    assert opened.score == pytest.approx(parts)


def test_parts_on_one_stack_share_its_fleet():
    weighing = weigh(catalog_of(BETA_GPUS), quality_bar="strong", hard_share=0.25)
    hard, routine = weighing.plans[OPEN].picks

    assert (hard.fleet, hard.fleet_share) == (routine.fleet, 1)


def test_the_bill_of_a_shared_fleet_is_split_by_share_and_paid_once():
    advisor = weigher(catalog_of(BETA_GPUS))
    weighing = advisor.weigh({"quality_bar": "strong", "hard_share": 0.25})
    hard, routine = (
        float(advisor.market.bill(pick, weighing.needs).likely)
        for pick in weighing.plans[OPEN].picks
    )

    whole = advisor.weigh({})
    (alone,) = whole.plans[OPEN].picks
    bill = float(advisor.market.bill(alone, whole.needs).likely)
    assert hard / routine == pytest.approx(1 / 3)
    assert hard + routine == pytest.approx(bill)


def test_one_model_serves_all_parts_on_a_stack():
    small = with_model(BETA_GPUS, slug="small", rating=rating(1300))
    weighing = weigh(catalog_of(BETA_GPUS, small), quality_bar="strong")

    models = {pick.candidate.model.slug for pick in weighing.plans[OPEN].picks}
    assert models == {"beta"}


def test_of_equal_candidates_the_first_by_name_is_picked():
    twin = with_model(ALPHA_API, slug="twin", maker_country="FR")
    weighing = weigh(catalog_of(twin, ALPHA_API))

    assert weighing.plans[CLOSED].picks[0].candidate.model.slug == "alpha"


def test_an_unrated_model_never_wins_where_a_rated_one_passes():
    free = replace(
        with_model(BETA_HOSTED, slug="free", rating=None), prices=(price("0", "0"),)
    )
    weighing = weigh(
        catalog_of(free, BETA_HOSTED), priorities="cost", tokens_per_day=10**9
    )

    assert weighing.plans[OPEN].picks[0].candidate.model.slug == "beta"


def test_an_unrated_model_serves_where_nobody_rated_does():
    unrated = with_model(BETA_HOSTED, rating=None)

    assert weigh(catalog_of(unrated)).verdict is OPEN


@pytest.mark.parametrize("tokens", [0, 1, 10**9, 10**15])
def test_the_score_of_a_pick_is_weight_times_rating(tokens):
    advisor = weigher(catalog_of(ALPHA_API))
    weighing = advisor.weigh({"tokens_per_day": tokens})
    (pick,), (one,) = weighing.plans[CLOSED].picks, weighing.fields
    appeal, month = one.appeal, tokens / 1e6 * 730 / 24
    usd = month * (3 * 3 + 15) / 4

    by_hand = (
        appeal.by_kind[OptionKind.CLOSED_API]
        + appeal.quality
        + appeal.cost * cost_utility(usd, 1500)
    )
    assert pick.score == pytest.approx(by_hand)


def test_the_order_of_rows_changes_no_plan():
    backwards = replace(CATALOG, candidates=CATALOG.candidates[::-1])
    answers: Mapping[str, object] = {"quality_bar": "strong", **SPLIT}

    turned, usual = weigh(backwards, **answers).plans, weigh(CATALOG, **answers).plans

    assert turned == usual
    for family, plan in usual.items():
        assert turned[family].picks == plan.picks


def test_the_cheaper_of_two_fleets_wins():
    weighing = weigh(catalog_of(BETA_GPUS, BETA_HARDWARE), data_location="own_cloud")

    assert picked(weighing.plans[OPEN].picks) == ["own-gpus"]


def test_who_is_undercut_by_a_better_one_of_its_sort_cannot_be_the_best():
    worse = {"rating": rating(1300)}
    dear = replace(
        with_model(BETA_HOSTED, slug="dear", **worse), prices=(price("9", "9"),)
    )
    cheap = replace(
        with_model(BETA_HOSTED, slug="cheap", **worse), prices=(price("0", "0"),)
    )
    advisor = weigher(catalog_of(BETA_HOSTED, dear, cheap))
    market, needs = advisor.market, advisor.weigh({}).needs
    slugs = [candidate.model.slug for candidate in market.candidates]
    best_first = tuple(slugs.index(slug) for slug in ("beta", "cheap", "dear"))

    assert market.in_contention(best_first, needs) == best_first[:2]

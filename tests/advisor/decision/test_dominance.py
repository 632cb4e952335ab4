"""A candidate that another beats in all that counts changes nothing."""

from dataclasses import replace

import pytest

from advisor.decision.candidates import Candidate
from advisor.decision.dominance import undominated
from advisor.decision.plans import Verdict
from advisor.decision.survey import Survey
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_GPUS,
    BETA_HOSTED,
    CANDIDATES,
    CATALOG,
    DAY,
    catalog_of,
    figure,
    price,
    rating,
    throughput,
    weigh,
    with_license,
    with_model,
    with_option,
)

WORSE = replace(
    with_model(ALPHA_API, slug="zeta", rating=rating(1490)),
    offering="zeta",
    prices=(price("4", "20"),),
)
SITUATIONS = [
    {},
    {"quality_bar": "frontier"},
    {"quality_bar": "strong", "ml_staff": "ml_engineers"},
    {"data_location": "own_cloud"},
    {"data_location": "own_premises", "sensitive_share": 0.4, "tokens_per_day": 10**9},
    {"customization": "light_finetune", "lock_in": "avoid"},
    {"priorities": ["cost", "independence"], "tokens_per_day": 10**8},
]


def kept(*candidates: Candidate) -> list[str]:
    survey = Survey(catalog_of(*candidates), DAY)
    bits = undominated(survey, DAY)
    return [survey.candidates[i].model.slug for i in survey.members(bits)]


def scores(
    candidates: tuple[Candidate, ...], **answers: object
) -> dict[Verdict, float]:
    weighing = weigh(replace(CATALOG, candidates=candidates), **answers)
    return {family: plan.score for family, plan in weighing.plans.items()}


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_row_that_is_beaten_changes_no_score(answers):
    with_worse = (*CANDIDATES, WORSE, replace(WORSE, offering="again"))

    assert scores(with_worse, **answers) == scores(CANDIDATES, **answers)


def test_a_worse_and_dearer_row_is_left_out():
    assert kept(ALPHA_API, WORSE) == ["alpha"]


@pytest.mark.parametrize(
    "better",
    [
        {"prices": (price("2", "20"),)},
        {"prices": (price("4", "10"),)},
        {"prices": (price("4", "20", cached_input="0.1"),)},
        {"prices": (price("4", "20", batch_discount="0.5"),)},
    ],
)
def test_a_row_that_is_cheaper_in_one_way_is_kept(better):
    assert kept(ALPHA_API, replace(WORSE, **better)) == ["alpha", "zeta"]


def test_a_row_that_is_better_is_kept_whatever_it_costs():
    assert kept(ALPHA_API, with_model(WORSE, rating=rating(1501))) == ["alpha", "zeta"]


def test_a_better_rating_that_is_less_sure_does_not_hide_one_that_passes_the_bar():
    unsure = with_model(
        ALPHA_API,
        slug="unsure",
        rating=replace(rating(1500), low=rating(1500).value - 300),
    )
    sure = with_model(WORSE, rating=rating(1499))

    assert kept(unsure, sure) == ["unsure", "zeta"]


def test_a_better_rating_hides_one_that_passes_no_further_bar():
    wide = with_model(
        ALPHA_API, slug="wide", rating=replace(rating(1500), low=rating(1500).value - 9)
    )
    narrow = with_model(WORSE, rating=replace(rating(1499), low=rating(1499).value))

    assert kept(wide, narrow) == ["wide"]


@pytest.mark.parametrize(
    "apart",
    [
        with_option(WORSE, location="own_cloud"),
        with_option(WORSE, works_offline=True),
        with_option(WORSE, trains_on_prompts=None),
        with_option(WORSE, offers_dpa=None),
        with_option(WORSE, offers_baa=None),
        with_option(WORSE, offers_region_choice=None),
        with_option(WORSE, retired_on=DAY),
        with_option(WORSE, is_offered=False),
        with_model(WORSE, maker_country="FR"),
        with_model(WORSE, inputs=frozenset({"text", "audio"})),
        with_model(WORSE, retires_on=DAY),
        with_model(WORSE, fine_tuning=None),
        with_model(WORSE, status="deprecated"),
        with_model(WORSE, rating=None),
        with_license(WORSE, osi_approved=True),
        with_license(WORSE, commercial_use="conditional"),
        with_license(WORSE, attribution="Built with Zeta"),
        with_license(WORSE, attribution_above_users=1),
        with_license(WORSE, output_use="forbidden"),
        with_license(WORSE, clauses={}),
        with_license(WORSE, max_monthly_active_users=1),
        with_license(WORSE, excluded_territories=("EU",)),
        replace(WORSE, context_offered=2_000),
    ],
)
def test_whoever_differs_in_what_a_gate_sees_is_kept(apart):
    assert kept(ALPHA_API, apart) == ["alpha", "zeta"]


def test_of_two_equal_rows_the_first_by_name_is_kept():
    twin = with_model(ALPHA_API, slug="twin")

    assert kept(twin, ALPHA_API) == ["alpha"]


WORSE_AT_HOME = with_model(BETA_GPUS, slug="zeta", rating=rating(1))


def test_what_the_same_machines_hold_and_is_rated_lower_is_left_out():
    assert kept(BETA_GPUS, WORSE_AT_HOME) == ["beta"]


@pytest.mark.parametrize(
    "apart",
    [
        with_model(
            WORSE_AT_HOME,
            figures={**WORSE_AT_HOME.model.figures, "params_active_b": figure(1)},
        ),
        with_model(WORSE_AT_HOME, figures={}),
        with_option(WORSE_AT_HOME, staff_needed="some_devops"),
        with_license(WORSE_AT_HOME, osi_approved=None),
        with_model(WORSE_AT_HOME, rating=None),
    ],
)
def test_what_other_machines_hold_or_other_gates_see_is_kept(apart):
    assert kept(BETA_GPUS, apart) == ["beta", "zeta"]


def test_a_model_whose_speed_was_measured_does_not_hide_one_that_is_estimated():
    measured = replace(
        catalog_of(BETA_GPUS, WORSE_AT_HOME), throughputs=(throughput("beta"),)
    )
    survey = Survey(measured, DAY)

    assert undominated(survey, DAY) == survey.everything


@pytest.mark.parametrize("answers", SITUATIONS)
def test_what_is_left_out_at_home_changes_no_score(answers):
    with_worse = (*CANDIDATES, WORSE_AT_HOME)

    assert scores(with_worse, **answers) == scores(CANDIDATES, **answers)


def test_a_row_whose_price_has_ended_beats_nobody():
    ended = replace(ALPHA_API, prices=(price("1", "1", valid_until=DAY),))

    assert kept(ended, WORSE, BETA_HOSTED) == ["alpha", "beta", "zeta"]

"""A plan in stages joins the others in each draw as it does among the plans."""

from collections.abc import Mapping

import numpy as np
import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.candidates import Catalog
from advisor.decision.drawn_market import DrawnMarket
from advisor.decision.drawn_year import scores_drawn, staged
from advisor.decision.plans import FAMILIES, Verdict
from advisor.decision.weighing import Weighing
from tests.advisor.decision.drawing import AsStated
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_GPUS,
    CATALOG,
    catalog_of,
    weigher,
)

CLOSED, HYBRID, OPEN = FAMILIES
SOON = {
    "time_to_production": "days",
    "ml_staff": "ml_platform_team",
    "growth": 5,
    "tokens_per_day": 30_000_000,
}


def scores(**by_family: list[float]) -> dict[Verdict, np.ndarray]:
    return {Verdict(family): np.array(score) for family, score in by_family.items()}


def test_a_stage_is_worth_the_mean_of_its_halves_less_a_second_family():
    now, later = scores(closed=[3.0], open=[2.0]), scores(closed=[2.0], open=[3.0])

    # (3 + 3) / 2 - 0.05 is ahead of what is kept all year by 0.45.
    assert staged(now, later)[HYBRID] == pytest.approx([3 + 0.45])


def test_nobody_starts_with_what_does_not_lead_today():
    now, later = scores(closed=[3, 1], open=[2, 2]), scores(closed=[2, 2], open=[3, 3])
    now[HYBRID] = np.array([0.5, 0.5])

    assert staged(now, later)[HYBRID] == pytest.approx([3.45, 0.5])


def test_a_year_that_does_not_move_toward_open_weights_changes_nothing():
    now, later = scores(closed=[3.0], open=[2.5]), scores(closed=[3.0], open=[2.5])

    assert staged(now, later) == {}


@pytest.mark.parametrize("missing", [CLOSED, OPEN])
def test_a_stage_needs_both_of_its_halves(missing):
    now, later = scores(closed=[3.0], open=[2.0]), scores(closed=[2.0], open=[3.0])
    (now if missing is CLOSED else later).pop(missing)

    assert staged(now, later) == {}


def test_a_stage_that_leads_nowhere_else_has_a_lead_in_every_draw():
    now, later = scores(closed=[3, 1], open=[2, 2]), scores(closed=[2, 2], open=[3, 3])

    stage = staged(now, later)[HYBRID]

    assert np.isfinite(stage).all()
    assert stage[1] < now[OPEN][1]


@pytest.mark.parametrize("more", [{}, {"time_to_production": "weeks"}])
def test_where_the_year_decides_no_draw_changes_sides_within_it(more):
    growing = {"ml_staff": "ml_engineers", "tokens_per_day": 100_000, "growth": 1000}
    weighing, drawn = as_stated(CATALOG, growing | more)

    assert weighing.is_by_year
    assert drawn == as_planned(weighing)


def test_as_stated_the_stage_is_the_one_that_is_planned():
    weighing, drawn = as_stated(catalog_of(ALPHA_API, BETA_GPUS), SOON)

    assert weighing.plans[HYBRID].later is not None
    assert drawn == as_planned(weighing)


def as_stated(
    catalog: Catalog, answers: Mapping[str, object]
) -> tuple[Weighing, dict[Verdict, float]]:
    """What is weighed, and the scores of its plans in a draw that moves nothing."""
    advisor = weigher(catalog)
    weighing = advisor.weigh_here(parse_answers(answers))
    scores = scores_drawn(weighing, advisor, DrawnMarket(advisor.market, AsStated()))
    return weighing, {family: score.item() for family, score in scores.items()}


def as_planned(weighing: Weighing) -> dict[Verdict, object]:
    return {
        family: pytest.approx(plan.score) for family, plan in weighing.plans.items()
    }

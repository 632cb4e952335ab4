"""How often the verdict holds, and what that lets the advice claim."""

import numpy as np
import pytest

from advisor.decision.draws import DRAWS
from advisor.decision.plans import FAMILIES
from advisor.decision.recommendation import Confidence
from advisor.decision.robustness import Robustness, histogram, leading
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_GPUS,
    BETA_HOSTED,
    CATALOG,
    catalog_of,
    result,
)

CLOSED, HYBRID, OPEN = FAMILIES


def found(closed: int, *, hybrid: int = 0) -> Robustness:
    """Closed is advised and leads in so many draws."""
    leading = {CLOSED: closed, HYBRID: hybrid, OPEN: DRAWS - closed - hybrid}
    return Robustness(advised=CLOSED, leading=leading, leads=None)


def bars(*leads: float) -> list[tuple[object, object, object]]:
    return [
        (bar["from"], bar["to"], bar["draws"]) for bar in histogram(np.array(leads))
    ]


# --- What the draws say ----------------------------------------------------------------


def test_every_draw_has_a_leader_and_a_lead():
    told = result(quality_bar="strong", tokens_per_day=20_000_000)["robustness"]

    assert told["draws"] == DRAWS
    assert sum(told["verdicts"].values()) == pytest.approx(1)
    assert sum(bar["draws"] for bar in told["histogram"]) == DRAWS
    assert told["margins"]["low"] < told["margins"]["middle"] < told["margins"]["high"]


def test_the_verdict_holds_as_often_as_its_lead_is_one():
    told = result(quality_bar="strong", tokens_per_day=20_000_000)
    leads = [bar for bar in told["robustness"]["histogram"] if bar["from"] >= 0]

    assert 0 < told["robustness"]["holds"] < 1
    assert (
        told["robustness"]["holds"] == told["robustness"]["verdicts"][told["verdict"]]
    )
    assert sum(bar["draws"] for bar in leads) == told["robustness"]["holds"] * DRAWS


def test_without_a_rival_the_verdict_always_holds():
    told = result(catalog_of(ALPHA_API))["robustness"]

    assert told == {
        "draws": DRAWS,
        "holds": 1,
        "verdicts": {"closed": 1, "hybrid": 0, "open": 0},
        "margins": None,
        "histogram": [],
    }


def test_where_nothing_fits_there_is_nothing_to_draw():
    assert result(catalog_of(), data_location="own_premises")["robustness"] is None


def test_neither_the_order_of_rows_nor_a_worse_row_moves_it():
    catalog = catalog_of(ALPHA_API, BETA_HOSTED)
    turned = catalog_of(BETA_GPUS, BETA_HOSTED, ALPHA_API)  # and nobody to run GPUs

    assert (
        result(catalog, ml_staff="none")["robustness"]
        == result(turned, ml_staff="none")["robustness"]
    )


def test_equal_plans_lead_in_the_order_of_the_families():
    scores = {
        CLOSED: np.array([1, 2, 0.4]),
        HYBRID: np.array([1, 3, 0.6]),
        OPEN: np.array([1, 3, 0.5]),
    }

    assert leading(scores) == {CLOSED: 1, HYBRID: 2, OPEN: 0}


# --- How sure that is ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holds", "confidence"),
    [
        (DRAWS, Confidence.HIGH),
        (1_800, Confidence.HIGH),
        (1_799, Confidence.MEDIUM),
        (1_400, Confidence.MEDIUM),
        (1_399, Confidence.LOW),
        (0, Confidence.LOW),
    ],
)
def test_advice_that_seldom_holds_is_not_sure(holds, confidence):
    assert found(holds).allows is confidence


def test_the_doubt_says_who_else_wins():
    assert found(1_360, hybrid=600).doubts == [
        "The plans were compared 2,000 times more, each time with prices, and with how "
        "much each thing counts, moved at random: hybrid wins 600 and open wins 40 of "
        "these draws."
    ]


def test_advice_that_nearly_always_holds_is_not_doubted():
    assert found(1_900).doubts == []


def test_draws_lower_how_sure_a_result_is_and_say_so():
    told = result(
        CATALOG,
        data_location="any_vendor",
        ml_staff="none",
        quality_bar="strong",
        tokens_per_day=20_000_000,
        regulated="none",
        customization="prompts",
    )

    assert told["robustness"]["holds"] < 0.9
    assert told["confidence"] != "high"
    assert any("draws" in reason for reason in told["confidence_reasons"])


# --- The picture -----------------------------------------------------------------------


def test_bars_have_round_edges_and_leave_no_lead_out():
    assert bars(-0.03, 0, 0.049, 0.05, 0.12) == [
        (-0.05, 0, 1),
        (0, 0.05, 2),
        (0.05, 0.1, 1),
        (0.1, 0.15, 1),
    ]


def test_bars_grow_wider_until_the_picture_holds_them():
    told = bars(-0.4, 7.9)

    assert len(told) <= 16
    assert told[0] == (-1, 0, 1)
    assert told[-1] == (7, 8, 1)


def test_leads_that_are_all_the_same_make_one_bar():
    assert bars(0.31, 0.31) == [(0.3, 0.35, 2)]

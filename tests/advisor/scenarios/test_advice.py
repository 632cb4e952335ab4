"""The advice on every written situation."""

from datetime import date

import pytest

from advisor.decision.candidates import Catalog
from advisor.decision.explanation import explain
from advisor.decision.weighing import Weigher
from advisor.scenarios.judging import misses
from advisor.scenarios.reading import Scenario, read_scenarios


@pytest.fixture(scope="module")
def weigher(shipped_catalog: Catalog, day: date) -> Weigher:
    return Weigher(shipped_catalog, day)


@pytest.mark.parametrize("scenario", read_scenarios(), ids=lambda scenario: scenario.id)
def test_the_advice_meets_the_situation(scenario: Scenario, weigher: Weigher):
    result = explain(scenario.answers(weigher.catalog), weigher)

    assert list(misses(scenario, result)) == [], scenario.situation

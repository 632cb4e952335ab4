"""The advisor on the shipped catalog, and the answer sets that properties are held to."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import settings as hypothesis_settings

from advisor.decision.candidates import Catalog
from advisor.decision.questions import Answers
from advisor.scenarios.reading import read_scenarios
from tests.advisor.properties.adapter import Advisor
from tests.advisor.properties.answer_sets import answer_sets


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here that asks for answer sets takes its time."""
    for item in items:
        if "situations" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.properties)


@pytest.fixture(scope="session")
def advisor(shipped_catalog: Catalog, day: date) -> Advisor:
    return Advisor(shipped_catalog, day)


@pytest.fixture(scope="session")
def situations(shipped_catalog: Catalog) -> Sequence[Answers]:
    """Every written situation, and 200 answer sets (`make properties`: 5,000)."""
    count = hypothesis_settings().max_examples
    written = [scenario.answers(shipped_catalog) for scenario in read_scenarios()]
    return (*written, *answer_sets(count))

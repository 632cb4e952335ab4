"""The advisor on the shipped catalog, and the answer sets that properties are held to."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import settings as hypothesis_settings

from advisor.decision.candidates import Catalog
from advisor.decision.questions import Answers
from advisor.scenarios.properties.adapter import Advisor
from advisor.scenarios.properties.answer_sets import answer_sets
from advisor.scenarios.reading import read_scenarios


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here that asks for answer sets takes its time."""
    for item in items:
        if "made_up" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.properties)


@pytest.fixture(scope="session")
def advisor(shipped_catalog: Catalog, day: date) -> Advisor:
    return Advisor(shipped_catalog, day)


@pytest.fixture(scope="session")
def made_up() -> Sequence[Answers]:
    """200 answer sets (`make properties`: 5,000)."""
    return tuple(answer_sets(hypothesis_settings().max_examples))


@pytest.fixture(scope="session")
def situations(
    made_up: Sequence[Answers], shipped_catalog: Catalog
) -> Sequence[Answers]:
    """The same, and every written situation."""
    written = (scenario.answers(shipped_catalog) for scenario in read_scenarios())
    return (*written, *made_up)

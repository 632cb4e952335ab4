"""Every property holds for the written situations and for many made-up answers."""

from collections.abc import Sequence

import pytest

from advisor.decision.questions import Answers
from advisor.scenarios.properties.adapter import Advisor
from advisor.scenarios.properties.checking import Property, breach_of
from advisor.scenarios.properties.table import PROPERTIES


def name_of(one: Property) -> str:
    return f"{one.number}-{one.key}"


@pytest.mark.parametrize("one", PROPERTIES, ids=name_of)
def test_it_holds(one: Property, advisor: Advisor, situations: Sequence[Answers]):
    breach = breach_of(one, advisor, situations)

    assert breach is None, f"broken by {breach}"


def test_no_two_properties_have_the_same_name():
    assert len({name_of(one) for one in PROPERTIES}) == len(PROPERTIES)


def test_a_sentence_reads_as_one():
    assert all(one.sentence.endswith(".") for one in PROPERTIES)

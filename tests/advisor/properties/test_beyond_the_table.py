"""What is no statement about advice alone: links, shortcuts, and knowing nothing."""

from collections.abc import Sequence

import pytest
from django.http import QueryDict

from advisor.decision import flips, scans
from advisor.decision.questions import Answers
from advisor.forms import Sheet, read_sheet
from advisor.scenarios.properties.adapter import Advisor
from advisor.scenarios.properties.checking import describe


def test_p19_knowing_nothing_is_low_confidence_and_a_question(advisor: Advisor):
    nothing = advisor.recommend({})

    assert nothing.confidence == "low"
    assert nothing.next_question == "data_location"


def test_p20_no_flip_is_lost_where_values_of_a_number_are_skipped(
    advisor: Advisor, situations: Sequence[Answers], monkeypatch: pytest.MonkeyPatch
):
    some = situations[::5]  # every value of every number is tried: that takes its time
    found = [advisor.flips(answers) for answers in some]
    monkeypatch.setattr(scans, "STRIDE", 1)
    monkeypatch.setattr(scans, "is_settled", lambda *_: False)
    monkeypatch.setattr(scans.Scan, "is_as_at", lambda *_: False)

    for answers, seen in zip(some, found, strict=True):
        assert seen == flips.flips(answers, advisor.weigher), describe(answers)


def test_p22_a_link_gives_back_the_answers(situations: Sequence[Answers]):
    for answers in situations:
        again = read_sheet(QueryDict(Sheet(answers=answers).query)).answers

        assert again == answers, describe(answers)

"""How it decides: the figures printed hold for what decides."""

import pytest
from django.test import Client

from advisor.decision.quality import quality_index
from advisor.views.method_rules import floors


@pytest.mark.parametrize("floor", floors(), ids=lambda floor: str(floor["label"]))
def test_a_model_as_far_behind_as_printed_still_passes(floor):
    assert quality_index(0, best=floor["gap"]) >= floor["index"]
    assert quality_index(0, best=floor["gap"] + 1) < floor["index"]


def test_the_one_open_answer_that_is_taken_to_mean_something_is_named(client: Client):
    text = client.get("/method/").text

    assert "An unanswered question removes nothing" in text
    assert "There is one exception" in text

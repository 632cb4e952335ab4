"""What the guide cannot know, told for the case at hand."""

from typing import Any

import pytest

from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_GPUS,
    CATALOG,
    catalog_of,
    result,
)

SHORT_FORM = {
    "data_location": "any_vendor",
    "regulated": "none",
    "ml_staff": "none",
    "tokens_per_day": 1000,
    "quality_bar": "strong",
    "sensitive_share": 0,
}


def told(catalog: Any = CATALOG, /, **answers: object) -> dict[str, list[str]]:
    found: dict[str, list[str]] = result(catalog, **answers)["cannot_know"]
    return found


@pytest.mark.parametrize(
    ("words", "case", "other"),
    [
        ("What you can negotiate", ({}, ALPHA_API), ({}, BETA_GPUS)),
        ("the speed is an estimate", ({}, BETA_GPUS), ({}, ALPHA_API)),
        ("pictures, sound", ({"modalities": "image"}, ALPHA_API), ({}, ALPHA_API)),
        ("Your volume", ({}, ALPHA_API), ({"tokens_per_day": 1}, ALPHA_API)),
        ("your regulator", ({"regulated": "gdpr"}, ALPHA_API), ({}, ALPHA_API)),
        ("What you left open", ({}, ALPHA_API), (SHORT_FORM, ALPHA_API)),
    ],
)
def test_what_is_not_known_depends_on_the_case(words, case, other):
    answers, candidate = case
    assert words in " ".join(told(catalog_of(candidate), **answers)["unknowns"])
    answers, candidate = other
    assert words not in " ".join(told(catalog_of(candidate), **answers)["unknowns"])


def test_the_work_itself_and_the_future_are_never_known():
    first, *_ = found = told(**SHORT_FORM)["unknowns"]

    assert "your languages" in first
    assert any("Prices after 22 Nov 2026" in text for text in found)


def test_a_trial_takes_four_steps_with_the_models_at_hand():
    steps = told(catalog_of(ALPHA_API, BETA_GPUS), quality_bar="strong")["trial"]

    assert len(steps) == 4
    assert "hard ones and routine ones" in steps[0]
    assert "Alpha" in steps[2]


def test_what_is_sensitive_is_not_tried_as_it_is():
    split = {"data_location": "own_premises", "sensitive_share": 0.3}

    assert "made-up text" in told(**split)["trial"][0]
    assert "made-up text" not in told()["trial"][0]


def test_where_nothing_fits_there_is_nothing_to_try():
    assert told(context_tokens=10**8)["trial"] == []

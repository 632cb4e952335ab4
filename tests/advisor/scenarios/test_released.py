"""What a release remembers, and how what is different since is told."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advisor.scenarios.released import (
    Advised,
    Change,
    Extent,
    Release,
    advised,
    changes,
    read_release,
    write_release,
)

BEFORE = Advised(
    verdict="closed",
    confidence="low",
    plan=("all traffic: one on api",),
    usd_month=1200.5,
)
RELEASE = Release(
    method_version="1",
    catalog_revision="abc",
    day="2026-11-22",
    situations={"T-01": BEFORE, "T-02": BEFORE},
)


def with_now(**different: Any) -> Release:
    return replace(RELEASE, situations={"T-01": replace(BEFORE, **different)})


def test_a_result_is_remembered_by_what_it_advises():
    plan = {
        "assignments": [
            {"segment_text": "all traffic", "model": "one", "option": "api"}
        ],
        "monthly_cost": {"low": 1, "likely": 1200.5, "high": 2000},
    }
    result = {"verdict": "closed", "confidence": "low", "plans": {"closed": plan}}

    assert advised(result) == BEFORE


def test_nothing_that_fits_has_no_plan_and_no_bill():
    result = {"verdict": "none_fits", "confidence": "high", "plans": {}}

    assert advised(result) == Advised(
        verdict="none_fits", confidence="high", plan=(), usd_month=None
    )


@pytest.mark.parametrize(
    ("different", "extent", "text"),
    [
        ({"verdict": "open", "usd_month": 1}, Extent.VERDICT, "closed becomes open"),
        ({"confidence": "high"}, Extent.CONFIDENCE, "low becomes high"),
        (
            {"plan": ("all traffic: two on api",), "usd_month": 1},
            Extent.PLAN,
            "all traffic: one on api becomes all traffic: two on api",
        ),
        ({"usd_month": 1300}, Extent.COST, "$1,200.50 becomes $1,300.00"),
        ({"usd_month": None}, Extent.COST, "$1,200.50 becomes no bill"),
    ],
)
def test_a_situation_is_told_by_its_largest_change(
    different: dict[str, object], extent: Extent, text: str
):
    (change,) = changes(RELEASE, with_now(**different))

    assert isinstance(change, Change)
    assert (change.extent, change.text) == (extent, f"T-01: {text}")


def test_what_is_the_same_is_not_told():
    assert list(changes(RELEASE, RELEASE)) == []


def test_a_situation_that_is_new_has_not_changed():
    fresh = replace(RELEASE, situations={"T-03": BEFORE})

    assert list(changes(RELEASE, fresh)) == []


def test_a_release_is_read_as_it_was_written(tmp_path: Path):
    path = tmp_path / "released.json"
    write_release(RELEASE, path)

    assert read_release(path) == RELEASE


def test_before_the_first_release_there_is_none(tmp_path: Path):
    assert read_release(tmp_path / "released.json") is None

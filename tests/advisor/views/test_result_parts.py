"""A result, cut for the page: what earlier results lack is left out, not missed."""

import pytest

from advisor.templatetags.wording import of_traffic, source
from advisor.views.result_parts import (
    by_gate,
    next_year,
    outscored_by,
    places,
    with_traffic,
)

COST = {"low": 1.0, "likely": 2.0, "high": 4.0}


def part(segment: str, **said: object) -> dict[str, object]:
    return {
        "segment_text": f"{segment} traffic",
        "share": 0.5,
        "model": "a-model",
        "option": "an-option",
        "kind": "closed_api",
        "monthly_cost": COST,
        "basis": "a price",
        **said,
    }


def test_parts_at_one_place_stand_together():
    (place,) = places([part("hard", announced=["Dearer."]), part("routine")])

    assert place["traffic"] == "all traffic"
    assert place["share"] == 1
    assert place["monthly_cost"] == {"low": 2, "likely": 4, "high": 8}
    assert place["announced"] == ["Dearer."]
    assert place["bases"] == ["a price"]


def test_a_result_shared_earlier_has_its_basis_and_no_lines():
    (place,) = places([part("hard")])

    assert place["bases"] == ["a price"]
    assert place["workings"] == []
    assert place["announced"] == []


def test_tokens_are_worked_out_part_by_part():
    (place,) = places([part("hard", working=["In"]), part("routine", working=["Out"])])

    assert place["workings"] == [
        {"traffic": "hard traffic", "lines": ["In"]},
        {"traffic": "routine traffic", "lines": ["Out"]},
    ]


def test_machines_that_parts_share_are_worked_out_once():
    lines = ["Machines: $1", "People: $1", "Of this, 50% for this part"]
    shared = {"kind": "own_gpus", "working": lines}

    (place,) = places([part("hard", **shared), part("routine", **shared)])

    assert place["workings"] == [{"traffic": "", "lines": lines[:2]}]


def served(*places: dict[str, object]) -> tuple[str | None, list[str]]:
    """What the costs of a model are said to hold for: all of them, and each."""
    entry = with_traffic({"where": places}, ["hard traffic", "routine traffic"])
    once = of_traffic(entry["serves"]) if entry["serves"] else None
    return once, [of_traffic(place) for place in entry["where"]]


ROUTINE = {"share": 0.8, "parts": ["routine traffic"]}
ALL = {"share": 1, "parts": ["hard traffic", "routine traffic"]}


def test_the_traffic_that_the_costs_of_a_model_hold_for_is_told_once():
    assert served(ROUTINE, ROUTINE)[0] == "routine traffic, 80%"


def test_it_is_told_place_by_place_where_they_differ():
    assert served(ROUTINE, ALL) == (None, ["routine traffic, 80%", "all traffic"])


def test_a_result_shared_earlier_knows_only_how_much_traffic_it_is():
    assert served({"share": 0.8})[0] == "80% of the traffic"


def test_next_year_names_the_parts_that_go_to_one_place_together():
    later = {
        "places": [
            {"traffic": "sensitive, hard traffic", "where": "Beta, Own machines"},
            {"traffic": "sensitive, routine traffic", "where": "Beta, Own machines"},
            {"traffic": "other, hard traffic", "where": "Alpha, Alpha API"},
        ]
    }

    assert next_year({"in_twelve_months": later}) == [
        "sensitive traffic to Beta, Own machines",
        "other traffic to Alpha, Alpha API",
    ]


@pytest.mark.parametrize("later", [None, {"tokens_per_day": 1}])
def test_a_result_shared_earlier_names_no_place_of_next_year(later):
    assert next_year({"in_twelve_months": later}) == []


@pytest.mark.parametrize(
    ("verdict", "scores", "family"),
    [
        ("open", {"closed": 4.16, "open": 4.15, "hybrid": None}, "closed"),
        ("open", {"closed": 4.15, "open": 4.16, "hybrid": None}, None),
        ("none_fits", {"closed": None, "open": None, "hybrid": None}, None),
    ],
)
def test_a_plan_that_scores_higher_than_the_advice_is_named(verdict, scores, family):
    plans = {name: {"score": score} for name, score in scores.items()}

    assert outscored_by({"verdict": verdict, "plans": plans}) == family


def exclusion(model: str, option: str, fact: str) -> dict[str, object]:
    return {
        "model_name": model,
        "option_name": option,
        "statement": "A rule.",
        "fact": fact,
        "source": None,
    }


def test_what_one_fact_rules_out_is_said_once():
    rows = [exclusion(model, "API", "no region") for model in ("A", "B")]
    (group,) = by_gate([*rows, exclusion("A", "Cloud", "no price")])

    assert group["count"] == 3
    assert [(row["fact"], row["ways"]) for row in group["rows"]] == [
        ("no region", "A, B on API"),
        ("no price", "A on Cloud"),
    ]


def test_a_model_is_named_once_with_all_its_places():
    rows = [exclusion("A", option, "retired") for option in ("API", "Cloud")]
    (group,) = by_gate([*rows, exclusion("B", "API", "retired")])

    (line,) = group["rows"]
    assert line["ways"] == "A on API, Cloud; B on API"


def test_a_source_is_linked_where_it_has_an_address():
    found = {"title": "A & B", "url": "", "kind": "vendor", "as_of": "2026-11-22"}

    assert source(found) == (
        '<span class="source">A &amp; B, the vendor itself, 22 Nov 2026</span>'
    )
    assert '<a href="https://example.org/"' in source(
        {**found, "url": "https://example.org/"}
    )
    assert "not known" in source(None)

"""What the gates did, who was ruled out and by what, and what must still be settled."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from advisor.decision.candidates import Catalog
from advisor.decision.gates import CAPACITY_GATE, GATES
from advisor.decision.ledger import ruled_out as told_out
from advisor.decision.weighing import Weigher
from advisor.scenarios.reading import read_scenarios
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_GPUS,
    BETA_HARDWARE,
    BETA_HOSTED,
    CANDIDATES,
    CATALOG,
    DAY,
    GAMMA_DESK,
    catalog_of,
    price,
    result,
    with_license,
    with_model,
    with_option,
)

SITUATIONS: list[dict[str, object]] = [
    {},
    {"data_location": "own_cloud", "ml_staff": "none"},
    {"data_location": "own_premises", "sensitive_share": 0.3},
    {"quality_bar": "frontier", "ml_staff": "some_devops"},
    {"offline": "yes", "ml_staff": "none", "context_tokens": 200_000},
    {"data_location": "own_premises", "sensitive_share": 0.3, "quality_bar": "strong"},
    {"modalities": ["text", "image"], "tokens_per_day": 10**8},
]


# The advised plan parts its traffic by medium.
PICTURES: dict[str, object] = {"modalities": ["text", "image"], "tokens_per_day": 10**8}


def gate_rows(key: str, catalog: Catalog = CATALOG, /, **answers: object) -> list[Any]:
    return [row for row in result(catalog, **answers)["gates"] if row["gate"] == key]


def ruled_out(catalog: Catalog = CATALOG, /, **answers: object) -> dict[str, str]:
    """The gate that each option was ruled out by."""
    rows = result(catalog, **answers)["ruled_out"]
    return {f"{row['model']} on {row['option']}": row["gate"] for row in rows}


def conditions(*candidates: Any, **answers: object) -> list[str]:
    found = result(catalog_of(*candidates), **answers)["conditions"]
    return [condition["text"] for condition in found]


# --- The ledger ------------------------------------------------------------------------


@pytest.mark.parametrize("answers", SITUATIONS)
def test_every_gate_counts_every_candidate(answers):
    for row in result(**answers)["gates"]:
        total = row["passed"] + row["conditional"] + row["failed"]
        assert total == len(CANDIDATES), row["gate"]


@pytest.mark.parametrize("answers", SITUATIONS)
def test_every_gate_stands_in_the_ledger(answers):
    told = {row["gate"] for row in result(**answers)["gates"]}

    assert told == {gate.key for gate in GATES} | {CAPACITY_GATE.key}


def test_a_gate_cites_the_answer_that_sets_it():
    (row,) = gate_rows("location", data_location="own_premises")

    assert (row["answer"], row["answer_text"]) == (
        "data_location",
        "Only to machines that we alone control",
    )


def test_a_gate_that_nobody_set_cites_no_answer():
    (row,) = gate_rows("location")

    assert (row["answer"], row["answer_text"]) == (None, None)


def test_a_gate_that_judges_parts_has_a_row_for_each():
    rows = gate_rows("location", data_location="own_premises", sensitive_share=0.3)

    assert {row["segment"]: row["failed"] for row in rows} == {
        "sensitive traffic": 6,
        "other traffic": 0,
    }


def test_the_parts_of_the_advised_plan_are_told_where_a_gate_tells_them_apart():
    told = result(**PICTURES)
    rows = {
        key: {
            row["segment"]: row["failed"] for row in told["gates"] if row["gate"] == key
        }
        for key in ("inputs", "location", "capacity")
    }

    assert rows["inputs"] == {"media traffic": 8, "text-only traffic": 0}
    assert rows["location"].keys() == {"all traffic"}
    assert rows["capacity"].keys() == {"media traffic", "text-only traffic"}


def test_machines_that_hold_nothing_stand_in_the_ledger():
    catalog = catalog_of(ALPHA_API, with_model(BETA_GPUS, figures={}))
    (row,) = gate_rows("capacity", catalog)

    assert (row["passed"], row["failed"]) == (1, 1)


# --- Ruled out -------------------------------------------------------------------------


def test_without_answers_only_desks_are_ruled_out():
    assert ruled_out() == {
        "beta on workstation": "desk",
        "gamma on workstation": "desk",
    }


@pytest.mark.parametrize("answers", SITUATIONS)
def test_nobody_is_ruled_out_twice(answers):
    rows = [(row["model"], row["option"]) for row in result(**answers)["ruled_out"]]

    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("answers", SITUATIONS)
def test_nobody_who_is_advised_is_ruled_out(answers):
    told = result(**answers)
    advised = {
        f"{one['model']} on {one['option']}"
        for plan in told["plans"].values()
        for one in plan["assignments"]
    }

    assert not advised & set(ruled_out(**answers))


def test_nobody_who_is_advised_in_a_written_situation_is_ruled_out(shipped_catalog):
    advisor = Weigher(shipped_catalog, DAY)
    wrong = []
    for scenario in read_scenarios():
        weighing = advisor.weigh(scenario.answers(shipped_catalog))
        out = {(row["model"], row["option"]) for row in told_out(weighing, advisor)}
        used = {
            (pick.candidate.model.slug, pick.candidate.option.slug)
            for plan in weighing.plans.values()
            for pick in plan.picks
        }
        wrong += [scenario.id] * bool(out & used)

    assert wrong == []


def test_what_is_missing_of_the_wanted_inputs_is_told():
    rows = result(catalog_of(ALPHA_API, BETA_HOSTED), modalities="image")["ruled_out"]

    assert [row["fact"] for row in rows] == ["Beta takes text, not images"]


@pytest.mark.parametrize("answers", SITUATIONS)
def test_each_exclusion_has_a_fact_with_its_source(answers):
    for row in result(**answers)["ruled_out"]:
        assert (bool(row["fact"]), row["source"]["title"]) == (
            True,
            "A page of figures",
        )


def test_the_first_gate_that_fails_is_named():
    out = ruled_out(
        offline="yes", transparency="research_grade", data_location="own_cloud"
    )

    assert out["alpha on alpha-api"] == "location"


def test_what_serves_some_part_is_not_ruled_out():
    out = ruled_out(data_location="own_premises", sensitive_share=0.3)

    assert "alpha on alpha-api" not in out


def test_where_staff_yields_nobody_is_ruled_out_by_it():
    catalog = catalog_of(BETA_HARDWARE, ALPHA_API)

    out = ruled_out(catalog, data_location="own_premises", ml_staff="none")

    assert out == {"alpha on alpha-api": "location"}


def test_what_no_machine_holds_is_ruled_out_by_capacity():
    catalog = catalog_of(ALPHA_API, with_model(BETA_GPUS, figures={}))

    assert ruled_out(catalog) == {"beta on own-gpus": "capacity"}


def test_a_desk_that_cannot_carry_the_volume_is_ruled_out_by_capacity():
    catalog = catalog_of(GAMMA_DESK, BETA_HARDWARE)

    out = ruled_out(catalog, data_location="own_premises", tokens_per_day=10**10)

    assert out == {"gamma on workstation": "capacity"}


def test_a_family_without_a_plan_says_which_gate_bars_it():
    plans = result(offline="yes")["plans"]

    assert plans["closed"]["why_not"] == (
        "No closed model can serve any of the traffic. It must work with no network."
    )


def test_the_gate_that_stands_alone_is_named_and_not_the_one_that_most_fail():
    hosts = [
        replace(BETA_HOSTED, offering=name, context_offered=1_000) for name in "ab"
    ]
    told = result(
        catalog_of(ALPHA_CLOUD, BETA_GPUS, *hosts),
        data_location="own_cloud",
        context_tokens=64_000,
        ml_staff="none",
    )

    assert told["plans"]["open"]["why_not"].endswith("takes people who can.")


def test_a_place_that_nobody_named_is_not_called_the_visitors_word():
    told = result(sensitive_share=1)
    (row,) = [row for row in told["gates"] if row["gate"] == "location"]

    assert "You have not said how far" in told["plans"]["closed"]["why_not"]
    assert row["answer"] == "sensitive_share"


# --- Conditions ------------------------------------------------------------------------


def test_a_known_contract_leaves_no_condition():
    assert conditions(ALPHA_API, data_location="vetted_vendor") == []


@pytest.mark.parametrize(
    ("candidate", "answers", "words"),
    [
        (
            with_option(ALPHA_API, offers_dpa=None),
            {"data_location": "vetted_vendor"},
            "(DPA)",
        ),
        (
            with_option(ALPHA_API, trains_on_prompts=None),
            {"data_location": "vetted_vendor"},
            "nothing you send is trained on",
        ),
        (
            with_model(ALPHA_API, fine_tuning=None),
            {"customization": "light_finetune"},
            "tunes Alpha",
        ),
        (
            BETA_HOSTED,
            {"customization": "deep_finetune"},
            "the weights that you tuned",
        ),
        (
            with_option(ALPHA_CLOUD, offers_region_choice=None),
            {"data_location": "own_cloud"},
            "contract",
        ),
        (with_option(ALPHA_API, offers_baa=None), {"regulated": "health"}, "(BAA)"),
        (with_option(ALPHA_API, offers_dpa=None), {"regulated": "gdpr"}, "(DPA)"),
        (ALPHA_API, {"regulated": "government"}, "authorization level"),
        (
            with_license(BETA_HOSTED, commercial_use="conditional"),
            {},
            "license of Beta",
        ),
        (with_model(ALPHA_API, retires_on=date(2027, 1, 1)), {}, "1 Jan 2027"),
        (BETA_GPUS, {}, "takes people"),
    ],
)
def test_what_is_not_known_becomes_a_condition(candidate, answers, words):
    (told,) = conditions(candidate, **answers)

    assert words in told


def test_a_condition_names_the_answer_and_the_option():
    asked = with_option(ALPHA_API, offers_baa=None)
    (told,) = result(catalog_of(asked), regulated="health")["conditions"]

    assert (told["option"], told["answer"]) == ("alpha-api", "regulated")


def test_an_announced_price_is_no_condition():
    """It stands beside the bill instead."""
    dearer = price("6", "30", valid_from=date(2027, 3, 1))
    changing = replace(ALPHA_API, prices=(*ALPHA_API.prices, dearer))

    assert conditions(changing) == []


def test_a_condition_of_several_parts_is_said_once():
    asked = with_option(ALPHA_API, offers_dpa=None)

    told = conditions(asked, data_location="vetted_vendor", quality_bar="strong")

    assert len(told) == 1


def test_ones_own_machines_need_nobodys_signature():
    everything = ["gdpr", "health", "finance", "legal", "government"]

    told = conditions(BETA_GPUS, regulated=everything, ml_staff="ml_engineers")

    assert told == []


def test_a_rating_on_text_is_no_promise_about_pictures():
    answers = {"modalities": ["text", "image"], "media_share": 1}
    told = [
        one for one in result(**answers)["conditions"] if one["answer"] == "modalities"
    ]

    assert [one["text"] for one in told] == [
        "Alpha is rated on text alone: before you rely on it, try it on input of your own "
        "with images."
    ]
    assert not [one for one in result()["conditions"] if one["answer"] == "modalities"]


def test_a_host_must_say_how_long_it_serves_what_its_maker_gives_up():
    leaving = replace(BETA_HOSTED.model, status="deprecated")

    (told,) = conditions(replace(BETA_HOSTED, model=leaving))

    assert told.startswith(
        "Beta is on its way out, as its maker says: have it confirmed"
    )
    assert conditions(replace(BETA_GPUS, model=leaving), ml_staff="ml_engineers") == []

"""How each way of running a model fared at each gate: passed, failed or not known."""

from dataclasses import replace
from datetime import date

import pytest

from advisor.decision.candidates import OptionKind
from advisor.decision.gates import CAPACITY_GATE
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA,
    BETA_CLOUD,
    BETA_GPUS,
    BETA_HARDWARE,
    BETA_HOSTED,
    CANDIDATES,
    GAMMA_DESK,
    PAGE,
    SOURCE,
    catalog_of,
    rating,
    result,
    with_license,
    with_model,
    with_option,
)
from tests.advisor.decision.ledgers import kind, row
from tests.advisor.decision.situations import SITUATIONS

# --- The kinds ---------------------------------------------------------------------------


@pytest.mark.parametrize("answers", SITUATIONS)
def test_every_kind_that_decides_has_its_entry(answers):
    told = [entry["kind"] for entry in result(**answers)["ledger"]]

    apps = {OptionKind.VENDOR_APP, OptionKind.UNOFFICIAL}
    assert told == [one.value for one in OptionKind if one not in apps]


@pytest.mark.parametrize("answers", SITUATIONS)
def test_the_counts_of_a_row_add_up(answers):
    for entry in result(**answers)["ledger"]:
        for one in entry["rows"]:
            total = one["passed"] + one["conditional"] + one["failed"]
            if one["gate"] == CAPACITY_GATE.key:  # judges who comes so far
                assert 0 < total <= entry["ways"]
            else:
                assert total == entry["ways"]


@pytest.mark.parametrize("answers", SITUATIONS)
def test_each_row_cites_an_example_a_fact_and_its_source(answers):
    for entry in result(**answers)["ledger"]:
        for one in entry["rows"]:
            assert one["example"]
            assert one["fact"]
            assert one["source"]["as_of"] == "2026-11-01"


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_kind_is_out_only_where_no_plan_uses_it(answers):
    told = result(**answers)
    used = {
        one["kind"] for plan in told["plans"].values() for one in plan["assignments"]
    }

    out = {one["kind"] for one in told["ledger"] if one["outcome"] in OUT}
    assert not used & out


OUT = {"failed", "not_known"}


def test_a_kind_is_of_the_family_of_what_is_run_there():
    told = {entry["kind"]: entry["family"] for entry in result()["ledger"]}

    assert {one.kind: told[one.kind] for one in CANDIDATES} == {
        one.kind: one.family for one in CANDIDATES
    }


def test_a_kind_that_passes_counts_who_does():
    told = kind("closed_api")

    assert (told["outcome"], told["text"]) == (
        "passed",
        "1 of 1 models or offers pass every check.",
    )


def test_a_kind_of_which_nobody_passes_outright_passes_on_condition():
    """No single check leaves all of them open: two pass on condition, one is out."""
    silent = with_license(ALPHA_API, clauses={})
    some = catalog_of(
        silent,
        with_model(silent, slug="beside", name="Beside"),
        with_model(with_license(ALPHA_API, output_use="forbidden"), slug="out"),
    )
    told = kind("closed_api", some, **TRAINS)

    assert (told["outcome"], told["text"]) == (
        "conditional",
        "2 of 3 models or offers pass every check, all of them on condition.",
    )


def test_a_kind_of_which_somebody_passes_outright_passes():
    silent = with_model(with_license(ALPHA_API, clauses={}), slug="silent")
    told = kind("closed_api", catalog_of(ALPHA_API, silent), **TRAINS)

    assert (told["outcome"], told["text"]) == (
        "passed",
        "2 of 2 models or offers pass every check, 1 of them on condition.",
    )


def test_a_host_is_asked_for_its_own_terms_and_nobody_else_is():
    catalog = catalog_of(ALPHA_API, BETA_HOSTED, BETA_GPUS)
    told = row("license_host_terms", "hosted_open", catalog, **TRAINS)
    others = [
        one["gate"]
        for name in ("closed_api", "own_gpus")
        for one in kind(name, catalog, **TRAINS)["rows"]
    ]

    assert told["fact"] == (
        "what the terms of Host say on training other models on its answers is not known"
    )
    assert "license_host_terms" not in others


def test_a_kind_that_serves_a_part_is_told_for_which():
    told = kind("closed_api", data_location="own_premises", sensitive_share=0.3)

    assert (told["outcome"], told["text"]) == (
        "mixed",
        "It passes for other traffic only.",
    )


def test_a_kind_that_is_out_names_the_gate():
    told = kind("closed_api", data_location="own_premises")

    assert (told["outcome"], told["text"]) == (
        "failed",
        "Prompts may not travel farther than you said.",
    )


def test_a_kind_of_which_the_catalog_holds_nothing_is_not_known():
    told = kind("workstation", catalog_of(ALPHA_API))

    assert (told["outcome"], told["ways"], told["rows"]) == ("not_known", 0, [])


def test_a_kind_may_be_out_without_any_single_gate():
    unread = with_model(ALPHA_API, slug="blind", inputs=frozenset({"text"}))
    weak = with_model(ALPHA_API, slug="weak", rating=rating(1000))
    told = kind(
        "closed_api",
        catalog_of(unread, weak, BETA_GPUS),
        modalities="image",
        quality_bar="frontier",
        hard_share=1,
    )

    assert told["outcome"] == "failed"
    assert told["text"].startswith("No single check")


def test_a_kind_may_fail_each_part_of_the_traffic_by_another_gate():
    heavy = with_model(GAMMA_DESK, figures={})
    told = kind(
        "workstation",
        catalog_of(ALPHA_API, BETA_HARDWARE, heavy),
        data_location="own_premises",
        sensitive_share=0.3,
    )

    assert told["outcome"] == "failed"
    assert "each part of the traffic" in told["text"]


def test_staff_is_set_aside_only_for_the_part_that_would_be_left_with_nothing():
    told = kind(
        "own_hardware",
        data_location="own_premises",
        sensitive_share=0.3,
        ml_staff="none",
    )
    fates = {
        row["segment"]: row["outcome"] for row in told["rows"] if row["gate"] == "staff"
    }

    assert fates == {"sensitive traffic": "yielded", "other traffic": "failed"}


def test_people_who_are_not_there_leave_a_kind_in_on_condition_where_nothing_else_is():
    told = kind("own_hardware", offline="yes", ml_staff="none")
    staff = row("staff", "own_hardware", offline="yes", ml_staff="none")

    assert (told["outcome"], staff["outcome"]) == ("conditional", "yielded")


# --- Passed, failed, not known -------------------------------------------------------------


OFFLINE = {"offline": "yes"}
TUNED = {"customization": "light_finetune"}
STRONG = {"quality_bar": "strong", "hard_share": 1}
LONG = {"context_tokens": 500_000}
HELD_BY = {"origin_excluded": "US"}
TRAINS = {"license_facts": "trains_on_outputs"}


@pytest.mark.parametrize(
    ("gate", "candidate", "answers"),
    [
        ("offline", with_option(BETA_HARDWARE, works_offline=None), OFFLINE),
        ("quality", with_model(ALPHA_API, rating=None), STRONG),
        ("inputs", with_model(ALPHA_API, inputs=frozenset()), {"modalities": "image"}),
        ("context", with_model(ALPHA_API, context_tokens=None), LONG),
        (
            "license_osi",
            with_license(BETA_HOSTED, osi_approved=None),
            {"license_facts": "needs_osi"},
        ),
        ("origin", with_model(ALPHA_API, maker_country=""), HELD_BY),
        ("service", with_model(ALPHA_API, status="unknown"), {}),
        ("price", replace(ALPHA_API, prices=()), {}),
        ("commercial_use", with_license(BETA_HOSTED, commercial_use="unknown"), {}),
        ("commercial_use", with_model(BETA_HOSTED, license=None), {}),
        ("capacity", with_model(BETA_GPUS, figures={}), {}),
    ],
)
def test_a_gap_is_no_failure(gate, candidate, answers):
    told = row(gate, candidate.kind.value, catalog_of(candidate), **answers)

    assert told["outcome"] == "not_known"


@pytest.mark.parametrize(
    ("gate", "candidate", "answers"),
    [
        ("location", ALPHA_API, {"data_location": "own_premises"}),
        (
            "location",
            with_option(ALPHA_API, offers_dpa=False),
            {"data_location": "vetted_vendor"},
        ),
        ("offline", ALPHA_API, OFFLINE),
        ("tuning", with_model(ALPHA_API, fine_tuning="none"), TUNED),
        ("inspection", ALPHA_API, {"transparency": "research_grade"}),
        ("quality", with_model(ALPHA_API, rating=rating(1000)), STRONG),
        ("inputs", BETA_HOSTED, {"modalities": "image"}),
        ("context", BETA_HOSTED, LONG),
        (
            "license_osi",
            with_license(BETA_HOSTED, osi_approved=False),
            {"license_facts": "needs_osi"},
        ),
        ("origin", ALPHA_API, HELD_BY),
        ("service", with_model(ALPHA_API, status="retired"), {}),
        ("commercial_use", with_license(BETA_HOSTED, commercial_use="no"), {}),
        ("business_terms", with_option(ALPHA_API, trains_on_prompts=True), {}),
        ("desk", GAMMA_DESK, {}),
        ("staff", BETA_GPUS, {"ml_staff": "none"}),
    ],
)
def test_a_known_no_is_a_failure(gate, candidate, answers):
    catalog = catalog_of(candidate, ALPHA_CLOUD)

    assert row(gate, candidate.kind.value, catalog, **answers)["outcome"] == "failed"


def test_the_price_in_use_is_cited_and_not_one_that_is_announced():
    (in_use,) = ALPHA_API.prices
    announced = replace(in_use, valid_from=date(2027, 3, 1), source="elsewhere")
    changing = replace(ALPHA_API, prices=(in_use, announced))
    elsewhere = replace(SOURCE, title="A page of announcements")
    catalog = replace(
        catalog_of(changing), sources={PAGE: SOURCE, "elsewhere": elsewhere}
    )

    told = row("price", "closed_api", catalog)

    assert told["source"]["title"] == SOURCE.title


def test_a_known_no_comes_before_a_gap():
    hosted = replace(BETA_HOSTED, model=replace(BETA, slug="other", rating=None))
    told = row(
        "context",
        "hosted_open",
        catalog_of(BETA_HOSTED, with_model(hosted, context_tokens=None)),
        **LONG,
    )

    assert (told["outcome"], told["example"]) == ("failed", "Beta, Host")


@pytest.mark.parametrize(
    ("gate", "candidate", "answers", "words"),
    [
        (
            "location",
            ALPHA_CLOUD,
            {"data_location": "own_cloud"},
            "your own cloud account",
        ),
        ("offline", BETA_HARDWARE, OFFLINE, "works with no network"),
        ("tuning", ALPHA_API, TUNED, "can be tuned by its vendor"),
        ("tuning", BETA_GPUS, TUNED, "may be downloaded"),
        (
            "inspection",
            BETA_HOSTED,
            {"transparency": "research_grade"},
            "may be downloaded",
        ),
        (
            "inspection",
            with_model(BETA_HOSTED, license=None),
            {"transparency": "research_grade"},
            "may be downloaded",
        ),
        ("price", ALPHA_API, {}, "has a price in force"),
        ("capacity", BETA_GPUS, {}, "hold Beta"),
    ],
)
def test_what_passes_says_by_which_fact(gate, candidate, answers, words):
    told = row(gate, candidate.kind.value, catalog_of(candidate), **answers)

    assert told["outcome"] == "passed"
    assert words in told["fact"]


@pytest.mark.parametrize(
    ("candidate", "answers", "words"),
    [
        (
            with_option(ALPHA_API, offers_dpa=None),
            "vetted_vendor",
            "whether Alpha API signs",
        ),
        (
            with_option(ALPHA_API, trains_on_prompts=None),
            "vetted_vendor",
            "training is not known",
        ),
        (
            with_option(BETA_CLOUD, offers_region_choice=None),
            "own_cloud",
            "the region is not known",
        ),
    ],
)
def test_an_open_contract_term_is_passed_on_condition(candidate, answers, words):
    told = row(
        "location", candidate.kind.value, catalog_of(candidate), data_location=answers
    )

    assert told["outcome"] == "conditional"
    assert words in told["fact"]


def test_a_vendor_that_may_tune_passes_on_condition():
    asked = with_model(ALPHA_API, fine_tuning=None)
    told = row("tuning", "closed_api", catalog_of(asked), **TUNED)

    assert (told["outcome"], told["fact"]) == (
        "conditional",
        "whether Alpha can be tuned is not known",
    )

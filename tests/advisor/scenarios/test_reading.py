"""The scenario files: complete, well formed, and refused by name where they are not."""

import re
from collections import Counter
from pathlib import Path

import pytest

from advisor.decision.candidates import Catalog
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.scenarios.reading import (
    Scenario,
    ScenarioError,
    read_scenarios,
    scenario_files,
)

SCENARIOS = read_scenarios()
MOST_EXCEPTIONS = 5
LONGEST_FILE = 400  # lines
NOTE_CODES = {
    *("sign_baa", "dpa_and_region", "no_training_contract", "not_consumer_tier"),
    *("needs_staff_or_partner", "time_not_realistic", "quality_gap", "utilization"),
    *("exit_plan", "routing_by_sensitivity", "vendor_isolated_option_exists"),
    *("redaction_before_vendor", "human_verification", "check_model_license"),
    *("check_model_origin", "hosted_not_self_hosted", "start_with_prompts"),
    *("gateway_for_portability", "customer_still_accountable", "contract_terms"),
    *("check_current_vendor_terms", "authorization_level", "staff_dependency"),
    *("not_self_hosting_without_staff", "check_what_still_leaks_to_cloud"),
    *("start_with_non_sensitive", "vendor_tuning_or_hosted_tuning"),
    "ask_data_location",
}
WELL_FORMED = """\
source: An article
scenarios:
  - id: T-01
    situation: We know nothing yet.
    answers: {offline: no, budget: low}
    expected: undecided
    strength: weak
    why: There is nothing to go by.
"""


def read_text(text: str, folder: Path) -> tuple[Scenario, ...]:
    (folder / "article.yaml").write_text(text)
    return read_scenarios(folder)


def test_every_sentence_of_the_four_articles_is_there():
    counts = Counter(scenario.id.split("-")[0] for scenario in SCENARIOS)

    assert [counts[article] for article in ("S0", "S1", "S2", "S3")] == [35, 38, 25, 18]


def test_every_contradiction_is_there():
    topics = {scenario.id for scenario in SCENARIOS if scenario.id[0] == "X"}

    assert topics >= {f"X{number}" for number in range(1, 14)}


def test_at_most_five_sentences_are_called_unsound():
    assert sum(bool(scenario.exception) for scenario in SCENARIOS) <= MOST_EXCEPTIONS


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.name)
def test_a_file_is_short_enough_to_read(path: Path):
    assert len(path.read_text().splitlines()) < LONGEST_FILE


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_a_scenario_is_complete(scenario: Scenario, shipped_catalog: Catalog):
    answers = scenario.answers(shipped_catalog)

    assert len(answers) == len(scenario.written_answers)
    assert scenario.situation.endswith(".")
    assert scenario.why.endswith(".")
    assert not scenario.situation.startswith(("=", "+", "-", "@"))
    assert set(scenario.must_say) <= NOTE_CODES
    assert scenario.must_ask_next in {None, *QUESTION_BY_KEY}
    assert scenario.must_ask_next not in answers


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_no_verdict_is_both_wanted_and_unwanted(scenario: Scenario):
    wanted = {scenario.expected, *scenario.acceptable}

    assert not wanted & set(scenario.unacceptable)
    assert scenario.expected not in scenario.acceptable


def test_no_is_a_word_and_a_budget_comes_from_the_catalog(
    tmp_path: Path, shipped_catalog: Catalog
):
    (scenario,) = read_text(WELL_FORMED, tmp_path)

    budget = float(shipped_catalog.assumed("budget_low_usd_month"))
    answers = scenario.answers(shipped_catalog)
    assert answers == {"offline": "no", "monthly_budget_usd": budget}


def test_what_a_hybrid_splits_by_and_the_sources_are_read(tmp_path: Path):
    text = (
        WELL_FORMED.replace("undecided", "hybrid")
        + "    pattern: load\n    sources: [A report of 2026, Another]\n"
    )

    (scenario,) = read_text(text, tmp_path)

    assert scenario.pattern == "load"
    assert scenario.sources == ("A report of 2026", "Another")
    assert scenario.argued is None


def test_what_is_argued_stands_apart_from_the_sources(tmp_path: Path):
    text = (
        f"{WELL_FORMED}    sources: [A report]\n    argued: Few would do otherwise.\n"
    )

    (scenario,) = read_text(text, tmp_path)

    assert (scenario.sources, scenario.argued) == (
        ("A report",),
        "Few would do otherwise.",
    )


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_a_source_is_published_somewhere_or_at_some_time(scenario: Scenario):
    for source in scenario.sources:
        assert re.search(r"https://|\b(19|20)\d\d\b", source), source


def test_nothing_fits_can_be_expected(tmp_path: Path):
    (scenario,) = read_text(WELL_FORMED.replace("undecided", "none_fits"), tmp_path)

    assert scenario.expected == "none_fits"


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("strength: weak", "strength: weak\n    pattern: luck", "pattern: write one"),
        ("strength: weak", "strength: mild", "T-01: strength: write one of strong"),
        ("    why: There is nothing to go by.\n", "", "T-01: why: is missing"),
        ("why:", "because:", "T-01: because: is not a word that a scenario knows"),
        ("strength: weak", "why: Twice.", "why stands there twice"),
        ("{offline: no, budget: low}", "no", "T-01: answers: write each as a key"),
        ("strength: weak", "strength: weak\n    must_say: x", "must_say: write a list"),
    ],
)
def test_a_misspelled_scenario_is_refused_by_name(
    right: str, wrong: str, message: str, tmp_path: Path
):
    with pytest.raises(ScenarioError, match=message):
        read_text(WELL_FORMED.replace(right, wrong, 1), tmp_path)


def test_an_answer_that_the_questionnaire_lacks_is_refused(
    tmp_path: Path, shipped_catalog: Catalog
):
    (scenario,) = read_text(WELL_FORMED.replace("offline", "weather"), tmp_path)

    with pytest.raises(ScenarioError, match="T-01: weather"):
        scenario.answers(shipped_catalog)


def test_the_same_id_twice_is_refused(tmp_path: Path):
    (tmp_path / "another.yaml").write_text(WELL_FORMED)

    with pytest.raises(ScenarioError, match="T-01: stands there twice"):
        read_text(WELL_FORMED, tmp_path)

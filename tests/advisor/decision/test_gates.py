"""Each gate passes, fails, or passes on condition; and not knowing is told apart."""

from dataclasses import replace
from datetime import date

import pytest

from advisor.decision.candidates import Location
from advisor.decision.cases import Outcome
from advisor.decision.gates import GATES, STAFF_GATE
from advisor.decision.refinements import QUESTION_BY_KEY
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_GPUS,
    BETA_HARDWARE,
    BETA_HOSTED,
    CANDIDATES,
    DAY,
    case,
    figure,
    needs,
    outcome,
    with_model,
    with_option,
)

PASSED, CONDITIONAL, FAILED = Outcome.PASSED, Outcome.CONDITIONAL, Outcome.FAILED
YESTERDAY, TODAY, TOMORROW = date(2026, 11, 21), DAY, date(2026, 11, 23)

# --- Nothing asked, nothing lost -------------------------------------------------------


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.key)
@pytest.mark.parametrize("candidate", [ALPHA_API, BETA_HOSTED, BETA_HARDWARE])
def test_an_open_question_rules_nobody_out(gate, candidate):
    assert outcome(gate.key, candidate) is not FAILED


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.key)
def test_a_gate_names_a_question_that_is_asked(gate):
    assert gate.question is None or gate.question in QUESTION_BY_KEY


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.key)
@pytest.mark.parametrize("candidate", CANDIDATES, ids=lambda c: "-".join(c.key))
def test_every_gate_can_say_what_the_catalog_knows(gate, candidate):
    words, source = gate.fact(case(candidate))

    assert (bool(words), source) == (True, "a-page")


def test_no_two_gates_share_a_key():
    assert len({gate.key for gate in GATES}) == len(GATES)


def test_staff_is_asked_last():
    assert GATES[-1] is STAFF_GATE


# --- Location --------------------------------------------------------------------------

PLACES = (ALPHA_API, ALPHA_CLOUD, BETA_HOSTED, BETA_GPUS, BETA_HARDWARE)
REACH = {
    "any_vendor": {"alpha-api", "cloud-closed", "host", "own-gpus", "own-hardware"},
    "vetted_vendor": {"alpha-api", "cloud-closed", "host", "own-gpus", "own-hardware"},
    "own_cloud": {"cloud-closed", "own-gpus", "own-hardware"},
    "own_premises": {"own-hardware"},
}


@pytest.mark.parametrize("place", REACH)
def test_prompts_travel_no_farther_than_allowed(place):
    passed = {
        one.option.slug
        for one in PLACES
        if outcome("location", one, data_location=place) is PASSED
    }

    assert passed == REACH[place]


@pytest.mark.parametrize("unknown", [{"offers_dpa": None}, {"trains_on_prompts": None}])
def test_unknown_contract_facts_of_a_vetted_vendor_are_a_condition(unknown):
    candidate = with_option(ALPHA_API, **unknown)

    assert outcome("location", candidate, data_location="vetted_vendor") is CONDITIONAL


def test_an_unknown_choice_of_region_is_a_condition_in_the_own_cloud():
    candidate = with_option(ALPHA_CLOUD, offers_region_choice=None)

    assert outcome("location", candidate, data_location="own_cloud") is CONDITIONAL


@pytest.mark.parametrize(
    ("candidate", "place"),
    [
        (with_option(ALPHA_API, offers_dpa=False), "vetted_vendor"),
        (with_option(ALPHA_CLOUD, offers_region_choice=False), "own_cloud"),
    ],
)
def test_a_vendor_that_is_known_to_refuse_the_contract_is_out(candidate, place):
    assert outcome("location", candidate, data_location=place) is FAILED


def test_a_place_that_keeps_data_nowhere_in_particular_fails_the_vetted():
    candidate = with_option(ALPHA_API, location=Location.ANY_VENDOR)

    assert outcome("location", candidate, data_location="vetted_vendor") is FAILED


def test_machines_of_ones_own_need_no_contract():
    candidate = with_option(BETA_GPUS, offers_dpa=None, trains_on_prompts=None)

    assert outcome("location", candidate, data_location="vetted_vendor") is PASSED


# --- Offline, tuning, inspection -------------------------------------------------------


@pytest.mark.parametrize(
    ("works", "expected"), [(True, PASSED), (False, FAILED), (None, FAILED)]
)
def test_offline_takes_what_is_known_to_work_without_a_network(works, expected):
    candidate = with_option(BETA_HARDWARE, works_offline=works)

    assert outcome("offline", candidate, offline="yes") is expected


@pytest.mark.parametrize(
    ("gate", "answers"),
    [
        ("tuning", {"customization": "deep_finetune"}),
        ("inspection", {"transparency": "research_grade"}),
    ],
)
@pytest.mark.parametrize(
    ("candidate", "expected"), [(ALPHA_API, FAILED), (BETA_GPUS, PASSED)]
)
def test_whoever_needs_the_weights_needs_open_ones(gate, answers, candidate, expected):
    assert outcome(gate, candidate, **answers) is expected


def test_a_host_must_run_the_weights_that_were_tuned():
    assert outcome("tuning", BETA_HOSTED, customization="deep_finetune") is CONDITIONAL


def test_whoever_looks_inside_can_download_what_a_host_runs():
    assert outcome("inspection", BETA_HOSTED, transparency="research_grade") is PASSED


@pytest.mark.parametrize(
    ("offered", "expected"),
    [("none", FAILED), (None, CONDITIONAL), ("light", PASSED)],
)
def test_light_tuning_needs_a_closed_model_that_is_offered_for_it(offered, expected):
    closed = with_model(ALPHA_API, fine_tuning=offered)

    assert outcome("tuning", closed, customization="light_finetune") is expected
    assert outcome("tuning", closed, customization="prompts") is PASSED


def test_open_weights_can_be_tuned_lightly_anywhere():
    unknown = with_model(BETA_HOSTED, fine_tuning=None)

    assert outcome("tuning", unknown, customization="light_finetune") is PASSED


# --- Quality ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bar", "floor"), [("good_enough", 0.25), ("strong", 0.6), ("frontier", 0.85)]
)
def test_a_bar_is_passed_from_its_floor_on(bar, floor):
    outcomes = [
        outcome("quality", ALPHA_API, quality=one, quality_bar=bar)
        for one in (floor, floor - 0.001)
    ]

    assert outcomes == [PASSED, FAILED]


@pytest.mark.parametrize(
    ("bar", "expected"),
    [("good_enough", PASSED), ("strong", FAILED), ("frontier", FAILED)],
)
def test_an_unrated_model_passes_the_lowest_bar_only(bar, expected):
    assert outcome("quality", ALPHA_API, quality=None, quality_bar=bar) is expected


# --- Inputs, context, origin -----------------------------------------------------------


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [({"text", "image"}, PASSED), ({"text"}, FAILED), (set(), FAILED)],
)
def test_a_model_must_be_known_to_take_what_is_sent(inputs, expected):
    candidate = with_model(ALPHA_API, inputs=frozenset(inputs))

    assert outcome("inputs", candidate, modalities="image") is expected


def test_every_model_takes_text():
    candidate = with_model(ALPHA_API, inputs=frozenset())

    assert outcome("inputs", candidate, modalities="text") is PASSED


@pytest.mark.parametrize(
    ("known", "expected"), [(128_000, PASSED), (127_999, FAILED), (None, FAILED)]
)
def test_the_longest_input_must_be_known_to_fit(known, expected):
    tokens = None if known is None else figure(known)
    candidate = with_model(BETA_HOSTED, context_tokens=tokens)

    assert outcome("context", candidate, context_tokens=128_000) is expected


def test_a_host_may_offer_less_context_than_the_model_has():
    candidate = replace(BETA_HOSTED, context_offered=32_000)

    assert outcome("context", candidate, context_tokens=64_000) is FAILED


@pytest.mark.parametrize(
    ("country", "expected"), [("FR", PASSED), ("CN", FAILED), ("", FAILED)]
)
def test_a_model_must_be_known_to_come_from_elsewhere(country, expected):
    candidate = with_model(BETA_HOSTED, maker_country=country)

    assert outcome("origin", candidate, origin_excluded="CN") is expected


# --- What is remembered ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("gate", "answers"),
    [
        ("location", {"data_location": "own_cloud"}),
        ("offline", {"offline": "yes"}),
        ("tuning", {"customization": "deep_finetune"}),
        ("inspection", {"transparency": "research_grade"}),
        ("quality", {"quality_bar": "good_enough"}),
        ("inputs", {"modalities": "image"}),
        ("context", {"context_tokens": 1}),
        ("license_territory", {"license_facts": "eu_seat"}),
        ("license_attribution", {"license_facts": "no_attribution"}),
        ("license_host_terms", {"license_facts": "trains_on_outputs"}),
        ("origin", {"origin_excluded": "CN"}),
        ("desk", {"offline": "yes"}),
        ("staff", {"ml_staff": "none"}),
    ],
)
def test_a_gate_says_what_it_reads_so_that_answers_are_not_mixed_up(gate, answers):
    reads = next(one.reads for one in GATES if one.key == gate)
    before, after = needs(), needs(**answers)

    assert reads(before, before.segments[0]) != reads(after, after.segments[0])

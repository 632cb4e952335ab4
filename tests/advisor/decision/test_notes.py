"""Each note can be reached, and stays away where it does not belong."""

from dataclasses import replace

import pytest

from advisor.decision.candidates import Catalog
from advisor.decision.notes import NOTES
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_HARDWARE,
    BETA_HOSTED,
    CATALOG,
    GAMMA,
    GAMMA_DESK,
    GAMMA_GPUS,
    HOSTED,
    catalog_of,
    offered,
    price,
    result,
    with_option,
)

HOME = {"data_location": "own_premises"}
CHEAP_OPEN = catalog_of(replace(BETA_HOSTED, prices=(price("0.01", "0.01"),)))
AT_HOME = catalog_of(ALPHA_API, BETA_HARDWARE)
ONLY_AT_HOME = catalog_of(BETA_HARDWARE)
GAMMA_HOSTED = offered(GAMMA, HOSTED, price("0.6", "0.8"))
AT_A_DESK = catalog_of(ALPHA_API, GAMMA_DESK)

NOTHING_FITS = {"context_tokens": 10**8}

# The closed list that other programs rely on.
CODES = {
    "sign_baa",
    "dpa_and_region",
    "no_training_contract",
    "not_consumer_tier",
    "needs_staff_or_partner",
    "time_not_realistic",
    "quality_gap",
    "utilization",
    "exit_plan",
    "routing_by_sensitivity",
    "vendor_isolated_option_exists",
    "redaction_before_vendor",
    "human_verification",
    "check_model_license",
    "check_model_origin",
    "hosted_not_self_hosted",
    "start_with_prompts",
    "gateway_for_portability",
    "customer_still_accountable",
    "check_current_vendor_terms",
    "contract_terms",
    "authorization_level",
    "staff_dependency",
    "not_self_hosting_without_staff",
    "check_what_still_leaks_to_cloud",
    "start_with_non_sensitive",
    "vendor_tuning_or_hosted_tuning",
    "ask_data_location",
}

REACHED = [
    ("ask_data_location", CATALOG, {}),
    ("ask_data_location", CATALOG, {"regulated": "gdpr", "ml_staff": "none"}),
    ("ask_data_location", CATALOG, {"sensitive_share": 0.2, "ml_staff": "none"}),
    ("sign_baa", CATALOG, {"regulated": "health"}),
    ("dpa_and_region", CATALOG, {"regulated": "gdpr"}),
    ("no_training_contract", CATALOG, {"data_location": "vetted_vendor"}),
    ("not_consumer_tier", CATALOG, {"regulated": "legal"}),
    ("authorization_level", CATALOG, {"regulated": "government"}),
    ("customer_still_accountable", CATALOG, {"regulated": "finance"}),
    ("human_verification", CATALOG, {"regulated": "health"}),
    ("contract_terms", CATALOG, {"regulated": "finance"}),
    ("check_current_vendor_terms", CATALOG, {"data_location": "vetted_vendor"}),
    ("redaction_before_vendor", AT_HOME, {"sensitive_share": 0.2, **HOME}),
    ("needs_staff_or_partner", AT_HOME, {"ml_staff": "none", **HOME}),
    ("staff_dependency", AT_HOME, HOME),
    ("time_not_realistic", AT_HOME, {"time_to_production": "days", **HOME}),
    ("utilization", AT_HOME, {"tokens_per_day": 1000, **HOME}),
    ("quality_gap", AT_HOME, {"quality_bar": "strong", **HOME}),
    ("vendor_isolated_option_exists", AT_HOME, HOME),
    ("check_what_still_leaks_to_cloud", AT_HOME, {"offline": "yes"}),
    ("routing_by_sensitivity", AT_HOME, {"sensitive_share": 0.2, **HOME}),
    ("start_with_non_sensitive", AT_HOME, {"sensitive_share": 0.2, **HOME}),
    ("hosted_not_self_hosted", CHEAP_OPEN, {}),
    ("not_self_hosting_without_staff", CATALOG, {"ml_staff": "some_devops"}),
    ("check_model_license", CHEAP_OPEN, {}),
    ("check_model_origin", CHEAP_OPEN, {"regulated": "finance"}),
    ("start_with_prompts", CATALOG, {"customization": "deep_finetune"}),
    (
        "vendor_tuning_or_hosted_tuning",
        CATALOG,
        {"customization": "light_finetune", "ml_staff": "none"},
    ),
    ("gateway_for_portability", CATALOG, {}),
    ("exit_plan", catalog_of(ALPHA_API), {"lock_in": "avoid"}),
]
KEPT_AWAY = [
    ("ask_data_location", CATALOG, HOME),
    ("sign_baa", AT_HOME, {"regulated": "health", **HOME}),
    ("dpa_and_region", CATALOG, {"regulated": "health"}),
    ("not_consumer_tier", CATALOG, {"regulated": "none"}),
    ("not_consumer_tier", AT_HOME, {"regulated": "legal", **HOME}),
    ("needs_staff_or_partner", AT_A_DESK, {"ml_staff": "some_devops", **HOME}),
    ("not_self_hosting_without_staff", AT_A_DESK, {"ml_staff": "some_devops", **HOME}),
    ("not_self_hosting_without_staff", AT_HOME, {"ml_staff": "none", **HOME}),
    ("start_with_non_sensitive", ONLY_AT_HOME, {"sensitive_share": 0.2, **HOME}),
    (
        "start_with_non_sensitive",
        CATALOG,
        {"sensitive_share": 0.2, "data_location": "vetted_vendor", "ml_staff": "none"},
    ),
    (
        "quality_gap",
        catalog_of(ALPHA_API, BETA_HOSTED),
        {"quality_bar": "strong", "hard_share": 0.1, "lock_in": "avoid"},
    ),
    ("human_verification", CATALOG, {"regulated": "gdpr"}),
    ("staff_dependency", CHEAP_OPEN, {}),
    ("utilization", CHEAP_OPEN, {"tokens_per_day": 1}),
    ("time_not_realistic", CHEAP_OPEN, {"time_to_production": "days"}),
    ("hosted_not_self_hosted", AT_HOME, HOME),
    ("gateway_for_portability", CHEAP_OPEN, {}),
    ("exit_plan", catalog_of(ALPHA_API), {}),
    ("check_model_origin", catalog_of(ALPHA_API), {"regulated": "finance"}),
    ("quality_gap", catalog_of(ALPHA_API), {"quality_bar": "frontier"}),
    ("start_with_prompts", CATALOG, {"customization": "prompts"}),
    ("routing_by_sensitivity", CATALOG, HOME),
    ("not_self_hosting_without_staff", CATALOG, {"ml_staff": "none", **NOTHING_FITS}),
    ("quality_gap", CATALOG, {"quality_bar": "frontier", **HOME}),
    ("check_what_still_leaks_to_cloud", CATALOG, {"offline": "yes", **NOTHING_FITS}),
]


def codes(catalog: Catalog, **answers: object) -> list[str]:
    return [note["code"] for note in result(catalog, **answers)["notes"]]


@pytest.mark.parametrize(("code", "catalog", "answers"), REACHED)
def test_a_note_is_there_for_whom_it_concerns(code, catalog, answers):
    assert code in codes(catalog, **answers)


@pytest.mark.parametrize(("code", "catalog", "answers"), KEPT_AWAY)
def test_a_note_stays_away_from_whom_it_does_not_concern(code, catalog, answers):
    assert code not in codes(catalog, **answers)


def test_every_code_of_the_closed_list_has_its_note():
    assert {note.code for note in NOTES} == CODES


def test_every_note_is_reached_above():
    assert {code for code, _, _ in REACHED} == CODES


def test_no_note_is_said_twice():
    assert len({note.code for note in NOTES}) == len(NOTES)


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.code)
def test_a_note_is_a_sentence(note):
    assert note.text.endswith(".")


# --- Where data is processed -----------------------------------------------------------


@pytest.mark.parametrize(
    ("catalog", "is_said"),
    [
        (catalog_of(with_option(ALPHA_API, offers_region_choice=False)), True),
        (catalog_of(with_option(ALPHA_API, offers_region_choice=None)), False),
        (catalog_of(ALPHA_API), False),
    ],
    ids=["no choice", "not known", "a choice"],
)
def test_a_service_that_is_known_to_offer_no_region_is_told(catalog, is_said):
    told = result(catalog, regulated="gdpr", data_location="any_vendor")["notes"]
    (text,) = [one["text"] for one in told if one["code"] == "dpa_and_region"]

    assert ("offers no choice of region" in text) == is_said


# --- What is cheaper than what ---------------------------------------------------------


@pytest.mark.parametrize(
    ("catalog", "answers", "is_said"),
    [
        (catalog_of(GAMMA_HOSTED, GAMMA_GPUS), {"tokens_per_day": 1000}, True),
        (catalog_of(GAMMA_HOSTED, GAMMA_GPUS), {"tokens_per_day": 10**11}, False),
        (catalog_of(GAMMA_HOSTED), {"tokens_per_day": 1000}, False),
    ],
    ids=["cheaper", "dearer", "not known"],
)
def test_a_host_is_called_cheaper_only_where_it_is(catalog, answers, is_said):
    told = result(catalog, ml_staff="none", **answers)["notes"]
    (text,) = [one["text"] for one in told if one["code"] == "hosted_not_self_hosted"]

    assert ("costs less than" in text) == is_said

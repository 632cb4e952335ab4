"""The gates that hold for everybody: service, price, commercial use, terms, desk, staff."""

from dataclasses import replace
from datetime import date

import pytest

from advisor.decision.candidates import OptionKind
from advisor.decision.cases import Outcome
from advisor.decision.needs import STAFF_LEVELS
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_CLOUD,
    BETA_DESK,
    BETA_GPUS,
    BETA_HOSTED,
    DAY,
    outcome,
    price,
    with_license,
    with_model,
    with_option,
)

PASSED, CONDITIONAL, FAILED = Outcome.PASSED, Outcome.CONDITIONAL, Outcome.FAILED
YESTERDAY, TODAY, TOMORROW = date(2026, 11, 21), DAY, date(2026, 11, 23)

# --- Commercial use --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("candidate", "use", "expected"),
    [
        (BETA_HOSTED, "yes", PASSED),
        (BETA_HOSTED, "conditional", CONDITIONAL),
        (BETA_HOSTED, "no", FAILED),
        (BETA_HOSTED, "unknown", FAILED),
        (ALPHA_API, "conditional", PASSED),
        (ALPHA_API, "unknown", FAILED),
    ],
)
def test_commercial_use_must_be_known_to_be_allowed(candidate, use, expected):
    changed = with_license(candidate, commercial_use=use)

    assert outcome("commercial_use", changed) is expected


def test_a_model_without_a_license_may_not_be_used():
    assert outcome("commercial_use", with_model(BETA_HOSTED, license=None)) is FAILED


# --- Service and price -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"), [(YESTERDAY, FAILED), (TODAY, FAILED), (TOMORROW, CONDITIONAL)]
)
def test_a_model_serves_until_the_day_it_retires(day, expected):
    assert outcome("service", with_model(ALPHA_API, retires_on=day)) is expected


@pytest.mark.parametrize(
    ("day", "expected"), [(YESTERDAY, FAILED), (TODAY, FAILED), (TOMORROW, CONDITIONAL)]
)
def test_a_place_serves_until_the_day_it_ends(day, expected):
    assert outcome("service", with_option(ALPHA_API, retired_on=day)) is expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("active", PASSED),
        ("deprecated", PASSED),
        ("retired", FAILED),
        ("announced", FAILED),
    ],
)
def test_a_model_must_be_in_service(status, expected):
    assert outcome("service", with_model(ALPHA_API, status=status)) is expected


@pytest.mark.parametrize(
    "candidate",
    [
        with_option(ALPHA_API, is_offered=False),
        with_option(ALPHA_API, retired_on=TODAY),
        replace(ALPHA_API, is_offered=False),
    ],
)
def test_what_is_sold_no_more_is_out(candidate):
    assert outcome("service", candidate) is FAILED


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (price("3", "15"), PASSED),
        (price("3", "15", valid_from=TODAY), PASSED),
        (price("3", "15", valid_from=TOMORROW), FAILED),
        (price("3", "15", valid_until=TOMORROW), PASSED),
        (price("3", "15", valid_until=TODAY), FAILED),
    ],
)
def test_a_price_holds_from_its_first_day_and_ends_before_its_last(row, expected):
    assert outcome("price", replace(ALPHA_API, prices=(row,))) is expected


@pytest.mark.parametrize(
    "row", [price("3", None), price("3", "15", above_tokens=200_000)]
)
def test_half_a_price_is_no_price(row):
    assert outcome("price", replace(ALPHA_API, prices=(row,))) is FAILED


def test_an_offering_without_a_price_is_out():
    assert outcome("price", replace(ALPHA_API, prices=())) is FAILED


def test_machines_of_ones_own_need_no_price_by_the_token():
    assert outcome("price", BETA_GPUS) is PASSED


# --- Terms, desk, staff ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, PASSED),
        ({"trains_on_prompts": None}, PASSED),
        ({"trains_on_prompts": True}, FAILED),
        ({"kind": OptionKind.VENDOR_APP}, FAILED),
        ({"kind": OptionKind.UNOFFICIAL}, FAILED),
    ],
)
def test_services_for_private_persons_are_out(changes, expected):
    assert outcome("business_terms", with_option(ALPHA_API, **changes)) is expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, FAILED),
        ({"data_location": "own_cloud"}, FAILED),
        ({"data_location": "own_premises"}, PASSED),
        ({"offline": "yes"}, PASSED),
    ],
)
def test_a_workstation_is_for_what_must_stay_close(answers, expected):
    assert outcome("desk", BETA_DESK, **answers) is expected


@pytest.mark.parametrize("staff", STAFF_LEVELS)
@pytest.mark.parametrize(
    ("candidate", "needed"), [(BETA_GPUS, "ml_engineers"), (BETA_DESK, "some_devops")]
)
def test_running_a_model_takes_the_staff_that_its_place_needs(staff, candidate, needed):
    is_enough = STAFF_LEVELS.index(staff) >= STAFF_LEVELS.index(needed)

    assert (outcome("staff", candidate, ml_staff=staff) is PASSED) == is_enough


def test_unknown_staff_is_a_condition():
    assert outcome("staff", BETA_GPUS) is CONDITIONAL


@pytest.mark.parametrize("candidate", [ALPHA_API, BETA_HOSTED, BETA_CLOUD])
def test_a_model_that_others_run_needs_no_staff(candidate):
    assert outcome("staff", candidate, ml_staff="none") is PASSED

"""What a license allows in plain rows; what nobody looked up is never a no."""

import pytest

from catalog.pages.license_rows import license_rows
from tests.catalog import rows

SUBJECTS = [
    "commercial_use",
    "territory",
    "monthly_users",
    "osi",
    "attribution",
    "output_use",
]

pytestmark = pytest.mark.django_db


def answers(inputs=None, clauses=SUBJECTS, **terms):
    license_ = rows.license(**terms)
    kept = [rows.license_clause(license=license_, subject=one) for one in clauses]
    found = license_rows(license_, kept, inputs)
    return {row.subject: row.answer for row in found}


def test_without_a_clause_only_the_fields_of_the_whole_license_are_known():
    found = answers(clauses=[], osi_approved=True)

    assert found == dict.fromkeys(SUBJECTS, "not known") | {
        "commercial_use": "yes",
        "osi": "yes",
    }


def test_a_subject_that_is_not_known_cites_nothing():
    found = license_rows(rows.license(), [])

    assert [row.subject for row in found if row.citation] == ["commercial_use"]


def test_with_clauses_every_subject_is_answered():
    assert answers(osi_approved=False, output_use="forbidden") == {
        "commercial_use": "yes",
        "territory": "yes",
        "monthly_users": "no limit",
        "osi": "no",
        "attribution": "none asked for",
        "output_use": "forbidden",
    }


@pytest.mark.parametrize(
    ("scope", "inputs", "answer"),
    [
        ("all", ["text"], "no"),
        ("all", None, "no"),
        ("multimodal", ["text"], "yes, as it reads text alone"),
        ("multimodal", ["text", "image"], "no"),
        ("multimodal", None, "only models that read text alone"),
    ],
)
def test_the_union_may_be_left_out_of_some_models_only(scope, inputs, answer):
    found = answers(
        inputs, excluded_territories=["EU"], excluded_territories_scope=scope
    )

    assert found["territory"] == answer


def test_another_territory_that_is_left_out_does_not_concern_the_union():
    found = answers(excluded_territories=["KR"], excluded_territories_scope="all")

    assert found["territory"] == "yes"


def test_limits_are_said_in_full():
    found = answers(
        max_monthly_active_users=700_000_000,
        attribution="Built with Llama",
        attribution_above_users=100_000_000,
    )

    assert found["monthly_users"] == "up to 700,000,000"
    assert found["attribution"] == (
        "“Built with Llama”, above 100,000,000 monthly users"
    )


def test_a_license_that_says_nothing_clear_on_answers_leaves_it_unknown():
    assert answers(output_use="unknown")["output_use"] == "not known"

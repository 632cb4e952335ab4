"""License rules: which answer asks, what a license says to it, and where it says so."""

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.candidates import Candidate, Clause, Subject
from advisor.decision.cases import Outcome
from advisor.decision.licenses import (
    COMMERCIAL_USE,
    LICENSE_RULES,
    Finding,
    LicenseRule,
    conditions_of,
    license_questions,
    rests_on_a_word,
)
from advisor.decision.recommendation import recommend
from advisor.decision.refinements import QUESTION_BY_KEY
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_GPUS,
    BETA_HOSTED,
    PAGE,
    case,
    catalog_of,
    clause,
    result,
    weigher,
    with_license,
    with_model,
)

PASSED, CONDITIONAL, FAILED = Outcome.PASSED, Outcome.CONDITIONAL, Outcome.FAILED
CHOICES = [choice.key for choice in QUESTION_BY_KEY["license_facts"].choices]
BY_CONTRACT = [choice for choice in CHOICES if choice != "needs_osi"]


def says(candidate: Candidate, subject: Subject, changed: Clause) -> Candidate:
    """The candidate under a license with one clause changed."""
    terms = candidate.model.license
    assert terms is not None
    return with_license(candidate, clauses={**terms.clauses, subject: changed})


def rule(choice: str) -> LicenseRule:
    return next(one for one in LICENSE_RULES if one.choice == choice)


def judged(candidate: Candidate, *choices: str) -> Outcome:
    """What all rules say together: the worst of it."""
    asked = case(candidate, license_facts=list(choices))
    outcomes = {one.judge(asked) for one in LICENSE_RULES if one is not COMMERCIAL_USE}
    return max(outcomes, key=[PASSED, CONDITIONAL, FAILED].index)


def conditions(candidate: Candidate, *choices: str) -> list[str]:
    asked = case(candidate, license_facts=list(choices))
    return [text for one in LICENSE_RULES for text, _ in conditions_of(one.key, asked)]


# --- The table -------------------------------------------------------------------------


def test_every_choice_has_its_rule_and_every_rule_its_choice():
    asked = {one.choice for one in LICENSE_RULES if one is not COMMERCIAL_USE}

    assert asked == set(CHOICES)


@pytest.mark.parametrize("one", LICENSE_RULES, ids=lambda one: one.statement)
def test_a_rule_can_be_printed(one):
    assert one.statement.endswith(".")
    assert one.reason.endswith(".")
    assert one.question in {None, "license_facts"}


@pytest.mark.parametrize("one", LICENSE_RULES, ids=lambda one: one.statement)
def test_what_a_contract_can_settle_can_be_asked(one):
    assert bool(one.settled_with) == bool(one.must_say) == one.to_ask.endswith("?")


# --- Each rule -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "terms", "expected"),
    [
        ("eu_seat", {"excluded_territories": ()}, PASSED),
        (
            "eu_seat",
            {"excluded_territories": ("EU",), "excluded_territories_scope": "all"},
            FAILED,
        ),
        (
            "eu_seat",
            {"excluded_territories": ("UK",), "excluded_territories_scope": "all"},
            PASSED,
        ),
        ("needs_osi", {"osi_approved": True}, PASSED),
        ("needs_osi", {"osi_approved": False}, FAILED),
        ("needs_osi", {"osi_approved": None}, FAILED),
        ("no_attribution", {"attribution": ""}, PASSED),
        ("no_attribution", {"attribution": "Built with Beta"}, FAILED),
        (
            "no_attribution",
            {"attribution": "Beta", "attribution_above_users": 10**8},
            CONDITIONAL,
        ),
        ("over_700m_users", {"max_monthly_active_users": None}, PASSED),
        ("over_700m_users", {"max_monthly_active_users": 700_000_000}, FAILED),
        ("over_700m_users", {"max_monthly_active_users": 700_000_001}, CONDITIONAL),
        (
            "over_700m_users",
            {"attribution": "Beta", "attribution_above_users": 10**8},
            PASSED,
        ),
        ("trains_on_outputs", {"output_use": "allowed"}, PASSED),
        ("trains_on_outputs", {"output_use": "conditional"}, CONDITIONAL),
        ("trains_on_outputs", {"output_use": "forbidden"}, FAILED),
        ("trains_on_outputs", {"output_use": "unknown"}, FAILED),
    ],
)
def test_a_license_must_fit_who_asks(fact, terms, expected):
    candidate = with_license(BETA_GPUS, **terms)

    assert judged(candidate, fact) is expected
    assert judged(candidate) is PASSED


@pytest.mark.parametrize(
    ("inputs", "expected"), [({"text", "image"}, FAILED), ({"text"}, PASSED)]
)
def test_a_bar_on_multimodal_models_leaves_text_models_alone(inputs, expected):
    barred = with_license(
        BETA_HOSTED,
        excluded_territories=("EU",),
        excluded_territories_scope="multimodal",
    )
    candidate = with_model(barred, inputs=frozenset(inputs))

    assert judged(candidate, "eu_seat") is expected


def test_a_notice_for_many_users_is_due_where_there_are_as_many():
    candidate = with_license(
        BETA_GPUS, attribution="Beta", attribution_above_users=10**8
    )

    both = ["over_700m_users", "no_attribution"]
    assert judged(candidate, *both) is FAILED


def test_the_worst_finding_counts():
    candidate = with_license(BETA_GPUS, output_use="conditional", osi_approved=False)

    both = ["trains_on_outputs", "needs_osi"]
    assert judged(candidate, *both) is FAILED


# --- What nobody has looked up ---------------------------------------------------------


@pytest.mark.parametrize("choice", BY_CONTRACT)
def test_no_clause_fails_open_weights_and_is_a_question_to_a_vendor(choice):
    open_weights = with_license(BETA_GPUS, clauses={})
    closed = with_license(ALPHA_API, clauses={})

    assert judged(open_weights, choice) is FAILED
    assert judged(closed, choice) is CONDITIONAL


def test_no_contract_turns_terms_into_open_source():
    closed = with_license(ALPHA_API, osi_approved=None)

    assert judged(closed, "needs_osi") is FAILED


@pytest.mark.parametrize("choice", CHOICES)
def test_an_unknown_license_fits_nobody_who_asks(choice):
    candidate = with_model(BETA_GPUS, license=None)

    assert judged(candidate, choice) is FAILED


def test_a_known_no_of_a_vendor_is_a_no():
    closed = with_license(ALPHA_API, output_use="forbidden")

    assert judged(closed, "trains_on_outputs") is FAILED


def test_whoever_hosts_open_weights_must_be_asked_for_its_own_terms():
    asked = case(BETA_HOSTED, license_facts="trains_on_outputs")
    at_home = case(BETA_GPUS, license_facts="trains_on_outputs")

    assert judged(BETA_HOSTED, "trains_on_outputs") is CONDITIONAL
    assert judged(BETA_GPUS, "trains_on_outputs") is PASSED
    why = "What the terms of Host say on training other models on its answers is not known."
    assert list(license_questions(asked)) == [(LICENSE_RULES[-1].to_ask, why)]
    assert list(license_questions(at_home)) == []


def test_what_a_contract_must_still_settle_lowers_confidence():
    closed = with_license(ALPHA_API, clauses={})

    assert rests_on_a_word(case(closed, license_facts="eu_seat"))
    assert not rests_on_a_word(case(ALPHA_API, license_facts="eu_seat"))
    assert not rests_on_a_word(case(closed))


def test_a_verdict_on_terms_that_nobody_has_seen_rests_on_a_contract():
    answers = parse_answers({"license_facts": "eu_seat"})
    unseen = with_license(ALPHA_API, clauses={})

    found = [
        recommend(answers, weigher(catalog_of(candidate))).is_contract_open
        for candidate in (ALPHA_API, unseen)
    ]

    assert found == [False, True]


# --- What is told ----------------------------------------------------------------------


def test_the_fact_is_the_clause_that_the_rule_reads():
    barred = with_license(BETA_GPUS, osi_approved=True, output_use="forbidden")
    candidate = says(barred, Subject.OUTPUT_USE, clause("answers train nothing"))

    told = rule("trains_on_outputs").fact(case(candidate))

    assert told == ("Apache 2.0, section 1: answers train nothing", PAGE)


FREE = {
    "osi_approved": True,
    "commercial_use": "yes",
    "output_use": "allowed",
}


@pytest.mark.parametrize("one", LICENSE_RULES, ids=lambda one: one.key)
def test_a_rule_that_needs_a_clause_knows_nothing_without_one(one: LicenseRule):
    bare = case(with_license(BETA_HOSTED, clauses={}, **FREE))

    assert (one.finding(bare) is Finding.NOT_KNOWN) is one.needs_clause


def test_a_field_that_nobody_filled_in_is_told_as_such():
    candidate = with_license(BETA_GPUS, osi_approved=None)

    words, source = rule("needs_osi").fact(case(candidate))

    approval = "approval by the Open Source Initiative"
    assert words == f"Apache 2.0: not known: {approval}"
    assert source == PAGE


@pytest.mark.parametrize("choice", BY_CONTRACT)
def test_what_no_clause_says_is_told_as_such(choice):
    candidate = with_license(BETA_GPUS, clauses={})

    words, source = rule(choice).fact(case(candidate))

    assert words == f"Apache 2.0: no clause is known on {rule(choice).about}"
    assert source == PAGE


def test_the_license_as_such_is_named_where_no_clause_is_kept():
    candidate = with_license(BETA_GPUS, osi_approved=False)

    words, _ = rule("needs_osi").fact(case(candidate))

    assert words == "Apache 2.0: not approved by the Open Source Initiative"


def test_a_condition_names_the_clause_and_what_must_be_done():
    conditional = with_license(BETA_GPUS, output_use="conditional")
    named = clause("the name goes on", "put “Beta” at the beginning of the name")
    candidate = says(conditional, Subject.OUTPUT_USE, named)

    assert conditions(candidate, "trains_on_outputs") == [
        "Apache 2.0, section 1: put “Beta” at the beginning of the name."
    ]


def test_what_a_contract_must_say_is_a_condition():
    closed = with_license(ALPHA_API, clauses={})

    (told,) = conditions(closed, "trains_on_outputs")

    assert told == (
        "Alpha API: the contract must say that you may train other models on the answers."
    )


def test_what_a_license_asks_of_everybody_is_told_unasked():
    notice = clause("a notice must be seen", "show “Built with Beta”")
    candidate = says(BETA_GPUS, Subject.ATTRIBUTION, notice)

    told = conditions_of(COMMERCIAL_USE.key, case(candidate))
    assert list(told) == [("Apache 2.0, section 1: show “Built with Beta”.", False)]
    assert list(conditions_of(COMMERCIAL_USE.key, case(BETA_GPUS))) == []


def test_a_result_names_clause_and_source_of_what_was_ruled_out():
    barred = with_license(BETA_HOSTED, output_use="forbidden")
    candidate = says(barred, Subject.OUTPUT_USE, clause("answers train nothing"))

    found = result(catalog_of(ALPHA_API, candidate), license_facts="trains_on_outputs")

    (row,) = found["ruled_out"]
    assert row["statement"] == rule("trains_on_outputs").statement
    assert row["fact"] == "Apache 2.0, section 1: answers train nothing"
    assert row["source"]["title"] == "A page of figures"


def test_a_result_asks_the_vendor_and_states_the_condition():
    closed = with_license(ALPHA_API, clauses={})

    found = result(catalog_of(closed), license_facts="eu_seat")

    asked = rule("eu_seat")
    assert f"Alpha API: {asked.to_ask}" in found["vendor_questions"]
    assert [one["text"] for one in found["conditions"]] == [
        f"Alpha API: the contract must say {asked.must_say}."
    ]

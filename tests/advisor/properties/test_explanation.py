"""What the result says is so (P7, P17, P20)."""

from collections.abc import Sequence

import pytest

from advisor.decision.questions import Answers
from tests.advisor.properties.adapter import SAME, Advisor
from tests.advisor.properties.checking import check, having, without

DUTIES = {
    "gdpr": "dpa_and_region",
    "health": "sign_baa",
    "finance": "contract_terms",
    "legal": "no_training_contract",
    "government": "authorization_level",
}


def test_p20_every_reason_cites_an_answer_that_was_given(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        reasons = advisor.result(answers)["reasons"]
        made_up = {reason["answer"] for reason in reasons} - {None, *answers}
        return f"made up: {made_up}" if made_up else None

    check(situations, broken)


def test_p20_the_answer_that_decided_moves_the_scores(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        reasons = advisor.result(answers)["reasons"]
        key = reasons[0]["answer"] if reasons else None
        if key is None:
            return None
        here, there = advisor.view(answers), advisor.view(without(answers, key))
        if here.verdict is not there.verdict or here.lean is None:
            return None
        is_same = here.lean == there.lean or abs(here.lean - (there.lean or 0)) < SAME
        return f"{key} is said to decide and moves nothing" if is_same else None

    check(situations, broken)


def test_p20_every_flip_does_what_it_says(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        here = advisor.view(answers).verdict
        for flip in advisor.result(answers)["flips"]:
            there = advisor.view({**answers, flip["key"]: flip["value"]}).verdict
            if there != flip["verdict"] or there is here:
                return f"{flip['key']}={flip['value']}: {there}, not {flip['verdict']}"
        return None

    check(situations, broken)


def test_p20_an_answer_that_is_not_cited_can_be_left_out(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        result = advisor.result(answers)
        cited = {reason["answer"] for reason in result["reasons"]}
        for key in answers.keys() - cited:
            other = advisor.view(without(answers, key)).verdict
            if other != result["verdict"]:
                return f"without {key}: {result['verdict']} becomes {other}"
        return None

    check(situations, broken)


def test_p17_a_hybrid_says_what_goes_where_and_by_what(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        result = advisor.result(answers)
        if result["verdict"] != "hybrid":
            return None
        pattern = result["plans"]["hybrid"]["pattern"]
        if pattern is None or len(result["routing"]) < 2:
            return f"pattern {pattern}, {len(result['routing'])} routes"
        if answers.get("sensitive_share") == 0 and pattern == "sensitivity":
            return "by sensitivity, where nothing is sensitive"
        return None

    check(situations, broken)


@pytest.mark.parametrize("rules", DUTIES)
def test_p07_rules_add_their_duty_and_rule_consumer_services_out(
    rules: str, advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        ruled = having(answers, data_location="vetted_vendor", regulated=[rules])
        result = advisor.result(ruled)
        missing = {DUTIES[rules], "not_consumer_tier"} - {
            note["code"] for note in result["notes"]
        }
        kinds = {
            one["kind"]
            for plan in result["plans"].values()
            for one in plan["assignments"]
        }
        consumer = kinds & {"vendor_app", "unofficial"}
        return f"unsaid: {missing}, on {consumer}" if missing or consumer else None

    check(situations[DUTY_START[rules] :: len(DUTIES)], broken)


DUTY_START = {rules: start for start, rules in enumerate(DUTIES)}

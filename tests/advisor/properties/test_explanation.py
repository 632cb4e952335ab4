"""What the result says is so (P7, P17, P20)."""

from collections.abc import Sequence

import pytest

from advisor.decision import flips
from advisor.decision.candidates import OptionKind
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from tests.advisor.properties.adapter import SAME, Advisor, View
from tests.advisor.properties.checking import check, describe, having, without

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
        made_up = set(advisor.cited(answers)) - answers.keys()
        return f"made up: {made_up}" if made_up else None

    check(situations, broken)


def test_p20_an_answer_that_decided_moves_the_scores(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        here = advisor.view(answers)
        for reason in advisor.reasons(answers):
            there = advisor.view(without(answers, reason.key))
            is_same = same_scores(here, there)
            if reason.is_decisive and is_same:
                return f"{reason.key} is said to decide and moves nothing"
        return None

    check(situations, broken)


def same_scores(one: View, other: View) -> bool:
    return one.families == other.families and all(
        abs(ours - theirs) < SAME
        for (_, ours), (_, theirs) in zip(one.scores, other.scores, strict=True)
    )


def test_p20_every_flip_does_what_it_says(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        here = advisor.view(answers).verdict
        for flip in advisor.flips(answers):
            there = advisor.view({**answers, flip["key"]: flip["value"]}).verdict
            if there != flip["verdict"] or there is here:
                return f"{flip['key']}={flip['value']}: {there}, not {flip['verdict']}"
        return None

    check(situations, broken)


def test_p20_no_flip_is_lost_where_values_of_a_number_are_skipped(
    advisor: Advisor, situations: Sequence[Answers], monkeypatch: pytest.MonkeyPatch
):
    some = situations[::5]  # every value of every number is tried: that takes its time
    found = [advisor.flips(answers) for answers in some]
    monkeypatch.setattr(flips, "STRIDE", 1)

    for answers, seen in zip(some, found, strict=True):
        assert seen == flips.flips(answers, advisor.weigher), describe(answers)


def test_p20_an_answer_that_is_not_cited_can_be_left_out(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        here, cited = advisor.view(answers).verdict, advisor.cited(answers)
        for key in answers.keys() - set(cited):
            there = advisor.view(without(answers, key)).verdict
            if there is not here:
                return f"without {key}: {there}"
        return None

    check(situations, broken)


def test_p17_a_hybrid_says_what_goes_where_and_by_what(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        if advisor.view(answers).verdict is not Verdict.HYBRID:
            return None
        result = advisor.result(answers)
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
    """A duty toward a vendor, so not where no vendor is left."""

    def broken(answers: Answers) -> str | None:
        ruled = having(answers, data_location="vetted_vendor", regulated=[rules])
        if all(kind.is_self_run for kind in advisor.view(ruled).kinds):
            return None
        missing = {DUTIES[rules], "not_consumer_tier"} - advisor.notes(ruled)
        plans = advisor.weigh(ruled).plans.values()
        kinds = {pick.candidate.kind for plan in plans for pick in plan.picks}
        consumer = kinds & {OptionKind.VENDOR_APP, OptionKind.UNOFFICIAL}
        return f"unsaid: {missing}, on {consumer}" if missing or consumer else None

    check(situations[DUTY_START[rules] :: len(DUTIES)], broken)


DUTY_START = {rules: start for start, rules in enumerate(DUTIES)}

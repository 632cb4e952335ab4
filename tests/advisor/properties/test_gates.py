"""Gates hold whatever else is answered, and place and regulation mean what they say."""

from collections.abc import Sequence
from itertools import pairwise

from advisor.decision.candidates import Location
from advisor.decision.needs import read_needs
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from advisor.decision.refinements import QUESTIONS
from tests.advisor.properties.adapter import Advisor, Raw, away_from_open
from tests.advisor.properties.checking import check, having, without

SHARES = (0, 0.1, 0.3, 0.5, 0.7, 0.9, 1)
# Wishes, however strong; the other questions state facts that gates stand on.
WISHES = {"quality_bar", "hard_share", "ml_staff"} | {
    question.key for question in QUESTIONS if not question.is_gate
}
OUTSIDE = {Verdict.CLOSED, Verdict.HYBRID}


def test_p03_a_stricter_place_never_moves_advice_toward_closed(
    advisor: Advisor, situations: Sequence[Answers]
):
    """But where a place bars the hosts of the open models, and not the closed ones.

    In one's own cloud account a closed model that the cloud serves may then stand
    against machines of one's own; on one's own premises there is no closed model.
    """

    def broken(answers: Answers) -> str | None:
        views = [(p, advisor.view(having(answers, data_location=p))) for p in Location]
        for (_, before), (place, after) in pairwise(views):
            bars_hosts = before.open_strictness < place.strictness
            is_exempt = bars_hosts and Verdict.CLOSED in after.families
            how = away_from_open(before, after)
            if how and not is_exempt:
                return f"{place}: {how}"
        return None

    check(situations, broken)


def test_p04_nothing_outside_serves_what_must_work_offline(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        view = advisor.view(having(answers, offline="yes"))
        outside = {kind for kind in view.kinds if not kind.is_self_run}
        return f"{view.verdict} on {outside}" if outside else None

    check(situations, broken)


def test_p04_nothing_outside_serves_what_must_stay(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        for share in (None, 1):
            stays = having(answers, data_location="own_premises", sensitive_share=share)
            view = advisor.view(stays)
            outside = {kind for kind in view.kinds if not kind.is_self_run}
            if view.verdict in OUTSIDE or outside:
                return f"{view.verdict} on {outside}"
        return None

    check(situations, broken)


def test_p04_a_part_that_must_stay_rules_closed_alone_out(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        part = having(answers, data_location="own_premises", sensitive_share=0.3)
        verdict = advisor.view(part).verdict
        return f"{verdict}" if verdict is Verdict.CLOSED else None

    check(situations, broken)


def test_p04_no_plan_of_any_family_breaks_the_place_of_a_segment(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        needs = read_needs(answers, advisor.catalog, advisor.day)
        for plan in advisor.weigh(answers).plans.values():
            for pick in plan.picks:
                allowed = pick.candidate.option.location.strictness
                wanted = pick.segment.location.strictness
                is_offline = pick.candidate.option.works_offline is True
                if allowed < wanted or (needs.offline and not is_offline):
                    return f"{plan.family}: {pick.candidate.key}"
        return None

    check(situations, broken)


def test_p05_no_wish_buys_a_gate_back(advisor: Advisor, situations: Sequence[Answers]):
    """A bar on quality splits the traffic, so it may make a hybrid, but of both."""

    def broken(answers: Answers) -> str | None:
        by_facts = advisor.view(without(answers, *WISHES)).families
        bought = advisor.view(answers).families - by_facts
        if by_facts >= {Verdict.CLOSED, Verdict.OPEN}:
            bought -= {Verdict.HYBRID}
        return f"bought back: {sorted(bought)}" if bought else None

    check(situations, broken)


def test_p07_regulation_alone_moves_no_verdict(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        vetted = having(answers, data_location="vetted_vendor")
        views = {
            rules: advisor.view({**vetted, "regulated": rules})
            for rules in ("none", "gdpr", "health", "finance", "legal", "government")
        }
        unlike = {rules for rules, view in views.items() if view != views["none"]}
        return f"{unlike} differ" if unlike else None

    check(situations, broken)


def test_p07_rules_without_a_place_lower_confidence_and_ask_for_it(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        free = without(answers, "data_location", "regulated")
        ruled = advisor.recommend({**free, "regulated": "health"})
        if ruled.confidence != "low" or ruled.next_question != "data_location":
            return f"{ruled.confidence}, asks {ruled.next_question} next"
        return None

    check(situations, broken)


def test_p17_a_growing_part_that_must_stay_never_moves_advice_toward_closed(
    advisor: Advisor, situations: Sequence[Answers]
):
    steps: list[Raw] = [
        {"data_location": "own_premises", "sensitive_share": share} for share in SHARES
    ]

    def broken(answers: Answers) -> str | None:
        views = [(step, advisor.view({**answers, **step})) for step in steps]
        for (_, before), (step, after) in pairwise(views):
            if how := away_from_open(before, after):
                return f"{step}: {how}"
        return None

    check(situations, broken)


def test_p17_all_of_the_traffic_staying_is_no_hybrid(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        all_stays = having(answers, data_location="own_premises", sensitive_share=1)
        verdict = advisor.view(all_stays).verdict
        return f"{verdict}" if verdict is Verdict.HYBRID else None

    check(situations, broken)

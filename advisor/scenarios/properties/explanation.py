"""What the result says is so (P7, P17, P20)."""

from advisor.decision.candidates import OptionKind
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from advisor.scenarios.properties.adapter import SAME, Advisor, View
from advisor.scenarios.properties.checking import Property, having, without

DUTIES = {
    "gdpr": "dpa_and_region",
    "health": "sign_baa",
    "finance": "contract_terms",
    "legal": "no_training_contract",
    "government": "authorization_level",
}
CONSUMER = {OptionKind.VENDOR_APP, OptionKind.UNOFFICIAL}


def reason_made_up(advisor: Advisor, answers: Answers) -> str | None:
    made_up = set(advisor.cited(answers)) - answers.keys()
    return f"made up: {sorted(made_up)}" if made_up else None


def decisive_for_nothing(advisor: Advisor, answers: Answers) -> str | None:
    here = advisor.view(answers)
    for reason in advisor.reasons(answers):
        there = advisor.view(without(answers, reason.key))
        is_turned = here.verdict is not there.verdict
        if reason.is_decisive and not is_turned and same_scores(here, there):
            return f"{reason.key} is said to decide and moves nothing"
    return None


def same_scores(one: View, other: View) -> bool:
    return one.families == other.families and all(
        abs(ours - theirs) < SAME
        for (_, ours), (_, theirs) in zip(one.scores, other.scores, strict=True)
    )


def false_flip(advisor: Advisor, answers: Answers) -> str | None:
    here = advisor.view(answers).verdict
    for flip in advisor.flips(answers):
        there = advisor.view({**answers, flip["key"]: flip["value"]}).verdict
        if there != flip["verdict"] or there is here:
            return f"{flip['key']}={flip['value']}: {there}, not {flip['verdict']}"
    return None


def uncited_and_needed(advisor: Advisor, answers: Answers) -> str | None:
    here, cited = advisor.view(answers).verdict, advisor.cited(answers)
    for key in sorted(answers.keys() - set(cited)):
        there = advisor.view(without(answers, key)).verdict
        if there is not here:
            return f"without {key}: {there}"
    return None


def hybrid_without_a_split(advisor: Advisor, answers: Answers) -> str | None:
    if advisor.view(answers).verdict is not Verdict.HYBRID:
        return None
    result = advisor.result(answers)
    pattern = result["plans"]["hybrid"]["pattern"]
    if pattern is None or len(result["routing"]) < 2:
        return f"pattern {pattern}, {len(result['routing'])} routes"
    if answers.get("sensitive_share") == 0 and pattern == "sensitivity":
        return "by sensitivity, where nothing is sensitive"
    return None


def duty_unsaid(advisor: Advisor, answers: Answers) -> str | None:
    """A duty toward a vendor, so not where no vendor is left."""
    for rules, duty in DUTIES.items():
        ruled = having(answers, data_location="vetted_vendor", regulated=[rules])
        if all(kind.is_self_run for kind in advisor.view(ruled).kinds):
            continue
        missing = {duty, "not_consumer_tier"} - advisor.notes(ruled)
        plans = advisor.weigh(ruled).plans.values()
        kinds = {pick.candidate.kind for plan in plans for pick in plan.picks}
        if missing or kinds & CONSUMER:
            return f"{rules}: unsaid: {sorted(missing)}, on {sorted(kinds & CONSUMER)}"
    return None


PROPERTIES = (
    Property(
        number="P7",
        key="duty_unsaid",
        sentence="Rules add their duty and rule consumer services out.",
        how_broken=duty_unsaid,
        every=len(DUTIES),
    ),
    Property(
        number="P17",
        key="hybrid_without_a_split",
        sentence="A hybrid says what goes where and by what.",
        how_broken=hybrid_without_a_split,
    ),
    Property(
        number="P20",
        key="reason_made_up",
        sentence="Every reason cites an answer that was given.",
        how_broken=reason_made_up,
    ),
    Property(
        number="P20",
        key="decisive_for_nothing",
        sentence="An answer that is said to decide moves the scores.",
        how_broken=decisive_for_nothing,
    ),
    Property(
        number="P20",
        key="false_flip",
        sentence="Every flip does what it says.",
        how_broken=false_flip,
    ),
    Property(
        number="P20",
        key="uncited_and_needed",
        sentence="An answer that is not cited can be left out.",
        how_broken=uncited_and_needed,
    ),
)

"""Gates hold whatever else is answered, and place and regulation mean what they say."""

from itertools import pairwise

from advisor.decision.candidates import Location
from advisor.decision.needs import read_needs
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from advisor.decision.refinements import QUESTIONS
from advisor.scenarios.properties.adapter import Advisor, Raw, away_from_open
from advisor.scenarios.properties.checking import Property, having, without

SHARES = (0, 0.1, 0.3, 0.5, 0.7, 0.9, 1)
REGIMES = ("none", "gdpr", "health", "finance", "legal", "government")
# Wishes, however strong; the other questions state facts that gates stand on.
WISHES = {"quality_bar", "hard_share", "ml_staff"} | {
    question.key for question in QUESTIONS if not question.is_gate
}
OUTSIDE = {Verdict.CLOSED, Verdict.HYBRID}


def stricter_place(advisor: Advisor, answers: Answers) -> str | None:
    """But where a place bars the hosts of the open models, and not the closed ones.

    In one's own cloud account a closed model that the cloud serves may then stand
    against machines of one's own; on one's own premises there is no closed model.
    """
    views = [(p, advisor.view(having(answers, data_location=p))) for p in Location]
    for (_, before), (place, after) in pairwise(views):
        bars_hosts = before.open_strictness < place.strictness
        is_exempt = bars_hosts and Verdict.CLOSED in after.families
        how = away_from_open(before, after)
        if how and not is_exempt:
            return f"{place}: {how}"
    return None


def offline(advisor: Advisor, answers: Answers) -> str | None:
    view = advisor.view(having(answers, offline="yes"))
    outside = {kind for kind in view.kinds if not kind.is_self_run}
    return f"{view.verdict} on {sorted(outside)}" if outside else None


def must_stay(advisor: Advisor, answers: Answers) -> str | None:
    for share in (None, 1):
        stays = having(answers, data_location="own_premises", sensitive_share=share)
        view = advisor.view(stays)
        outside = {kind for kind in view.kinds if not kind.is_self_run}
        if view.verdict in OUTSIDE or outside:
            return f"{view.verdict} on {sorted(outside)}"
    return None


def part_must_stay(advisor: Advisor, answers: Answers) -> str | None:
    part = having(answers, data_location="own_premises", sensitive_share=0.3)
    verdict = advisor.view(part).verdict
    return f"{verdict}" if verdict is Verdict.CLOSED else None


def place_of_a_part(advisor: Advisor, answers: Answers) -> str | None:
    needs = read_needs(answers, advisor.catalog, advisor.day)
    for plan in advisor.weigh(answers).plans.values():
        for pick in plan.picks:
            allowed = pick.candidate.option.location.strictness
            wanted = pick.segment.location.strictness
            is_offline = pick.candidate.option.works_offline is True
            if allowed < wanted or (needs.offline and not is_offline):
                return f"{plan.family}: {pick.candidate.key}"
    return None


def bought_back(advisor: Advisor, answers: Answers) -> str | None:
    """A bar on quality splits the traffic, so it may make a hybrid, but of both."""
    by_facts = advisor.view(without(answers, *WISHES)).families
    bought = advisor.view(answers).families - by_facts
    if by_facts >= {Verdict.CLOSED, Verdict.OPEN}:
        bought -= {Verdict.HYBRID}
    return f"bought back: {sorted(bought)}" if bought else None


def regulation_alone(advisor: Advisor, answers: Answers) -> str | None:
    vetted = having(answers, data_location="vetted_vendor")
    views = {rules: advisor.view({**vetted, "regulated": rules}) for rules in REGIMES}
    unlike = {rules for rules, view in views.items() if view != views["none"]}
    return f"{sorted(unlike)} differ" if unlike else None


def rules_without_a_place(advisor: Advisor, answers: Answers) -> str | None:
    free = without(answers, "data_location", "regulated")
    ruled = advisor.recommend({**free, "regulated": "health"})
    if ruled.confidence != "low" or ruled.next_question != "data_location":
        return f"{ruled.confidence}, asks {ruled.next_question} next"
    return None


def growing_part(advisor: Advisor, answers: Answers) -> str | None:
    steps: list[Raw] = [
        {"data_location": "own_premises", "sensitive_share": share} for share in SHARES
    ]
    views = [(step, advisor.view({**answers, **step})) for step in steps]
    for (_, before), (step, after) in pairwise(views):
        if how := away_from_open(before, after):
            return f"{step}: {how}"
    return None


def all_must_stay(advisor: Advisor, answers: Answers) -> str | None:
    all_stays = having(answers, data_location="own_premises", sensitive_share=1)
    verdict = advisor.view(all_stays).verdict
    return f"{verdict}" if verdict is Verdict.HYBRID else None


PROPERTIES = (
    Property(
        number="P3",
        key="stricter_place",
        sentence="A stricter place for the data never moves advice toward closed.",
        how_broken=stricter_place,
    ),
    Property(
        number="P4",
        key="offline",
        sentence="Nothing outside serves what must work offline.",
        how_broken=offline,
    ),
    Property(
        number="P4",
        key="must_stay",
        sentence="Nothing outside serves what must stay.",
        how_broken=must_stay,
    ),
    Property(
        number="P4",
        key="part_must_stay",
        sentence="A part that must stay rules closed alone out.",
        how_broken=part_must_stay,
    ),
    Property(
        number="P4",
        key="place_of_a_part",
        sentence="No plan of any family breaks the place of a part of the traffic.",
        how_broken=place_of_a_part,
    ),
    Property(
        number="P5",
        key="bought_back",
        sentence="No wish buys a gate back.",
        how_broken=bought_back,
    ),
    Property(
        number="P7",
        key="regulation_alone",
        sentence="Regulation alone moves no verdict.",
        how_broken=regulation_alone,
    ),
    Property(
        number="P7",
        key="rules_without_a_place",
        sentence="Rules without a place for the data lower confidence and ask for it.",
        how_broken=rules_without_a_place,
    ),
    Property(
        number="P17",
        key="growing_part",
        sentence="A growing part that must stay never moves advice toward closed.",
        how_broken=growing_part,
    ),
    Property(
        number="P17",
        key="all_must_stay",
        sentence="Where all of the traffic must stay there is no hybrid.",
        how_broken=all_must_stay,
    ),
)

"""What is known makes advice surer, and what is not known is named (P19)."""

from collections.abc import Iterator

from advisor.decision.questions import Answers
from advisor.decision.recommendation import Confidence, Recommendation
from advisor.decision.refinements import QUESTIONS
from advisor.scenarios.properties.adapter import SAME, Advisor
from advisor.scenarios.properties.checking import Property, without

SURENESS = list(Confidence)
RAISE_A_QUESTION = {"regulated", "sensitive_share"}
RARE = 0.02  # of all situations; about 0.015 were measured, see decision record 9


def sureness(recommendation: Recommendation) -> int:
    return SURENESS.index(recommendation.confidence)


def forgetting(advisor: Advisor, answers: Answers) -> str | None:
    """But for answers that raise a question of their own: where may the data go?"""
    for key, fewer, known in surer_without(advisor, answers):
        if not opens_a_doubt(fewer, known):
            return f"without {key}: {known.confidence} to {fewer.confidence}"
    return None


def doubt_beside(advisor: Advisor, answers: Answers) -> str | None:
    """An answer may speak for the verdict and open a doubt beside it."""
    for key, fewer, known in surer_without(advisor, answers):
        if opens_a_doubt(fewer, known) and not asks_for_the_bar(key, answers):
            return f"{key}: {fewer.confidence} to {known.confidence}"
    return None


def surer_without(
    advisor: Advisor, answers: Answers
) -> Iterator[tuple[str, Recommendation, Recommendation]]:
    """Answers that support the verdict, and without which the advice is surer."""
    known = advisor.recommend(answers)
    for key in answers:
        if key in RAISE_A_QUESTION:
            continue
        fewer = advisor.recommend(without(answers, key))
        if sureness(fewer) > sureness(known) and supports(fewer, known):
            yield key, fewer, known


def opens_a_doubt(before: Recommendation, after: Recommendation) -> bool:
    """Whether what was learned in between gave the advice something new to rest on.

    Papers of vendors that nobody has seen, or an open question of which more answers
    change the verdict than did.
    """
    masses = {risk.question: risk.mass for risk in before.risks}
    return (after.is_contract_open and not before.is_contract_open) or any(
        risk.mass > masses.get(risk.question, 0) for risk in after.risks
    )


def asks_for_the_bar(key: str, answers: Answers) -> bool:
    """How much of the traffic is hard says little before it is said how hard."""
    return key == "hard_share" and "quality_bar" not in answers


def supports(before: Recommendation, after: Recommendation) -> bool:
    """Whether what was learned in between speaks for the verdict, or not against it."""
    if before.verdict is not after.verdict or before.margin is None:
        return False
    return after.margin is None or after.margin >= before.margin - SAME


def surer_by_rules(advisor: Advisor, answers: Answers) -> str | None:
    free = without(answers, "data_location", "regulated")
    before, after = (
        advisor.recommend(free),
        advisor.recommend({**free, "regulated": "finance"}),
    )
    is_surer = sureness(after) > sureness(before)
    return f"{before.confidence} to {after.confidence}" if is_surer else None


def unlisted_decision(advisor: Advisor, answers: Answers) -> str | None:
    listed = {flip["key"] for flip in advisor.flips(answers)}
    for question in QUESTIONS:
        if question.key in {*answers, *listed} or not question.applies(answers):
            continue
        verdicts = {
            advisor.view({**answers, question.key: choice}).verdict
            for choice in question.choice_keys
        }
        if len(verdicts) > 1:
            return f"{question.key} decides between {sorted(verdicts)}"
    return None


PROPERTIES = (
    Property(
        number="P19",
        key="forgetting",
        sentence="Forgetting what supports the verdict never raises confidence.",
        how_broken=forgetting,
    ),
    Property(
        number="P19",
        key="doubt_beside",
        sentence="Seldom does an answer support the verdict and open a doubt beside it.",
        how_broken=doubt_beside,
        most=RARE,
    ),
    Property(
        number="P19",
        key="surer_by_rules",
        sentence="Rules without a place for the data never raise confidence.",
        how_broken=surer_by_rules,
    ),
    Property(
        number="P19",
        key="unlisted_decision",
        sentence="An open question that decides is listed.",
        how_broken=unlisted_decision,
    ),
)

"""What is known makes advice surer, and what is not known is named (P19)."""

from collections.abc import Sequence

from advisor.decision.questions import Answers
from advisor.decision.recommendation import Confidence, Recommendation
from advisor.decision.refinements import QUESTIONS
from tests.advisor.properties.adapter import SAME, Advisor
from tests.advisor.properties.checking import check, without

SURENESS = list(Confidence)
RAISE_A_QUESTION = {"regulated", "sensitive_share"}
RARE = 0.01  # of all situations


def sureness(recommendation: Recommendation) -> int:
    return SURENESS.index(recommendation.confidence)


def test_p19_knowing_nothing_is_low_confidence_and_a_question(advisor: Advisor):
    nothing = advisor.recommend({})

    assert nothing.confidence == "low"
    assert nothing.next_question == "data_location"


def test_p19_forgetting_what_supports_the_verdict_never_raises_confidence(
    advisor: Advisor, situations: Sequence[Answers]
):
    """But for answers that raise a question of their own: where may the data go?

    An answer may also speak for the verdict and open a doubt beside it. That stays rare.
    """
    doubtful = set()

    def broken(answers: Answers) -> str | None:
        known = advisor.recommend(answers)
        for key in answers.keys() - RAISE_A_QUESTION:
            fewer = advisor.recommend(without(answers, key))
            is_surer = sureness(fewer) > sureness(known)
            if not is_surer or not supports(fewer, known):
                continue
            if not opens_a_doubt(fewer, known):
                return f"without {key}: {known.confidence} to {fewer.confidence}"
            doubtful.add(repr(answers))
        return None

    check(situations, broken)
    assert len(doubtful) <= RARE * len(situations)


def opens_a_doubt(before: Recommendation, after: Recommendation) -> bool:
    """Whether what was learned in between gave the advice something new to rest on.

    Papers of vendors that nobody has seen, or an open question of which more answers
    change the verdict than did.
    """
    masses = {risk.question: risk.mass for risk in before.risks}
    return (after.is_contract_open and not before.is_contract_open) or any(
        risk.mass > masses.get(risk.question, 0) for risk in after.risks
    )


def supports(before: Recommendation, after: Recommendation) -> bool:
    """Whether what was learned in between speaks for the verdict, or not against it."""
    if before.verdict is not after.verdict or before.margin is None:
        return False
    return after.margin is None or after.margin >= before.margin - SAME


def test_p19_rules_without_a_place_never_raise_confidence(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        free = without(answers, "data_location", "regulated")
        before, after = (
            advisor.recommend(free),
            advisor.recommend({**free, "regulated": "finance"}),
        )
        is_surer = sureness(after) > sureness(before)
        return f"{before.confidence} to {after.confidence}" if is_surer else None

    check(situations, broken)


def test_p19_an_open_question_that_decides_is_listed(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
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

    check(situations, broken)

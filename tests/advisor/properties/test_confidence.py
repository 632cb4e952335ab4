"""What is known makes advice surer, and what is not known is named (P19)."""

from collections.abc import Sequence

from advisor.decision.questions import Answers
from advisor.decision.recommendation import Confidence
from advisor.decision.refinements import QUESTIONS
from tests.advisor.properties.adapter import SAME, Advisor
from tests.advisor.properties.checking import check, without

SURENESS = list(Confidence)


def sureness(advisor: Advisor, answers: Answers) -> int:
    return SURENESS.index(advisor.recommend(answers).confidence)


def test_p19_knowing_nothing_is_low_confidence_and_a_question(advisor: Advisor):
    nothing = advisor.recommend({})

    assert nothing.confidence == "low"
    assert nothing.next_question == "data_location"


def test_p19_forgetting_an_answer_never_raises_confidence(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        known = sureness(advisor, answers)
        for key in answers:
            forgotten = sureness(advisor, without(answers, key))
            if forgotten > known:
                return f"without {key}: {SURENESS[known]} to {SURENESS[forgotten]}"
        return None

    check(situations, broken)


def test_p19_an_answer_that_supports_the_verdict_never_lowers_confidence(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        after = advisor.recommend(answers)
        for key in answers:
            before = advisor.recommend(without(answers, key))
            supports = before.verdict is after.verdict and (
                (after.margin is None)
                or (before.margin is not None and after.margin >= before.margin - SAME)
            )
            falls = SURENESS.index(after.confidence) < SURENESS.index(before.confidence)
            if supports and falls:
                return f"{key}: {before.confidence} to {after.confidence}"
        return None

    check(situations, broken)


def test_p19_an_open_question_that_decides_is_listed(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        listed = {flip["key"] for flip in advisor.result(answers)["flips"]}
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

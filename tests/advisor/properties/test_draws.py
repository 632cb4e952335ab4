"""The draws agree with the plans they are drawn around, and seldom shake what is known."""

from collections.abc import Sequence

from advisor.decision.drawn_market import DrawnMarket
from advisor.decision.drawn_year import scores_drawn
from advisor.decision.explanation import sureness
from advisor.decision.questions import Answers
from advisor.decision.recommendation import Confidence, Recommendation
from advisor.decision.robustness import robustness
from tests.advisor.decision.drawing import AsStated
from tests.advisor.properties.adapter import SAME, Advisor
from tests.advisor.properties.checking import check, without
from tests.advisor.properties.test_confidence import RARE, supports

LEVELS = list(Confidence)


def test_where_nothing_is_moved_draws_score_what_plans_do(
    advisor: Advisor, situations: Sequence[Answers]
):
    drawn = DrawnMarket(advisor.weigher.market, AsStated())

    def broken(answers: Answers) -> str | None:
        weighing = advisor.weigher.weigh_here(answers)
        drawn_scores = scores_drawn(weighing, advisor.weigher, drawn)
        if drawn_scores.keys() != weighing.plans.keys():
            return f"plans for {sorted(drawn_scores)}, not {sorted(weighing.plans)}"
        for family, plan in weighing.plans.items():
            if abs(drawn_scores[family].item() - plan.score) > SAME:
                return f"{family}: {drawn_scores[family].item()}, not {plan.score}"
        return None

    check(situations, broken)


def test_p19_draws_seldom_shake_what_an_answer_supports(
    advisor: Advisor, situations: Sequence[Answers]
):
    """An answer may support the verdict as stated and cost it a few draws."""
    shaken = set()

    def sure(told: Recommendation) -> int:
        drawn = robustness(told.weighing, advisor.weigher)
        return LEVELS.index(sureness(told, drawn))

    for answers in situations:
        known = advisor.recommend(answers)
        level = sure(known)
        for key in answers:
            fewer = advisor.recommend(without(answers, key))
            as_stated = LEVELS.index(fewer.confidence)
            if level < as_stated <= LEVELS.index(known.confidence) and (
                supports(fewer, known) and sure(fewer) > level
            ):
                shaken.add(repr(answers))

    assert len(shaken) <= RARE * len(situations)

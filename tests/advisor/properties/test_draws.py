"""The draws agree with the plans they are drawn around, and seldom shake what is known."""

from collections.abc import Sequence

from advisor.decision.drawn_market import DrawnMarket
from advisor.decision.drawn_year import scores_drawn
from advisor.decision.explanation import sureness
from advisor.decision.questions import Answers
from advisor.decision.recommendation import Confidence, Recommendation
from advisor.decision.robustness import robustness
from advisor.scenarios.properties.adapter import SAME, Advisor
from advisor.scenarios.properties.checking import describe, without
from advisor.scenarios.properties.confidence import supports
from tests.advisor.decision.drawing import AsStated

LEVELS = list(Confidence)
MOST_SHAKEN = 0.01  # of all situations: those whose draws lie at the border of a level


def test_where_nothing_is_moved_draws_score_what_plans_do(
    advisor: Advisor, situations: Sequence[Answers]
):
    drawn = DrawnMarket(advisor.weigher.market, AsStated())

    for answers in situations:
        weighing = advisor.weigher.weigh_here(answers)
        scores = scores_drawn(weighing, advisor.weigher, drawn)
        assert scores.keys() == weighing.plans.keys(), describe(answers)
        for family, plan in weighing.plans.items():
            gap = abs(scores[family].item() - plan.score)
            assert gap <= 2 * SAME, describe(answers)  # rounded once on each side


def test_p19_draws_seldom_shake_what_an_answer_supports(
    advisor: Advisor, situations: Sequence[Answers]
):
    """An answer may support the verdict as stated and cost it a few draws."""
    shaken = set()

    def sure(told: Recommendation) -> int:
        drawn = robustness(told.weighing, advisor.weigher)
        return LEVELS.index(sureness(told, drawn, []))

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

    assert len(shaken) <= MOST_SHAKEN * len(situations)

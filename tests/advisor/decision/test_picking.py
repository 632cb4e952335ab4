"""What plans take: worked out once somebody asks, and in the order of the parts."""

from advisor.decision.candidates import Catalog
from advisor.decision.plans import Pick, Plan, Verdict
from advisor.decision.weighing import Weigher
from advisor.scenarios.properties.answer_sets import answer_sets
from tests.advisor.decision.examples import DAY


def test_picks_are_worked_out_once_when_asked_for():
    asked: list[str] = []

    def pick() -> tuple[Pick, ...]:
        asked.append("once")
        return ()

    plan = Plan(family=Verdict.OPEN, score=1, fields=(), pick=pick)
    assert asked == []

    assert plan.picks == plan.picks == ()
    assert asked == ["once"]


def test_picks_stand_where_the_plan_says(shipped_catalog: Catalog):
    weigher = Weigher(shipped_catalog, DAY)

    for answers in answer_sets(25):
        for plan in weigher.weigh(answers).ranking:
            assert tuple(pick.position for pick in plan.picks) == plan.positions
            assert [pick.segment for pick in plan.picks] == [
                one.segment for one in plan.fields
            ]

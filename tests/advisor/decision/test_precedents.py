"""Plans that are kept while answers only take candidates away."""

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.candidates import Catalog
from advisor.decision.look_backs import is_indifferent_to
from advisor.decision.weighing import Weigher
from advisor.scenarios.properties.answer_sets import answer_sets
from tests.advisor.decision.examples import DAY

USUAL: dict[str, object] = {"quality_bar": "good_enough", "tokens_per_day": 10**7}
NARROWER: list[dict[str, object]] = [
    {"license_facts": ["eu_seat"]},
    {"origin_excluded": ["FR"]},
    {"context_tokens": 8_000},
    {"context_tokens": 1_000_000},
    {"modalities": ["text", "image"]},
    {"origin_excluded": ["CN", "US"], "context_tokens": 200_000},
]


class Counting(Weigher):
    """Counts how often plans had to be found."""

    found = 0

    def find_plans(self, *args):
        self.found += 1
        return super().find_plans(*args)


def scores(weigher: Weigher, answers) -> list[tuple[object, ...]]:
    return [
        (plan.family, plan.score, [pick.candidate.key for pick in plan.picks])
        for plan in weigher.weigh(answers).ranking
    ]


@pytest.mark.parametrize("more", NARROWER)
def test_what_was_found_before_changes_nothing(shipped_catalog: Catalog, more):
    asked_before = Weigher(shipped_catalog, DAY)
    asked_before.weigh(parse_answers(USUAL))
    answers = parse_answers({**USUAL, **more})

    assert scores(asked_before, answers) == scores(
        Weigher(shipped_catalog, DAY), answers
    )


def test_answers_weighed_one_after_the_other_change_nothing(shipped_catalog: Catalog):
    busy = Weigher(shipped_catalog, DAY)

    for answers in answer_sets(25):
        for narrower in ({}, {"context_tokens": 4_000}, {"context_tokens": 150_000}):
            changed = parse_answers({**answers, **narrower})

            assert scores(busy, changed) == scores(
                Weigher(shipped_catalog, DAY), changed
            )


def test_plans_are_found_once_while_nobody_in_them_falls_out(shipped_catalog: Catalog):
    weigher = Counting(shipped_catalog, DAY)

    weigher.weigh(parse_answers(USUAL))
    found = weigher.found
    weigher.weigh(parse_answers({**USUAL, "context_tokens": 1_000}))

    assert weigher.found == found > 0


def test_a_longer_input_is_passed_over_only_where_it_changes_nothing(
    shipped_catalog: Catalog,
):
    weigher = Weigher(shipped_catalog, DAY)
    told: set[bool] = set()
    for answers in answer_sets(40):
        near = parse_answers({**answers, "context_tokens": 1_000})
        for longest in (2_000, 130_000, 1_000_000):
            is_indifferent = is_indifferent_to(weigher, near, longest=longest)
            told.add(is_indifferent)
            if is_indifferent:
                far = parse_answers({**answers, "context_tokens": longest})
                assert scores(weigher, near) == scores(
                    Weigher(shipped_catalog, DAY), far
                )

    assert told == {True, False}

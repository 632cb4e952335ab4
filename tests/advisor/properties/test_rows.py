"""Order, names and worse rows change nothing; links give back what was put in."""

import json
from collections.abc import Sequence
from datetime import date
from random import Random

import pytest
from django.http import QueryDict

from advisor.decision.answers import parse_answers
from advisor.decision.candidates import Catalog
from advisor.decision.questions import Answers
from advisor.forms import Sheet, read_sheet
from tests.advisor.properties import catalogs
from tests.advisor.properties.adapter import Advisor, View
from tests.advisor.properties.answer_sets import SEED
from tests.advisor.properties.checking import check


def as_text(result: object) -> str:
    return json.dumps(result, ensure_ascii=False)


def shuffled(answers: Answers, random: Random) -> dict[str, object]:
    """The same answers in another order, lists included."""
    pairs = [
        (key, random.sample(value, len(value)) if isinstance(value, tuple) else value)
        for key, value in answers.items()
    ]
    return dict(random.sample(pairs, len(pairs)))


def test_p01_the_order_of_answers_changes_nothing(
    advisor: Advisor, situations: Sequence[Answers]
):
    random = Random(SEED)  # noqa: S311 (nothing secret)

    def broken(answers: Answers) -> str | None:
        again = parse_answers(shuffled(answers, random))
        return None if list(again.items()) == list(answers.items()) else f"{again}"

    check(situations, broken)


def test_p01_p02_the_order_of_rows_and_earlier_questions_change_no_byte(
    advisor: Advisor,
    made_up: Sequence[Answers],
    shipped_catalog: Catalog,
    day: date,
):
    other = Advisor(catalogs.reordered(shipped_catalog, SEED), day)

    def broken(answers: Answers) -> str | None:
        here = as_text(advisor.result(answers))
        there = as_text(other.result(answers))
        return None if here == there else first_difference(here, there)

    check(list(reversed(made_up)), broken)


def first_difference(one: str, other: str) -> str:
    at = next(
        i for i, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1
    )
    return f"{one[at - 60 : at + 40]} | {other[at - 60 : at + 40]}"


@pytest.mark.parametrize("change", [catalogs.renamed, catalogs.with_worse_rows])
def test_p02_p21_names_and_worse_rows_change_no_score(
    change: catalogs.Change,
    advisor: Advisor,
    situations: Sequence[Answers],
    shipped_catalog: Catalog,
    day: date,
):
    other = Advisor(change(shipped_catalog), day)

    def broken(answers: Answers) -> str | None:
        here, there = advisor.view(answers), other.view(answers)
        return None if here == there else f"{shown(here)} becomes {shown(there)}"

    check(situations, broken)


def shown(view: View) -> str:
    return f"{view.verdict} {dict(view.scores)} at {view.usd_month}"


def test_p22_a_link_gives_back_the_answers(situations: Sequence[Answers]):
    def broken(answers: Answers) -> str | None:
        again = read_sheet(QueryDict(Sheet(answers=answers).query)).answers
        return None if again == answers else f"{again}"

    check(situations, broken)

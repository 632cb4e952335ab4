"""Order, names and worse rows change nothing."""

import json
from dataclasses import dataclass
from random import Random

from advisor.decision.answers import parse_answers
from advisor.decision.candidates import Catalog
from advisor.decision.questions import Answers
from advisor.scenarios.properties import catalogs
from advisor.scenarios.properties.adapter import Advisor, View
from advisor.scenarios.properties.answer_sets import SEED
from advisor.scenarios.properties.checking import Property


def order_of_answers(advisor: Advisor, answers: Answers) -> str | None:
    again = parse_answers(shuffled(answers))
    return None if list(again.items()) == list(answers.items()) else f"{again}"


def shuffled(answers: Answers) -> dict[str, object]:
    """The same answers in another order, lists included."""
    random = Random(f"{SEED} {answers}")  # noqa: S311 (nothing secret)
    pairs = [
        (key, random.sample(value, len(value)) if isinstance(value, tuple) else value)
        for key, value in answers.items()
    ]
    return dict(random.sample(pairs, len(pairs)))


def order_of_rows(advisor: Advisor, answers: Answers) -> str | None:
    """Not a byte, nor does it matter what either advisor was asked before."""
    here = as_text(advisor.result(answers))
    there = as_text(advisor.elsewhere(reordered).result(answers))
    return None if here == there else first_difference(here, there)


def reordered(catalog: Catalog) -> Catalog:
    return catalogs.reordered(catalog, SEED)


def as_text(result: object) -> str:
    return json.dumps(result, ensure_ascii=False)


def first_difference(one: str, other: str) -> str:
    at = next(
        i for i, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1
    )
    return f"{one[at - 60 : at + 40]} | {other[at - 60 : at + 40]}"


@dataclass(frozen=True)
class OtherRows:
    """A catalog that differs from this one in nothing that counts."""

    change: catalogs.Change

    def how_broken(self, advisor: Advisor, answers: Answers) -> str | None:
        here = advisor.view(answers)
        there = advisor.elsewhere(self.change).view(answers)
        return None if here == there else f"{shown(here)} becomes {shown(there)}"


def shown(view: View) -> str:
    return f"{view.verdict} {dict(view.scores)} at {view.usd_month}"


PROPERTIES = (
    Property(
        number="P1",
        key="order_of_answers",
        sentence="The order of answers changes nothing.",
        how_broken=order_of_answers,
    ),
    Property(
        number="P1",
        key="order_of_rows",
        sentence="The order of rows, and what was asked before, change no byte.",
        how_broken=order_of_rows,
        every=2,
    ),
    Property(
        number="P2",
        key="other_names",
        sentence="Other names change no score.",
        how_broken=OtherRows(catalogs.renamed).how_broken,
    ),
    Property(
        number="P21",
        key="worse_rows",
        sentence="Rows that are worse, and advertised, change no score.",
        how_broken=OtherRows(catalogs.with_worse_rows).how_broken,
    ),
)

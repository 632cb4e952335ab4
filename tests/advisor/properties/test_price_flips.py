"""A change of prices that is said to change the verdict does, and a smaller one doesn't."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

from advisor.decision.candidates import Catalog
from advisor.decision.price_flips import MULTIPLES, Scale, Sort
from advisor.decision.questions import Answers
from advisor.decision.weighing import Weigher
from advisor.scenarios.properties.adapter import Advisor
from advisor.scenarios.properties.catalogs import (
    CLOSED,
    HOSTED_OPEN,
    with_machine_prices,
    with_token_prices,
)

MOST = 25  # a catalog is read anew for each


def at(catalog: Catalog, sort: Sort, multiple: float) -> Catalog:
    factor = Decimal(str(multiple))
    if sort is Sort.MACHINES:
        return with_machine_prices(catalog, factor)
    return with_token_prices(
        catalog, factor, CLOSED if sort is Sort.CLOSED else HOSTED_OPEN
    )


def test_each_flip_of_prices_flips_where_it_says(
    advisor: Advisor, situations: Sequence[Answers]
):
    usual = advisor.weigher
    flips = [
        (answers, sort, multiple, verdict)
        for answers in islice(situations, 0, None, 4)
        for sort in Sort
        for multiple, verdict in Scale(sort, answers, usual).changes()
    ]
    assert flips

    for answers, sort, multiple, verdict in flips[:MOST]:
        toward_today = 1 if multiple < 1 else -1
        nearer = MULTIPLES[MULTIPLES.index(multiple) + toward_today]
        there, before = (
            Weigher(at(usual.catalog, sort, factor), usual.day).weigh(answers).verdict
            for factor in (multiple, nearer)
        )
        assert there is verdict, (answers, sort, multiple)
        assert before is not verdict, (answers, sort, multiple)

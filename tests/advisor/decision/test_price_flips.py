"""How far prices may move before the verdict does."""

from itertools import pairwise

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.plans import Place
from advisor.decision.price_flips import (
    MULTIPLES,
    STEP,
    TODAY,
    Scale,
    Sort,
    moved,
    price_flips,
)
from advisor.decision.repriced import at_prices
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_HOSTED,
    CATALOG,
    catalog_of,
    result,
    weigher,
)

BIG = {"tokens_per_day": 60_000_000, "quality_bar": "strong", "ml_staff": "none"}


def found(catalog=CATALOG, /, **answers: object) -> list[dict]:
    return price_flips(parse_answers(answers), weigher(catalog))


def test_the_verdict_changes_there_and_not_one_step_before():
    answers, usual = parse_answers(BIG), weigher()
    current = usual.weigh(answers).verdict
    cheap, cheaper = Scale(Sort.CLOSED, answers, usual).changes()

    for multiple, verdict in (cheap, cheaper):
        step = MULTIPLES[MULTIPLES.index(multiple) + 1]
        at = {
            one: at_prices(usual, (Place.CLOSED,), one).weigh(answers).verdict
            for one in (multiple, step)
        }
        assert at[multiple] is verdict is not current
        assert at[step] is not verdict


def test_every_change_along_the_scale_is_found():
    """The same as trying every multiple, one after the other."""
    usual = weigher()
    for answers in (BIG, {**BIG, "quality_bar": "frontier"}, {"lock_in": "avoid"}):
        parsed = parse_answers(answers)
        for sort in Sort:
            scale = Scale(sort, parsed, usual)
            verdicts = [scale.weighing_at(i).verdict for i in range(len(MULTIPLES))]
            down = [
                (MULTIPLES[i], verdicts[i])
                for i in range(TODAY - 1, -1, -1)
                if verdicts[i] not in {verdicts[i + 1], verdicts[TODAY]}
            ]
            up = [
                (MULTIPLES[i], verdicts[i])
                for i in range(TODAY + 1, len(MULTIPLES))
                if verdicts[i] not in {verdicts[i - 1], verdicts[TODAY]}
            ]
            assert list(Scale(sort, parsed, usual).changes()) == [*down, *up]


def test_prices_that_nobody_pays_change_nothing():
    flips = found(catalog_of(ALPHA_API, BETA_HOSTED))

    assert not [one for one in flips if one["sort"] == "machines"]


def test_where_nothing_fits_no_price_helps():
    assert found(catalog_of(), data_location="own_premises") == []


def test_a_result_tells_them():
    told = result(**BIG)["price_flips"]

    assert told == found(**BIG)
    assert {frozenset(one) for one in told} == {
        frozenset({"sort", "factor", "verdict", "text"})
    }


@pytest.mark.parametrize(
    ("multiple", "text"),
    [
        (0.62, "rents fell by 38%"),
        (1.4, "rents rose by 40%"),
        (2.0, "rents rose to 2 times what they are"),
        (3.5, "rents rose to 3.5 times what they are"),
    ],
)
def test_a_multiple_is_told_as_people_say_it(multiple, text):
    assert moved("rents", multiple) == text


def test_the_scale_runs_from_a_tenth_to_tenfold_in_small_steps():
    assert (MULTIPLES[0], MULTIPLES[-1]) == (0.1, 10)
    assert sorted(set(MULTIPLES)) == list(MULTIPLES)
    assert all(after / before < STEP for before, after in pairwise(MULTIPLES))

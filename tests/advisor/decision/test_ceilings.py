"""Plans that are passed over unsized: none of them would have been the best."""

from collections.abc import Iterator

import pytest

from advisor.decision.answers import parse_answers
from advisor.decision.candidates import Catalog
from advisor.decision.contests import Contest
from advisor.decision.layouts import Way, layouts, layouts_with_stacks, without_stacks
from advisor.decision.offers import OfferBook, is_by_load, loads_of, penalty_of
from advisor.decision.plans import FAMILIES, STACKS, Place, Verdict
from advisor.decision.weighing import Weigher, Weighing
from advisor.scenarios.properties.answer_sets import answer_sets
from tests.advisor.decision.examples import DAY

HEAVY = {"ml_staff": "ml_platform_team", "tokens_per_day": 3 * 10**9}
AT_HOME = {"data_location": "own_premises", "sensitive_share": 0.5}
FOUR_PARTS = {
    **HEAVY,
    "data_location": "own_cloud",
    "sensitive_share": 0.5,
    "quality_bar": "strong",
}
STATED = {**FOUR_PARTS, "hard_share": 0.3}


@pytest.fixture(scope="module")
def advisor(shipped_catalog: Catalog) -> Weigher:
    return Weigher(shipped_catalog, DAY)


def books(weighing: Weighing, advisor: Weigher) -> Iterator[OfferBook]:
    for fields in weighing.splits:
        yield OfferBook(market=advisor.market, needs=weighing.needs, fields=fields)


def places(book: OfferBook) -> tuple[tuple[Place, ...], ...]:
    return tuple(tuple(filter(one.entrants.get, one.entrants)) for one in book.fields)


def ways(book: OfferBook) -> Iterator[Way]:
    """Every way to go, the first named first."""
    if not is_by_load(book.fields):
        for layout in layouts(without_stacks(places(book))):
            yield from layout.ways
    for layout in layouts_with_stacks(places(book), loads_of(book.fields)):
        yield from layout.ways


def best_of_all(book: OfferBook) -> dict[Verdict, tuple[float, tuple[int, ...]]]:
    """By family, the score and the positions of the best way, all of them sized."""
    best: dict[Verdict, tuple[float, Way]] = {}
    for way in ways(book):
        offers = [book.crew_offer(crew) for crew in way.crews]
        found = [offer for offer in offers if offer is not None]
        if len(found) < len(offers):
            continue
        score = book.by_token(way)
        for crew_score, _ in found:
            score += crew_score
        if way.family not in best or score > best[way.family][0]:
            best[way.family] = score, way
    return {
        family: (score - penalty_of(family), book.positions(way))
        for family, (score, way) in best.items()
    }


@pytest.mark.parametrize(
    "answers", [{}, HEAVY, AT_HOME, FOUR_PARTS, STATED, *answer_sets(25)]
)
def test_the_best_plans_are_those_of_all_ways_sized(answers, advisor):
    weighing = advisor.weigh_today(parse_answers(answers))

    for book, again in zip(
        books(weighing, advisor), books(weighing, advisor), strict=True
    ):
        plans = book.plans()
        assert {
            family: (plan.score, plan.positions) for family, plan in plans.items()
        } == best_of_all(again)


def test_a_crew_that_could_not_lead_needs_no_fleet(advisor):
    weighing = advisor.weigh_today(parse_answers(FOUR_PARTS))
    book = next(books(weighing, advisor))
    book.plans()

    crews = {crew for way in ways(book) for crew in way.crews}
    assert set(book.crews) < crews


def test_no_crew_exceeds_its_ceiling(advisor):
    weighing = advisor.weigh_today(parse_answers(FOUR_PARTS))
    book = next(books(weighing, advisor))

    for crew in {crew for way in ways(book) for crew in way.crews}:
        offer = book.crew_offer(crew)
        assert offer is None or offer[0] <= book.ceilings.of(crew)


def test_a_stack_is_dropped_only_where_it_can_put_no_plan_ahead(advisor):
    weighing = advisor.weigh_today(parse_answers({"ml_staff": "ml_engineers"}))
    book = next(books(weighing, advisor))
    alone = [{place: o[0] for place, o in h.items()} for h in book.offers_by_token]

    def promising(lead: float) -> set[Place]:
        contest = Contest(dict.fromkeys(FAMILIES, lead))
        kept = book.ceilings.promising(places(book), alone, contest, 0.0)
        return {place for here in kept for place in here}

    assert promising(float("inf")).isdisjoint(STACKS)
    assert promising(float("-inf")) == {place for h in places(book) for place in h}

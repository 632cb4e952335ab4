"""What is compared at first follows from the catalog by rule, and not by name."""

import pytest

from advisor.decision.candidates import Family
from advisor.decision.criteria import FLOORS
from advisor.decision.prices import is_priced
from advisor.decision.weighing import Weigher
from advisor.views.costs_picks import NONE, SEPARATOR, WAYS, Picks, keys_of, picks_of
from tests.advisor.decision.examples import catalog_of, weigher


@pytest.fixture(scope="module")
def shipped(shipped_catalog, day) -> Weigher:
    return Weigher(shipped_catalog, day)


@pytest.fixture(scope="module")
def picks(shipped: Weigher) -> Picks:
    return picks_of(shipped)


def candidates(shipped: Weigher, family: Family, bar: str):
    """What is sold of a family and is sure to reach a bar."""
    return [
        (position, one)
        for position, one in enumerate(shipped.survey.candidates)
        if one.family is family
        and not one.kind.is_self_run
        and one.is_in_service(shipped.day)
        and is_priced(one, shipped.day)
        and (shipped.survey.sure_qualities[position] or 0) >= FLOORS[bar]
    ]


def test_both_families_reach_the_bar_and_no_higher_one(shipped, picks):
    for family in Family:
        assert candidates(shipped, family, picks.bar)
    higher = [bar for bar in FLOORS if FLOORS[bar] > FLOORS[picks.bar]]
    for bar in higher:
        assert not all(candidates(shipped, family, bar) for family in Family)


def test_the_closed_model_is_the_best_rated(shipped, picks):
    slug = picks.usual["closed"].split(SEPARATOR)[0]
    rated = [
        (one.model.rating.value, one.model.slug)
        for _, one in candidates(shipped, Family.CLOSED, picks.bar)
        if one.model.rating
    ]

    assert max(rated)[1] == slug


def test_no_hosted_model_that_is_good_enough_is_cheaper(shipped, picks):
    market = shipped.market
    prices = market.prices_by_position(market.mix(shipped.weigh({}).needs))
    by_key = keys_of(shipped.survey.candidates)
    able = candidates(shipped, Family.OPEN, picks.bar)
    cheapest = min(prices[position] for position, _ in able if prices[position])
    picked = [
        prices[position]
        for position, one in able
        if by_key[one.key] == picks.usual["hosted"]
    ]

    assert picked == [cheapest]


def test_the_machines_hold_the_hosted_model_where_they_can(picks):
    slug = picks.usual["hosted"].split(SEPARATOR)[0]

    assert picks.usual["rented"] == picks.usual["owned"] == slug


def test_every_entry_of_a_list_has_a_key_and_a_label_of_its_own(picks):
    for field, groups in picks.groups.items():
        choices = [choice for group in groups for choice in group.choices]
        assert len({one.key for one in choices}) == len(choices), field
        assert len({one.label for one in choices}) == len(choices), field
        assert picks.usual[field] in {one.key for one in choices}, field


def test_a_key_names_the_sellers_own_name_only_where_it_must(shipped):
    keys = keys_of(shipped.survey.candidates)
    long = [key for key in keys.values() if key.count(SEPARATOR) > 1]

    assert len(set(keys.values())) == len(keys)
    assert 0 < len(long) < len(keys) / 10


def test_every_hybrid_is_of_two_lines(picks):
    keys = [one.key for group in picks.groups["hybrid"] for one in group.choices]

    assert keys == [*WAYS, NONE]


def test_an_empty_catalog_leaves_every_line_out():
    found = picks_of(weigher(catalog_of()))

    assert found.bar == ""
    assert {found.usual[line] for line in ("closed", "hosted", "rented", "owned")} == {
        NONE
    }

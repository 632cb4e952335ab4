"""At most five models to look at first, each with where to run it and its price."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from advisor.decision.candidates import Candidate, Catalog
from advisor.decision.shortlist import busy_text
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_CLOUD,
    BETA_GPUS,
    BETA_HARDWARE,
    BETA_HOSTED,
    CATALOG,
    GAMMA_GPUS,
    catalog_of,
    price,
    rating,
    result,
    with_model,
    with_option,
)


def variant(number: int) -> Candidate:
    """Like Alpha, a little worse and a little cheaper each time."""
    model = with_model(
        ALPHA_API,
        slug=f"alpha-{number}",
        name=f"Alpha {number}",
        rating=rating(1500 - number),
    )
    return replace(model, prices=(price(str(3 - number / 10), "15"),))


MANY = tuple(variant(number) for number in range(1, 9))


def shortlist(catalog: Catalog = CATALOG, /, **answers: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = result(catalog, **answers)["shortlist"]
    return found


def test_at_most_five_models_are_named():
    assert len(shortlist(catalog_of(ALPHA_API, *MANY))) == 5


def test_no_model_is_named_twice():
    models = [one["model"] for one in shortlist(catalog_of(ALPHA_API, ALPHA_CLOUD))]

    assert models == ["alpha"]


def test_a_model_comes_with_each_place_to_run_it():
    (one,) = shortlist(catalog_of(ALPHA_API, ALPHA_CLOUD))

    assert {place["option"] for place in one["where"]} == {"alpha-api", "cloud-closed"}


def test_at_most_three_places_are_named():
    places = [with_option(ALPHA_API, slug=f"place-{n}") for n in range(5)]
    dearer = [replace(one, context_offered=500_000 + n) for n, one in enumerate(places)]

    (one,) = shortlist(catalog_of(*dearer))

    assert len(one["where"]) == 3


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"data_location": "own_premises"},
        {"quality_bar": "frontier"},
        {"quality_bar": "strong", "data_location": "own_cloud"},
        {"data_location": "own_premises", "sensitive_share": 0.2},
    ],
)
def test_what_is_advised_stands_on_the_list(answers):
    told = result(**answers)
    advised = {one["model"] for one in told["plans"][told["verdict"]]["assignments"]}

    assert advised <= {one["model"] for one in told["shortlist"]}


@pytest.mark.parametrize("others", [(), MANY])
def test_what_a_plan_in_stages_moves_to_stands_second_with_its_day(others):
    growing = {"tokens_per_day": 100_000, "growth": 1000}
    catalog = replace(CATALOG, candidates=(*CATALOG.candidates, *others))
    told = result(catalog, **growing)
    first, second = told["shortlist"][:2]
    goal = told["plans"]["hybrid"]["later"]

    assert (first["model"], first["from"]) == ("alpha", None)
    assert (second["model"], second["from"]) == ("beta", "2027-11-22")
    assert second["where"][0]["monthly_cost"] == goal["monthly_cost"]
    assert len(told["shortlist"]) <= 5


def test_what_is_advised_stands_first():
    told = result(catalog_of(ALPHA_API, *MANY), quality_bar="frontier", hard_share=1)

    (advised,) = told["plans"]["closed"]["assignments"]
    assert told["shortlist"][0]["model"] == advised["model"]


@pytest.mark.parametrize(
    "answers", [{"data_location": "own_premises"}, {"quality_bar": "frontier"}]
)
def test_only_models_of_the_advised_kind_are_listed(answers):
    told = result(**answers)

    assert {one["family"] for one in told["shortlist"]} == {told["verdict"]}


def test_where_nothing_fits_nothing_is_listed():
    assert shortlist(catalog_of(ALPHA_API), offline="yes") == []


def test_a_place_has_a_price_with_its_source():
    (place,) = shortlist(catalog_of(ALPHA_API))[0]["where"]

    assert ("$3" in place["price_text"], place["source"]["title"]) == (
        True,
        "A page of figures",
    )


def test_a_price_that_will_change_is_told_with_the_change():
    rising = price("6", "30", valid_from=date(2026, 12, 1))
    candidate = replace(ALPHA_API, prices=(*ALPHA_API.prices, rising))

    (place,) = shortlist(catalog_of(candidate))[0]["where"]

    assert place["announced"] == [
        "From 1 Dec 2026: $6.00 in, $30.00 out, per million tokens."
    ]


def test_machines_are_told_by_number_and_speed():
    (place,) = shortlist(catalog_of(BETA_GPUS))[0]["where"]

    assert "2 machines with 2 × Big GPU" in place["price_text"]
    assert "estimated" in place["price_text"]


def test_the_cost_of_the_advised_place_is_that_of_the_plan():
    told = result(catalog_of(BETA_HARDWARE))

    (place,) = told["shortlist"][0]["where"]
    assert place["monthly_cost"] == told["plans"]["open"]["monthly_cost"]


def test_an_unrated_model_has_no_quality_and_no_rating():
    (one,) = shortlist(catalog_of(with_model(ALPHA_API, rating=None)))

    assert (one["quality"], one["rating"]) == (None, None)


def test_a_rating_comes_with_its_source():
    (one,) = shortlist(catalog_of(ALPHA_API))

    assert (one["rating"]["value"], one["rating"]["source"]["kind"]) == (1500, "vendor")


@pytest.mark.parametrize(
    ("load_share", "text"), [(0.004, "under 1%"), (0.01, "1%"), (0.356, "36%")]
)
def test_machines_that_hardly_work_are_not_said_to_be_unused(
    load_share: float, text: str
):
    assert busy_text(load_share) == text


# --- For which traffic -----------------------------------------------------------------


def traffic_by_place(catalog: Catalog, **answers: object) -> dict[str, tuple[Any, ...]]:
    return {
        f"{one['model']} on {place['option']}": (place["share"], place["parts"])
        for one in shortlist(catalog, **answers)
        for place in one["where"]
    }


def test_a_host_is_priced_for_the_traffic_that_may_go_there():
    served = traffic_by_place(
        catalog_of(BETA_CLOUD, BETA_HOSTED),
        data_location="own_cloud",
        sensitive_share=0.4,
    )

    assert served == {
        "beta on cloud-open": (1, ["sensitive traffic", "other traffic"]),
        "beta on host": (0.6, ["other traffic"]),
    }


def test_a_model_is_priced_for_the_traffic_that_it_is_good_enough_for():
    weaker = with_model(BETA_HOSTED, slug="gamma", rating=rating(1250))
    cheaper = replace(weaker, prices=(price("0.1", "0.1"),))

    served = traffic_by_place(
        catalog_of(BETA_HOSTED, cheaper), quality_bar="strong", hard_share=0.3
    )

    assert served == {
        "beta on host": (1, ["hard traffic", "routine traffic"]),
        "gamma on host": (0.7, ["routine traffic"]),
    }


def test_machines_are_counted_for_the_traffic_that_their_model_serves():
    found = shortlist(
        catalog_of(BETA_GPUS, with_model(GAMMA_GPUS, rating=rating(1250))),
        quality_bar="strong",
        hard_share=0.9,
        tokens_per_day=10**11,
    )

    beta, gamma = (one["where"][0] for one in found)
    assert (beta["share"], gamma["share"]) == (1, 0.1)
    assert gamma["monthly_cost"]["likely"] < beta["monthly_cost"]["likely"] / 10

"""What is stated of all machines together comes to the same as of each."""

import pytest

from advisor.calculator.reading import read_scenario
from advisor.calculator.scenarios import ScenarioError
from tests.advisor.calculator.examples import cost, owned, rented

EACH = {"replicas": 4, "life_months": 36, "usd_per_kwh": "0.10"}


def bill(scenario):
    told = cost(**scenario)
    return told["monthly_usd"], told["upfront_usd"], told["total"]


def test_a_purchase_and_its_power():
    each = owned(**EACH, usd_per_replica=50_000, watts_per_replica=2500)
    whole = owned(**EACH, purchase_usd=200_000, power_kw=10)

    assert bill(whole) == bill(each)


def test_a_range_of_a_purchase():
    price = {"low": 160_000, "likely": 200_000, "high": 240_000}
    each = {"low": 40_000, "likely": 50_000, "high": 60_000}

    assert bill(owned(**EACH, purchase_usd=price, power_kw=10)) == bill(
        owned(**EACH, usd_per_replica=each, power_kw=10)
    )


def test_what_is_a_share_of_the_purchase():
    known = owned(**EACH, purchase_usd=200_000, power_kw=10)
    share = {"residual_share": "0.25", "maintenance_share_year": "0.05"}
    money = {"residual_usd": 50_000, "maintenance_usd_year": 10_000}

    assert bill({**known, **money}) == bill({**known, **share})


def test_rent_and_number_of_machines_are_fixed():
    told = cost(
        **rented(rent_usd_month=9000, tokens_per_second=1), tokens_per_day=10**9
    )

    assert told["machines"]["replicas"]["likely"] == 1
    assert (told["monthly_usd"]["likely"], told["serves"]) == ("9000.00", False)


def test_what_was_stated_is_told_as_given():
    told = cost(**owned(**EACH, purchase_usd=200_000, power_kw=10))

    assert told["inputs"]["purchase_usd"]["origin"] == "given"
    assert told["inputs"]["usd_per_replica"]["origin"] == "worked_out"
    assert not any("made no difference" in one for one in told["sentences"])


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"usd_per_gpu": 1, "purchase_usd": 1}, "purchase_usd"),
        ({"min_replicas": 2, "power_kw": 1}, "power_kw"),
        ({"residual_usd": 5}, "residual_usd"),
        ({"residual_usd": 5, "purchase_usd": 4}, "residual_usd"),
        ({"params_total_b": 70, "params_active_b": 71}, "params_active_b"),
    ],
)
def test_what_does_not_go_together(more, key):
    with pytest.raises(ScenarioError) as caught:
        read_scenario({"kind": "owned", **more})

    assert [name for name, _ in caught.value.problems] == [key]

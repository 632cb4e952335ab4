"""A key that no scenario has: what it was probably meant to be."""

import pytest

from advisor.calculator.clashes import unknown
from advisor.calculator.near_keys import near_keys
from advisor.calculator.parameters import Kind
from advisor.calculator.scenarios import PARAMETERS


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("salary_usd_per_year", "salary_usd_year"),
        ("total_params_b", "params_total_b"),
        ("electricity_usd_per_kwh", "usd_per_kwh"),
        ("depreciation_years", "life_months"),
        ("amortisation_months", "life_months"),
        ("engineers", "fte"),
        ("num_gpus", "gpus"),
        ("gpu_vram_gb", "gpu_memory_gb"),
        ("vram_gb", "memory_gb"),
        ("bytes_per_param", "bits_per_weight"),
        ("watts_per_server", "watts_per_replica"),
        ("context_length", "context_tokens"),
        ("average_utilization", "utilization"),
        ("capex_usd", "purchase_usd"),
        ("colo_usd_month", "space_usd_month"),
        ("output_tps", "output_tokens_per_second"),
        ("conversations_per_day", "requests_per_day"),
        ("maintenance_percent", "maintenance_share_year"),
    ],
)
def test_other_words_find_the_key(sent, meant):
    assert meant in near_keys(sent, PARAMETERS[Kind.OWNED])


@pytest.mark.parametrize("sent", ["", "_", "zebra", "n_plus_one", "x" * 100])
def test_what_is_near_nothing_gets_no_hint(sent):
    assert near_keys(sent, PARAMETERS[Kind.OWNED]) == []


@pytest.mark.parametrize("kind", Kind)
def test_every_key_is_nearest_to_itself(kind):
    for key in PARAMETERS[kind]:
        assert near_keys(key, PARAMETERS[kind])[0] == key


def test_two_that_are_as_near_are_both_named():
    assert unknown("params_b", Kind.OWNED).endswith(
        "Did you mean “params_total_b” or “params_active_b”?"
    )


def test_a_key_of_another_kind_is_said_to_be_one():
    assert unknown("usd_per_gpu_hour", Kind.API).endswith(
        "It belongs to “self_hosted”."
    )
    assert unknown("gpus", Kind.API).endswith(
        "It belongs to “self_hosted” and “owned”."
    )

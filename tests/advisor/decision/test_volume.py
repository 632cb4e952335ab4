"""Requests times a typical size: the sum, its words, and the ratio it implies."""

from decimal import Decimal

import pytest

from advisor.decision.candidates import Assumption, Catalog
from advisor.decision.volume import PRESET, Estimate, estimate, has_sizes
from tests.advisor.decision.examples import CATALOG


def size(value: int, low: int, high: int) -> Assumption:
    return Assumption(
        key="a_size",
        label="A size",
        value=Decimal(value),
        low=Decimal(low),
        high=Decimal(high),
        unit="tokens",
        source="a-page",
    )


def of_chats(requests: float) -> Estimate:
    sizes = {
        "tokens_in_chat": size(750, 100, 3000),
        "tokens_out_chat": size(250, 50, 1000),
    }
    return estimate(requests, "chat", sizes)


def test_the_arithmetic_is_told_in_words():
    assert of_chats(2000).text == (
        "2,000 requests × 1,000 tokens = 2,000,000 tokens a day: 750 in and 250 out "
        "each."
    )


def test_requests_times_their_size_are_the_tokens_of_a_day():
    assert of_chats(0.5).tokens_per_day == 500


def test_the_ratio_is_that_of_one_request():
    assert of_chats(7).input_output_ratio == 3


def test_the_spread_runs_from_the_smallest_request_to_the_largest():
    assert of_chats(7).spread == "150 to 4,000 tokens"


def test_no_request_is_no_token():
    assert of_chats(0).tokens_per_day == 0


def test_a_catalog_without_sizes_says_so():
    assert not has_sizes(CATALOG.assumptions)


@pytest.mark.parametrize("preset", PRESET.choice_keys)
def test_the_shipped_catalog_sizes_each_kind_of_request(
    preset: str, shipped_catalog: Catalog
):
    found = estimate(1000, preset, shipped_catalog.assumptions)

    assert has_sizes(shipped_catalog.assumptions)
    for part in (found.inputs, found.outputs):
        assert part.low < part.value < part.high
        assert part.source in shipped_catalog.sources

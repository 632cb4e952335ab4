"""Scenarios side by side, hybrids among them: the order, where it changes, and why."""

from decimal import Decimal
from typing import Any

import pytest

from advisor.calculator.reading import read_scenario
from advisor.calculator.scenarios import ScenarioError
from tests.advisor.calculator.examples import api, cost, likely, owned, rented

SERVER = rented(usd_per_replica_month=8000)
TOKENS = api(3, 15)


def compared(*scenarios: dict[str, Any], **more: Any) -> dict[str, Any]:
    return cost(kind="break_even", scenarios=list(scenarios), **more)


def hybrid(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"kind": "hybrid", "parts": list(parts), **more}


def problems(scenario: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(ScenarioError) as caught:
        read_scenario(scenario)
    return dict(caught.value.problems)


# --- Comparisons -------------------------------------------------------------------------------


def test_the_cheapest_at_the_volume_is_named():
    small = compared(SERVER, TOKENS, tokens_per_month=10**9, input_output_ratio=3)
    large = compared(SERVER, TOKENS, tokens_per_month=2 * 10**9, input_output_ratio=3)

    assert (small["cheapest"], large["cheapest"]) == ("API", "Server")


def test_what_is_said_once_holds_for_all():
    told = compared(SERVER, TOKENS, tokens_per_month=10**9, input_share=1)

    volumes = [one["volume"]["tokens_per_month"] for one in told["scenarios"]]
    assert volumes == [10**9, 10**9]
    assert likely(told["scenarios"][1]["monthly_usd"]) == 3000


def test_a_scenario_may_say_otherwise_of_itself():
    told = compared(
        {**TOKENS, "input_share": 0}, TOKENS, tokens_per_month=10**6, input_share=1
    )

    assert [likely(one["monthly_usd"]) for one in told["scenarios"]] == [15, 3]


def test_the_second_of_a_name_gets_a_number():
    told = compared(TOKENS, TOKENS)

    assert told["crossings"][0]["between"] == ["API", "API (2)"]
    assert told["sentences"] == ["API and API (2) cost the same at every volume."]


def test_every_two_are_compared():
    told = compared(SERVER, TOKENS, owned(usd_per_replica=1, watts_per_replica=1))

    assert len(told["crossings"]) == 3


def test_one_that_is_always_cheaper_is_said_to_be():
    told = compared({**TOKENS, "name": "A"}, {**api(2, 15), "name": "B"})

    assert told["sentences"] == ["B is cheaper than A at every volume."]


def test_one_that_is_always_cheaper_may_not_serve_every_volume():
    free = rented(usd_per_gpu_hour=0, replicas=1, tokens_per_second=1000, peak_factor=1)
    told = compared({**free, "target_utilization": "0.5"}, TOKENS)

    # 500 tokens a second
    assert told["sentences"] == [
        "Server is cheaper than API at every volume, and serves no more than 43.2 M "
        "tokens a day."
    ]


def test_one_that_does_not_hold_the_model_serves_nothing():
    held = {"model": "beta", "hardware": "big-gpu", "gpus": 1, "usd_per_gpu_hour": 0}
    told = compared(rented(**held), TOKENS)

    assert told["sentences"] == ["Server is cheaper than API, and serves nothing."]


def test_a_crossing_is_said_in_tokens_a_day():
    told = compared(SERVER, TOKENS, input_output_ratio=3, days_per_month=30)

    assert told["sentences"][0] == "Server becomes cheaper above 44.4 M tokens a day."


def test_nobody_knows_whether_machines_without_a_speed_serve_it():
    told = compared(SERVER, TOKENS, input_output_ratio=3)

    assert told["crossings"][0]["at"][0]["within_capacity"] is None
    assert told["sentences"][1] == "Whether so much can be served is not known."


def test_a_break_even_has_its_load():
    # 8000 / 6 = 1333 M of 2628 M a month at 1000 tokens a second
    server = {**SERVER, "tokens_per_second": 1000, "replicas": 1, "peak_factor": 1}
    told = compared(server, TOKENS, input_output_ratio=3)

    assert told["crossings"][0]["at"][0]["loads"]["Server"] == pytest.approx(
        0.5074, rel=1e-3
    )


def test_what_has_no_price_is_compared_with_nothing():
    told = compared(SERVER, {"kind": "api"})

    assert told["crossings"][0]["at"] == []
    assert told["sentences"][0] == (
        "Nothing can be compared with API: its cost cannot be told."
    )
    assert told["cheapest"] == "Server"


def test_what_cannot_serve_the_volume_is_not_the_cheapest():
    small = {**rented(usd_per_gpu_hour="0.01", replicas=1), "tokens_per_second": 1}
    told = compared(small, TOKENS, tokens_per_month=10**9)

    assert told["cheapest"] == "API"


def test_a_purchase_that_saves_nothing_is_never_paid_back():
    dear = owned(usd_per_replica=10**6, watts_per_replica=10**6)
    told = compared(dear, TOKENS, tokens_per_month=10**6)

    assert told["crossings"][0]["payback_months"] is None


# --- Hybrids -----------------------------------------------------------------------------------


def test_each_part_gets_its_share_of_the_volume():
    told = cost(
        **hybrid({**TOKENS, "share": "0.25"}, SERVER),
        tokens_per_month=10**9,
        input_output_ratio=3,
    )

    # 250 M x 6 and the server
    assert likely(told["monthly_usd"]) == 9500
    assert [part["share"] for part in told["parts"]] == [0.25, 0.75]
    assert told["parts"][1]["volume"]["tokens_per_month"] == 750_000_000


def test_what_joins_the_parts_is_paid_too():
    told = cost(
        **hybrid({**TOKENS, "share": 1}, {**TOKENS, "share": 0}),
        tokens_per_month=10**9,
        input_share=1,
        router_usd_month=100,
        router_usd_per_million="0.05",
        second_stack_fte="0.1",
        salary_usd_year=120_000,
        other_monthly={"Gateway": 40},
    )

    # 3000 + 100 + 50 + 1000 + 40
    assert likely(told["monthly_usd"]) == 4190
    assert [line["label"] for line in told["lines"]] == [
        "API: Input",
        "Router",
        "People for a second stack",
        "Gateway",
    ]


def test_a_part_that_cannot_be_told_leaves_the_whole_untold():
    told = cost(**hybrid({**TOKENS, "share": "0.5"}, {"kind": "api", "name": "Other"}))

    assert told["monthly_usd"] is None
    assert told["sentences"][0].startswith("Other: No price is known")


def test_a_hybrid_is_compared_like_any_other():
    # Half of the tokens and a server: 3 v + 8000 against 6 v
    both = hybrid({**TOKENS, "share": "0.5"}, SERVER)
    told = compared(both, TOKENS, input_output_ratio=3)

    (crossing,) = told["crossings"][0]["at"]
    assert Decimal(crossing["tokens_per_month"]) == pytest.approx(
        Decimal(8_000_000_000) / 3, rel=Decimal("1e-9")
    )


def test_a_hybrid_serves_what_its_smallest_part_serves():
    small = {**rented(usd_per_gpu_hour=1, replicas=1), "tokens_per_second": 1}
    told = cost(**hybrid({**TOKENS, "share": "0.5"}, small), tokens_per_month=10**9)

    assert (told["serves"], told["usd_per_million"]) == (False, None)
    assert told["sentences"][0].startswith("Server: This hardware cannot serve")


@pytest.mark.parametrize("shares", [("0.5", "0.6"), ("0.5", "0.4"), (None, None)])
def test_shares_must_add_up(shares):
    parts = [{**TOKENS, **({"share": s} if s else {})} for s in shares]

    assert "parts" in problems(hybrid(*parts))


@pytest.mark.parametrize(
    ("scenario", "key"),
    [
        (hybrid(TOKENS), "parts"),
        (hybrid({**TOKENS, "share": 2}, TOKENS), "parts.0.share"),
        (
            hybrid({**TOKENS, "tokens_per_day": 1, "share": 1}, TOKENS),
            "parts.0.tokens_per_day",
        ),
        (hybrid(hybrid(), TOKENS), "parts.0.kind"),
        (
            {"kind": "break_even", "scenarios": [{**TOKENS, "share": 1}, TOKENS]},
            "scenarios.0.share",
        ),
        ({"kind": "break_even", "scenarios": [7, TOKENS]}, "scenarios.0"),
        (
            {"kind": "break_even", "scenarios": [SERVER, {**SERVER, "utilization": 1}]},
            "scenarios.1.utilization",
        ),
    ],
)
def test_a_part_that_is_wrong_is_named_by_its_place(scenario, key):
    assert key in problems(scenario)


def test_all_that_is_wrong_is_told_at_once():
    found = problems({"kind": "api", "fte": -1, "batch_share": 9, "colour": "red"})

    assert set(found) == {"fte", "batch_share", "colour"}


def test_a_key_that_is_nearly_right_is_guessed():
    found = problems({"kind": "api", "input_usd_per_milion": 3})

    assert found["input_usd_per_milion"].endswith(
        "Did you mean “input_usd_per_million”?"
    )

"""The ways to part the traffic, and the plans that each makes possible."""

import pytest

from advisor.decision.candidates import Catalog, OptionKind
from advisor.decision.cases import wanted_inputs
from advisor.decision.criteria import Criterion
from advisor.decision.fleets import demand_for
from advisor.decision.kind_ratings import INDEPENDENCE_WITH_EXIT
from advisor.decision.needs import Split
from advisor.decision.patterns import pattern
from advisor.decision.plans import Plan, Verdict
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_GPUS,
    BETA_HOSTED,
    CATALOG,
    catalog_of,
    needs,
    weigh,
    weights_for,
)

SPIKY = {
    "ml_staff": "ml_platform_team",
    "traffic": "spiky",
    "tokens_per_day": 3 * 10**8,
    "customization": "prompts",
    "lock_in": "fine",
}
PICTURES = {"modalities": ["text", "image"]}
FLAGS = ("is_sensitive", "is_hard", "has_media", "is_base")


def advised(catalog: Catalog, **answers: object) -> Plan:
    plan = weigh(catalog, **answers).advised
    assert plan is not None
    return plan


def splits(**answers: object) -> dict[tuple[str, ...], Split]:
    """Each split by the flags that it goes by."""
    return {
        tuple(flag for flag in FLAGS if getattr(split[0], flag) is not None): split
        for split in needs(**answers).splits
    }


# --- Who is apart from whom ------------------------------------------------------------


@pytest.mark.parametrize("traffic", ["steady", "office_hours", "spiky"])
def test_traffic_with_waves_has_a_part_that_is_always_there(traffic):
    base, peak = splits(traffic=traffic)["is_base",]

    assert (base.is_base, peak.is_base) == (True, False)
    assert base.share == float(CATALOG.assumed(f"base_load_share_{traffic}"))
    assert base.share + peak.share == pytest.approx(1)


def test_work_that_is_queued_has_no_peaks():
    assert set(splits(traffic="batch")) == {()}


def test_requests_with_more_than_text_are_a_part_where_both_sorts_are_named():
    media, text_only = splits(**PICTURES, media_share=0.2)["has_media",]

    assert (media.share, text_only.share) == (0.2, 0.8)
    assert wanted_inputs(needs(**PICTURES), media) == {"image"}
    assert wanted_inputs(needs(**PICTURES), text_only) == frozenset()


@pytest.mark.parametrize("inputs", [["text"], ["image"], ["image", "audio"]])
def test_one_sort_of_request_is_not_parted_by_what_it_carries(inputs):
    assert ("has_media",) not in splits(modalities=inputs)


@pytest.mark.parametrize("share", [0, 1])
def test_an_empty_part_is_no_part(share):
    assert ("has_media",) not in splits(**PICTURES, media_share=share)


def test_a_share_that_nobody_stated_is_assumed():
    media, _ = splits(**PICTURES)["has_media",]

    assert media.share == float(CATALOG.assumed("media_share"))


def test_every_split_keeps_the_sensitive_part_apart():
    answers = {"data_location": "own_premises", "sensitive_share": 0.4, **PICTURES}

    for split in needs(**answers).splits:
        sensitive = sum(one.share for one in split if one.is_sensitive)
        assert sensitive == pytest.approx(0.4)


def test_hard_and_routine_requests_that_go_together_must_suit_the_hard_ones():
    base, _ = splits(quality_bar="frontier", hard_share=0.3)["is_base",]

    assert base.quality_bar == "frontier"
    assert dict(base.bars) == {"frontier": 0.3, "strong": pytest.approx(0.7)}


def test_hard_and_routine_requests_that_go_together_weigh_by_their_shares():
    wanted = needs(quality_bar="frontier", hard_share=0.3)
    hard, routine = wanted.segments
    base = wanted.splits[1][0]

    together = weights_for(wanted, base)
    apart = [weights_for(wanted, one) for one in (hard, routine)]

    assert together == pytest.approx(
        {key: 0.3 * apart[0][key] + 0.7 * apart[1][key] for key in together}
    )


# --- Plans of each split ---------------------------------------------------------------


def test_a_fleet_for_the_base_load_has_no_peak_and_no_spare():
    demand = demand_for(
        OptionKind.OWN_GPUS, 0.6, needs(traffic="spiky"), CATALOG, is_flat=True
    )

    assert (demand.peak_factor, demand.minimum) == (1, 1)


def test_a_fleet_can_serve_the_base_load_while_a_vendor_takes_the_peaks():
    plan = advised(catalog_of(ALPHA_API, BETA_GPUS), **SPIKY)

    assert pattern(plan) == "load"
    assert {pick.segment.is_base: pick.candidate.kind for pick in plan.picks} == {
        True: OptionKind.OWN_GPUS,
        False: OptionKind.CLOSED_API,
    }


def test_the_fleet_of_a_split_by_load_is_sized_for_the_quietest_hour():
    weighing = weigh(catalog_of(ALPHA_API, BETA_GPUS), **SPIKY)
    by_load, alone = (
        plan.picks[0].fleet
        for plan in (weighing.plans[Verdict.HYBRID], weighing.plans[Verdict.OPEN])
    )

    assert by_load is not None
    assert alone is not None
    assert by_load.replicas < alone.replicas * 0.3


def test_who_is_paid_by_the_token_is_no_reason_to_split_by_load():
    weighing = weigh(catalog_of(ALPHA_API, BETA_HOSTED), traffic="spiky")

    assert Verdict.HYBRID not in weighing.plans


def test_a_model_that_reads_only_text_can_serve_what_is_only_text():
    plan = advised(catalog_of(ALPHA_API, BETA_HOSTED), **PICTURES, lock_in="avoid")

    assert pattern(plan) == "modality"
    assert {
        pick.segment.has_media: pick.candidate.model.slug for pick in plan.picks
    } == {
        True: "alpha",
        False: "beta",
    }


def test_a_plan_knows_who_competed_for_its_parts():
    for plan in weigh(catalog_of(ALPHA_API, BETA_GPUS), **SPIKY).plans.values():
        parts = [one.segment for one in plan.fields]
        assert [pick.segment for pick in plan.picks] == parts


# --- The exit ---------------------------------------------------------------------------

HARD = {"quality_bar": "frontier", "tokens_per_day": 10**7, "lock_in": "avoid"}
TWO_SIDES = catalog_of(ALPHA_API, BETA_HOSTED)


def rooms(**answers: object) -> dict[str, float]:
    """How much of each closed part of the hybrid could move."""
    hybrid = weigh(TWO_SIDES, **HARD, **answers).plans[Verdict.HYBRID]
    return {pick.segment.key: pick.exit_room for pick in hybrid.picks}


@pytest.mark.parametrize(("hard", "room"), [(0.2, 1), (0.5, 1), (0.8, 0.25)])
def test_as_much_can_move_as_runs_there_already(hard, room):
    assert rooms(hard_share=hard) == {"hard": pytest.approx(room), "routine": 0}


def test_a_share_that_nobody_stated_is_no_exit():
    assert set(rooms().values()) == {0}


def test_a_sensitive_part_is_no_exit_for_the_rest():
    answers = {"data_location": "vetted_vendor", "sensitive_share": 0.5}

    assert set(rooms(**answers).values()) == {0}


def test_the_exit_does_not_grow_with_the_sensitive_part():
    place = {"data_location": "vetted_vendor", "hard_share": 0.8}
    few, many = (rooms(**place, sensitive_share=share) for share in (0.2, 0.6))

    assert few == pytest.approx(many)


@pytest.mark.parametrize("hard_share", [0.2, 0.8])
def test_a_closed_part_gains_by_its_exit(hard_share):
    weighing = weigh(TWO_SIDES, **HARD, hard_share=hard_share)
    closed, hybrid = (
        weighing.plans[family].picks[0] for family in (Verdict.CLOSED, Verdict.HYBRID)
    )
    weight = weighing.fields[0].weights[Criterion.INDEPENDENCE]

    gained = weight * INDEPENDENCE_WITH_EXIT * hybrid.exit_room
    assert hybrid.score - closed.score == pytest.approx(gained)

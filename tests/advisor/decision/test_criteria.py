"""Weights and ratings: each has a reason, and none can help the side it speaks against."""

from dataclasses import replace

import pytest

from advisor.decision.appeal import appeal_of, joint_appeal
from advisor.decision.candidates import Family, OptionKind
from advisor.decision.criteria import (
    BASE_WEIGHTS,
    EFFECTS,
    FLOORS,
    PRIORITY_CRITERIA,
    PRIORITY_FACTOR,
    Criterion,
    Weights,
    transparency,
)
from advisor.decision.kind_ratings import BY_KIND, KIND_RATINGS, rating_of_kind
from advisor.decision.refinements import QUESTION_BY_KEY
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_HOSTED,
    needs,
    weights_for,
    with_license,
    with_model,
)

CLOSED_KINDS = (OptionKind.CLOSED_API, OptionKind.CLOSED_CLOUD)
OPEN_KINDS = tuple(r.kind for r in KIND_RATINGS if r.kind not in CLOSED_KINDS)
LONE_ANSWERS = [{effect.question: effect.choice} for effect in EFFECTS]


def weights(segment: int = 0, stake: float = 0, /, **answers: object) -> Weights:
    wanted = needs(**answers)
    return weights_for(wanted, wanted.segments[segment], stake)


def ratings(criterion: Criterion, kinds: tuple[OptionKind, ...]) -> list[float]:
    """How a family rates on a criterion, whatever the model."""
    if criterion is Criterion.TRANSPARENCY:
        return [0.0] if kinds is CLOSED_KINDS else [0.5, 1.0]
    return [rating_of_kind(kind, criterion) for kind in kinds]


@pytest.mark.parametrize(
    "criterion",
    sorted(
        (
            {effect.criterion for effect in EFFECTS if effect.change > 0}
            | set(PRIORITY_CRITERIA.values())
        )
        # Cost is the same measure for all; the quality bar acts as a gate, too.
        - {Criterion.COST, Criterion.QUALITY}
    ),
)
def test_what_an_answer_can_raise_sets_the_families_apart(criterion):
    closed, opened = ratings(criterion, CLOSED_KINDS), ratings(criterion, OPEN_KINDS)

    assert min(closed) >= max(opened) or min(opened) >= max(closed)


def test_quality_is_raised_by_the_bar_alone():
    raising = {e.question for e in EFFECTS if e.criterion is Criterion.QUALITY}

    assert raising == {"quality_bar"}


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda e: f"{e.question}-{e.choice}")
def test_an_effect_belongs_to_a_choice_that_can_be_made(effect):
    assert effect.choice in QUESTION_BY_KEY[effect.question].choice_keys


@pytest.mark.parametrize("row", [*BASE_WEIGHTS, *EFFECTS])
def test_every_number_has_a_reason(row):
    assert row.reason.strip()


def test_every_criterion_has_one_base_weight():
    assert sorted(row.criterion for row in BASE_WEIGHTS) == sorted(Criterion)


def test_the_floors_rise_with_the_bar():
    assert list(FLOORS) == list(QUESTION_BY_KEY["quality_bar"].choice_keys)
    assert sorted(FLOORS.values()) == list(FLOORS.values())


@pytest.mark.parametrize("answers", LONE_ANSWERS)
def test_no_weight_falls_below_0(answers):
    assert min(weights(**answers).values()) >= 0


def test_all_answers_that_lower_weights_together_leave_none_below_0():
    lowest = {
        "quality_bar": "good_enough",
        "ml_staff": "ml_platform_team",
        "customization": "prompts",
        "time_to_production": "months",
        "lock_in": "fine",
        "transparency": "no_need",
        "data_location": "any_vendor",
    }

    assert min(weights(**lowest).values()) >= 0


def test_without_answers_the_base_weights_hold():
    assert weights() == {row.criterion: row.weight for row in BASE_WEIGHTS}


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda e: f"{e.question}-{e.choice}")
def test_an_answer_moves_the_weight_by_its_effect(effect):
    answers = {effect.question: effect.choice, "hard_share": 1}

    moved = weights(**answers)[effect.criterion] - weights()[effect.criterion]

    assert moved == pytest.approx(
        max(effect.change, -weights()[effect.criterion]), abs=1e-9
    )


@pytest.mark.parametrize(("priority", "criterion"), PRIORITY_CRITERIA.items())
def test_a_priority_counts_double(priority, criterion):
    before, after = weights(), weights(priorities=[priority])

    assert after == {**before, criterion: before[criterion] * PRIORITY_FACTOR}


def test_every_priority_that_can_be_picked_has_its_criterion():
    assert set(PRIORITY_CRITERIA) == set(QUESTION_BY_KEY["priorities"].choice_keys)


def test_a_priority_doubles_what_other_answers_have_made_of_a_weight():
    once = weights(lock_in="avoid")[Criterion.INDEPENDENCE]
    twice = weights(lock_in="avoid", priorities="independence")

    assert twice[Criterion.INDEPENDENCE] == pytest.approx(2 * once)


def test_control_counts_less_for_the_part_that_may_go_anywhere():
    answers = {"data_location": "own_premises", "sensitive_share": 0.3}
    sensitive, other = (weights(i, **answers) for i in range(2))

    assert sensitive[Criterion.CONTROL] == pytest.approx(2.3)
    assert other[Criterion.CONTROL] == 0


def test_quality_counts_less_for_routine_traffic():
    hard, routine = (weights(i, quality_bar="frontier") for i in range(2))

    assert hard[Criterion.QUALITY] > routine[Criterion.QUALITY]


def test_regulation_moves_no_weight():
    everything = ["gdpr", "health", "finance", "legal", "government"]

    assert weights(regulated=everything) == weights()


def test_volume_adds_its_stake_to_independence():
    assert weights(0, 0.7)[Criterion.INDEPENDENCE] == pytest.approx(0.92)


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        (ALPHA_API, 0),
        (with_license(ALPHA_API, open_data=True), 0),
        (BETA_HOSTED, 0.5),
        (with_license(BETA_HOSTED, open_data=None), 0.5),
        (with_license(BETA_HOSTED, open_data=True), 1),
        (with_model(BETA_HOSTED, license=None), 0.5),
    ],
)
def test_transparency_follows_weights_and_data(candidate, expected):
    assert transparency(candidate) == expected


def test_a_model_is_as_closed_as_its_family():
    closed = with_model(BETA_HOSTED, family=Family.CLOSED)

    assert transparency(closed) == 0


# --- The sums that are scored with -----------------------------------------------------


def test_the_appeal_of_a_kind_is_weight_times_rating():
    appeal = appeal_of(weights(ml_staff="none"))
    by_hand = sum(
        weights(ml_staff="none")[one] * rating_of_kind(OptionKind.OWN_GPUS, one)
        for one in BY_KIND
    )

    assert appeal.by_kind[OptionKind.OWN_GPUS] == pytest.approx(by_hand)


def test_parts_look_together_for_the_mean_of_what_each_looks_for():
    one, other = appeal_of(weights()), appeal_of(weights(quality_bar="good_enough"))

    together = joint_appeal([(0.25, one), (0.75, other)], OptionKind.OWN_GPUS)

    assert together.quality == pytest.approx(0.25 * one.quality + 0.75 * other.quality)


def test_one_part_alone_looks_for_what_it_did():
    alone = appeal_of(weights())

    together = joint_appeal([(1, alone)], OptionKind.OWN_GPUS)

    assert together == replace(alone, by_kind=together.by_kind)


@pytest.mark.parametrize("weighed", BASE_WEIGHTS, ids=lambda one: one.criterion.value)
def test_a_reason_for_a_weight_states_no_figure_without_its_source(weighed):
    assert not any(sign.isdigit() for sign in weighed.reason)

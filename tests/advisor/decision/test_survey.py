"""Who passes which gate, remembered without mixing situations up."""

from dataclasses import replace

import pytest

from advisor.decision.gates import GATES, STAFF_GATE
from advisor.decision.needs import read_needs
from advisor.decision.survey import HEARD_AT_GATES, Survey
from advisor.scenarios.properties.answer_sets import answer_sets
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_DESK,
    BETA_GPUS,
    BETA_HOSTED,
    CATALOG,
    DAY,
    catalog_of,
    needs,
    price,
    rating,
    with_model,
)

SURVEY = Survey(CATALOG, DAY)


def survey_of(*candidates):
    return Survey(catalog_of(*candidates), DAY)


def names(survey: Survey, bits: int) -> set[str]:
    return {survey.candidates[i].option.slug for i in survey.members(bits)}


def gate(key: str):
    return next(one for one in GATES if one.key == key)


def passing(survey: Survey = SURVEY, **answers: object) -> set[str]:
    wanted = needs(**answers)
    return names(survey, survey.passing(wanted, wanted.segments[0]))


def test_candidates_stand_in_the_order_of_their_keys():
    shuffled = survey_of(BETA_HOSTED, ALPHA_API, BETA_GPUS)

    assert [one.key for one in shuffled.candidates] == [
        ("alpha", "alpha-api", "alpha"),
        ("beta", "host", "beta"),
        ("beta", "own-gpus", ""),
    ]


def test_the_best_model_has_quality_1():
    survey = survey_of(ALPHA_API, BETA_HOSTED)

    assert survey.qualities[0] == 1


def test_60_points_behind_is_a_quality_of_83_percent():
    survey = survey_of(ALPHA_API, BETA_HOSTED)

    assert survey.qualities[1] == pytest.approx(0.829, abs=0.001)


def test_an_unrated_model_has_no_quality():
    survey = survey_of(ALPHA_API, with_model(BETA_HOSTED, rating=None))

    assert survey.qualities == (1, None)


@pytest.mark.parametrize(
    "gone",
    [
        with_model(ALPHA_API, status="retired"),
        with_model(ALPHA_API, retires_on=DAY),
        replace(ALPHA_API, prices=()),
        replace(ALPHA_API, prices=(price("1", "2", valid_until=DAY),)),
        replace(ALPHA_API, is_offered=False),
    ],
)
def test_a_model_that_cannot_be_had_sets_no_standard(gone):
    ahead = with_model(gone, rating=rating(1900))

    assert survey_of(ahead, BETA_HOSTED).best_rating == 1440


def test_nobody_rated_means_nobody_has_a_quality():
    survey = survey_of(with_model(ALPHA_API, rating=None))

    assert survey.qualities == (None,)


def test_a_set_lists_its_members_in_order():
    assert list(SURVEY.members(0b10110)) == [1, 2, 4]


def test_everybody_that_passes_is_in():
    assert passing(data_location="own_premises") == {"own-hardware", "workstation"}


def test_staff_is_left_out_of_passing_for_it_can_yield():
    assert "own-gpus" in passing(ml_staff="none")


def test_one_situation_is_not_taken_for_another():
    before = passing(data_location="own_cloud")
    passing(data_location="own_premises")

    assert passing(data_location="own_cloud") == before


def test_a_sieve_tells_condition_from_failure():
    survey, wanted = survey_of(ALPHA_API, BETA_GPUS, BETA_DESK), needs()

    sieve = survey.sieve(STAFF_GATE, wanted, wanted.segments[0])

    assert (sieve.failed, names(survey, sieve.conditional)) == (
        0,
        {"own-gpus", "workstation"},
    )


def test_a_sieve_is_worked_out_once():
    wanted = needs(offline="yes")
    first, second = (
        SURVEY.sieve(gate("offline"), wanted, wanted.segments[0]) for _ in range(2)
    )

    assert first is second


# --- What is heard at the gates --------------------------------------------------------


def test_gates_hear_no_other_answers_than_those_that_set_a_gate():
    """Who could serve a part is remembered by these answers, and by the part."""
    for answers in answer_sets(25):
        wanted = read_needs(answers, CATALOG, DAY)
        kept = {k: v for k, v in answers.items() if k in HEARD_AT_GATES}
        heard = read_needs(kept, CATALOG, DAY)
        for segment in wanted.segments:
            for one in GATES:
                assert one.reads(wanted, segment) == one.reads(heard, segment)

"""The catalog and the decision keep lists of the same words; here they are compared.

The decision knows nothing of the catalog, so it has to have its own.
"""

from advisor.decision.candidates import Location, OptionKind
from advisor.decision.needs import STAFF_LEVELS
from advisor.decision.refinements import QUESTION_BY_KEY
from catalog.models import deployment, language_models


def test_every_kind_of_option_that_is_weighed_is_one_of_the_catalog():
    assert set(OptionKind) <= set(deployment.OptionKind.values)


def test_the_places_for_data_are_the_same():
    assert set(Location) == set(deployment.Location.values)


def test_the_levels_of_staff_are_the_same():
    assert set(STAFF_LEVELS) == set(deployment.StaffNeeded.values)


def test_what_a_model_can_be_asked_to_take_in_is_what_models_take_in():
    choices = QUESTION_BY_KEY["modalities"].choice_keys

    assert set(choices) == set(language_models.Medium.values)

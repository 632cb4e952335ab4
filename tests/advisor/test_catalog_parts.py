"""Some models, read without the rest: they are as the whole catalog has them."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advisor.catalog_parts import best_open_models, frames, open_model
from advisor.decision.candidates import Family

pytestmark = pytest.mark.django_db
MODEL = "llama-3.3-70b"


@pytest.fixture
def loaded():
    call_command("load_catalog", verbosity=0)
    frames.known.clear()


def ranked(catalog):
    """All open models of the whole catalog, the best rated first, without licenses."""
    models = {one.model.slug: one.model for one in catalog.candidates}
    return sorted(
        (
            replace(one, license=None)
            for one in models.values()
            if one.family is Family.OPEN
        ),
        key=lambda one: (one.rating is None, -(one.rating.value if one.rating else 0)),
    )


@pytest.mark.usefixtures("loaded")
def test_a_model_and_what_stands_beside_it(shipped_catalog):
    around, [model] = open_model(MODEL)

    [expected] = [one for one in ranked(shipped_catalog) if one.slug == MODEL]
    assert around is not None
    # Where a model has no facts, its license is its source.
    assert model == replace(expected, license=None)
    assert around.hardware == shipped_catalog.hardware
    assert around.assumptions == shipped_catalog.assumptions
    assert around.revision == shipped_catalog.revision


@pytest.mark.usefixtures("loaded")
def test_the_best_rated_models_come_first(shipped_catalog):
    _, models = best_open_models(12)

    expected = [one.rating for one in ranked(shipped_catalog)[:12]]
    assert None not in expected
    assert [one.rating for one in models] == expected


@pytest.mark.usefixtures("loaded")
def test_what_stands_beside_models_is_read_once_a_revision():
    open_model(MODEL)

    with CaptureQueriesContext(connection) as queries:
        open_model("qwen3-32b")
        best_open_models(12)

    assert len(queries) == 2


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("slug", ["claude-opus-4.5", "no-such-model"])
def test_what_is_not_open_is_not_read(slug):
    assert open_model(slug)[1] == []


def test_without_a_catalog_there_is_nothing():
    assert open_model(MODEL) == (None, [])
    assert best_open_models(12) == (None, [])

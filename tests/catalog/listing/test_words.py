"""Names are found by their beginnings, however they are written."""

import pytest
from django.db import connection
from django.db.models import F

from catalog.models import ModelSummary, Source
from catalog.summaries import refresh_summaries
from catalog.words import HasWords, WordsOf
from tests.catalog import rows

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    rows_found = ModelSummary.objects.filter(HasWords(F("words"), text))
    return list(rows_found.values_list("slug", flat=True))


@pytest.fixture(autouse=True)
def llama():
    meta = rows.saved_provider(slug="meta", name="Méta Platforms")
    model = rows.saved_model(
        slug="llama-3.3-70b",
        name="Llama 3.3 70B Instruct",
        family="Llama",
        maker=meta,
        aliases=["L33 Big"],
    )
    rows.saved_offering(model=model, provider_model_id="@cf/meta-llama/Big_70b-fast")
    rows.saved_model(slug="other", name="Qwen 3.1")
    refresh_summaries()


@pytest.mark.parametrize(
    "text",
    [
        "llam",
        "LLAMA 3.3",
        "llama3.3",
        "3.3",
        "llama 3",
        "70b llama",
        "llama-3.3-70b",
        "L33",
        "meta",
        "Méta plat",
        "@cf/meta-llama/Big_70b-fast",
        "big 70b",
    ],
)
def test_a_model_is_found_by(text):
    assert found(text) == ["llama-3.3-70b"]


@pytest.mark.parametrize(
    "text", ["llama 3.1", "lama", "70b qwen", "' | !", ":*", "llama & !x", "…"]
)
def test_and_not_by(text):
    assert found(text) == []


def test_an_index_answers_the_search():
    plan = ModelSummary.objects.filter(HasWords(F("words"), "llama"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert "modelsummary_words" in plan.explain()


def test_an_index_answers_the_search_of_sources():
    rows.saved_source(title="A page about prices")
    wanted = HasWords(WordsOf("slug", "title", "publisher"), "about price")

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        found = Source.objects.filter(wanted).order_by()
        assert "source_words" in found.explain()
    assert found.get().title == "A page about prices"

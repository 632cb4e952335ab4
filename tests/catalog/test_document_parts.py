"""The document put together from kept parts is the one worked out anew, to the byte."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from catalog import document_parts, models
from catalog.document import decision_document
from catalog.document_models import models_and_offerings
from catalog.document_parts import document_text
from catalog.json_values import canonical_json
from catalog.loading import load_catalog
from catalog.revision import catalog_change
from tests.catalog import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(folder):
    """A catalog whose parts are all kept."""
    load_catalog(folder)
    with catalog_change():
        other = rows.saved_model(slug="two", maker=models.Provider.objects.get())
        option = models.DeploymentOption.objects.get()
        rows.price(offering=rows.saved_offering(model=other, option=option)).save()
        rows.score(model=other, benchmark=models.Benchmark.objects.get()).save()
        terms = rows.saved_license(slug="terms")
        rows.saved_model(slug="three", license=terms, maker=other.maker)
        rows.saved_model(slug="four", status="nonexistent", maker=other.maker)


def worked_out_anew() -> str:
    return canonical_json(decision_document())


def change(model: Any, **values: Any) -> Callable[[], object]:
    """Write some columns of the first row, past everything but the database."""

    def write() -> object:
        pk = model.objects.order_by("pk").values_list("pk", flat=True)[0]
        return model.objects.filter(pk=pk).update(**values)

    return write


def delete(model: Any) -> Callable[[], object]:
    return lambda: model.objects.order_by("pk")[0].delete()


def move_offering() -> None:
    other = models.LanguageModel.objects.get(slug="three")
    models.Offering.objects.filter(model__slug="one").update(model=other)


def swap_slugs() -> None:
    model = models.LanguageModel.objects
    for old, new in (("one", "none"), ("two", "one"), ("none", "two")):
        model.filter(slug=old).update(slug=new)


def by_statement() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalog_price SET input = input + 1")


def add_offering() -> None:
    model = models.LanguageModel.objects.get(slug="three")
    option = models.DeploymentOption.objects.get()
    rows.price(offering=rows.saved_offering(model=model, option=option)).save()


EDITS: dict[str, Callable[[], object]] = {
    "a price": change(models.Price, input=Decimal(4)),
    "a price no more": delete(models.Price),
    "all prices, by a statement": by_statement,
    "an offering more": add_offering,
    "an offering": change(models.Offering, context_offered=77),
    "an offering no more": delete(models.Offering),
    "an offering of another model": move_offering,
    "a fact": change(models.ModelFact, number=Decimal(5)),
    "a fact no more": delete(models.ModelFact),
    "a score": change(models.BenchmarkScore, value=Decimal(5)),
    "a score no more": delete(models.BenchmarkScore),
    "a model": change(models.LanguageModel, name="Uno"),
    "a model that turns out not to exist": change(
        models.LanguageModel, status="nonexistent"
    ),
    "a model no more": delete(models.LanguageModel),
    "models that swap names": swap_slugs,
    "a source that is an article": change(models.Source, kind="article"),
    "a source that is better": change(models.Source, kind="independent"),
    "a source by another name": change(models.Source, slug="acme-prices"),
    "the title of a source": change(models.Source, title="Prices"),
    "a maker": change(models.Provider, country="SE"),
    "a maker by another name": change(models.Provider, slug="acme-inc"),
    "a benchmark by another name": change(models.Benchmark, slug="mmlu-2"),
    "an option by another name": change(models.DeploymentOption, slug="api"),
    "an option": change(models.DeploymentOption, retention_days=3),
    "a license": change(models.License, name="Terms of use"),
    "a license by another name": change(models.License, slug="terms-2"),
    "nothing": lambda: None,
}


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("edit", EDITS)
def test_the_text_is_the_one_worked_out_anew(edit):
    with catalog_change():
        EDITS[edit]()

    assert models.CatalogRevision.objects.get().document == worked_out_anew()
    assert document_text() == worked_out_anew()


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("edit", EDITS)
def test_what_was_written_outside_a_change_is_seen_by_the_next(edit):
    EDITS[edit]()

    with catalog_change():
        pass

    assert models.CatalogRevision.objects.get().document == worked_out_anew()


@pytest.mark.usefixtures("loaded")
def test_only_the_model_in_question_is_worked_out(monkeypatch):
    asked = []

    def noted(pks):
        asked.extend(pks)
        return models_and_offerings(pks)

    monkeypatch.setattr(document_parts, "models_and_offerings", noted)
    price = models.Price.objects.filter(offering__model__slug="one")[0]

    with catalog_change():
        price.input = Decimal(4)
        price.save()

    assert asked == [price.offering.model_id]


@pytest.mark.usefixtures("loaded")
def test_looking_at_a_document_keeps_nothing():
    models.Price.objects.update(input=Decimal(4))
    before = [*models.DocumentPart.objects.values_list()]
    noted = models.StalePart.objects.count()

    document_text()

    assert [*models.DocumentPart.objects.values_list()] == before
    assert models.StalePart.objects.count() == noted > 0


@pytest.mark.usefixtures("loaded")
def test_after_a_change_nothing_is_left_to_do():
    assert not models.StalePart.objects.exists()
    assert models.DocumentPart.objects.count() == models.LanguageModel.objects.count()


def test_an_empty_catalog_has_a_document():
    assert document_text() == worked_out_anew()


def test_the_shipped_catalog_has_the_same_document_either_way():
    load_catalog()

    assert models.CatalogRevision.objects.get().document == worked_out_anew()

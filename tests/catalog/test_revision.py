"""The decision document and its hash depend on the facts and on nothing else."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog import models
from catalog.document import decision_document
from catalog.loading import load_catalog
from catalog.revision import (
    canonical_json,
    catalog_change,
    refresh_revision,
)
from tests.catalog import rows

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, tzinfo=UTC)


def fingerprint():
    return refresh_revision().sha256


def facts_of(slug):
    return decision_document()["models"][slug]["facts"]


def test_there_is_one_revision(folder):
    load_catalog(folder)
    refresh_revision()

    assert models.CatalogRevision.objects.count() == 1


def test_the_stored_document_is_the_hashed_one(folder):
    load_catalog(folder)

    stored = models.CatalogRevision.objects.get()

    assert stored.document == canonical_json(decision_document())
    assert stored.sha256 == fingerprint()


def test_the_day_of_the_last_change_is_known(folder):
    with time_machine.travel(MONDAY, tick=False):
        load_catalog(folder)
    with time_machine.travel(TUESDAY, tick=False):
        load_catalog(folder)
        assert models.CatalogRevision.objects.get().changed_at == MONDAY

        with catalog_change():
            models.Price.objects.filter(valid_from=None).update(output=14)
        assert models.CatalogRevision.objects.get().changed_at == TUESDAY


def test_rows_created_again_in_another_order_give_the_same_revision(folder):
    load_catalog(folder)
    before = fingerprint()
    kinds = [
        models.Certification,
        models.LicenseClause,
        models.ModelFact,
        models.Price,
        models.BenchmarkScore,
    ]
    for kind in kinds:
        again = list(kind._default_manager.order_by("-pk"))
        kind._default_manager.all().delete()
        for row in again:
            row.pk = None
            row.save(force_insert=True)

    assert fingerprint() == before


def test_a_changed_price_gives_another_revision(folder):
    load_catalog(folder)
    before = fingerprint()

    with catalog_change():
        models.Price.objects.filter(valid_from=None).update(output=Decimal(16))

    assert models.CatalogRevision.objects.get().sha256 != before


def test_a_clause_of_a_license_stands_in_the_document(folder):
    load_catalog(folder)
    terms = rows.saved_license(slug="terms", output_use="forbidden")

    with catalog_change():
        rows.license_clause(
            license=terms,
            subject="output_use",
            section="section 5",
            says="answers may not train other models",
            source=models.Source.objects.get(slug="acme"),
        ).save()

    kept = json.loads(models.CatalogRevision.objects.get().document)["licenses"]
    assert kept["terms"]["output_use"] == "forbidden"
    assert kept["terms"]["clauses"] == {
        "output_use": {
            "section": "section 5",
            "says": "answers may not train other models",
            "duty": "",
            "verification": "looked_up",
            "source": "acme",
            "as_of": "2026-11-01",
        }
    }


def test_a_clause_that_an_article_quotes_is_not_known(folder):
    load_catalog(folder)
    blog = models.Source.objects.get(slug="blog")
    terms = rows.saved_license(slug="terms")

    rows.license_clause(license=terms, source=blog).save()

    assert decision_document()["licenses"]["terms"]["clauses"] == {}


def test_a_note_and_a_claim_change_nothing(folder):
    load_catalog(folder)
    before = fingerprint()

    models.BenchmarkScore.objects.update(note="seen again")
    rows.claim(article=models.Source.objects.get(slug="blog")).save()

    assert fingerprint() == before


def test_trailing_zeros_change_nothing(folder):
    load_catalog(folder)
    prices = decision_document()["offerings"][0]["prices"]

    assert (prices[0]["input"], prices[0]["cached_input"]) == ("3", "0.3")


def test_a_change_that_fails_leaves_row_and_revision_as_they_were(folder):
    load_catalog(folder)
    before = models.CatalogRevision.objects.get().sha256

    with pytest.raises(ZeroDivisionError):
        change_that_fails()

    assert fingerprint() == before


def change_that_fails():
    with catalog_change():
        models.Price.objects.update(output=Decimal(99))
        raise ZeroDivisionError


def test_reading_the_catalog_takes_a_fixed_number_of_queries(folder):
    load_catalog(folder)
    with CaptureQueriesContext(connection) as few:
        decision_document()

    for _ in range(5):
        rows.price().save()
        rows.score().save()
        rows.hardware_rate().save()
    with CaptureQueriesContext(connection) as many:
        decision_document()

    assert len(many) == len(few) == 16


def test_the_document_is_json(folder):
    load_catalog(folder)

    assert json.loads(canonical_json(decision_document())) == decision_document()


def test_what_an_article_says_is_left_out(folder):
    load_catalog(folder)

    assert "params_total_b" not in facts_of("one")
    assert "70" not in [fact["value"] for fact in facts_of("one")["context_window"]]


@pytest.mark.parametrize("status", ["disputed", "wrong"])
def test_what_is_not_accepted_is_left_out(status):
    fact = rows.model_fact(status=status)
    fact.save()

    assert facts_of(fact.model.slug) == {}


@pytest.mark.parametrize(
    "changes",
    [{"entry": "doubtful"}, {"entry": "family"}, {"status": "nonexistent"}],
)
def test_what_is_no_real_model_is_left_out(changes):
    model = rows.saved_model(**changes)
    rows.price(offering=rows.saved_offering(model=model)).save()

    document = decision_document()

    assert (document["models"], document["offerings"]) == ({}, [])


def test_a_retired_model_stays_so_that_a_gate_can_name_it():
    model = rows.saved_model(status="retired")

    assert decision_document()["models"][model.slug]["status"] == "retired"


def test_the_newest_of_the_best_kind_is_in_use():
    model = rows.saved_model()
    for value, kind, day in [
        (1000, "press", date(2026, 11, 1)),
        (2000, "vendor", date(2026, 1, 1)),
        (3000, "vendor", date(2026, 6, 1)),
        (4000, "aggregator", date(2026, 11, 1)),
    ]:
        rows.model_fact(
            model=model,
            value=str(value),
            number=value,
            source=rows.saved_source(kind=kind),
            as_of=day,
        ).save()

    values = [fact["value"] for fact in facts_of(model.slug)["context_window"]]

    assert values == [3000, 2000, 4000, 1000]


def test_an_independent_score_goes_before_a_newer_one_of_the_vendor():
    score = rows.score(value=Decimal(80), reported_by="independent")
    score.save()
    rows.score(
        model=score.model,
        benchmark=score.benchmark,
        value=Decimal(90),
        reported_by="vendor",
        as_of=date(2026, 11, 20),
    ).save()

    scores = decision_document()["models"][score.model.slug]["scores"]

    assert [entry["value"] for entry in scores[score.benchmark.slug]] == [80, 90]


def test_every_source_in_use_is_listed(folder):
    load_catalog(folder)

    assert decision_document()["sources"]["acme"] == {
        "title": "Acme price page",
        "publisher": "",
        "kind": "vendor",
        "url": "https://acme.example/prices",
        "as_of": "2026-11-01",
    }

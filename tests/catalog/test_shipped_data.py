"""The data files that come with Weighbridge."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from catalog import models
from catalog.document import decision_document
from catalog.loading import load_catalog

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker) -> Iterator[None]:
    """All data files, loaded once for the module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalog", verbosity=0)
        yield
        transaction.set_rollback(True)


def cited_rows():
    """Every kind of fact; a provider is a name, and what is said of it has sources."""
    return [
        model
        for model in apps.get_app_config("catalog").get_models()
        if issubclass(model, models.CatalogRow)
        and any(field.name == "source" for field in model._meta.concrete_fields)
        and model is not models.Provider
    ]


def test_every_line_is_accepted_and_a_second_load_changes_nothing():
    report = load_catalog()

    assert report.refusals == []
    assert {outcome for counts in report.counts.values() for outcome in counts} == {
        "unchanged"
    }


@pytest.mark.parametrize("model", cited_rows(), ids=lambda model: model.__name__)
def test_every_fact_has_a_source_and_a_date(model):
    assert not model.objects.filter(source=None).exists()
    assert not model.objects.filter(as_of=None).exists()


def test_no_figure_of_an_article_reaches_a_decision():
    document = decision_document()
    articles = set(
        models.Source.objects.filter(kind="article").values_list("slug", flat=True)
    )
    parts = ("models", "offerings", "hardware", "throughputs", "assumptions")

    assert articles
    assert articles.isdisjoint(sources_in([document[part] for part in parts]))


def sources_in(part):
    if isinstance(part, dict):
        here = [part["source"]] if isinstance(part.get("source"), str) else []
        return here + [name for value in part.values() for name in sources_in(value)]
    if isinstance(part, list):
        return [name for value in part for name in sources_in(value)]
    return []


def test_what_the_articles_name_without_proof_is_marked():
    doubtful = models.LanguageModel.objects.filter(entry="doubtful")

    assert doubtful.count() >= 3
    assert not doubtful.filter(status="active").exists()


def test_every_article_has_its_claims():
    articles = models.Source.objects.filter(kind="article")

    assert articles.count() == 4
    assert all(article.claims.exists() for article in articles)


def test_every_offering_in_use_has_a_price():
    unpriced = [
        f"{offering['model']} on {offering['option']}"
        for offering in decision_document()["offerings"]
        if offering["status"] == "active" and not offering["prices"]
    ]

    assert unpriced == []


def test_every_machine_states_its_memory():
    hardware = decision_document()["hardware"]

    assert [
        slug for slug, machine in hardware.items() if not machine["memory_gb"]
    ] == []


# What a license states in a column, and the clause that says so.
STATED = {
    "output_use": models.License.objects.exclude(output_use="unknown"),
    "monthly_users": models.License.objects.exclude(max_monthly_active_users=None),
    "territory": models.License.objects.exclude(excluded_territories=[]),
    "attribution": models.License.objects.exclude(attribution=""),
    "osi": models.License.objects.exclude(osi_approved=None),
}


@pytest.mark.parametrize("subject", STATED)
def test_what_a_license_states_has_its_clause(subject):
    without = STATED[subject].exclude(clauses__subject=subject)

    assert list(without.values_list("slug", flat=True)) == []
    assert STATED[subject].exists()


def test_a_condition_says_what_must_be_done():
    conditional = models.License.objects.filter(output_use="conditional")
    done = models.LicenseClause.objects.filter(subject="output_use").exclude(duty="")

    assert conditional.exists()
    assert not conditional.exclude(clauses__in=done).exists()

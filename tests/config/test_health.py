"""Liveness and readiness."""

import pytest
from django.db import OperationalError, connection

from catalog.models import CatalogRevision
from config import health


def test_being_alive_needs_no_database(client):
    response = client.get("/healthz")

    assert response.json() == {"status": "alive"}


@pytest.mark.django_db
def test_without_a_catalog_it_is_not_ready(client):
    CatalogRevision.objects.all().delete()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["because"] == "the catalog is not loaded"


@pytest.mark.django_db
def test_with_a_catalog_it_is_ready(client):
    revisions = CatalogRevision.objects
    if not revisions.exists():
        revisions.create(sha256="0" * 64, document="{}")

    assert client.get("/readyz").json() == {"status": "ready"}


@pytest.mark.django_db
def test_readiness_takes_three_queries(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/readyz")


@pytest.mark.django_db
def test_an_unapplied_migration_stands_in_the_way(client, monkeypatch):
    monkeypatch.setattr(health, "has_pending_migrations", lambda: True)

    assert client.get("/readyz").json()["because"] == "migrations are not applied"


def test_a_missing_database_stands_in_the_way(client, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(health, "has_pending_migrations", refuse)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["because"] == "the database does not answer"


@pytest.mark.django_db
def test_all_migrations_of_this_source_are_applied_in_tests():
    assert connection.introspection.table_names()
    assert not health.has_pending_migrations()

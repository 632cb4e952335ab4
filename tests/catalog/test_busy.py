"""While a long change is being written, another is told so instead of failing."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from catalog import models
from catalog.revision import CatalogBusyError, catalog_change
from tests.catalog.conftest import editor, folder

__all__ = ["editor", "folder"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def other_change():
    """A second connection is in the middle of a change; this one waits briefly."""
    other = connection.copy()
    table = models.CatalogRevision._meta.db_table
    with other.cursor() as cursor, connection.cursor() as ours:
        cursor.execute("BEGIN")
        cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        ours.execute("SET LOCAL statement_timeout = '50ms'")
        yield
        ours.execute("SET LOCAL statement_timeout = DEFAULT")
    other.close()


def test_a_change_beside_another_is_not_begun(other_change):
    with pytest.raises(CatalogBusyError), catalog_change():
        pytest.fail("The change was begun.")


def test_an_editor_is_told_that_nothing_was_saved(editor, other_change):
    sent = {"slug": "acme", "title": "Acme", "kind": "vendor"}
    answer = editor.post(reverse("admin:catalog_source_add"), sent)

    assert answer.status_code == 503
    assert "Nothing of yours was saved" in answer.content.decode()
    assert answer.headers["Retry-After"] == "60"
    assert not models.Source.objects.exists()


def test_a_command_ends_with_a_sentence(folder, other_change):
    with pytest.raises(CommandError, match="Another change of the catalog is still"):
        call_command("load_catalog", folder=folder)

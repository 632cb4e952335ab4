"""What a fresh worker does at once, so that no visitor waits for it."""

from threading import Thread

from django.db import DatabaseError, InterfaceError, connection
from django.urls import get_resolver

from advisor.catalog_reader import CatalogEmptyError
from advisor.collector import spare_the_collector
from advisor.results import result_for


def warm_up_aside() -> None:
    """Warm up while the first requests are already answered."""
    Thread(target=warm_up, name="warm-up", daemon=True).start()


def warm_up() -> None:
    """Read the catalog and work out a first result; a database that is away can wait."""
    len(get_resolver().url_patterns)  # imports all pages
    try:
        result_for({})
    except (DatabaseError, InterfaceError, CatalogEmptyError):
        return
    finally:
        connection.close()
    spare_the_collector()

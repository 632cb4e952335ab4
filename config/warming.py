"""What a fresh worker does at once, so that no visitor waits for it."""

import gc
from threading import Thread

from django.db import DatabaseError, InterfaceError, connection
from django.urls import get_resolver

from advisor.catalog_reader import CatalogEmptyError
from advisor.results import result_for

# New objects until the collector looks for cycles among them. Results are made of
# many small lasting objects and no cycles, so looking often finds nothing.
YOUNG_OBJECTS = 100_000


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


def spare_the_collector() -> None:
    """What lives as long as the worker is not looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])

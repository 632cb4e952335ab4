"""The catalog, for commands that cannot work without one."""

from django.core.management.base import CommandError

from advisor.catalog_reader import CatalogEmptyError, current_catalog
from advisor.decision.candidates import Catalog
from catalog.management.endings import PREPARE, one_sentence


def catalog_or_end() -> Catalog:
    """The catalog in use, or one sentence why there is none."""
    try:
        with one_sentence():
            return current_catalog()
    except CatalogEmptyError as error:
        raise CommandError(f"The catalog is empty: {PREPARE}.") from error

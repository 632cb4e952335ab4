"""Where the rows of an import come from: the file that was sent."""

from collections.abc import Iterable

from catalog.imports.reading import FileRows
from catalog.models import CatalogImport, CatalogRow
from catalog.seed_files import SeedRow, loaded_models

# Every kind of row that can be imported, by the word for it.
KINDS: dict[str, type[CatalogRow]] = {
    str(model._meta.model_name): model for model in loaded_models()
}


def rows_of(job: CatalogImport) -> Iterable[SeedRow]:
    """The rows of an import, read anew each time; raises `RefusedError`."""
    rows = FileRows(job.name, bytes(job.file), KINDS[job.kind])
    rows.check()
    return rows

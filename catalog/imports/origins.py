"""Where the rows of an import come from: a file that was sent, or a package."""

from collections.abc import Iterable

from catalog.imports.reading import FileRows
from catalog.models import CatalogImport, CatalogRow, Offering, Price, Source
from catalog.price_imports.proposals import Proposal
from catalog.price_imports.quotes import ReleaseDayError
from catalog.price_imports.telling import lines_of
from catalog.seed_files import Refusal, RefusedError, SeedRow, loaded_models

# Every kind of row that can be imported, by the word for it.
KINDS: dict[str, type[CatalogRow]] = {
    str(model._meta.model_name): model for model in loaded_models()
}
# The kind of an import whose name is that of a package instead of a file's.
PACKAGE_PRICES = "package_prices"
# What such an import writes.
PACKAGE_KINDS = tuple(
    str(model._meta.model_name) for model in (Source, Offering, Price)
)


def name_of(kind: str) -> str:
    """What the rows of an import are, in words."""
    if kind == PACKAGE_PRICES:
        return "prices of a package"
    return str(KINDS[kind]._meta.verbose_name_plural)


def rows_of(job: CatalogImport) -> Iterable[SeedRow]:
    """The rows of an import, read anew each time; raises `RefusedError`."""
    if job.kind == PACKAGE_PRICES:
        return [row for each in _proposals(job) for row in each.rows]
    rows = FileRows(job.name, bytes(job.file), KINDS[job.kind])
    rows.check()
    return rows


def told_of(job: CatalogImport) -> str:
    """What there is to say of an import beside its rows."""
    if job.kind != PACKAGE_PRICES:
        return ""
    return "\n".join(line for each in _proposals(job) for line in lines_of(each))


def _proposals(job: CatalogImport) -> list[Proposal]:
    # Reading a package takes a second and 30 MB, which no page should have to pay.
    from catalog.price_imports.installed import proposals

    try:
        return proposals([job.name])
    except ReleaseDayError as error:
        raise RefusedError(Refusal(job.name, 0, str(error))) from error

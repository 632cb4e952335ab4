"""Both packages as they are installed, held against the catalog."""

from collections.abc import Sequence
from importlib.metadata import version

from catalog.price_imports import genai, makers
from catalog.price_imports.held import held
from catalog.price_imports.proposals import Proposal, propose
from catalog.price_imports.quotes import (
    MAKERS,
    PACKAGES,
    Package,
    ReleaseDayError,
)
from catalog.price_imports.routes import routes


def package(name: str) -> Package:
    """One of the packages, read from its wheel."""
    if name == MAKERS:
        return makers.installed()
    source = f"{name}-{version(name)}"
    released = routes().released.get(source)
    if released is None:
        raise ReleaseDayError(source)
    return genai.installed(released)


def proposals(names: Sequence[str] = PACKAGES) -> list[Proposal]:
    """What the packages would change in the catalog; writes nothing."""
    found = propose([package(name) for name in PACKAGES], held(), routes())
    return [each for each in found if each.package.name in names]

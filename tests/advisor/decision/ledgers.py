"""One entry, or one row of it, from the ledger of a result."""

from typing import Any

from advisor.decision.candidates import Catalog
from tests.advisor.decision.examples import CATALOG, result


def kind(name: str, catalog: Catalog = CATALOG, /, **answers: object) -> Any:
    ledger = result(catalog, **answers)["ledger"]
    return next(entry for entry in ledger if entry["kind"] == name)


def row(gate: str, name: str, catalog: Catalog = CATALOG, /, **answers: object) -> Any:
    (found,) = [r for r in kind(name, catalog, **answers)["rows"] if r["gate"] == gate]
    return found

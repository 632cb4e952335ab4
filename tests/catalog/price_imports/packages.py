"""Packages made up for a test, and the small catalog that they meet."""

from datetime import date
from decimal import Decimal
from typing import Any

from catalog.price_imports.quotes import Figures, Package, Quote
from catalog.price_imports.routes import Route, Routes
from tests.catalog import rows

RELEASED = date(2026, 11, 20)
FIRST, SECOND = "genai-prices", "model-prices"
OFFERING = "one | acme-api | one-1"


def figures(usd: str = "3", output: str | None = "15", **more: Any) -> Figures:
    fields: dict[str, Any] = {"cached_input": None, "batch_discount": None} | more
    return Figures(
        input=Decimal(usd), output=Decimal(output) if output else None, **fields
    )


def quote(*found: Figures, model: str = "one-1", **more: Any) -> Quote:
    fields: dict[str, Any] = {"provider": "acme", "model": model}
    return Quote(**fields | {"figures": found or (figures(),)} | more)


def package(*quotes: Quote, **more: Any) -> Package:
    fields: dict[str, Any] = {
        "name": FIRST,
        "version": "9.0",
        "released": RELEASED,
        "title": "A package",
        "publisher": "Somebody",
        "url": "https://packages.example/first",
    }
    return Package(**fields | {"quotes": quotes} | more)


def second(*quotes: Quote, **more: Any) -> Package:
    names: dict[str, Any] = {
        "name": SECOND,
        "rival": FIRST,
        "names_are_the_hosts": False,
    }
    return package(*quotes, **names | more)


def routes(**changes: Any) -> Routes:
    found = {
        (name, "acme"): [Route(package=name, provider="acme", options=("acme-api",))]
        for name in (FIRST, SECOND)
    }
    fields: dict[str, Any] = {
        "routes": found,
        "left_out": {},
        "withdrawn": frozenset(),
        "models": {"one-1": "one", "one-2": "one"},
        "released": {},
    }
    return Routes(**fields | changes)


def catalog(*stored: dict[str, Any], status: str = "active") -> None:
    """A model on an option, with prices of a source named like the package."""
    one = rows.saved_model(slug="one")
    api = rows.saved_option(slug="acme-api")
    if not stored:
        return
    offering = rows.saved_offering(model=one, option=api, status=status)
    sources: dict[str, Any] = {}
    for given in stored:
        name = given.get("source", f"{FIRST}-8.0")
        sources[name] = sources.get(name) or rows.saved_source(slug=name)
        rows.price(**given | {"offering": offering, "source": sources[name]}).save()

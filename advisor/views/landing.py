"""The front page."""

from datetime import date

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisor.catalog_reader import CatalogEmptyError, current_catalog


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    return render(request, "advisor/landing.html", {"prices_as_of": prices_as_of()})


def prices_as_of() -> date | None:
    """The day of the newest price; None when the catalog cannot be read just now."""
    try:
        catalog = current_catalog()
    except (DatabaseError, InterfaceError, CatalogEmptyError):
        return None
    days = (
        catalog.sources[price.source].as_of
        for candidate in catalog.candidates
        for price in candidate.prices
    )
    return max(map(date.fromisoformat, days), default=None)

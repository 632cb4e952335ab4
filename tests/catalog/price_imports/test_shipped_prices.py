"""What ships covers what the packages have, and an import of them changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F, Q

from catalog.models import CatalogRevision, Price
from catalog.price_imports import installed
from catalog.price_imports.installed import package, proposals
from catalog.price_imports.quotes import ReleaseDayError
from catalog.price_imports.routes import routes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

WRITTEN_ON = date(2026, 11, 22)  # when the data files were last gone through
OPUS = "claude-opus-5.5 | anthropic-api | claude-opus-5-5"


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker) -> Iterator[None]:
    """All data files, loaded once for the module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalog", verbosity=0)
        yield
        transaction.set_rollback(True)


def imported(*options: str) -> str:
    out = StringIO()
    call_command("import_prices", *options, stdout=out)
    return out.getvalue()


def doctored(monkeypatch, name, change):
    """One quote of a package changed, as a new version of it might."""

    def changed(wanted):
        found = package(wanted)
        if wanted != name:
            return found
        quotes = [change(quote) for quote in found.quotes]
        return replace(found, quotes=tuple(filter(None, quotes)))

    monkeypatch.setattr(installed, "package", changed)


def dearer_opus(quote):
    if (quote.provider, quote.model) != ("anthropic", "claude-opus-5-5"):
        return quote
    (row,) = quote.figures
    return replace(quote, figures=(replace(row, input=Decimal(5)),))


def opus_prices():
    return Price.objects.filter(
        offering__model__slug="claude-opus-5.5",
        offering__option__slug="anthropic-api",
        source__slug="genai-prices-0.2.3",
    )


def test_the_packages_that_ship_change_nothing():
    before = CatalogRevision.objects.get().sha256

    assert "Nothing to write." in imported("--apply")
    assert CatalogRevision.objects.get().sha256 == before


def test_a_changed_price_is_all_that_is_shown(monkeypatch):
    doctored(monkeypatch, "genai-prices", dearer_opus)

    text = imported()

    assert "  1 changed:\n" in text
    assert f"{OPUS}: 4 / 20 / 0.2 from 2026-11-10 becomes 5 / 20 / 0.2" in text
    assert text.count(" 0 new.") == 2
    assert "Would be written: 1 rows added, 1 changed." in text
    assert not opus_prices().filter(input=5)


def test_a_changed_price_is_written_when_asked_for(monkeypatch):
    doctored(monkeypatch, "genai-prices", dearer_opus)

    with transaction.atomic():
        text = imported("--apply")
        told = set(opus_prices().values_list("input", "valid_from", "valid_until"))
        transaction.set_rollback(True)

    day = date(2026, 11, 10)
    assert "Written: 1 rows added, 1 changed." in text
    assert told == {(4, None, day), (5, day, None)}


def test_a_price_that_is_gone_ends(monkeypatch):
    doctored(
        monkeypatch,
        "genai-prices",
        lambda quote: None if quote.model == "claude-opus-5-5" else quote,
    )

    assert f"{OPUS}\n" in imported("--package", "genai-prices")


def test_a_version_without_a_day_is_refused(monkeypatch):
    monkeypatch.setattr(installed, "version", lambda name: "99.0")

    with pytest.raises(CommandError, match=r"when genai-prices-99\.0 was released"):
        imported()
    with pytest.raises(ReleaseDayError):
        proposals()


# Coverage


def current():
    day = WRITTEN_ON
    return Price.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day),
        Q(valid_until=None) | Q(valid_until__gt=day),
        status="accepted",
        offering__status="active",
    ).exclude(source__kind="article")


def test_sixty_models_and_six_hundred_prices_are_current():
    models = current().values(slug=F("offering__model__slug")).distinct().count()

    assert models >= 60
    assert current().count() >= 600


def test_every_route_is_taken():
    """No option stands in the map for prices that never come."""
    routed = {
        option
        for each in routes().routes.values()
        for route in each
        for option in route.options
    }
    priced = set(
        Price.objects.filter(
            Q(source__slug__startswith="genai-prices-")
            | Q(source__slug__startswith="model-prices-")
        ).values_list("offering__option__slug", flat=True)
    )

    assert routed - priced == set()


def test_a_change_that_is_announced_is_there_before_its_day():
    (row,) = Price.objects.filter(
        offering__model__slug="gemini-4-argon",
        offering__option__slug="gemini-api",
        valid_from=date(2026, 12, 1),
    )

    assert (row.input, row.output) == (4, 20)

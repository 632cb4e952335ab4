"""Results are worked out once, and never kept beyond what they rest on."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from advisor import catalog_reader, results
from advisor.catalog_reader import catalog_in_use
from advisor.decision.candidates import Catalog
from advisor.decision.explanation import explain
from advisor.results import result_for, result_text
from catalog.models import Offering, Price
from catalog.revision import canonical_json, catalog_change
from tests.advisor.decision.examples import CATALOG
from tests.catalog import rows

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NEXT_DAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Bench:
    """Who is asked for results, on which catalog, and how often they are worked out."""

    def __init__(self) -> None:
        self.catalog: Catalog = CATALOG
        self.explained: list[object] = []

    def current(self) -> Catalog:
        return self.catalog

    def explain(self, answers: Any, weigher: Any) -> Any:
        self.explained.append(answers)
        return explain(answers, weigher)


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    results.kept.known.clear()
    results.weighers.known.clear()
    yield
    results.kept.known.clear()
    results.weighers.known.clear()


@pytest.fixture
def bench(monkeypatch) -> Iterator[Bench]:
    bench = Bench()
    monkeypatch.setattr(results, "current_catalog", bench.current)
    monkeypatch.setattr(results, "explain", bench.explain)
    with time_machine.travel(NOON, tick=False):
        yield bench


# --- Kept while nothing changes --------------------------------------------------------


def test_the_same_answers_are_explained_once(bench):
    assert result_text({"lock_in": "fine"}) == result_text({"lock_in": "fine"})
    assert len(bench.explained) == 1


def test_other_answers_are_explained_anew(bench):
    result_text({"lock_in": "fine"})
    result_text({"lock_in": "avoid"})

    assert len(bench.explained) == 2


def test_another_revision_is_explained_anew(bench):
    result_text({})
    bench.catalog = replace(CATALOG, revision="another")

    assert result_for({})["catalog_revision"] == "another"


def test_a_result_rests_on_the_revision_that_it_is_kept_for(bench, monkeypatch):
    moving = iter([CATALOG, replace(CATALOG, revision="another")])
    monkeypatch.setattr(results, "current_catalog", lambda: next(moving))

    assert result_for({})["catalog_revision"] == CATALOG.revision


def test_another_day_is_explained_anew(bench):
    result_text({})
    with time_machine.travel(NEXT_DAY, tick=False):
        assert result_for({})["day"] == "2026-11-23"


def test_another_version_of_the_method_is_explained_anew(bench, monkeypatch):
    result_text({})
    monkeypatch.setattr(results, "METHOD_VERSION", "2")
    result_text({})

    assert len(bench.explained) == 2


def test_a_catalog_is_surveyed_once_for_all_answers(bench):
    for answer in ("fine", "avoid"):
        result_text({"lock_in": answer})

    assert list(results.weighers.known) == [("by-hand", date(2026, 11, 22))]


def test_an_old_catalog_is_let_go(bench):
    result_text({})
    bench.catalog = replace(CATALOG, revision="another")
    result_text({})

    assert list(results.weighers.known) == [("another", date(2026, 11, 22))]


def test_a_result_that_somebody_changed_is_not_kept_that_way(bench):
    before = result_text({})
    changed: Any = result_for({})
    changed["verdict"] = changed["plans"] = "nonsense"

    assert result_text({}) == before


def test_the_result_is_the_text_read_back(bench):
    assert result_for({}) == json.loads(result_text({}))


# --- Canonical text --------------------------------------------------------------------


def test_keys_are_sorted_and_nothing_is_wasted():
    assert canonical_json({"b": [1, 2], "a": {"d": None, "c": "é"}}) == (
        '{"a":{"c":"é","d":null},"b":[1,2]}'
    )


# --- With the shipped catalog ----------------------------------------------------------


@pytest.fixture
def loaded(db, monkeypatch) -> Iterator[SimpleNamespace]:
    """The shipped catalog in the database, and a clock that moves when told."""
    call_command("load_catalog", verbosity=0)
    clock = SimpleNamespace(now=0.0)
    clock.monotonic = lambda: clock.now
    monkeypatch.setattr(catalog_reader, "time", clock)
    monkeypatch.setattr(catalog_in_use, "catalog", None)
    monkeypatch.setattr(catalog_in_use, "checked_at", float("-inf"))
    with time_machine.travel(NOON, tick=False):
        yield clock


def first_place() -> dict[str, Any]:
    """The advised model on its first place."""
    told = result_for({})
    place: dict[str, Any] = told["shortlist"][0]
    return place


def test_a_new_price_shows_within_a_second(loaded):
    advised = first_place()
    with catalog_change():
        for offering in Offering.objects.filter(model__slug=advised["model"]):
            add_price(offering)
    loaded.now += 1

    assert first_place() != advised


def add_price(offering: Offering) -> Price:
    source = rows.saved_source(kind="vendor", as_of=date(2026, 11, 22))
    row = rows.price(
        offering=offering,
        input=Decimal(900),
        output=Decimal(900),
        source=source,
        as_of=date(2026, 11, 22),
    )
    row.save()
    return row


def test_a_change_that_decisions_do_not_read_keeps_the_revision(loaded):
    before = result_for({})["catalog_revision"]
    with catalog_change():
        rows.saved_source(title="A page that nobody cites")
    loaded.now += 1

    assert result_for({})["catalog_revision"] == before

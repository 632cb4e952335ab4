"""Which catalog is in use: looked at once a second, and kept while nothing answers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection

from advisor import catalog_reader
from advisor.catalog_reader import (
    CatalogEmptyError,
    CatalogInUse,
    catalog_in_use,
    current_catalog,
    read_catalog,
)
from catalog.models import CatalogRevision
from tests.advisor.documents import DOCUMENT


class Clock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    stopped = SimpleNamespace(monotonic=clock.monotonic)
    monkeypatch.setattr(catalog_reader, "time", stopped)
    return clock


@pytest.fixture
def in_use(db, clock) -> CatalogInUse:
    """Nothing read yet, and one catalog stored."""
    store("first")
    return CatalogInUse()


@pytest.fixture
def database_away() -> Iterator[None]:
    def refuse(*args: object) -> None:
        raise OperationalError("The database is away.")

    with connection.execute_wrapper(refuse):
        yield


def store(sha256: str) -> None:
    CatalogRevision.objects.update_or_create(
        pk=1, defaults={"sha256": sha256, "document": json.dumps(DOCUMENT)}
    )


def test_the_first_look_takes_one_query(in_use, django_assert_num_queries):
    with django_assert_num_queries(1):
        in_use.current()


def test_a_look_within_a_second_takes_none(in_use, clock, django_assert_num_queries):
    in_use.current()
    clock.now += 0.99

    with django_assert_num_queries(0):
        in_use.current()


def test_a_look_after_a_second_takes_one(in_use, clock, django_assert_num_queries):
    in_use.current()
    clock.now += 1

    with django_assert_num_queries(1):
        in_use.current()


def test_a_moved_revision_takes_no_more(in_use, clock, django_assert_num_queries):
    in_use.current()
    store("second")
    clock.now += 1

    with django_assert_num_queries(1):
        assert in_use.current().revision == "second"


def test_a_moved_revision_is_not_seen_before_a_second_has_passed(in_use, clock):
    in_use.current()
    store("second")
    clock.now += 0.99

    assert in_use.current().revision == "first"


def test_an_unmoved_revision_is_not_read_again(in_use, clock):
    before = in_use.current()
    clock.now += 1

    assert in_use.current() is before


def test_the_last_catalog_goes_on_serving_while_the_database_is_away(
    in_use, clock, request
):
    before = in_use.current()
    clock.now += 1
    request.getfixturevalue("database_away")

    assert in_use.current() is before


def test_a_database_that_is_away_is_asked_once_a_second(in_use, clock, monkeypatch):
    in_use.current()
    asked: list[float] = []

    def refuse() -> None:
        asked.append(clock.now)
        raise OperationalError

    monkeypatch.setattr(in_use, "changed_revision", refuse)
    for _ in range(5):
        clock.now += 0.5
        in_use.current()

    assert asked == [1001.0, 1002.0]


def test_a_catalog_may_take_longer_to_read_than_the_database_to_answer(
    in_use, monkeypatch
):
    under_way = []

    @contextmanager
    def watched(seconds):
        under_way.append(seconds)
        yield
        under_way.pop()

    def read(document, revision):
        assert not under_way
        return read_catalog(document, revision)

    monkeypatch.setattr(catalog_reader, "deadline", watched)
    monkeypatch.setattr(catalog_reader, "read_catalog", read)

    assert in_use.current().revision == "first"


def test_without_any_catalog_a_database_that_is_away_is_an_error(in_use, database_away):
    with pytest.raises(OperationalError):
        in_use.current()


def test_an_empty_table_is_an_error_of_its_own(db, clock):
    with pytest.raises(CatalogEmptyError):
        CatalogInUse().current()


def test_a_catalog_loaded_later_is_found(db, clock):
    in_use = CatalogInUse()
    with pytest.raises(CatalogEmptyError):
        in_use.current()
    store("first")

    assert in_use.current().revision == "first"


def test_everybody_shares_the_catalog_in_use(in_use, monkeypatch):
    monkeypatch.setattr(catalog_in_use, "catalog", None)
    monkeypatch.setattr(catalog_in_use, "checked_at", float("-inf"))

    assert current_catalog() is current_catalog()


def test_a_catalog_that_cannot_be_read_leaves_the_last_one_in_use(in_use, clock):
    in_use.current()
    CatalogRevision.objects.update(sha256="broken", document="{}")
    clock.now += 2

    assert in_use.current().revision == "first"


def test_a_catalog_that_could_not_be_read_is_not_tried_again(
    in_use, clock, django_assert_num_queries
):
    in_use.current()
    CatalogRevision.objects.update(sha256="broken", document="{}")
    clock.now += 2
    in_use.current()
    clock.now += 2

    with django_assert_num_queries(1):
        in_use.current()


def test_while_one_thread_checks_the_others_serve_what_they_know(
    in_use, clock, django_assert_num_queries
):
    in_use.current()
    clock.now += 2

    with in_use.one_checks, django_assert_num_queries(0):
        assert in_use.current().revision == "first"

"""From the decision document to values; and which catalog is in use at a moment."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

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
from advisor.decision.candidates import Candidate, Catalog, Family, Location, OptionKind
from catalog.models import CatalogRevision

MODEL = {
    "name": "Alpha",
    "maker": "alpha-labs",
    "maker_name": "Alpha Labs",
    "maker_country": None,
    "entry": "model",
    "weights": "closed",
    "status": "active",
    "license": "terms",
    "inputs": ["text", "image"],
    "outputs": ["text"],
    "fine_tuning": None,
    "facts": {
        "context_window": [
            {
                "value": 200_000,
                "source": "page",
                "as_of": "2026-11-01",
                "verification": "looked_up",
            },
            {
                "value": 128_000,
                "source": "old-page",
                "as_of": "2025-01-01",
                "verification": "looked_up",
            },
        ]
    },
    "scores": {
        "arena-text": [
            {
                "value": "1480.5",
                "low": None,
                "high": "1490",
                "source": "page",
                "as_of": "2026-11-01",
                "reported_by": "independent",
                "settings": "",
            }
        ],
        "another": [{"value": "99", "low": None, "high": None, "source": "page"}],
    },
}
OPTION = {
    "name": "Alpha API",
    "provider": "alpha-labs",
    "kind": "closed_api",
    "serves": "closed",
    "location": "vetted_vendor",
    "works_offline": False,
    "staff_needed": "none",
    "setup_days": 1,
    "setup_days_high": None,
    "trains_on_prompts": None,
    "retains_prompts": None,
    "offers_dpa": True,
    "offers_baa": None,
    "offers_region_choice": None,
    "certifications": [{"name": "SOC 2", "source": "page", "as_of": "2026-11-01"}],
    "status": "active",
    "retired_on": None,
    "stands_for_kind": False,
    "source": "page",
    "as_of": "2026-11-01",
}
PRICE = {
    "input": "3",
    "output": "15",
    "cached_input": None,
    "batch_discount": "0.5",
    "above_tokens": 0,
    "schedule": "always",
    "valid_from": None,
    "valid_until": "2027-01-01",
    "source": "page",
    "as_of": "2026-11-01",
}
FIGURE = {"value": 80, "source": "page", "as_of": "2026-11-01"}
DOCUMENT: dict[str, Any] = {
    "sources": {
        "page": {
            "title": "A page",
            "publisher": "Somebody",
            "kind": "vendor",
            "url": None,
            "as_of": "2026-11-01",
        }
    },
    "licenses": {
        "terms": {
            "name": "Terms",
            "spdx": "",
            "weights_open": False,
            "code_open": False,
            "data_open": None,
            "osi_approved": None,
            "commercial_use": "yes",
            "max_monthly_active_users": None,
            "excluded_territories": ["EU"],
            "excluded_territories_scope": "all",
            "attribution": None,
            "source": "page",
            "as_of": "2026-11-01",
        }
    },
    "models": {
        "alpha": MODEL,
        "beta": {**MODEL, "name": "Beta", "weights": "open_weight", "scores": {}},
    },
    "options": {
        "alpha-api": OPTION,
        "host": {**OPTION, "name": "Host", "kind": "hosted_open"},
        "own-gpus": {
            **OPTION,
            "name": "Rented GPUs",
            "kind": "own_gpus",
            "location": "own_cloud",
            "stands_for_kind": True,
        },
        "a-tool": {**OPTION, "name": "A tool", "kind": "own_gpus"},
        "a-framework": {**OPTION, "name": "A framework", "kind": "framework"},
    },
    "offerings": [
        {
            "model": model,
            "option": option,
            "provider_model_id": f"{model}-1",
            "context_offered": None,
            "status": "active",
            "prices": [PRICE],
        }
        for model, option in (("alpha", "alpha-api"), ("beta", "host"))
    ],
    "hardware": {
        "gpu": {
            "name": "GPU",
            "kind": "datacenter",
            "memory_gb": FIGURE,
            "memory_bandwidth_gb_s": None,
            "bf16_dense_tflops": FIGURE,
            "power_w": None,
            "list_price_usd": None,
            "rates": [
                {
                    "provider": "rent",
                    "provider_name": "Rent",
                    "tier": "",
                    "min_gpus": 1,
                    "usd_per_gpu_hour": "2.5",
                    "source": "page",
                    "as_of": "2026-11-01",
                }
            ],
        }
    },
    "precisions": {"fp8": {"name": "FP8", "bits_per_weight": "8", "source": "page"}},
    "throughputs": [],
    "assumptions": {
        "growth": {
            "label": "Growth",
            "value": "1",
            "low": "0.5",
            "high": "10",
            "unit": "times",
            "source": "page",
            "as_of": "2026-11-01",
        }
    },
}


def document(path: str = "", value: object = None) -> dict[str, Any]:
    """The document, with the value at a path (as a/b/c) replaced."""
    changed = deepcopy(DOCUMENT)
    if path:
        *parents, last = path.split("/")
        place = changed
        for key in parents:
            place = place[key]
        place[last] = value
    return changed


def read(path: str = "", value: object = None) -> Catalog:
    return read_catalog(document(path, value), "a-revision")


def candidate(catalog: Catalog, model: str, option: str) -> Candidate:
    (found,) = (
        one
        for one in catalog.candidates
        if (one.model.slug, one.option.slug) == (model, option)
    )
    return found


def places(catalog: Catalog) -> set[tuple[str, str]]:
    return {(one.model.slug, one.option.slug) for one in catalog.candidates}


# --- From the document to values -------------------------------------------------------


def test_offerings_and_open_models_on_ones_own_machines_are_candidates():
    assert places(read()) == {
        ("alpha", "alpha-api"),
        ("beta", "host"),
        ("beta", "own-gpus"),
    }


@pytest.mark.parametrize("weights", ["unknown", "mixed"])
def test_a_model_of_unknown_weights_is_left_out(weights):
    assert places(read("models/alpha/weights", weights)) == {
        ("beta", "host"),
        ("beta", "own-gpus"),
    }


def test_open_source_weights_are_open():
    catalog = read("models/alpha/weights", "open_source")

    assert candidate(catalog, "alpha", "alpha-api").family is Family.OPEN


def test_an_option_that_is_no_longer_offered_is_not_paired():
    assert ("beta", "own-gpus") not in places(
        read("options/own-gpus/status", "retired")
    )


def test_an_offering_of_a_retired_option_stays_for_the_gates_to_name():
    catalog = read("options/host/status", "retired")

    assert not candidate(catalog, "beta", "host").option.is_offered


@pytest.mark.parametrize(
    ("weights", "option", "kind"),
    [
        ("closed", "host", OptionKind.CLOSED_API),
        ("open_weight", "host", OptionKind.HOSTED_OPEN),
    ],
)
def test_the_kind_goes_by_whose_weights_a_host_sells(weights, option, kind):
    catalog = read("models/beta/weights", weights)

    assert candidate(catalog, "beta", option).kind is kind


def test_the_first_figure_is_the_one_in_use():
    model = candidate(read(), "alpha", "alpha-api").model

    assert model.context_tokens is not None
    assert model.context_tokens.value == 200_000


def test_a_rating_comes_from_the_named_benchmark_alone():
    rating = candidate(read(), "alpha", "alpha-api").model.rating

    assert rating is not None
    assert (rating.benchmark, rating.value, rating.low, rating.high) == (
        "arena-text",
        1480.5,
        1480.5,
        1490,
    )


def test_a_model_that_nobody_rated_has_no_rating():
    assert candidate(read(), "beta", "host").model.rating is None


def test_unknown_stays_unknown():
    option = candidate(read(), "alpha", "alpha-api").option

    assert (option.trains_on_prompts, option.offers_baa) == (None, None)


def test_an_unknown_country_and_license_are_no_country_and_no_license():
    model = candidate(read("models/alpha/license", None), "alpha", "alpha-api").model

    assert (model.maker_country, model.license) == ("", None)


def test_money_is_read_without_rounding():
    (row,) = candidate(
        read(
            "offerings",
            [{**DOCUMENT["offerings"][0], "prices": [PRICE | {"input": "0.1"}]}],
        ),
        "alpha",
        "alpha-api",
    ).prices

    assert (row.input, row.cached_input) == (Decimal("0.1"), None)


def test_days_are_days():
    (row,) = candidate(read(), "alpha", "alpha-api").prices

    assert (row.valid_from, row.valid_until) == (None, date(2027, 1, 1))


def test_a_retirement_is_a_day():
    fact = [{"value": "2027-03-01", "source": "page", "as_of": "2026-11-01"}]
    catalog = read("models/alpha/facts/retired_on", fact)

    assert candidate(catalog, "alpha", "alpha-api").model.retires_on == date(2027, 3, 1)


def test_hardware_of_unknown_memory_is_left_out():
    assert read("hardware/gpu/memory_gb", None).hardware == ()


def test_a_figure_that_is_not_known_is_none():
    (hardware,) = read().hardware

    assert (hardware.bandwidth_gb_s, hardware.power_w) == (None, None)


def test_places_are_told_by_how_far_prompts_travel():
    assert candidate(read(), "beta", "own-gpus").option.location is Location.OWN_CLOUD


def test_a_source_without_an_address_has_an_empty_one():
    assert read().sources["page"].url == ""


def test_the_document_is_not_changed_by_being_read():
    sent = document()
    read_catalog(sent, "a-revision")

    assert sent == DOCUMENT


def test_the_shipped_catalog_has_all_kinds_of_candidates(shipped_catalog):
    kinds = {one.kind for one in shipped_catalog.candidates}

    assert kinds >= set(OptionKind) - {OptionKind.VENDOR_APP, OptionKind.UNOFFICIAL}


def test_every_fact_of_the_shipped_catalog_has_a_known_source(shipped_catalog):
    cited = {
        source
        for one in shipped_catalog.candidates
        for source in (one.option.source, *(price.source for price in one.prices))
    }

    assert cited <= set(shipped_catalog.sources)


# --- The catalog in use ----------------------------------------------------------------


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


def test_the_first_look_takes_two_queries(in_use, django_assert_num_queries):
    with django_assert_num_queries(2):
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


def test_a_moved_revision_takes_two(in_use, clock, django_assert_num_queries):
    in_use.current()
    store("second")
    clock.now += 1

    with django_assert_num_queries(2):
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

    monkeypatch.setattr(in_use, "refresh", refuse)
    for _ in range(5):
        clock.now += 0.5
        in_use.current()

    assert asked == [1001.0, 1002.0]


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

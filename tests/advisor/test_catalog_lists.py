"""The lists of the catalog tell what the advice reads: the same rows, the same rules."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import transaction

from advisor.catalog_reader import read_catalog
from advisor.decision.candidates import Candidate, Catalog, Model
from advisor.decision.licenses import (
    Finding,
    is_commercial,
    lets_europe_in,
)
from advisor.decision.prices import price_in_use
from advisor.decision.quality import RATING_BENCHMARKS
from catalog.license_terms import admits_the_union, allows_commerce
from catalog.listing.lists.models import summaries
from catalog.models import CatalogRevision, LanguageModel
from catalog.summaries import PREFERENCE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

DAYS = [date.today() + timedelta(days=days) for days in (0, 1, 30, 60, 400)]  # noqa: DTZ011 (the day of the load; any time zone will do)
PASSED = {Finding.PASSED, Finding.CONDITIONAL}


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker) -> Iterator[None]:
    """All data files, loaded once for the module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalog", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def catalog() -> Catalog:
    revision = CatalogRevision.objects.get()
    return read_catalog(json.loads(revision.document), revision.sha256)


def models_of(catalog: Catalog) -> dict[str, Candidate]:
    return {one.model.slug: one for one in catalog.candidates}


def test_both_take_the_same_benchmark_for_preference():
    assert RATING_BENCHMARKS == (PREFERENCE,)


def test_a_figure_of_the_list_is_the_figure_of_the_advice(catalog):
    rows = {row.slug: row for row in summaries(DAYS[0])}
    found = models_of(catalog)
    assert len(found) > 40

    for slug, candidate in found.items():
        model, row = candidate.model, rows[slug]
        rating = None if model.rating is None else model.rating.value
        assert row.context == value_of(model, "context_window"), slug
        assert (None if row.rating is None else float(row.rating)) == rating, slug
        assert row.retires_on == model.retires_on, slug
        assert figure(row.params_b) == value_of(model, "params_total_b"), slug


def figure(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def value_of(model: Model, field: str) -> float | None:
    known = model.figures.get(field)
    return None if known is None else float(known.value)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_lowest_price_of_the_list_is_the_lowest_that_the_advice_finds(day, catalog):
    blended = {row.slug: row.blended for row in summaries(day)}
    assert sum(value is not None for value in blended.values()) > 40

    for slug in models_of(catalog):
        assert blended[slug] == lowest(catalog, slug, day), slug


def lowest(catalog: Catalog, slug: str, day: date) -> Decimal | None:
    """The least that anybody asks by the token, at the catalog's mix of tokens."""
    tokens_in = catalog.assumptions["input_output_ratio"].value
    asked = [
        (price.input * tokens_in + price.output) / (tokens_in + 1)
        for one in catalog.candidates
        if one.model.slug == slug and can_be_had(one, day)
        if (price := price_in_use(one, day)) and price.output is not None
    ]
    return round(min(asked), 8) if asked else None


def can_be_had(one: Candidate, day: date) -> bool:
    retired_on = one.option.retired_on
    is_there = retired_on is None or day < retired_on
    return one.is_offered and one.option.is_offered and is_there


def test_the_license_conditions_are_the_rules_of_the_advice(catalog):
    allowed = slugs_where(allows_commerce("license"))
    admitted = slugs_where(admits_the_union("license", "inputs"))

    for slug, candidate in models_of(catalog).items():
        assert (slug in allowed) == (finding(is_commercial, candidate) in PASSED)
        is_admitted = finding(lets_europe_in, candidate) is Finding.PASSED
        assert (slug in admitted) == is_admitted


def finding(rule: Callable[..., Finding], candidate: Candidate) -> Finding:
    """What the rule, which looks at nothing else, says of the model's license."""
    terms = candidate.model.license
    case = SimpleNamespace(candidate=candidate)
    return Finding.NOT_KNOWN if terms is None else rule(terms, case)


def slugs_where(condition) -> set[str]:
    return set(LanguageModel.objects.filter(condition).values_list("slug", flat=True))

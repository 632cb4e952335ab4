"""The database refuses nonsense, in words that an editor understands."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from tests.catalog import rows

pytestmark = pytest.mark.django_db

NEGATIVE = Decimal(-1)
# For each constraint, a row that breaks it.
BROKEN: dict[str, tuple[Callable[..., models.Model], dict[str, Any]]] = {
    "source_url_is_web_address": (rows.source, {"url": "javascript:alert(1)"}),
    "provider_url_is_web_address": (rows.provider, {"url": "ftp://acme.example"}),
    "provider_country_has_source": (rows.provider, {"country": "NO"}),
    "license_not_negative": (rows.license, {"max_revenue_usd": -1}),
    "license_territories_have_scope": (
        rows.license,
        {"excluded_territories": ["EU"]},
    ),
    "license_attribution_is_named": (
        rows.license,
        {"attribution_above_users": 100_000_000},
    ),
    "languagemodel_known_media": (rows.language_model, {"inputs": ["smell"]}),
    "modelfact_numeric_has_number": (rows.model_fact, {"number": None}),
    "benchmark_minimum_up_to_maximum": (rows.benchmark, {"minimum": Decimal(101)}),
    "benchmarkscore_low_up_to_value": (rows.score, {"low": Decimal(90)}),
    "benchmarkscore_value_up_to_high": (rows.score, {"high": Decimal(80)}),
    "benchmarkscore_not_negative": (rows.score, {"sample_size": -1}),
    "option_not_negative": (rows.option, {"retention_days": -1}),
    "option_setup_days_up_to_setup_days_high": (
        rows.option,
        {"setup_days": Decimal(9), "setup_days_high": Decimal(2)},
    ),
    "offering_context_above_zero": (rows.offering, {"context_offered": 0}),
    "price_not_negative": (rows.price, {"input": NEGATIVE}),
    "price_zero_only_if_free": (rows.price, {"output": Decimal(0)}),
    "price_batch_discount_is_share": (rows.price, {"batch_discount": Decimal("1.5")}),
    "price_period_in_order": (
        rows.price,
        {"valid_from": date(2026, 2, 1), "valid_until": date(2026, 2, 1)},
    ),
    "price_vouched_with_note": (rows.price, {"vouched_on": date(2026, 11, 1)}),
    "hardwarefact_above_zero": (rows.hardware_fact, {"number": Decimal(0)}),
    "hardwarerate_above_zero": (rows.hardware_rate, {"usd_per_gpu_hour": NEGATIVE}),
    "hardwarerate_at_least_one_gpu": (rows.hardware_rate, {"min_gpus": 0}),
    "precision_bits_in_range": (rows.precision, {"bits_per_weight": Decimal(0)}),
    "throughput_names_its_size": (rows.throughput, {"active_params_b": None}),
    "throughput_above_zero": (
        rows.throughput,
        {"tokens_per_second": Decimal(0), "low": None},
    ),
    "throughput_at_least_one_gpu": (rows.throughput, {"gpu_count": 0}),
    "throughput_low_up_to_tokens_per_second": (
        rows.throughput,
        {"low": Decimal(900)},
    ),
    "throughput_tokens_per_second_up_to_high": (
        rows.throughput,
        {"high": Decimal(800)},
    ),
    "throughput_not_negative": (rows.throughput, {"concurrency": -1}),
    "assumption_low_up_to_value": (rows.assumption, {"low": Decimal(731)}),
    "assumption_value_up_to_high": (rows.assumption, {"high": Decimal(729)}),
    "assumption_above_zero_or_share": (rows.assumption, {"low": Decimal(0)}),
    "subscriptionplan_not_negative": (rows.subscription_plan, {"usd": NEGATIVE}),
    "claim_not_negative": (rows.claim, {"line": -1}),
    "catalogrevision_one_row": (rows.catalog_revision, {"pk": 2}),
}
# For each rule against twins, how to make a row that has one.
TWINS = {
    "modelfact_unique": rows.model_fact,
    "benchmarkscore_unique": rows.score,
    "certification_unique": rows.certification,
    "licenseclause_unique": rows.license_clause,
    "offering_unique": rows.offering,
    "price_no_overlap": rows.price,
    "hardwarefact_unique": rows.hardware_fact,
    "hardwarerate_unique": rows.hardware_rate,
    "precisionquality_unique": rows.precision_quality,
    "throughput_unique": rows.throughput,
    "deletedrow_unique": rows.deleted_row,
    "modelsummary_unique": rows.model_summary,
    "importedrow_unique": rows.imported_row,
}


def constraints():
    return [
        constraint
        for model in apps.get_app_config("catalog").get_models()
        for constraint in model._meta.constraints
    ]


def test_every_constraint_is_tried_here():
    tried = {*BROKEN, *TWINS, "option_one_stands_for_its_kind"}
    assert {constraint.name for constraint in constraints()} == tried


def test_two_options_cannot_stand_for_one_kind():
    rows.saved_option(kind="own_gpus", stands_for_kind=True)
    rival = rows.option(kind="own_gpus", stands_for_kind=True)

    with pytest.raises(ValidationError, match="already stands for this kind"):
        rival.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        rival.save()


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_a_broken_row(name):
    make, changes = BROKEN[name]

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(**changes).save()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_row_is_refused_in_words(name):
    make, changes = BROKEN[name]
    [words] = [
        each.violation_error_message for each in constraints() if each.name == name
    ]

    with pytest.raises(ValidationError) as refusal:
        make(**changes).validate_constraints()

    assert str(words) in refusal.value.messages


@pytest.mark.parametrize("name", TWINS)
def test_the_database_refuses_a_twin(name):
    twin = saved_twin_of(TWINS[name]())

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        twin.save()


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_is_refused_in_words(name):
    twin = saved_twin_of(TWINS[name]())
    [words] = [
        each.violation_error_message for each in constraints() if each.name == name
    ]

    with pytest.raises(ValidationError) as refusal:
        twin.validate_constraints()

    # No editor ever writes these.
    if name not in ("deletedrow_unique", "modelsummary_unique"):
        assert str(words) in refusal.value.messages


@pytest.mark.parametrize("kind", [rows.source, rows.provider, rows.language_model])
def test_a_slug_is_taken_once(kind):
    row = kind()
    row.save()

    with pytest.raises(IntegrityError), transaction.atomic():
        kind(slug=row.slug).save()


def saved_twin_of(row):
    row.save()
    twin = type(row)()
    for field in row._meta.concrete_fields:
        if not field.primary_key:
            setattr(twin, field.attname, getattr(row, field.attname))
    return twin


def every_fact():
    """Each kind of row that states a figure, with its factory."""
    return [
        rows.model_fact,
        rows.score,
        rows.certification,
        rows.price,
        rows.hardware_fact,
        rows.hardware_rate,
        rows.precision_quality,
        rows.throughput,
        rows.assumption,
        rows.license,
        rows.license_clause,
        rows.benchmark,
        rows.option,
        rows.precision,
        rows.product,
        rows.tool,
        rows.subscription_plan,
    ]


@pytest.mark.parametrize("make", every_fact())
def test_no_figure_without_a_source(make):
    row = make()
    row.source_id = None

    with pytest.raises(IntegrityError, match="source_id"), transaction.atomic():
        row.save()


def test_a_score_outside_its_benchmarks_range_is_refused_by_the_database():
    with (
        pytest.raises(IntegrityError, match="outside its benchmark"),
        transaction.atomic(),
    ):
        rows.score(value=Decimal(101)).save()


def test_a_score_outside_its_benchmarks_range_is_refused_in_words():
    with pytest.raises(ValidationError, match="run from 0 to 100"):
        rows.score(value=Decimal(101)).clean()


def test_a_rating_has_no_end():
    rating = rows.saved_benchmark(unit="rating", minimum=None, maximum=None)

    rows.score(benchmark=rating, value=Decimal(1502)).save()


def test_a_benchmark_may_not_shrink_below_its_scores():
    score = rows.score()
    score.save()
    score.benchmark.maximum = Decimal(50)

    with (
        pytest.raises(IntegrityError, match="outside the new range"),
        transaction.atomic(),
    ):
        score.benchmark.save()


def test_two_prices_may_follow_each_other():
    first = rows.price(valid_until=date(2026, 12, 1))
    first.save()

    rows.price(
        offering=first.offering, source=first.source, valid_from=date(2026, 12, 1)
    ).save()


@pytest.mark.parametrize("different", [{"above_tokens": 200_000}, {"schedule": "peak"}])
def test_prices_of_another_tier_or_schedule_stand_side_by_side(different):
    first = rows.price()
    first.save()

    rows.price(offering=first.offering, source=first.source, **different).save()


def test_two_sources_may_disagree_about_a_price():
    first = rows.price()
    first.save()

    rows.price(offering=first.offering, input=Decimal(4)).save()


def test_peak_and_off_peak_do_not_shadow_each_other():
    first = rows.price(schedule="peak")
    first.save()
    twin = rows.price(offering=first.offering, source=first.source, schedule="peak")

    with pytest.raises(IntegrityError, match="price_no_overlap"), transaction.atomic():
        twin.save()


def test_free_of_charge_may_be_zero():
    rows.price(input=Decimal(0), output=Decimal(0), is_free=True).save()


def test_every_row_of_the_catalog_reads_as_text():
    makers = [
        *every_fact(),
        rows.source,
        rows.provider,
        rows.language_model,
        rows.offering,
        rows.hardware,
        rows.claim,
        rows.catalog_revision,
        rows.deleted_row,
        rows.model_summary,
    ]

    assert all(str(make()) for make in makers)


def test_every_natural_key_is_made_of_fields():
    catalog = apps.get_app_config("catalog").get_models()
    for model in catalog:
        for name in getattr(model, "natural_key_fields", ()):
            assert isinstance(model._meta.get_field(name), models.Field)


@pytest.mark.parametrize(
    ("make", "column"),
    [
        (rows.model_fact, "number"),
        (rows.score, "value"),
        (rows.score, "low"),
        (rows.price, "input"),
        (rows.price, "output"),
        (rows.price, "cached_input"),
        (rows.price, "batch_discount"),
        (rows.hardware_fact, "number"),
        (rows.hardware_rate, "usd_per_gpu_hour"),
        (rows.precision, "bits_per_weight"),
        (rows.throughput, "tokens_per_second"),
        (rows.throughput, "low"),
        (rows.throughput, "high"),
        (rows.assumption, "low"),
        (rows.assumption, "value"),
        (rows.assumption, "high"),
        (rows.option, "setup_days"),
        (rows.subscription_plan, "usd"),
    ],
)
def test_the_database_refuses_what_is_no_number(make, column):
    """Django refuses it too, but not everybody comes through Django."""
    row = make()
    row.save()
    update = f"UPDATE {row._meta.db_table} SET {column} = 'NaN'"  # noqa: S608 (our own words)

    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(update)

"""For each rule of the catalog, a row that breaks it.

Where the database holds a rule too, what holds it is taken away first; the test's
transaction brings it back.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from catalog import models
from catalog.integrity.dates import DATED
from catalog.models import CatalogRow
from tests.catalog import rows
from tests.catalog.rows import DAY

LATER = DAY + timedelta(days=30)
LONG_AGO = DAY - timedelta(days=300)
MAKERS = {
    name.replace("_", ""): getattr(rows, name)
    for name in [
        "source",
        "provider",
        "license",
        "license_clause",
        "model_fact",
        "benchmark",
        "option",
        "certification",
        "price",
        "hardware_fact",
        "hardware_rate",
        "precision",
        "precision_quality",
        "throughput",
        "assumption",
        "product",
        "tool",
        "subscription_plan",
    ]
} | {"benchmarkscore": rows.score, "deploymentoption": rows.option}


def saved[Row: CatalogRow](row: Row) -> Row:
    row.save()
    return row


def without(table: str, constraint: str) -> None:
    """Take away what the database holds."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")


def price(**changes: Any) -> models.Price:
    return saved(rows.price(**changes))


def zero_price() -> models.Price:
    offering = rows.saved_offering()
    source = rows.saved_source()
    without("catalog_price", "price_zero_only_if_free")
    return price(offering=offering, source=source, output=Decimal(0))


def overlapping_price() -> models.Price:
    first = price(valid_until=LATER)
    without("catalog_price", "price_no_overlap")
    return price(offering=first.offering, source=first.source, valid_from=DAY)


def tenfold_price(**changes: Any) -> models.Price:
    """It follows on a price of 3 and 15."""
    first = price(valid_until=DAY)
    lane = {"offering": first.offering, "source": first.source, "valid_from": DAY}
    return price(**lane | {"input": Decimal(3), "output": Decimal(151)} | changes)


def lone_price(**changes: Any) -> models.Price:
    """Two other offerings of the model ask 3 and 15, and 3 and 15."""
    model = rows.saved_model()
    for _ in range(2):
        price(offering=rows.saved_offering(model=model))
    offering = rows.saved_offering(model=model)
    figures = {"input": Decimal("0.003"), "output": Decimal("0.015")}
    return price(offering=offering, **figures | changes)


def price_of_retired_model() -> models.Price:
    maker = rows.saved_provider()
    offering = rows.saved_offering(
        model=rows.saved_model(maker=maker, status="retired"),
        option=rows.saved_option(provider=maker),
    )
    return price(offering=offering)


def fact(field: str, number: str, **changes: Any) -> models.ModelFact:
    figures = {"field": field, "value": number, "number": Decimal(number)}
    return saved(rows.model_fact(**figures | changes))


def day_of_model(field: str, value: str, **changes: Any) -> models.ModelFact:
    figures = {"field": field, "value": value, "number": None}
    return saved(rows.model_fact(**figures | changes))


def beside(small: tuple[str, str], large: tuple[str, str]) -> models.ModelFact:
    """Two facts of one model."""
    other = fact(*large)
    return fact(*small, model=other.model)


def all_experts_active() -> models.ModelFact:
    total = fact("params_total_b", "70")
    fact("experts", "8", model=total.model)
    return fact("params_active_b", "70", model=total.model)


def retired_before_released() -> models.ModelFact:
    born = day_of_model(
        "release_date", "2026-05", model=rows.saved_model(status="retired")
    )
    return day_of_model("retired_on", "2026-04-30", model=born.model)


def in_service_after_its_end() -> models.LanguageModel:
    return day_of_model("retired_on", "2026-10").model


def score_of_200() -> models.BenchmarkScore:
    row = rows.score(value=Decimal(200))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE catalog_benchmarkscore DISABLE TRIGGER catalog_score_in_range"
        )
    return saved(row)


def context_of_a_thousandfold() -> models.Offering:
    known = fact("context_window", "128000")
    return rows.saved_offering(model=known.model, context_offered=128_000_000)


def option(**changes: Any) -> models.DeploymentOption:
    return rows.saved_option(**changes)


def offering_of(weights: str, serves: str) -> models.Offering:
    return rows.saved_offering(
        model=rows.saved_model(weights=weights), option=option(serves=serves)
    )


BROKEN: dict[str, Callable[[], CatalogRow]] = {
    "price_zero_unsaid": zero_price,
    "price_batch_takes_all": lambda: price(batch_discount=Decimal(1)),
    "price_free_yet_charged": lambda: price(is_free=True),
    "price_cached_above_input": lambda: price(cached_input=Decimal(4)),
    "price_after_retirement": price_of_retired_model,
    "price_tier_out_of_reach": lambda: price(
        above_tokens=200_000, offering=rows.saved_offering(context_offered=200_000)
    ),
    "price_overlap": overlapping_price,
    "price_jump": tenfold_price,
    "price_far_from_others": lone_price,
    "fact_part_above_whole": lambda: beside(
        ("params_active_b", "71"), ("params_total_b", "70")
    ),
    "fact_heads_uneven": lambda: beside(("kv_heads", "7"), ("attention_heads", "32")),
    "fact_experts_all_active": all_experts_active,
    "fact_out_of_bounds": lambda: fact("params_total_b", "70000"),
    "fact_fraction": lambda: fact("layers", "32.5"),
    "fact_number_not_as_written": lambda: saved(rows.model_fact(number=Decimal(128))),
    "score_out_of_range": score_of_200,
    "benchmark_percent_range": lambda: rows.saved_benchmark(maximum=None),
    "license_unknown_yet_allowing": lambda: rows.saved_license(
        commercial_use="unknown", output_use="allowed"
    ),
    "license_unread_yet_allowing": lambda: rows.saved_license(
        verification="unverified"
    ),
    "license_open_source_with_limits": lambda: rows.saved_license(
        osi_approved=True, max_monthly_active_users=700_000_000
    ),
    "offering_wrong_family": lambda: offering_of("open_weight", "closed"),
    "offering_of_unreal": lambda: rows.saved_offering(
        model=rows.saved_model(status="nonexistent")
    ),
    "offering_context_out_of_reach": context_of_a_thousandfold,
    "option_kind_serves_other": lambda: option(kind="closed_api", serves="open"),
    "option_location_too_near": lambda: option(location="own_premises"),
    "option_offline_by_network": lambda: option(works_offline=True),
    "option_retention_contradicts": lambda: option(
        retains_prompts=False, retention_days=30
    ),
    "option_trains_on_nothing": lambda: option(
        retains_prompts=False, trains_on_prompts=True
    ),
    "option_retirement": lambda: option(retired_on=DAY),
    "source_days": lambda: rows.saved_source(published_on=DAY, retrieved_on=LONG_AGO),
    "source_date_kind": lambda: rows.saved_source(published_on=LONG_AGO),
    "source_nowhere": lambda: rows.saved_source(url=""),
    "model_life_backwards": retired_before_released,
    "model_status_against_days": in_service_after_its_end,
    "claim_elsewhere": lambda: saved(rows.claim(article=rows.saved_source())),
}
# One rule a kind of row with a date.
FUTURE: dict[str, type[CatalogRow]] = {
    f"{model._meta.model_name}_in_future": model for model in DATED
}


def row_from_the_future(model: type[CatalogRow]) -> CatalogRow:
    name = str(model._meta.model_name)
    row: CatalogRow = MAKERS[name](as_of=LATER)
    return saved(row)

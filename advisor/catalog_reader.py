"""The only place where catalog rows become candidates."""

import json
import logging
import time
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from threading import Lock
from typing import Any

from django.db import InterfaceError, OperationalError

from advisor.decision.candidates import (
    Assumption,
    Candidate,
    Catalog,
    Clause,
    Family,
    Figure,
    Hardware,
    License,
    Location,
    Model,
    Option,
    OptionKind,
    Rate,
    Rating,
    Source,
    Subject,
    Throughput,
)
from advisor.decision.price_rows import PriceRow
from advisor.decision.quality import RATING_BENCHMARKS
from catalog.deadline import deadline
from catalog.models import CatalogRevision
from catalog.validators import first_day

type Document = Mapping[str, Any]  # see catalog.document: the decision document

OPEN_WEIGHTS = {"open_weight", "open_source"}
AS_CLOSED = {
    OptionKind.HOSTED_OPEN: OptionKind.CLOSED_API,
    OptionKind.HOSTED_OPEN_CLOUD: OptionKind.CLOSED_CLOUD,
}
AS_OPEN = {closed: opened for opened, closed in AS_CLOSED.items()}


# --- From the decision document to values ---------------------------------------------


def read_catalog(document: Document, revision: str) -> Catalog:
    """The catalog as the decision sees it."""
    licenses = {key: read_license(row) for key, row in document["licenses"].items()}
    options = {
        key: read_option(key, row)
        for key, row in document["options"].items()
        if row["kind"] in set(OptionKind)
    }
    models = {
        key: read_model(key, row, licenses)
        for key, row in document["models"].items()
        if row["weights"] in {"closed", *OPEN_WEIGHTS}
    }
    precisions = {
        key: float(row["bits_per_weight"])
        for key, row in document["precisions"].items()
    }
    return Catalog(
        revision=revision,
        sources={key: read_source(row) for key, row in document["sources"].items()},
        candidates=(
            *offered(document, models, options),
            *self_run(models, options),
        ),
        hardware=tuple(
            read_hardware(key, row)
            for key, row in sorted(document["hardware"].items())
            if row["memory_gb"] is not None
        ),
        bits_per_weight=precisions,
        throughputs=tuple(
            read_throughput(row, models, precisions) for row in document["throughputs"]
        ),
        assumptions={
            key: read_assumption(key, row)
            for key, row in document["assumptions"].items()
        },
    )


def read_source(row: Document) -> Source:
    return Source(
        title=row["title"],
        publisher=row["publisher"],
        kind=row["kind"],
        url=row["url"] or "",
        as_of=row["as_of"],
    )


def read_license(row: Document) -> License:
    return License(
        name=row["name"],
        commercial_use=row["commercial_use"],
        osi_approved=row["osi_approved"],
        max_monthly_active_users=row["max_monthly_active_users"],
        excluded_territories=tuple(row["excluded_territories"]),
        excluded_territories_scope=row["excluded_territories_scope"],
        attribution=row["attribution"] or "",
        attribution_above_users=row["attribution_above_users"],
        output_use=row["output_use"],
        open_data=row["data_open"],
        clauses={
            Subject(subject): Clause(
                section=clause["section"],
                says=clause["says"],
                duty=clause["duty"],
                source=clause["source"],
            )
            for subject, clause in row["clauses"].items()
        },
        source=row["source"],
    )


def read_model(slug: str, row: Document, licenses: Mapping[str, License]) -> Model:
    facts = {field: claims[0] for field, claims in row["facts"].items() if claims}
    figures = {
        field: Figure(value=float(claim["value"]), source=claim["source"])
        for field, claim in facts.items()
        if isinstance(claim["value"], int | float)
    }
    dates = facts.get("retired_on") or facts.get("release_date")
    first = dates or next(iter(facts.values()), None)
    terms = licenses.get(row["license"] or "")
    return Model(
        slug=slug,
        name=row["name"],
        maker_name=row["maker_name"],
        maker_country=row["maker_country"] or "",
        maker_source=row["maker_source"] or "",
        family=Family.OPEN if row["weights"] in OPEN_WEIGHTS else Family.CLOSED,
        license=terms,
        status=row["status"],
        # Of a month the first day: nobody should build on a model in its last weeks.
        retires_on=first_day(facts["retired_on"]["value"])
        if "retired_on" in facts
        else None,
        inputs=frozenset(row["inputs"]),
        fine_tuning=row["fine_tuning"],
        context_tokens=figures.get("context_window"),
        rating=read_rating(row["scores"]),
        figures=figures,
        source=first["source"] if first else (terms.source if terms else ""),
    )


def read_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def read_rating(scores: Mapping[str, Sequence[Document]]) -> Rating | None:
    for benchmark in RATING_BENCHMARKS:
        for score in scores.get(benchmark, ()):
            value = float(score["value"])
            return Rating(
                benchmark=benchmark,
                value=value,
                low=float(score["low"] or value),
                high=float(score["high"] or value),
                source=score["source"],
            )
    return None


def read_option(slug: str, row: Document) -> Option:
    return Option(
        slug=slug,
        name=row["name"],
        kind=OptionKind(row["kind"]),
        location=Location(row["location"]),
        works_offline=row["works_offline"],
        staff_needed=row["staff_needed"],
        setup_days=row["setup_days"],
        trains_on_prompts=row["trains_on_prompts"],
        retains_prompts=row["retains_prompts"],
        retention_days=row["retention_days"],
        offers_dpa=row["offers_dpa"],
        offers_baa=row["offers_baa"],
        offers_region_choice=row["offers_region_choice"],
        certifications=tuple(claim["name"] for claim in row["certifications"]),
        retired_on=read_day(row["retired_on"]),
        is_offered=row["status"] == "active",
        stands_for_kind=row["stands_for_kind"],
        source=row["source"],
    )


def offered(
    document: Document, models: Mapping[str, Model], options: Mapping[str, Option]
) -> list[Candidate]:
    """What providers sell by the token."""
    makers = {key: row["maker"] for key, row in document["models"].items()}
    providers = {key: row["provider"] for key, row in document["options"].items()}
    return [
        Candidate(
            model=models[row["model"]],
            option=options[row["option"]],
            kind=kind_for(models[row["model"]], options[row["option"]]),
            offering=row["provider_model_id"] or "",
            context_offered=row["context_offered"],
            prices=tuple(read_price(price) for price in row["prices"]),
            is_offered=row["status"] == "active",
            by_its_maker=makers[row["model"]] == providers[row["option"]],
        )
        for row in document["offerings"]
        if row["model"] in models and row["option"] in options
    ]


def kind_for(model: Model, option: Option) -> OptionKind:
    """The kind by whose weights it is: a host of open models may sell a closed one."""
    swap = AS_CLOSED if model.family is Family.CLOSED else AS_OPEN
    return swap.get(option.kind, option.kind)


def self_run(
    models: Mapping[str, Model], options: Mapping[str, Option]
) -> list[Candidate]:
    """Every open model on every way to run it oneself."""
    return [
        Candidate(model=model, option=option, kind=option.kind)
        for model in models.values()
        if model.family is Family.OPEN
        for option in options.values()
        if option.stands_for_kind and option.kind.is_self_run and option.is_offered
    ]


def read_price(row: Document) -> PriceRow:
    return PriceRow(
        input=Decimal(row["input"]),
        output=read_decimal(row["output"]),
        cached_input=read_decimal(row["cached_input"]),
        batch_discount=read_decimal(row["batch_discount"]),
        above_tokens=row["above_tokens"],
        schedule=row["schedule"],
        valid_from=read_day(row["valid_from"]),
        valid_until=read_day(row["valid_until"]),
        source=row["source"],
    )


def read_decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def read_hardware(slug: str, row: Document) -> Hardware:
    return Hardware(
        slug=slug,
        name=row["name"],
        kind=row["kind"],
        memory_gb=Figure(
            value=float(row["memory_gb"]["value"]), source=row["memory_gb"]["source"]
        ),
        bandwidth_gb_s=read_figure(row["memory_bandwidth_gb_s"]),
        dense_tflops=read_figure(row["bf16_dense_tflops"]),
        power_w=read_figure(row["power_w"]),
        list_price_usd=read_figure(row["list_price_usd"]),
        rates=tuple(
            Rate(
                provider_name=rate["provider_name"],
                usd_per_gpu_hour=Decimal(rate["usd_per_gpu_hour"]),
                source=rate["source"],
                min_gpus=rate.get("min_gpus", 1),
            )
            for rate in row["rates"]
        ),
    )


def read_figure(row: Document | None) -> Figure | None:
    if row is None:
        return None
    return Figure(value=float(row["value"]), source=row["source"])


def read_throughput(
    row: Document, models: Mapping[str, Model], precisions: Mapping[str, float]
) -> Throughput:
    model = models.get(row["model"] or "")
    active = row["active_params_b"]
    if active is None and model is not None:
        figures = model.figures
        figure = figures.get("params_active_b") or figures.get("params_total_b")
        active = figure.value if figure else None
    return Throughput(
        model=row["model"],
        active_params_b=None if active is None else float(active),
        bits_per_weight=precisions[row["precision"]],
        hardware=row["hardware"],
        gpu_count=row["gpu_count"],
        tokens_per_second=float(row["tokens_per_second"]),
        input_per_output=(row["input_tokens"] or 0) / (row["output_tokens"] or 1),
        is_measured=row["measured"],
        source=row["source"],
    )


def read_assumption(key: str, row: Document) -> Assumption:
    return Assumption(
        key=key,
        label=row["label"],
        value=Decimal(row["value"]),
        low=Decimal(row["low"]),
        high=Decimal(row["high"]),
        unit=row["unit"],
        source=row["source"],
    )


# --- The catalog in use ----------------------------------------------------------------

SECONDS_BETWEEN_CHECKS = 1.0
LONGEST_CHECK = 1.5  # seconds; it takes milliseconds, unless the database hangs
DATABASE_IS_AWAY = (OperationalError, InterfaceError)
logger = logging.getLogger("weighbridge.catalog")


class CatalogInUse:
    """The newest catalog, checked for a newer revision at most once a second.

    One query a check; a second one reads the document when the revision has moved.
    With the database away, the last catalog known goes on serving; while one thread
    checks, the others serve it too, so that a database that hangs stops one of them.
    """

    def __init__(self) -> None:
        self.catalog: Catalog | None = None
        self.checked_at = float("-inf")
        self.refused: str | None = None  # a revision that could not be read
        self.one_checks = Lock()

    def current(self) -> Catalog:
        """The catalog in use; raises `OperationalError` if none was ever read."""
        is_fresh = time.monotonic() - self.checked_at < SECONDS_BETWEEN_CHECKS
        if self.catalog and is_fresh:
            return self.catalog
        if self.one_checks.acquire(blocking=self.catalog is None):
            try:
                self.check()
            finally:
                self.one_checks.release()
        if self.catalog is None:
            raise CatalogEmptyError
        return self.catalog

    def check(self) -> None:
        try:
            with deadline(LONGEST_CHECK):
                row = self.changed_revision()
            if row:  # a large catalog takes longer to read than the database may
                self.take(row)
        except DATABASE_IS_AWAY:
            if self.catalog is None:
                raise
        self.checked_at = time.monotonic()

    def changed_revision(self) -> CatalogRevision | None:
        in_use = self.catalog.revision if self.catalog else None
        known = filter(None, (self.refused, in_use))
        return CatalogRevision.objects.exclude(sha256__in=[*known]).first()

    def take(self, row: CatalogRevision) -> None:
        try:
            self.catalog = read_catalog(json.loads(row.document), row.sha256)
        except Exception:  # whatever an edit broke, visitors keep what they had
            if self.catalog is None:
                raise
            self.refused = row.sha256
            logger.exception("The new catalog cannot be read; the last one serves on.")


class CatalogEmptyError(Exception):
    """No catalog was loaded yet: `manage.py load_catalog` does."""


catalog_in_use = CatalogInUse()


def current_catalog() -> Catalog:
    return catalog_in_use.current()


def changed_since(revision: str) -> datetime | None:
    """When the catalog last changed, in one query; None where it is at that revision."""
    others = CatalogRevision.objects.exclude(sha256=revision)
    return others.values_list("changed_at", flat=True).first()

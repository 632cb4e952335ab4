"""The page of one source: what it is, and every row of the catalog that rests on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import FETCH_RAISE, Count, IntegerField, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce

from catalog import models, wording
from catalog.models import Source
from catalog.pages.figures import fact_text
from catalog.wording import NOT_KNOWN

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Resting:
    """A kind of rows that rest on sources, and how one of them reads."""

    key: str
    label: str
    model: type[Model]
    reads: tuple[str, ...]  # relations
    tell: Callable[[Any], "Told"]
    source: str = "source"


@dataclass(frozen=True, kw_only=True)
class Told:
    """A row in words: of what it is, where that has a page, and what it says."""

    about: str
    page: str  # kind of page, such as model; empty where there is none
    slug: str
    text: str
    status: str = "accepted"

    @property
    def view(self) -> str:
        """The name of the page's address; empty where there is none."""
        return f"catalog:{self.page}" if self.page else ""


def of_model(row: models.ModelFact) -> Told:
    text = f"{row.get_field_display()}: {fact_text(row)}"
    return told(row.model, "model", text, row)


def of_hardware(row: models.HardwareFact) -> Told:
    text = f"{row.get_field_display()}: {fact_text(row)}"
    return told(row.hardware, "hardware", text, row)


def told(thing: Any, page: str, text: str, row: Any = None) -> Told:
    """A row about a thing that has a page."""
    return Told(
        about=str(thing),
        page=page,
        slug=thing.slug,
        text=text,
        status=getattr(row, "status", "accepted"),
    )


def of_price(row: models.Price) -> Told:
    offering = row.offering
    text = f"on {offering.option}: {row} a million tokens, in US dollars"
    return told(offering.model, "model", text, row)


def of_score(row: models.BenchmarkScore) -> Told:
    return told(row.model, "model", f"{row.benchmark}: {row.value.normalize():f}", row)


def of_speed(row: models.Throughput) -> Told:
    name = row.model or "a size class"
    text = f"{name} on {row.gpu_count}: {row}"
    return told(row.hardware, "hardware", text)


def of_claim(row: models.Claim, better_fact: str = "") -> Told:
    text = f"{row.attribute}: {row.value} {row.unit}".strip()
    text = f"{text} – better known: {better_fact}" if better_fact else text
    return Told(about=row.subject, page="", slug="", text=text, status=row.status)


def of_assumption(row: models.Assumption) -> Told:
    value, low, high = map(wording.number, (row.value, row.low, row.high))
    return named(row, f"{value} {row.unit}, from {low} to {high}")


def of_precision(row: models.Precision) -> Told:
    return named(row, f"{wording.number(row.bits_per_weight)} bits for each weight")


def of_plan(row: models.SubscriptionPlan) -> Told:
    return named(row, f"{wording.usd(row.usd)} a {row.get_per_display()}")


def named(row: Any, text: str) -> Told:
    """A row without a page of its own."""
    return Told(about=str(row), page="", slug="", text=text)


RESTING = (
    Resting(
        key="facts",
        label="figures of models",
        model=models.ModelFact,
        reads=("model",),
        tell=of_model,
    ),
    Resting(
        key="prices",
        label="prices",
        model=models.Price,
        reads=("offering__model", "offering__option"),
        tell=of_price,
    ),
    Resting(
        key="scores",
        label="benchmark scores",
        model=models.BenchmarkScore,
        reads=("model", "benchmark"),
        tell=of_score,
    ),
    Resting(
        key="options",
        label="ways to run a model",
        model=models.DeploymentOption,
        reads=(),
        tell=lambda row: told(row, "option", row.get_kind_display()),
    ),
    Resting(
        key="certifications",
        label="certifications",
        model=models.Certification,
        reads=("option",),
        tell=lambda row: told(row.option, "option", row.name),
    ),
    Resting(
        key="licenses",
        label="licenses",
        model=models.License,
        reads=(),
        tell=lambda row: told(
            row, "license", f"commercial use: {row.get_commercial_use_display()}"
        ),
    ),
    Resting(
        key="clauses",
        label="clauses of licenses",
        model=models.LicenseClause,
        reads=("license",),
        tell=lambda row: told(
            row.license, "license", f"{row.get_subject_display()}: {row.says}"
        ),
    ),
    Resting(
        key="benchmarks",
        label="benchmarks",
        model=models.Benchmark,
        reads=(),
        tell=lambda row: told(row, "benchmark", row.measures),
    ),
    Resting(
        key="hardware_facts",
        label="figures of hardware",
        model=models.HardwareFact,
        reads=("hardware",),
        tell=of_hardware,
    ),
    Resting(
        key="hardware_rates",
        label="rates of hardware",
        model=models.HardwareRate,
        reads=("hardware", "provider"),
        tell=lambda row: told(row.hardware, "hardware", f"{row.provider}: {row}", row),
    ),
    Resting(
        key="speeds",
        label="measured speeds",
        model=models.Throughput,
        reads=("hardware", "model"),
        tell=of_speed,
    ),
    Resting(
        key="providers",
        label="providers",
        model=models.Provider,
        reads=(),
        tell=lambda row: told(row, "provider", f"seat: {row.country or NOT_KNOWN}"),
    ),
    Resting(
        key="assumptions",
        label="assumptions of the formulas",
        model=models.Assumption,
        reads=(),
        tell=of_assumption,
    ),
    Resting(
        key="precisions",
        label="number formats",
        model=models.Precision,
        reads=(),
        tell=of_precision,
    ),
    Resting(
        key="precision_qualities",
        label="losses of quality by number format",
        model=models.PrecisionQuality,
        reads=("precision",),
        tell=lambda row: named(row.precision, row.text),
    ),
    Resting(
        key="products",
        label="apps and services",
        model=models.Product,
        reads=(),
        tell=lambda row: named(row, row.kind),
    ),
    Resting(
        key="tools",
        label="tools",
        model=models.Tool,
        reads=(),
        tell=lambda row: named(row, row.get_kind_display()),
    ),
    Resting(
        key="plans",
        label="subscription plans",
        model=models.SubscriptionPlan,
        reads=(),
        tell=of_plan,
    ),
    Resting(
        key="claims",
        label="claims of the article",
        model=models.Claim,
        reads=(),
        tell=of_claim,
        source="article",
    ),
    Resting(
        key="options_too",
        label="ways to run a model, as a further source",
        model=models.DeploymentOption,
        reads=(),
        tell=lambda row: told(row, "option", row.get_kind_display()),
        source="sources",
    ),
    Resting(
        key="claims_corrected",
        label="claims of articles for which it knows better",
        model=models.Claim,
        reads=(),
        tell=lambda row: of_claim(row, row.better_fact),
        source="better_sources",
    ),
)
BY_KEY: Mapping[str, Resting] = {one.key: one for one in RESTING}


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many rows of a kind rest on the source."""

    key: str
    label: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class SourcePage:
    """Everything that the page of a source shows."""

    pk: int
    slug: str
    title: str
    publisher: str
    kind: str
    kind_text: str
    url: str
    locator: str
    published_on: date | None
    retrieved_on: date | None
    as_of: date
    date_kind: str
    license: str
    note: str
    counted: Sequence[Counted]
    shown: Counted | None  # the kind of rows that is listed; None: nothing rests on it
    rows: Sequence[Told]
    after: int  # the row that the list begins after; 0: from the first
    next_after: int | None

    @property
    def total(self) -> int:
        return sum(one.rows for one in self.counted)


def source_page(slug: str, kind: str = "", after: int = 0) -> SourcePage:
    """The page with one part of its rows; raises `Source.DoesNotExist`."""
    source = read_source(slug)
    counted = [
        Counted(key=one.key, label=one.label, rows=getattr(source, f"{one.key}_count"))
        for one in RESTING
    ]
    counted = [one for one in counted if one.rows]
    shown = next((one for one in counted if one.key == kind), None)
    if shown is None and counted:
        shown, after = counted[0], 0 if kind else after
    rows = rows_after(BY_KEY[shown.key], source, after) if shown else []
    is_more = len(rows) > PAGE
    return SourcePage(
        pk=source.pk,
        slug=source.slug,
        title=source.title,
        publisher=source.publisher,
        kind=source.kind,
        kind_text=source.get_kind_display(),
        url=source.url,
        locator=source.locator,
        published_on=source.published_on,
        retrieved_on=source.retrieved_on,
        as_of=source.as_of,
        date_kind=source.get_date_kind_display(),
        license=source.license,
        note=source.note,
        counted=counted,
        shown=shown,
        rows=[BY_KEY[shown.key].tell(row) for row in rows[:PAGE]] if shown else [],
        after=after,
        next_after=rows[PAGE - 1].pk if is_more else None,
    )


def read_source(slug: str) -> Source:
    """The source and how many rows of each kind rest on it, in one query."""
    counts = {f"{one.key}_count": counting(one) for one in RESTING}
    return Source.objects.annotate(**counts).fetch_mode(FETCH_RAISE).get(slug=slug)


def counting(one: Resting) -> Coalesce:
    rows = one.model._default_manager.filter(**{one.source: OuterRef("pk")})
    number = rows.order_by().values(one.source).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def rows_after(one: Resting, source: Source, after: int) -> list[Any]:
    """A page of rows and one more, which tells whether there is a next page."""
    rows = one.model._default_manager.filter(**{one.source: source}, pk__gt=after)
    rows = rows.select_related(*one.reads) if one.reads else rows
    return list(rows.fetch_mode(FETCH_RAISE).order_by("pk")[: PAGE + 1])

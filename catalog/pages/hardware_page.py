"""The page of one accelerator: its figures, what it is rented for, how fast it ran."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import FETCH_RAISE

from catalog.json_values import count
from catalog.models import Hardware, HardwareFact, HardwareRate, Status, Throughput
from catalog.models.hardware import HardwareField
from catalog.pages.citing import Citation, citation
from catalog.pages.figures import FigureGroup, figure_groups
from catalog.pages.listed import Listed, listed
from catalog.pages.model_page import with_source


@dataclass(frozen=True, kw_only=True)
class RateLine:
    """What a provider asks for one GPU and hour."""

    provider: str
    provider_name: str
    tier: str
    min_gpus: int
    provisioning: str
    usd_per_gpu_hour: Decimal
    status: str
    status_text: str
    note: str
    citation: Citation

    @property
    def is_doubtful(self) -> bool:
        return self.status != Status.ACCEPTED


@dataclass(frozen=True, kw_only=True)
class Speed:
    """Tokens a second of a model, or of a size class, on so many of them."""

    model: str  # slug; empty for a size class
    model_name: str
    precision: str
    gpu_count: int
    tokens_per_second: int | float | None
    low: int | float | None
    high: int | float | None
    engine: str
    input_tokens: int | None
    output_tokens: int | None
    concurrency: int | None
    is_measured: bool
    note: str
    citation: Citation


@dataclass(frozen=True, kw_only=True)
class HardwarePage:
    """Everything that the page of some hardware shows."""

    pk: int
    slug: str
    name: str
    vendor: str
    kind: str
    kind_text: str
    note: str
    facts: Sequence[FigureGroup]
    unknown: Sequence[str]  # figures that nobody has looked up
    rates: Listed[RateLine]
    speeds: Listed[Speed]


def hardware_page(slug: str, day: date, *, is_whole: bool = False) -> HardwarePage:
    """The page; raises `Hardware.DoesNotExist`. Rates have no days of their own."""
    machine = (
        Hardware.objects.prefetch_related(
            with_source("facts", HardwareFact.objects.all())
        )
        .fetch_mode(FETCH_RAISE)
        .get(slug=slug)
    )
    facts = figure_groups(machine.facts.all(), HardwareField.values)
    found = {group.key for group in facts}
    rates = HardwareRate.objects.filter(hardware=machine).select_related(
        "provider", "source"
    )
    speeds = Throughput.objects.filter(hardware=machine).select_related(
        "model", "precision", "source"
    )
    return HardwarePage(
        pk=machine.pk,
        slug=machine.slug,
        name=machine.name,
        vendor=machine.vendor,
        kind=machine.kind,
        kind_text=machine.get_kind_display(),
        note=machine.note,
        facts=facts,
        unknown=[field.label for field in HardwareField if field not in found],
        rates=listed(
            rates.order_by("usd_per_gpu_hour", "provider__name", "tier", "pk"),
            rate_line,
            is_whole=is_whole,
        ),
        speeds=listed(
            speeds.order_by("-measured", "model__name", "gpu_count", "pk"),
            speed,
            is_whole=is_whole,
        ),
    )


def rate_line(row: HardwareRate) -> RateLine:
    return RateLine(
        provider=row.provider.slug,
        provider_name=row.provider.name,
        tier=row.tier,
        min_gpus=row.min_gpus,
        provisioning=row.provisioning,
        usd_per_gpu_hour=row.usd_per_gpu_hour,
        status=row.status,
        status_text=row.get_status_display(),
        note=row.note,
        citation=citation(row),
    )


def speed(row: Throughput) -> Speed:
    model = row.model
    return Speed(
        model=model.slug if model else "",
        model_name=model.name if model else size_class(row.active_params_b),
        precision=row.precision.name,
        gpu_count=row.gpu_count,
        tokens_per_second=count(row.tokens_per_second),
        low=count(row.low),
        high=count(row.high),
        engine=row.engine,
        input_tokens=row.input_tokens,
        output_tokens=row.output_tokens,
        concurrency=row.concurrency,
        is_measured=row.measured,
        note=row.note,
        citation=citation(row),
    )


def size_class(active_params_b: Decimal | None) -> str:
    size = count(active_params_b)
    return f"models with {size:,} billion active parameters" if size else "not known"

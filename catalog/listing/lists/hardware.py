"""The list of machines: memory, speed, and the least that an hour of one costs."""

from typing import Any

from django.db.models import (
    Case,
    DecimalField,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from catalog import wording
from catalog.listing.lists.common import BY_NAME, cited, name_of
from catalog.listing.parts import (
    Citation,
    Column,
    Filter,
    Listing,
    ReadyLink,
    Row,
    Sort,
    StoredFilter,
    choices_of,
    number_from,
    sortable,
)
from catalog.models import Hardware, HardwareFact, HardwareRate
from catalog.models.hardware import HardwareField, HardwareKind
from catalog.value_in_use import TERMS_ORDER
from catalog.words import HasWords, WordsOf

NUMBER = DecimalField(max_digits=14, decimal_places=4)
BEST_KIND = Case(
    *(
        When(source__kind=kind, then=Value(place))
        for place, kind in enumerate(TERMS_ORDER)
    ),
    output_field=IntegerField(),
)
BEST_FIRST = (BEST_KIND, F("as_of").desc(), "source__slug", "number")
CHEAPEST_FIRST = ("usd_per_gpu_hour", F("as_of").desc(), "provider__slug", "pk")


def in_use(field: HardwareField) -> Subquery:
    """The figure in use: of the best kind of source the newest."""
    facts = HardwareFact.objects.usable().filter(hardware=OuterRef("pk"), field=field)
    return Subquery(facts.order_by(*BEST_FIRST).values("number")[:1], NUMBER)


def hardware() -> QuerySet[Any]:
    rates = HardwareRate.objects.usable().filter(hardware=OuterRef("pk"))
    return sortable(
        Hardware.objects.annotate(
            memory=in_use(HardwareField.MEMORY_GB),
            bandwidth=in_use(HardwareField.MEMORY_BANDWIDTH_GB_S),
            rate=Subquery(
                rates.order_by(*CHEAPEST_FIRST).values("usd_per_gpu_hour")[:1], NUMBER
            ),
        )
    )


def with_figures(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With the facts and rates themselves, for their sources; best first."""
    facts = HardwareFact.objects.usable().order_by(*BEST_FIRST)
    rates = HardwareRate.objects.usable().order_by(*CHEAPEST_FIRST)
    return rows.prefetch_related(
        Prefetch("facts", facts.select_related("source"), to_attr="best_facts"),
        Prefetch(
            "rates",
            rates.select_related("source", "provider"),
            to_attr="cheapest_rates",
        ),
    )


def fact_of(row: Row, field: HardwareField) -> HardwareFact | None:
    return next((fact for fact in row.best_facts if fact.field == field), None)


def citation_of(row: Row, field: HardwareField) -> Citation | None:
    return cited(fact_of(row, field))


def rate_of(row: Row) -> HardwareRate | None:
    return next(iter(row.cheapest_rates), None)


def figure(
    field: HardwareField, key: str, label: str, unit: str, *, sort: str = ""
) -> Column:
    """One fact of a machine with its source."""

    def value(row: Row) -> Any:
        fact = fact_of(row, field)
        return fact and fact.number

    return Column(
        key=key,
        label=label,
        sort=sort,
        unit=unit,
        value=value,
        shown=lambda row: f"{wording.number(value(row))} {unit}",
        citation=lambda row: citation_of(row, field),
        is_number=True,
    )


def vendors() -> list[tuple[str, str]]:
    names = Hardware.objects.order_by("vendor").values_list("vendor", flat=True)
    return [(name, name) for name in names.distinct()]


HARDWARE = Listing(
    key="hardware",
    url_name="hardware_list",
    title="Hardware",
    one="machine",
    many="machines",
    lead="Accelerators and machines that hold open models: how much memory, how fast, and the least that an hour of one costs to rent.",
    search_hint="Name or vendor of a machine",
    rows=lambda _: hardware(),
    detailed=with_figures,
    search=lambda text: Q(HasWords(WordsOf("slug", "name", "vendor"), text)),
    filters=(
        Filter(
            key="kind",
            label="Kind",
            choices=choices_of("kind", "all kinds", HardwareKind.choices),
        ),
        StoredFilter(
            key="vendor",
            label="Vendor",
            everything="all vendors",
            path="vendor",
            pairs=vendors,
        ),
    ),
    sorts=(
        BY_NAME,
        Sort(
            key="memory",
            label="most memory",
            path="memory",
            falls=True,
            reads=number_from,
        ),
        Sort(
            key="bandwidth",
            label="fastest memory",
            path="bandwidth",
            falls=True,
            reads=number_from,
        ),
        Sort(key="rent", label="lowest rent", path="rate", reads=number_from),
    ),
    columns=(
        *name_of("hardware", "Machine"),
        Column(key="vendor", label="Vendor", value=lambda row: row.vendor),
        Column(key="kind", label="Kind", value=lambda row: row.get_kind_display()),
        figure(HardwareField.MEMORY_GB, "memory", "Memory", "GB", sort="memory"),
        figure(
            HardwareField.MEMORY_BANDWIDTH_GB_S,
            "bandwidth",
            "Memory speed",
            "GB/s",
            sort="bandwidth",
        ),
        figure(HardwareField.BF16_DENSE_TFLOPS, "speed", "BF16, dense", "TFLOPS"),
        Column(
            key="rent",
            sort="rent",
            label="Lowest rent",
            unit="USD per GPU and hour",
            value=lambda row: row.rate,
            shown=lambda row: f"{wording.usd(row.rate)} an hour",
            note=lambda row: ((rate := rate_of(row)) and rate.provider.name) or "",
            citation=lambda row: cited(rate_of(row)),
            is_number=True,
        ),
    ),
    ready_links=(
        ReadyLink(
            text="Data center machines by their rent",
            query="kind=datacenter&sort=rent",
        ),
        ReadyLink(
            text="What fits under a desk, most memory first",
            query="kind=workstation&sort=memory",
        ),
    ),
)

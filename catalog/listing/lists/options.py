"""The list of ways to run a model, with what their contracts say."""

from typing import Any

from django.db.models import Q, QuerySet

from catalog import wording
from catalog.listing.lists.common import BY_NAME, checked, cited, name_of
from catalog.listing.parts import (
    Column,
    Filter,
    Listing,
    ReadyLink,
    Row,
    Sort,
    StoredFilter,
    address_of,
    choices_of,
    known_or_not,
    number_from,
    sortable,
)
from catalog.models import DeploymentOption, Provider
from catalog.models.deployment import Location, OptionKind, OptionStatus, StaffNeeded
from catalog.words import HasWords, WordsOf


def providers() -> list[tuple[str, str]]:
    """Those that have an option."""
    found = Provider.objects.filter(deployment_options__isnull=False).distinct()
    return sorted(found.values_list("slug", "name"), key=lambda pair: pair[1].lower())


def with_names(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("provider", "source")


def badges(row: Row) -> list[str]:
    """What keeps a reader from using it."""
    if row.status != OptionStatus.ACTIVE:
        return [row.get_status_display()]
    return [f"retires on {wording.day(row.retired_on)}"] if row.retired_on else []


def retention(row: Row) -> str:
    """How long prompts are kept, in words."""
    if row.retains_prompts and row.retention_days is not None:
        return f"yes, {row.retention_days} days"
    return "yes, how long is not known" if row.retains_prompts else "no"


OPTIONS = Listing(
    key="options",
    url_name="options",
    title="Options",
    one="option",
    many="options",
    lead="Ways to run a model: a vendor’s API, a host of open models, your cloud, machines of your own. With each what its contract says about your data; what nobody knows is said to be not known.",
    search_hint="Name of an option or its provider",
    rows=lambda _: sortable(DeploymentOption.objects.all()),
    detailed=with_names,
    search=lambda text: Q(
        HasWords(WordsOf("slug", "name", "provider__name", "provider__slug"), text)
    ),
    filters=(
        Filter(
            key="kind",
            label="Kind",
            choices=choices_of("kind", "all kinds", OptionKind.choices),
        ),
        Filter(
            key="location",
            label="Your data stays with",
            hint="The strictest place for your data that it satisfies.",
            choices=choices_of("location", "anybody", Location.choices),
        ),
        Filter(
            key="trains",
            label="Trains on your prompts",
            choices=known_or_not("trains_on_prompts", "yes", "no"),
        ),
        Filter(
            key="retains",
            label="Keeps your prompts",
            choices=known_or_not("retains_prompts", "yes", "no"),
        ),
        Filter(
            key="offline",
            label="Works offline",
            choices=known_or_not("works_offline", "yes", "no"),
        ),
        Filter(
            key="staff",
            label="Staff needed",
            choices=choices_of("staff_needed", "any", StaffNeeded.choices),
        ),
        StoredFilter(
            key="provider",
            label="Provider",
            everything="all providers",
            path="provider__slug",
            pairs=providers,
        ),
        Filter(
            key="status",
            label="Status",
            choices=choices_of("status", "any", OptionStatus.choices),
        ),
    ),
    sorts=(
        BY_NAME,
        Sort(
            key="setup", label="quickest set-up", path="setup_days", reads=number_from
        ),
        Sort(
            key="retention",
            label="shortest retention",
            path="retention_days",
            reads=int,
        ),
    ),
    columns=(
        *name_of("options", "Option", badges),
        Column(
            key="provider",
            label="Provider",
            value=lambda row: row.provider and row.provider.name,
            link=lambda row: (
                row.provider and address_of("providers", row.provider.slug)
            ),
        ),
        Column(key="kind", label="Kind", value=lambda row: row.get_kind_display()),
        Column(
            key="location",
            label="Your data stays with",
            value=lambda row: row.get_location_display(),
        ),
        Column(
            key="trains_on_prompts",
            label="Trains on prompts",
            value=lambda row: row.trains_on_prompts,
            citation=cited,
        ),
        Column(
            key="retains_prompts",
            label="Keeps prompts",
            value=lambda row: row.retains_prompts,
            shown=retention,
            citation=cited,
        ),
        Column(
            key="retention_days",
            label="Retention",
            unit="days",
            value=lambda row: row.retention_days,
            citation=cited,
            is_number=True,
            on_page=False,
        ),
        Column(
            key="offers_dpa",
            label="Offers a DPA",
            value=lambda row: row.offers_dpa,
            citation=cited,
            on_page=False,
        ),
        Column(
            key="offers_baa",
            label="Offers a BAA",
            value=lambda row: row.offers_baa,
            citation=cited,
            on_page=False,
        ),
        Column(
            key="region_choice",
            label="Choice of region",
            value=lambda row: row.offers_region_choice,
            citation=cited,
            on_page=False,
        ),
        Column(
            key="works_offline",
            label="Works offline",
            value=lambda row: row.works_offline,
            citation=cited,
            on_page=False,
        ),
        Column(
            key="staff_needed",
            label="Staff needed",
            value=lambda row: row.get_staff_needed_display(),
        ),
        Column(
            key="setup_days",
            label="Set-up, least",
            unit="days",
            value=lambda row: row.setup_days,
            citation=cited,
            is_number=True,
            on_page=False,
        ),
        Column(
            key="status",
            label="Status",
            value=lambda row: row.get_status_display(),
            on_page=False,
        ),
        checked(),
    ),
    ready_links=(
        ReadyLink(
            text="Hosts of open models that do not train on your prompts",
            query="kind=hosted_open&trains=no",
        ),
        ReadyLink(
            text="Ways that keep your data on your own premises",
            query="location=own_premises",
        ),
        ReadyLink(
            text="Whether it keeps prompts is not known", query="retains=unknown"
        ),
    ),
    notes=lambda: (
        "A DPA is a contract on the handling of personal data, as the GDPR asks; a BAA is the same for health data in the United States.",
    ),
)

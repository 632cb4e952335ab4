"""The list of organizations that make, sell, host or write about models."""

from django.db.models import Q

from catalog.listing.lists.common import BY_NAME, checked, cited, name_of
from catalog.listing.parts import (
    Choice,
    Column,
    Filter,
    Listing,
    ReadyLink,
    Row,
    StoredFilter,
    sortable,
    when,
)
from catalog.models import Provider
from catalog.models.providers import ProviderRole
from catalog.words import HasWords, WordsOf

ROLES = dict(ProviderRole.choices)


def countries() -> list[tuple[str, str]]:
    """Those that a provider sits in."""
    known = Provider.objects.exclude(country="").order_by("country")
    return [(code, code) for code in known.values_list("country", flat=True).distinct()]


def roles(row: Row) -> list[str]:
    return [str(ROLES[role]) for role in row.roles]


PROVIDERS = Listing(
    key="providers",
    url_name="providers",
    title="Providers",
    one="provider",
    many="providers",
    lead="Organizations that make, sell, host or measure models, and where they have their seat.",
    search_hint="Name of an organization",
    rows=lambda _: sortable(Provider.objects.all()),
    detailed=lambda rows: rows.select_related("source"),
    search=lambda text: Q(HasWords(WordsOf("slug", "name"), text)),
    filters=(
        Filter(
            key="role",
            label="Role",
            choices=(
                Choice(value="", label="any"),
                *(
                    Choice(
                        value=value,
                        label=label,
                        condition=when(roles__contains=[value]),
                    )
                    for value, label in ProviderRole.choices
                ),
            ),
        ),
        StoredFilter(
            key="country",
            label="Seat",
            everything="all countries",
            path="country",
            pairs=countries,
            hint="As two letters.",
        ),
    ),
    sorts=(BY_NAME,),
    columns=(
        *name_of("providers", "Provider"),
        Column(key="roles", label="Roles", value=roles),
        Column(
            key="country",
            label="Seat",
            value=lambda row: row.country or None,
            citation=cited,
        ),
        Column(
            key="url",
            label="Web address",
            value=lambda row: row.url or None,
            on_page=False,
        ),
        checked(),
    ),
    ready_links=(
        ReadyLink(text="Hosts of open models", query="role=host"),
        ReadyLink(text="Makers of models", query="role=maker"),
    ),
)

"""The page of one organization: what it does, where it sits, what it makes and serves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import FETCH_RAISE

from catalog.models import (
    DeploymentOption,
    Hardware,
    LanguageModel,
    Product,
    Provider,
    SubscriptionPlan,
)
from catalog.models.providers import ProviderRole
from catalog.pages.brief import ModelLine, in_service_first, model_line
from catalog.pages.citing import Citation, citation, cited
from catalog.pages.listed import Listed, listed
from catalog.pages.places import Terms, terms_of


@dataclass(frozen=True, kw_only=True)
class Sold:
    """An app or a subscription, with its price where it has one."""

    name: str
    text: str
    citation: Citation


@dataclass(frozen=True, kw_only=True)
class Named:
    """Another page by its name."""

    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ProviderPage:
    """Everything that the page of a provider shows."""

    pk: int
    slug: str
    name: str
    roles: Sequence[str]
    url: str
    country: str  # empty: not known
    note: str
    citation: Citation | None
    models: Listed[ModelLine]
    options: Listed[Terms]
    hardware: Listed[Named]
    products: Listed[Sold]
    plans: Listed[Sold]

    @property
    def sold(self) -> list[tuple[str, Listed[Sold]]]:
        """What it sells beside models, under a title each."""
        return [("Apps and services", self.products), ("Subscriptions", self.plans)]


def provider_page(slug: str, day: date, *, is_whole: bool = False) -> ProviderPage:
    """The page as of a day; raises `Provider.DoesNotExist`."""
    provider = (
        Provider.objects.select_related("source").fetch_mode(FETCH_RAISE).get(slug=slug)
    )
    source, as_of = provider.source, provider.as_of
    models = LanguageModel.objects.filter(maker=provider)
    options = DeploymentOption.objects.filter(provider=provider)
    rented = Hardware.objects.filter(rates__provider=provider).distinct()
    products = Product.objects.filter(provider=provider).select_related("source")
    plans = SubscriptionPlan.objects.filter(provider=provider).select_related("source")
    return ProviderPage(
        pk=provider.pk,
        slug=provider.slug,
        name=provider.name,
        roles=[ProviderRole(role).label for role in provider.roles],
        url=provider.url,
        country=provider.country,
        note=provider.note,
        citation=cited(source, as_of) if source and as_of else None,
        models=listed(in_service_first(models), model_line, is_whole=is_whole),
        options=listed(
            options.select_related("source").order_by("name", "slug"),
            lambda row: terms_of(row, day),
            is_whole=is_whole,
        ),
        hardware=listed(rented.order_by("name", "slug"), named, is_whole=is_whole),
        products=listed(products.order_by("name", "slug"), product, is_whole=is_whole),
        plans=listed(plans.order_by("usd", "slug"), plan, is_whole=is_whole),
    )


def named(row: Hardware) -> Named:
    return Named(slug=row.slug, name=row.name)


def product(row: Product) -> Sold:
    text = f"{row.kind}, {row.get_status_display()}"
    return Sold(name=row.name, text=text, citation=citation(row))


def plan(row: SubscriptionPlan) -> Sold:
    text = f"${row.usd.normalize():f} a {row.get_per_display()}"
    return Sold(name=row.name, text=text, citation=citation(row))

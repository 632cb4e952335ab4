"""The page of one way to run models: who does what, the contract, what runs there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import FETCH_RAISE

from catalog.json_values import count
from catalog.models import Certification, DeploymentOption, Offering, Price
from catalog.pages.citing import Citation, citation
from catalog.pages.listed import MOST_SHOWN, Listed
from catalog.pages.model_page import offerings_to_tell, with_source
from catalog.pages.places import Place, Terms, place, terms_of
from catalog.pages.prices import with_prices


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A certificate that covers the option."""

    name: str
    citation: Citation


@dataclass(frozen=True, kw_only=True)
class OptionPage:
    """Everything that the page of a deployment option shows; None: not known."""

    pk: int
    slug: str
    name: str
    terms: Terms
    status_text: str
    retired_on: date | None
    provider: str
    provider_name: str
    serves: str
    staff_needed: str
    setup_days: int | float | None
    setup_days_high: int | float | None
    vendor_duties: str
    customer_duties: str
    offers_dpa: bool | None
    offers_baa: bool | None
    offers_region_choice: bool | None
    certifications: Sequence[Certificate]
    note: str
    citation: Citation
    sources: Sequence[tuple[str, str]]  # further ones: slug and title
    offerings: Listed[Place]


def option_page(slug: str, day: date, *, is_whole: bool = False) -> OptionPage:
    """The page as of a day; raises `DeploymentOption.DoesNotExist`."""
    option = read_option(slug)
    provider = option.provider
    return OptionPage(
        pk=option.pk,
        slug=option.slug,
        name=option.name,
        terms=terms_of(option, day),
        status_text=option.get_status_display(),
        retired_on=option.retired_on,
        provider=provider.slug if provider else "",
        provider_name=provider.name if provider else "",
        serves=option.get_serves_display(),
        staff_needed=option.get_staff_needed_display(),
        setup_days=count(option.setup_days),
        setup_days_high=count(option.setup_days_high),
        vendor_duties=option.vendor_duties,
        customer_duties=option.customer_duties,
        offers_dpa=option.offers_dpa,
        offers_baa=option.offers_baa,
        offers_region_choice=option.offers_region_choice,
        certifications=[
            Certificate(name=row.name, citation=citation(row))
            for row in option.certifications.all()
        ],
        note=option.note,
        citation=citation(option),
        sources=[(source.slug, source.title) for source in option.sources.all()],
        offerings=offerings_of(option, day, is_whole=is_whole),
    )


def read_option(slug: str) -> DeploymentOption:
    return (
        DeploymentOption.objects.select_related("provider", "source")
        .prefetch_related(
            "sources", with_source("certifications", Certification.objects.usable())
        )
        .fetch_mode(FETCH_RAISE)
        .get(slug=slug)
    )


def offerings_of(
    option: DeploymentOption, day: date, *, is_whole: bool
) -> Listed[Place]:
    """What runs there by name; what is offered still comes first."""
    rows = offerings_to_tell(
        Offering.objects.filter(option=option)
        .fetch_mode(FETCH_RAISE)
        .order_by(
            # “active” comes before “retired”
            "status",
            "model__name",
            "model__slug",
            "provider_model_id",
        )
    )
    not_over = Price.objects.exclude(valid_until__lte=day)
    shown = list(rows if is_whole else rows[:MOST_SHOWN])
    told = [place(one, day) for one in with_prices(shown, not_over, day)]
    return Listed(rows=told, total=rows.count())

"""The facts of a model as its list shows and exports them."""

from typing import Any

from catalog import wording
from catalog.listing.lists.common import cited
from catalog.listing.parts import (
    Column,
    address_of,
)
from catalog.models.language_models import Entry, ModelStatus
from catalog.models.licenses import CommercialUse


def badges(row: Any) -> list[str]:
    """What a reader must know before anything else."""
    model = row.model
    told = [] if model.entry == Entry.MODEL else [model.get_entry_display()]
    if model.status not in (ModelStatus.ACTIVE, ModelStatus.RETIRED):
        told.append(model.get_status_display())
    if row.retires_on or model.status == ModelStatus.RETIRED:
        told.append(retirement(row))
    return told


def retirement(row: Any) -> str:
    """Whether it is gone, or when it goes."""
    if row.model.status == ModelStatus.RETIRED:
        return "retired"
    return f"retires on {wording.day(row.retires_on)}"


COMMERCIAL_WORDS = {
    CommercialUse.YES: "commercial use allowed",
    CommercialUse.CONDITIONAL: "commercial use allowed under conditions",
    CommercialUse.NO: "no commercial use",
    CommercialUse.UNKNOWN: "commercial use not known",
}
EU_WORDS = {
    "yes": "open to companies in the EU",
    "no": "closed to companies in the EU",
    "unknown": "companies in the EU: not known",
}


def license_words(row: Any) -> str:
    """The license in plain words."""
    terms = row.model.license
    if terms is None:
        return ""
    commercial = COMMERCIAL_WORDS[CommercialUse(terms.commercial_use)]
    return f"{commercial}; {EU_WORDS[row.eu_seat]}"


def price_words(row: Any) -> str:
    price = row.price
    if price.is_free:
        return "free"
    return f"{wording.usd(price.input)} in, {wording.usd(price.output)} out"


def host_words(row: Any) -> str:
    """Who asks the lowest price, and whether less fits into a request there."""
    if row.price is None:
        return ""
    offering = row.price.offering
    offered = offering.context_offered
    if offered is None or row.context is None or offered >= row.context:
        return str(offering.option.name)
    return f"{offering.option.name}; {wording.tokens(offered)} of context there"


COLUMNS = (
    Column(
        key="model",
        sort="name",
        label="Model",
        value=lambda row: row.model.name,
        link=lambda row: address_of("models", row.slug),
        badges=badges,
    ),
    Column(key="slug", label="Slug", value=lambda row: row.slug, on_page=False),
    Column(
        key="maker",
        label="Maker",
        value=lambda row: row.model.maker.name,
        link=lambda row: address_of("providers", row.model.maker.slug),
    ),
    Column(
        key="weights",
        label="Weights",
        value=lambda row: row.model.get_weights_display(),
    ),
    Column(
        key="status",
        label="Status",
        value=lambda row: row.model.get_status_display(),
        on_page=False,
    ),
    Column(
        key="entry",
        label="Kind of entry",
        value=lambda row: row.model.get_entry_display(),
        on_page=False,
    ),
    Column(
        key="context",
        sort="context",
        label="Context",
        unit="tokens",
        value=lambda row: row.context,
        shown=lambda row: wording.tokens(row.context),
        citation=lambda row: cited(row.context_fact),
        is_number=True,
    ),
    Column(
        key="parameters",
        label="Parameters",
        unit="billions",
        value=lambda row: row.params_b,
        shown=lambda row: wording.billions(row.params_b),
        citation=lambda row: cited(row.params_fact),
        is_number=True,
        on_page=False,
    ),
    Column(
        key="released",
        label="Released",
        value=lambda row: row.release_fact and row.release_fact.value,
        shown=lambda row: wording.part_of_date(row.release_fact.value),
        citation=lambda row: cited(row.release_fact),
        on_page=False,
    ),
    Column(
        key="preference",
        label="Preference rating",
        unit="points",
        value=lambda row: row.rating,
        shown=lambda row: wording.number(row.rating),
        citation=lambda row: cited(row.rating_score),
        is_number=True,
        on_page=False,
    ),
    Column(
        key="license",
        label="License",
        value=lambda row: row.model.license and row.model.license.name,
        link=lambda row: (
            row.model.license and address_of("licenses", row.model.license.slug)
        ),
        note=license_words,
        citation=lambda row: cited(row.model.license),
    ),
    Column(
        key="commercial_use",
        label="Commercial use",
        value=lambda row: (
            row.model.license and row.model.license.get_commercial_use_display()
        ),
        on_page=False,
    ),
    Column(
        key="eu_company",
        label="Company seated in the EU",
        value=lambda row: None if row.eu_seat == "unknown" else row.eu_seat,
        on_page=False,
    ),
    Column(
        key="lowest_price",
        sort="price",
        label="Lowest hosted price",
        unit="USD per million tokens, blended",
        value=lambda row: row.price and row.blended,
        shown=price_words,
        note=host_words,
        citation=lambda row: cited(row.price),
        is_number=True,
    ),
    Column(
        key="input_price",
        label="Input price there",
        unit="USD per million tokens",
        value=lambda row: row.price and row.price.input,
        citation=lambda row: cited(row.price),
        on_page=False,
    ),
    Column(
        key="output_price",
        label="Output price there",
        unit="USD per million tokens",
        value=lambda row: row.price and row.price.output,
        citation=lambda row: cited(row.price),
        on_page=False,
    ),
    Column(
        key="option",
        label="Option with that price",
        value=lambda row: row.price and row.price.offering.option.slug,
        on_page=False,
    ),
    Column(
        key="checked",
        label="Last checked",
        value=lambda row: row.last_checked,
        shown=lambda row: wording.day(row.last_checked),
    ),
)

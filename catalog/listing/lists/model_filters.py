"""The questions by which the list of models is narrowed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q

from catalog.license_terms import (
    admits_the_union,
    allows_commerce,
    excludes_the_union,
    speaks_of,
)
from catalog.listing.parts import (
    Choice,
    Filter,
    StoredFilter,
    when,
)
from catalog.models import LanguageModel, License, Provider
from catalog.models.language_models import Entry, Medium, ModelStatus, Weights
from catalog.models.licenses import ClauseSubject, CommercialUse
from catalog.summaries import OPEN_WEIGHTS, SELF_RUN, SOLD_BY_TOKEN

LICENSE, INPUTS = "model__license", "model__inputs"
IN_SERVICE = (ModelStatus.ACTIVE, ModelStatus.DEPRECATED)
UNREAL = (ModelStatus.UNVERIFIED, ModelStatus.NONEXISTENT)
# Thousands of tokens: a K means 1,000 or 1,024 of them, and whoever asks for 128K
# asks for either.
CONTEXTS = (8, 32, 64, 128, 200, 256, 512)
THOUSAND, MILLION = 1_000, 1_000_000
PRICES = ("0.2", "0.5", "1", "2", "5", "10", "20")  # US dollars per million tokens


def is_retired(day: date) -> Q:
    return Q(status=ModelStatus.RETIRED) | Q(retires_on__lte=day)


def is_model(**conditions: Any) -> Q:
    return Q(entry=Entry.MODEL, **conditions)


def is_in_service(day: date) -> Q:
    """Real models that are offered, and not retired by their date."""
    not_yet = Q(retires_on=None) | Q(retires_on__gt=day)
    return is_model(status__in=IN_SERVICE) & not_yet


STATUS = Filter(
    key="status",
    label="Status",
    choices=(
        Choice(value="", label="in service", condition=is_in_service),
        Choice(
            value="announced",
            label="announced",
            condition=lambda _: is_model(status=ModelStatus.ANNOUNCED),
        ),
        Choice(
            value="retired",
            label="retired",
            condition=lambda day: is_model() & is_retired(day),
        ),
        Choice(
            value="unverified",
            label="unverified",
            condition=when(status__in=UNREAL),
        ),
        Choice(
            value="article",
            label="named by an article only",
            condition=when(entry=Entry.DOUBTFUL),
        ),
        Choice(
            value="family",
            label="families and categories",
            condition=when(entry__in=(Entry.FAMILY, Entry.CATEGORY)),
        ),
        Choice(value="any", label="any"),
    ),
)
WEIGHTS = Filter(
    key="weights",
    label="Weights",
    hint="Open weights can be downloaded and run anywhere; closed ones are sold as a service.",
    choices=(
        Choice(value="", label="open or closed"),
        Choice(
            value="open",
            label="open",
            condition=when(weights__in=OPEN_WEIGHTS),
        ),
        Choice(
            value="closed",
            label="closed",
            condition=when(weights=Weights.CLOSED),
        ),
        Choice(
            value="unknown",
            label="mixed or not known",
            condition=when(weights__in=(Weights.MIXED, Weights.UNKNOWN)),
        ),
    ),
)


CONTEXT = Filter(
    key="context",
    label="Context, at least",
    hint="How many tokens a request and its answer may have together.",
    choices=(
        Choice(value="", label="any"),
        *(
            Choice(
                value=f"{size}k",
                label=f"{size}K tokens",
                condition=when(context__gte=size * THOUSAND),
            )
            for size in CONTEXTS
        ),
        Choice(
            value="1m",
            label="1M tokens",
            condition=when(context__gte=MILLION),
        ),
    ),
)
COMMERCIAL = Filter(
    key="commercial",
    label="Commercial use",
    choices=(
        Choice(value="", label="any"),
        Choice(
            value="allowed",
            label="allowed, conditions or not",
            condition=lambda _: allows_commerce(LICENSE),
        ),
        Choice(
            value="unconditional",
            label="allowed without conditions",
            condition=when(model__license__commercial_use=CommercialUse.YES),
        ),
        Choice(
            value="no",
            label="not allowed",
            condition=when(model__license__commercial_use=CommercialUse.NO),
        ),
        Choice(
            value="unknown",
            label="not known",
            condition=lambda _: (
                Q(model__license=None)
                | Q(model__license__commercial_use=CommercialUse.UNKNOWN)
            ),
        ),
    ),
)
EU = Filter(
    key="eu",
    label="Company seated in the EU",
    hint="Whether the license is known to hold for one. Some give companies in the European Union no rights.",
    choices=(
        Choice(value="", label="any"),
        Choice(
            value="yes",
            label="yes",
            condition=lambda _: admits_the_union(LICENSE, INPUTS),
        ),
        Choice(
            value="no",
            label="no",
            condition=lambda _: (
                Q(speaks_of(ClauseSubject.TERRITORY, LICENSE))
                & excludes_the_union(LICENSE, INPUTS)
            ),
        ),
        Choice(
            value="unknown",
            label="not known",
            condition=lambda _: ~Q(speaks_of(ClauseSubject.TERRITORY, LICENSE)),
        ),
    ),
)
INPUT = Filter(
    key="input",
    label="Takes in",
    choices=(
        Choice(value="", label="anything"),
        *(
            Choice(
                value=value,
                label=label,
                condition=when(model__inputs__contains=[value]),
            )
            for value, label in Medium.choices
        ),
    ),
)
RUNS = Filter(
    key="runs",
    label="Where it can run",
    choices=(
        Choice(value="", label="anywhere"),
        *(
            Choice(
                value=str(kind),
                label=str(kind.label),
                condition=when(kinds__contains=[str(kind)]),
            )
            for kind in (*SOLD_BY_TOKEN, *SELF_RUN)
        ),
    ),
)
PRICE = Filter(
    key="price",
    label="Hosted price, at most",
    hint="US dollars per million tokens, input and output together.",
    choices=(
        Choice(value="", label="any, or none"),
        Choice(
            value="known",
            label="any known price",
            condition=when(blended__isnull=False),
        ),
        *(
            Choice(
                value=limit,
                label=f"${limit}",
                condition=when(blended__lte=Decimal(limit)),
            )
            for limit in PRICES
        ),
    ),
)


def has_model(**whose: OuterRef) -> Exists:
    """Faster than a join with all models, of which each maker has many."""
    return Exists(LanguageModel.objects.filter(**whose))


def makers() -> Sequence[tuple[str, str]]:
    made = Provider.objects.filter(has_model(maker=OuterRef("pk")))
    return sorted(made.values_list("slug", "name"), key=lambda pair: pair[1].lower())


def licenses() -> Sequence[tuple[str, str]]:
    used = License.objects.filter(has_model(license=OuterRef("pk")))
    return sorted(used.values_list("slug", "name"), key=lambda pair: pair[1].lower())


MAKER = StoredFilter(
    key="maker",
    label="Maker",
    everything="all makers",
    path="model__maker__slug",
    pairs=makers,
)
BY_LICENSE = StoredFilter(
    key="license",
    label="License",
    everything="all licenses",
    path="model__license__slug",
    pairs=licenses,
)

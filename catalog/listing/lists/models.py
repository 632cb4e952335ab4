"""The list of models: the figures that a decision needs, from their summaries."""

from datetime import date
from typing import Any

from django.db.models import FETCH_PEERS, Case, F, Q, QuerySet, Value, When

from catalog import wording
from catalog.license_terms import (
    admits_the_union,
    speaks_of,
)
from catalog.listing.lists.model_columns import COLUMNS
from catalog.listing.lists.model_filters import (
    BY_LICENSE,
    COMMERCIAL,
    CONTEXT,
    EU,
    INPUT,
    INPUTS,
    LICENSE,
    MAKER,
    PRICE,
    RUNS,
    STATUS,
    WEIGHTS,
)
from catalog.listing.parts import (
    Listing,
    ReadyLink,
    Sort,
    number_from,
)
from catalog.models import ModelSummary
from catalog.models.licenses import ClauseSubject
from catalog.summaries import tokens_in
from catalog.words import HasWords


def summaries(day: date) -> QuerySet[Any]:
    """Every model once: as it is on that day."""
    is_open = Q(until=None) | Q(until__gt=day)
    rows: QuerySet[Any] = ModelSummary.objects.filter(is_open, first_day__lte=day)
    return rows


def with_facts(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With all that the columns name."""
    told: QuerySet[Any] = (
        rows.defer("searched", "words")
        .select_related(*ON_PAGE)
        .annotate(eu_seat=EU_SEAT)
    )
    # What exports alone name is read for all rows at once when the first asks for it.
    return told.fetch_mode(FETCH_PEERS)


ON_PAGE = (
    "model__maker",
    "model__license__source",
    "context_fact__source",
    "price__source",
    "price__offering__option",
)
EU_SEAT = Case(
    When(admits_the_union(LICENSE, INPUTS), then=Value("yes")),
    When(speaks_of(ClauseSubject.TERRITORY, LICENSE), then=Value("no")),
    default=Value("unknown"),
)


def notes() -> list[str]:
    """What the figures stand for."""
    return [
        "Prices are US dollars per million tokens, as asked today by the cheapest of "
        "those who host the model: the price of input and output together, with "
        f"{wording.number(tokens_in())} tokens going in for each that comes out.",
        "What a license allows is told by the license alone; the contract of whoever "
        "hosts the model may ask for more. This is not legal advice.",
    ]


MODELS = Listing(
    key="models",
    url_name="models",
    title="Models",
    one="model",
    many="models",
    lead="Language models with what a decision needs of each. Every figure names its source and the day it was checked; what nobody knows is said to be not known.",
    search_hint="Name, other name, maker, family or a provider’s id",
    rows=summaries,
    detailed=with_facts,
    search=lambda text: Q(HasWords(F("words"), text)),
    filters=(
        WEIGHTS,
        CONTEXT,
        COMMERCIAL,
        EU,
        PRICE,
        RUNS,
        INPUT,
        MAKER,
        BY_LICENSE,
        STATUS,
    ),
    sorts=(
        Sort(key="name", label="name", path="sort_name"),
        Sort(
            key="newest",
            label="newest",
            path="released_on",
            falls=True,
            reads=date.fromisoformat,
        ),
        Sort(
            key="context",
            label="longest context",
            path="context",
            falls=True,
            reads=int,
        ),
        Sort(key="price", label="lowest price", path="blended", reads=number_from),
        Sort(
            key="parameters",
            label="most parameters",
            path="params_b",
            falls=True,
            reads=number_from,
        ),
        Sort(
            key="quality",
            label="preference rating",
            path="rating",
            falls=True,
            reads=number_from,
        ),
    ),
    columns=COLUMNS,
    slug_path="slug",
    is_compared=True,
    ready_links=(
        ReadyLink(
            text="Open models with at least 128K of context that a company in the EU may use commercially, with hosted prices",
            query="weights=open&context=128k&commercial=allowed&eu=yes&price=known&sort=price",
        ),
        ReadyLink(text="The models that people like best", query="sort=quality"),
        ReadyLink(
            text="Hosted models that read images, for at most $1",
            query="price=1&input=image&sort=price",
        ),
        ReadyLink(
            text="Open models for your own hardware, largest first",
            query="weights=open&runs=own_hardware&sort=parameters",
        ),
        ReadyLink(
            text="What the articles name that nobody could verify",
            query="status=article",
        ),
    ),
    notes=notes,
)

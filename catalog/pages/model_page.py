"""The page of one model: all that the catalog knows of it, each figure with its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import FETCH_RAISE, Prefetch, QuerySet
from django.db.models.functions import Upper

from catalog import wording
from catalog.charts.price_history import PriceCharts, price_charts
from catalog.models import (
    BenchmarkScore,
    Claim,
    DeploymentOption,
    LanguageModel,
    LicenseClause,
    ModelFact,
    Offering,
    Price,
    Source,
)
from catalog.models.deployment import OptionStatus
from catalog.models.language_models import FineTuning, ModelField, Weights
from catalog.pages.figures import Figure, FigureGroup, figure_groups
from catalog.pages.license_rows import LicenseRow, license_rows
from catalog.pages.listed import Listed
from catalog.pages.places import Place, Terms, places, terms_of
from catalog.pages.price_courses import courses_of
from catalog.pages.prices import PriceLine, price_lines, with_prices
from catalog.pages.scores import ScoreGroup, score_groups
from catalog.pages.standing import Badge, badges
from catalog.summaries import tokens_in

MOST_PRICES = 60  # rows of the table; the JSON has them all
MOST_PLACES = 50
OPEN = (Weights.OPEN_WEIGHT, Weights.OPEN_SOURCE)
AT_A_GLANCE = (
    ModelField.RELEASE_DATE,
    ModelField.RETIRED_ON,
    ModelField.CONTEXT_WINDOW,
    ModelField.PARAMS_TOTAL_B,
    ModelField.PARAMS_ACTIVE_B,
    ModelField.KNOWLEDGE_CUTOFF,
)
# Where nothing is known of these it says so; a model need not have the others.
ALWAYS_SAID = (
    ModelField.RELEASE_DATE,
    ModelField.CONTEXT_WINDOW,
    ModelField.PARAMS_TOTAL_B,
)


@dataclass(frozen=True, kw_only=True)
class Glance:
    """A figure in use that the head of the page shows; None: not known."""

    label: str
    figure: Figure | None


@dataclass(frozen=True, kw_only=True)
class ArticleClaim:
    """What an article says of the model, and what is known better."""

    attribute: str
    value: str
    statement: str
    status: str
    status_text: str
    better_fact: str
    article: str
    article_title: str
    line: int
    better_sources: tuple[tuple[str, str], ...]  # slug and title


@dataclass(frozen=True, kw_only=True)
class ModelPage:
    """Everything that the page of a model shows."""

    pk: int
    slug: str
    name: str
    maker: str
    maker_name: str
    family: str
    weights: str
    weights_text: str
    status: str
    status_text: str
    badges: tuple[Badge, ...]
    aliases: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    fine_tuning: str  # empty: not known
    note: str
    glance: tuple[Glance, ...]
    facts: Sequence[FigureGroup]
    scores: Sequence[ScoreGroup]
    mix: str  # tokens that go in for each that comes out, where places are ordered
    places: Listed[Place]
    self_run: Sequence[Terms]
    prices: Listed[PriceLine]
    license: str  # slug; empty: not known
    license_name: str
    license_rows: Sequence[LicenseRow]
    claims: Sequence[ArticleClaim]
    charts: PriceCharts | None

    @property
    def is_open(self) -> bool:
        return self.weights in OPEN

    @property
    def disputed(self) -> list[FigureGroup]:
        """Fields on which sources disagree."""
        return [group for group in self.facts if group.disagrees]


def model_page(slug: str, day: date, *, is_whole: bool = False) -> ModelPage:
    """The page as of a day; whole: with the rows that a page would leave out.

    Raises `LanguageModel.DoesNotExist`.
    """
    model = read_model(slug)
    facts = figure_groups(model.facts.all(), ModelField.values)
    offerings = with_prices(list(model.offerings.all()), Price.objects.all(), day)
    terms = model.license
    mix = tokens_in()
    return ModelPage(
        pk=model.pk,
        slug=model.slug,
        name=model.name,
        maker=model.maker.slug,
        maker_name=model.maker.name,
        family=model.family,
        weights=model.weights,
        weights_text=model.get_weights_display(),
        status=model.status,
        status_text=model.get_status_display(),
        badges=tuple(badges(model)),
        aliases=tuple(model.aliases),
        inputs=tuple(model.inputs),
        outputs=tuple(model.outputs),
        fine_tuning=FineTuning(model.fine_tuning).label if model.fine_tuning else "",
        note=model.note,
        glance=glance(facts),
        facts=facts,
        scores=score_groups(model.scores.all()),
        mix=wording.number(mix),
        places=places(offerings, day, mix, None if is_whole else MOST_PLACES),
        self_run=self_run(day) if model.weights in OPEN else [],
        prices=price_lines(offerings, day, None if is_whole else MOST_PRICES),
        license=terms.slug if terms else "",
        license_name=terms.name if terms else "",
        license_rows=license_rows(terms, terms.clauses.all(), model.inputs)
        if terms
        else [],
        claims=claims_on(model),
        charts=price_charts(courses_of(offerings, model.maker_id, day), day),
    )


def read_model(slug: str) -> LanguageModel:
    """The model with all its rows, in a fixed number of queries."""
    return with_all_rows(LanguageModel.objects.all()).get(slug=slug)


def with_all_rows(models: QuerySet[LanguageModel]) -> QuerySet[LanguageModel]:
    """Models with what is known of each, beside their prices."""
    return (
        models.select_related("maker", "license__source")
        .prefetch_related(
            with_source("facts", ModelFact.objects.all()),
            with_source("scores", BenchmarkScore.objects.select_related("benchmark")),
            Prefetch("offerings", offerings_to_tell(Offering.objects.all())),
            with_source("license__clauses", LicenseClause.objects.usable()),
        )
        .fetch_mode(FETCH_RAISE)
    )


def with_source(lookup: str, rows: QuerySet) -> Prefetch:
    return Prefetch(lookup, rows.select_related("source"))


def offerings_to_tell(offerings: QuerySet[Offering]) -> QuerySet[Offering]:
    """Offerings with what places and price lists read of them, beside their prices."""
    return offerings.select_related("model", "option__source")


def glance(facts: Sequence[FigureGroup]) -> tuple[Glance, ...]:
    in_use = {group.key: group.in_use for group in facts}
    return tuple(
        Glance(label=field.label, figure=in_use.get(field))
        for field in AT_A_GLANCE
        if field in ALWAYS_SAID or in_use.get(field) is not None
    )


def self_run(day: date) -> list[Terms]:
    """The ways to run any open model oneself."""
    options = DeploymentOption.objects.filter(
        stands_for_kind=True, status=OptionStatus.ACTIVE
    ).select_related("source")
    return [terms_of(option, day) for option in options.order_by("kind")]


# --- What articles say ------------------------------------------------------------------


def claims_on(model: LanguageModel) -> list[ArticleClaim]:
    """Claims whose subject is the name of the model or another name for it."""
    names = {name.upper() for name in (model.name, *model.aliases)}
    rows = (
        Claim.objects.annotate(name=Upper("subject"))
        .filter(name__in=names)
        .select_related("article")
        .prefetch_related(Prefetch("better_sources", Source.objects.order_by("slug")))
        .order_by("article__slug", "line", "slug")
    )
    return [article_claim(row) for row in rows]


def article_claim(row: Claim) -> ArticleClaim:
    return ArticleClaim(
        attribute=row.attribute,
        value=f"{row.value} {row.unit}".strip(),
        statement=row.statement,
        status=row.status,
        status_text=row.get_status_display(),
        better_fact=row.better_fact,
        article=row.article.slug,
        article_title=row.article.title,
        line=row.line,
        better_sources=tuple(
            (source.slug, source.title) for source in row.better_sources.all()
        ),
    )

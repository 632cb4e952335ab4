"""What needs a person: which rows, and why. The start page of the admin counts them.

Each concern is declared once. The start page counts its rows, and its link leads to
the list of just these rows (the filter “needs a person” of `catalog.admin.filters`).
`catalog.attention_found` looks for them and keeps what it found.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from catalog.models import (
    BenchmarkScore,
    CatalogRow,
    Claim,
    DeploymentOption,
    HardwareFact,
    HardwareRate,
    LanguageModel,
    ModelFact,
    Offering,
    PrecisionQuality,
    Price,
    Provider,
    Source,
    Status,
)
from catalog.models.claims import ClaimStatus
from catalog.models.deployment import OfferingStatus, OptionKind, OptionStatus
from catalog.models.language_models import ModelField, ModelStatus

FRESH_DAYS = 30
AHEAD_DAYS = 90
# More than this is a heap whose size nobody needs to know exactly.
MOST_COUNTED = 1_000
# Whoever runs the model keeps the prompts there; elsewhere it is the user.
SOMEBODY_ELSES = (
    OptionKind.CLOSED_API,
    OptionKind.CLOSED_CLOUD,
    OptionKind.HOSTED_OPEN,
    OptionKind.HOSTED_OPEN_CLOUD,
    OptionKind.VENDOR_APP,
)


# What else decides whether a row of a kind needs a person.
READ_BESIDE: dict[type[CatalogRow], tuple[type[CatalogRow], ...]] = {
    BenchmarkScore: (Source,),
    LanguageModel: (ModelFact, Source),
    ModelFact: (Source,),
    Price: (Offering, Source),
}


@dataclass(frozen=True)
class Concern:
    """One kind of thing to look after."""

    key: str
    title: str
    model: type[CatalogRow]
    rows: Callable[[date], QuerySet[Any]]

    # Whether a new day alone may add rows to it, or take some away.
    is_dated: bool = True

    @property
    def name(self) -> str:
        """The key that no other concern about any kind of row has."""
        return f"{self.model._meta.model_name} {self.key}"

    @property
    def kinds(self) -> tuple[type[CatalogRow], ...]:
        """The kinds of row that it looks at."""
        return self.model, *READ_BESIDE.get(self.model, ())


def in_force(day: date) -> Q:
    """Prices that hold on that day."""
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & _not_over(day)


def _not_over(day: date) -> Q:
    return Q(valid_until=None) | Q(valid_until__gt=day)


def _differs(*columns: str) -> Q:
    """A known figure that is above or below that of the row outside."""
    found = Q()
    for column in columns:
        outside = OuterRef(column)
        found |= Q(**{f"{column}__gt": outside}) | Q(**{f"{column}__lt": outside})
    return found


def _same(*columns: str) -> Q:
    return Q(**{column: OuterRef(column) for column in columns})


def unchecked_prices(day: date) -> QuerySet[Price]:
    """Prices in force that nobody has looked at for thirty days."""
    return Price.objects.filter(
        in_force(day),
        as_of__lt=day - timedelta(days=FRESH_DAYS),
        status=Status.ACCEPTED,
        offering__status=OfferingStatus.ACTIVE,
    )


def coming_prices(day: date) -> QuerySet[Price]:
    """Prices that begin within ninety days."""
    return Price.objects.filter(
        valid_from__gt=day, valid_from__lte=day + timedelta(days=AHEAD_DAYS)
    )


def ending_prices(day: date) -> QuerySet[Price]:
    """Prices that end within ninety days, after which the source has none."""
    lane = _same("offering", "source", "above_tokens", "schedule")
    next_one = Price.objects.filter(lane, valid_from=OuterRef("valid_until"))
    return Price.objects.filter(
        ~Exists(next_one),
        valid_until__gt=day,
        valid_until__lte=day + timedelta(days=AHEAD_DAYS),
    )


def contradicted_prices(day: date) -> QuerySet[Price]:
    """Accepted prices in force that another accepted source states otherwise."""
    usable = Price.objects.usable().filter(in_force(day))
    rivals = usable.filter(
        _same("offering", "above_tokens", "schedule"),
        ~Q(source=OuterRef("source")),
        _differs("input", "output"),
    )
    return usable.filter(Exists(rivals))


def contradicted_facts(day: date) -> QuerySet[ModelFact]:
    """Accepted facts of a model that another accepted source states otherwise."""
    usable = ModelFact.objects.usable()
    rivals = usable.filter(
        _same("model", "field"), ~Q(source=OuterRef("source")), _differs("value")
    )
    return usable.filter(Exists(rivals))


def contradicted_scores(day: date) -> QuerySet[BenchmarkScore]:
    """Accepted scores that another source gives otherwise for the same settings."""
    usable = BenchmarkScore.objects.usable()
    rivals = usable.filter(
        _same("model", "benchmark", "settings", "harness"),
        ~Q(source=OuterRef("source")),
        _differs("value"),
    )
    return usable.filter(Exists(rivals))


def unknown_retention(day: date) -> QuerySet[DeploymentOption]:
    """Options of somebody else's of which nobody knows what becomes of prompts."""
    return DeploymentOption.objects.filter(
        Q(retains_prompts=None) | Q(retains_prompts=True, retention_days=None),
        status=OptionStatus.ACTIVE,
        kind__in=SOMEBODY_ELSES,
    )


def retiring_models(day: date) -> QuerySet[LanguageModel]:
    """Models in use whose retirement is near, or should have happened already.

    A date may be a month or a year (“2026-12”); as text it sorts where it begins.
    """
    last = (day + timedelta(days=AHEAD_DAYS)).isoformat()
    dates = ModelFact.objects.usable().filter(
        model=OuterRef("pk"), field=ModelField.RETIRED_ON, value__lte=last
    )
    in_use = (ModelStatus.ACTIVE, ModelStatus.DEPRECATED)
    return LanguageModel.objects.filter(Exists(dates), status__in=in_use)


def unsourced_providers(day: date) -> QuerySet[Provider]:
    """Providers of whom something is said without a source."""
    return Provider.objects.filter(source=None).exclude(roles=[], url="")


def unsourced_claims(day: date) -> QuerySet[Claim]:
    """Claims called wrong or disputed without the source that knows better."""
    doubted = (ClaimStatus.WRONG, ClaimStatus.DISPUTED)
    return Claim.objects.filter(status__in=doubted, better_sources=None)


def disputed(model: Any) -> Callable[[date], QuerySet[Any]]:
    """The rows of a kind that are marked as disputed."""
    return lambda day: model.objects.filter(status=Status.DISPUTED)


CONCERNS = (
    Concern(
        "unchecked",
        f"Prices in force that nobody has checked for {FRESH_DAYS} days",
        Price,
        unchecked_prices,
    ),
    Concern(
        "coming",
        f"Prices that take effect within {AHEAD_DAYS} days",
        Price,
        coming_prices,
    ),
    Concern(
        "ending",
        f"Prices that end within {AHEAD_DAYS} days, with none after them",
        Price,
        ending_prices,
    ),
    Concern(
        "retiring",
        f"Models in use that retire within {AHEAD_DAYS} days, or should have already",
        LanguageModel,
        retiring_models,
    ),
    Concern(
        "retention",
        "Options whose keeping of prompts is not known",
        DeploymentOption,
        unknown_retention,
        is_dated=False,
    ),
    *(
        Concern(
            "disputed",
            f"{str(model._meta.verbose_name_plural).capitalize()} marked as disputed",
            model,
            disputed(model),
            is_dated=False,
        )
        for model in (
            Price,
            ModelFact,
            BenchmarkScore,
            HardwareFact,
            HardwareRate,
            PrecisionQuality,
        )
    ),
    Concern(
        "contradicted",
        "Prices in force on which two accepted sources disagree",
        Price,
        contradicted_prices,
    ),
    Concern(
        "contradicted",
        "Facts about models on which two accepted sources disagree",
        ModelFact,
        contradicted_facts,
        is_dated=False,
    ),
    Concern(
        "contradicted",
        "Scores of the same settings on which two accepted sources disagree",
        BenchmarkScore,
        contradicted_scores,
        is_dated=False,
    ),
    Concern(
        "unsourced",
        "Providers described without a source",
        Provider,
        unsourced_providers,
        is_dated=False,
    ),
    Concern(
        "unsourced",
        "Claims called wrong or disputed without a better source",
        Claim,
        unsourced_claims,
        is_dated=False,
    ),
)


def concerns_of(model: type[Any]) -> dict[str, Concern]:
    """What can need a person about rows of one kind, by key."""
    return {concern.key: concern for concern in CONCERNS if concern.model is model}

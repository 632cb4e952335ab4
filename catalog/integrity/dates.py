"""What must hold of days: nothing was read tomorrow, nothing ends before it begins."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import F, Q, QuerySet

from catalog.integrity.rules import Found, Rule, matching, selected
from catalog.models import (
    Assumption,
    Benchmark,
    BenchmarkScore,
    CatalogRow,
    Certification,
    Claim,
    DeploymentOption,
    HardwareFact,
    HardwareRate,
    LanguageModel,
    License,
    LicenseClause,
    ModelFact,
    Precision,
    PrecisionQuality,
    Price,
    Product,
    Provider,
    Source,
    SourceKind,
    SubscriptionPlan,
    Throughput,
    Tool,
)
from catalog.models.sources import DateKind

DATED: tuple[type[CatalogRow], ...] = (
    Source,
    Provider,
    License,
    LicenseClause,
    ModelFact,
    Benchmark,
    BenchmarkScore,
    DeploymentOption,
    Certification,
    Price,
    HardwareFact,
    HardwareRate,
    Precision,
    PrecisionQuality,
    Throughput,
    Assumption,
    Product,
    Tool,
    SubscriptionPlan,
)
# The day begins earlier east of the server.
GRACE = timedelta(days=1)

# A date of a model may be a year or a month; so far as both are known they compare.
LIFE_SQL = """
SELECT retired.id, born.value AS born, retired.value AS retired
FROM catalog_modelfact born JOIN catalog_modelfact retired USING (model_id)
WHERE born.field = 'release_date' AND retired.field = 'retired_on'
AND born.status = 'accepted' AND retired.status = 'accepted'
AND LEFT(born.value, LEAST(LENGTH(born.value), LENGTH(retired.value)))
    > LEFT(retired.value, LEAST(LENGTH(born.value), LENGTH(retired.value)))
"""

STATUS_SQL = """
SELECT model.id, model.status, fact.field, fact.value AS day
FROM catalog_languagemodel model JOIN catalog_modelfact fact
ON fact.model_id = model.id
WHERE fact.status = 'accepted' AND (
    (fact.field = 'retired_on' AND model.status IN ('active', 'announced', 'deprecated')
        AND fact.value < LEFT(%(today)s, LENGTH(fact.value)))
    OR (fact.field = 'retired_on' AND model.status = 'retired'
        AND fact.value > LEFT(%(today)s, LENGTH(fact.value)))
    OR (fact.field = 'release_date'
        AND model.status IN ('active', 'deprecated', 'retired')
        AND fact.value > LEFT(%(today)s, LENGTH(fact.value)))
)
"""


def in_future(model: type[CatalogRow], day: date) -> Found:
    """Rows that were read on a day to come."""
    rows: QuerySet[Any] = model._default_manager.all()
    return matching(
        rows.filter(as_of__gt=day + GRACE),
        "“As of” is {as_of}, which is yet to come.",
    )


def source_days(day: date) -> Found:
    """Sources that were read before they were there, or are yet to come."""
    too_early = Q(retrieved_on__lt=F("published_on"))
    to_come = Q(retrieved_on__gt=day + GRACE) | Q(published_on__gt=day + GRACE)
    return matching(
        Source.objects.filter(too_early | to_come),
        "Published on {published_on}, retrieved on {retrieved_on}.",
    )


def source_date_kind(day: date) -> Found:
    """Sources whose “as of” is not the day that it is said to be."""
    published = Q(date_kind=DateKind.PUBLISHED) & ~Q(as_of=F("published_on"))
    retrieved = Q(date_kind=DateKind.RETRIEVED) & ~Q(as_of=F("retrieved_on"))
    known = Q(date_kind=DateKind.PUBLISHED, published_on__isnull=False) | Q(
        date_kind=DateKind.RETRIEVED, retrieved_on__isnull=False
    )
    return matching(
        Source.objects.filter(published | retrieved).filter(known),
        "“As of” is {as_of} and of the kind “{date_kind}”; published on "
        "{published_on}, retrieved on {retrieved_on}.",
    )


def nowhere(day: date) -> Found:
    """Sources that nobody can find."""
    return matching(
        Source.objects.filter(url="", locator=""),
        "There is neither a web address nor a place where “{title}” can be found.",
    )


def life_backwards(day: date) -> Found:
    """Models that retired before they came out."""
    return selected(LIFE_SQL, "Released {born}, retired {retired}.")


def status_against_days(day: date) -> Found:
    """Models whose status does not go with their days."""
    return selected(
        STATUS_SQL,
        "The status is “{status}”, but {field} is {day}.",
        today=day.isoformat(),
    )


def claims_elsewhere(day: date) -> Found:
    """Claims of something else than an article under review."""
    return matching(
        Claim.objects.exclude(article__kind=SourceKind.ARTICLE),
        "It is a claim of a source of the kind “{article__kind}”.",
    )


def finder(model: type[CatalogRow]) -> Callable[[date], Found]:
    """The question about one kind of row."""
    return partial(in_future, model)


RULES = (
    *(
        Rule(
            key=f"{model._meta.model_name}_in_future",
            statement="No fact is from a day to come.",
            reason="It would count as the newest and be in use for ever.",
            model=model,
            find=finder(model),
        )
        for model in DATED
    ),
    Rule(
        key="source_days",
        statement="A source is published, then retrieved, and neither tomorrow.",
        reason="The newest of several sources is in use.",
        model=Source,
        find=source_days,
    ),
    Rule(
        key="source_date_kind",
        statement="The date of a source is of the kind that it is said to be.",
        reason="Readers see how old a figure is, and what kind of date that is.",
        model=Source,
        find=source_date_kind,
    ),
    Rule(
        key="source_nowhere",
        statement="A source can be found.",
        reason="A figure that nobody can look up has no source.",
        model=Source,
        find=nowhere,
    ),
    Rule(
        key="model_life_backwards",
        statement="A model is released before it is retired.",
        reason="One of the two days is wrong.",
        model=ModelFact,
        find=life_backwards,
    ),
    Rule(
        key="model_status_against_days",
        statement="The status of a model goes with its days.",
        reason="A retired model would be advised, or one in service withheld.",
        model=LanguageModel,
        find=status_against_days,
    ),
    Rule(
        key="claim_elsewhere",
        statement="A claim is made by an article under review.",
        reason="Claims never feed the advice, because of what their sources are.",
        model=Claim,
        find=claims_elsewhere,
    ),
)

"""What must hold of a price by itself and with its offering."""

from datetime import date

from django.db.models import F, Q, QuerySet

from catalog.integrity.rules import Found, Rule, matching
from catalog.models import Price, Status
from catalog.models.deployment import OfferingStatus, OptionStatus
from catalog.models.language_models import ModelStatus

IS_ZERO = Q(input=0) | Q(output=0) | Q(cached_input=0)


def accepted() -> QuerySet[Price]:
    """Prices that somebody may be told."""
    return Price.objects.filter(status=Status.ACCEPTED)


def still_open(day: date) -> Q:
    """Prices that hold on that day or begin later."""
    return Q(valid_until=None) | Q(valid_until__gt=day)


def zero_unsaid(day: date) -> Found:
    """Zeros in rows that are not marked free, whoever wrote them."""
    return matching(
        Price.objects.filter(IS_ZERO, is_free=False),
        "A figure is zero (input {input}, output {output}, cached {cached_input}) "
        "and the row is not marked free of charge. Leave what is not known empty.",
    )


def nothing_left(day: date) -> Found:
    """Batch discounts that leave a price of zero."""
    return matching(
        accepted().filter(batch_discount=1, is_free=False),
        "The batch discount takes off all of the price, and the row is not marked "
        "free of charge.",
    )


def free_yet_charged(day: date) -> Found:
    """Rows marked free in which nothing is."""
    return matching(
        accepted().filter(is_free=True).exclude(IS_ZERO),
        "The row is marked free of charge, and asks {input} for input.",
    )


def cached_above_input(day: date) -> Found:
    """Rows in which repeated text costs more than new text."""
    return matching(
        accepted().filter(cached_input__gt=F("input")),
        "Cached input costs {cached_input}, more than input at {input}.",
    )


def after_retirement(day: date) -> Found:
    """Open prices of what its own maker, or its host, no longer sells.

    Another host may go on with a model that its maker has retired.
    """
    by_its_maker = Q(
        offering__model__status=ModelStatus.RETIRED,
        offering__option__provider=F("offering__model__maker"),
    )
    given_up = Q(offering__status=OfferingStatus.RETIRED) | Q(
        offering__option__status=OptionStatus.RETIRED
    )
    return matching(
        accepted().filter(still_open(day)).filter(by_its_maker | given_up),
        "What is retired is no longer sold, yet this price holds until {valid_until}. "
        "Give the day on which the sale ended.",
    )


def tier_out_of_reach(day: date) -> Found:
    """Tiers for requests longer than any that the offering takes."""
    return matching(
        accepted().filter(above_tokens__gte=F("offering__context_offered")),
        "The price is for requests above {above_tokens} tokens, but the offering "
        "takes {offering__context_offered} at most.",
    )


RULES = (
    Rule(
        key="price_zero_unsaid",
        statement="A price of zero says that it is free.",
        reason="An unknown price that was written as zero would win every comparison.",
        model=Price,
        find=zero_unsaid,
    ),
    Rule(
        key="price_batch_takes_all",
        statement="A batch discount leaves a price, unless the row says free.",
        reason="It is a share: 0.5 is half off; 1 is a slip for 100 % of the price.",
        model=Price,
        find=nothing_left,
    ),
    Rule(
        key="price_free_yet_charged",
        statement="A row marked free of charge has a figure of zero.",
        reason="The mark and the figures contradict each other.",
        model=Price,
        find=free_yet_charged,
    ),
    Rule(
        key="price_cached_above_input",
        statement="Cached input costs no more than input.",
        reason="Nobody would use the cache; the columns were most likely swapped.",
        model=Price,
        find=cached_above_input,
    ),
    Rule(
        key="price_after_retirement",
        statement="What is retired has no open price.",
        reason="It would be shown as a price at which one can buy today.",
        model=Price,
        find=after_retirement,
    ),
    Rule(
        key="price_tier_out_of_reach",
        statement="A tier begins below the longest request that the offering takes.",
        reason="Nobody could ever pay it: the tier or the context is wrong.",
        model=Price,
        find=tier_out_of_reach,
    ),
)

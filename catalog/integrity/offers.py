"""What must hold of options, and of what is offered on them."""

from datetime import date

from django.db.models import Q

from catalog.integrity.rules import Found, Rule, matching, selected
from catalog.models import DeploymentOption, Offering
from catalog.models.deployment import (
    Location,
    OfferingStatus,
    OptionKind,
    OptionStatus,
    Serves,
)
from catalog.models.language_models import Entry, ModelStatus, Weights

OPEN = [Weights.OPEN_WEIGHT, Weights.OPEN_SOURCE]
SERVE_CLOSED = [OptionKind.CLOSED_API, OptionKind.CLOSED_CLOUD]
SERVE_OPEN = [
    OptionKind.HOSTED_OPEN,
    OptionKind.HOSTED_OPEN_CLOUD,
    OptionKind.OWN_GPUS,
    OptionKind.OWN_HARDWARE,
    OptionKind.WORKSTATION,
]
# Where the data goes to machines of somebody else, whatever the contract says.
ELSEWHERE = [
    OptionKind.CLOSED_API,
    OptionKind.HOSTED_OPEN,
    OptionKind.VENDOR_APP,
    OptionKind.UNOFFICIAL,
]
IN_A_CLOUD = [
    OptionKind.CLOSED_CLOUD,
    OptionKind.HOSTED_OPEN_CLOUD,
    OptionKind.OWN_GPUS,
]
# Context can be stretched beyond what a model was made for, by eight times at most
# that anybody has published; tokens for thousands of tokens are a thousandfold.
MOST_STRETCH = 10

CONTEXT_SQL = """
SELECT offering.id, offering.context_offered AS offered, fact.most
FROM catalog_offering offering JOIN (
    SELECT model_id, MAX(number) AS most FROM catalog_modelfact
    WHERE field = 'context_window' AND status = 'accepted' GROUP BY model_id
) AS fact USING (model_id)
WHERE offering.context_offered > fact.most * %(times)s
"""


def wrong_family(day: date) -> Found:
    """Offerings of a kind of model that the option does not serve."""
    closed_on_open = Q(option__serves=Serves.OPEN, model__weights=Weights.CLOSED)
    open_on_closed = Q(option__serves=Serves.CLOSED, model__weights__in=OPEN)
    any_on_tools = Q(option__serves=Serves.TOOLS)
    return matching(
        Offering.objects.filter(closed_on_open | open_on_closed | any_on_tools),
        "The option serves models of the kind “{option__serves}”; the weights of "
        "this one are “{model__weights}”.",
    )


def offered_though_unreal(day: date) -> Found:
    """Offerings in use of what nobody can get."""
    unreal = Q(
        model__status__in=[ModelStatus.UNVERIFIED, ModelStatus.NONEXISTENT]
    ) | ~Q(model__entry=Entry.MODEL)
    return matching(
        Offering.objects.filter(unreal, status=OfferingStatus.ACTIVE),
        "It is offered, but what it offers is “{model__entry}” and “{model__status}”.",
    )


def context_out_of_reach(day: date) -> Found:
    """Offerings with far more context than the model has."""
    return selected(
        CONTEXT_SQL,
        "{offered} tokens of context are offered; the model has {most}.",
        times=MOST_STRETCH,
    )


def kind_serves_other(day: date) -> Found:
    """Options whose kind says one family and whose field the other."""
    closed = Q(kind__in=SERVE_CLOSED) & ~Q(serves=Serves.CLOSED)
    opened = Q(kind__in=SERVE_OPEN) & ~Q(serves=Serves.OPEN)
    return matching(
        DeploymentOption.objects.filter(closed | opened),
        "The kind is “{kind}”, but it serves “{serves}”.",
    )


def location_too_near(day: date) -> Found:
    """Options that promise more for the place of the data than their kind can."""
    away = Q(
        kind__in=ELSEWHERE, location__in=[Location.OWN_CLOUD, Location.OWN_PREMISES]
    )
    in_a_cloud = Q(kind__in=IN_A_CLOUD, location=Location.OWN_PREMISES)
    return matching(
        DeploymentOption.objects.filter(away | in_a_cloud),
        "An option of the kind “{kind}” cannot keep data as near as “{location}”.",
    )


def offline_by_network(day: date) -> Found:
    """Options that work without the network that they are reached by."""
    return matching(
        DeploymentOption.objects.filter(
            kind__in=[*ELSEWHERE, *IN_A_CLOUD], works_offline=True
        ),
        "An option of the kind “{kind}” is reached by a network; it is said to work "
        "without one.",
    )


def retention_contradicts(day: date) -> Found:
    """Options that keep nothing for some days, or something for none."""
    nothing_for_days = Q(retains_prompts=False, retention_days__gt=0)
    something_for_none = Q(retains_prompts=True, retention_days=0)
    return matching(
        DeploymentOption.objects.filter(nothing_for_days | something_for_none),
        "Keeps prompts: {retains_prompts}; for {retention_days} days.",
    )


def trains_on_nothing(day: date) -> Found:
    """Options that train on what they do not keep."""
    return matching(
        DeploymentOption.objects.filter(trains_on_prompts=True, retains_prompts=False),
        "It trains on prompts, yet is said not to keep them.",
    )


def option_retirement(day: date) -> Found:
    """Options whose status and retirement day contradict each other."""
    over = Q(retired_on__lte=day, status=OptionStatus.ACTIVE)
    to_come = Q(retired_on__gt=day, status=OptionStatus.RETIRED)
    return matching(
        DeploymentOption.objects.filter(over | to_come),
        "The status is “{status}”; the day of its retirement is {retired_on}.",
    )


RULES = (
    Rule(
        key="offering_wrong_family",
        statement="An option offers only models of the kind that it serves.",
        reason="Closed and open are what the advice tells apart.",
        model=Offering,
        find=wrong_family,
    ),
    Rule(
        key="offering_of_unreal",
        statement="Only a model that exists is offered.",
        reason="Families, categories and doubtful names cannot be bought.",
        model=Offering,
        find=offered_though_unreal,
    ),
    Rule(
        key="offering_context_out_of_reach",
        statement="No offering has ten times the context of its model.",
        reason="Hosts stretch a context by eight times at most; more is a slip.",
        model=Offering,
        find=context_out_of_reach,
    ),
    Rule(
        key="option_kind_serves_other",
        statement="What an option serves agrees with its kind.",
        reason="Ratings go by the kind, candidates by what it serves.",
        model=DeploymentOption,
        find=kind_serves_other,
    ),
    Rule(
        key="option_location_too_near",
        statement="No option promises a nearer place for data than its kind can.",
        reason=(
            "A host of somebody else satisfies a vetted vendor at most, an account in "
            "a cloud one’s own cloud; only own machines are one’s own premises."
        ),
        model=DeploymentOption,
        find=location_too_near,
    ),
    Rule(
        key="option_offline_by_network",
        statement="What is reached by a network does not work offline.",
        reason="Offline use is a hard rule of the advice.",
        model=DeploymentOption,
        find=offline_by_network,
    ),
    Rule(
        key="option_retention_contradicts",
        statement="Prompts that are not kept are kept for no day, and the reverse.",
        reason="Readers with secrets rely on either figure.",
        model=DeploymentOption,
        find=retention_contradicts,
    ),
    Rule(
        key="option_trains_on_nothing",
        statement="Nobody trains on prompts without keeping them.",
        reason="One of the two fields is wrong, and both are promises.",
        model=DeploymentOption,
        find=trains_on_nothing,
    ),
    Rule(
        key="option_retirement",
        statement="An option is retired from its retirement day on.",
        reason="It would be advised after its end, or withheld before it.",
        model=DeploymentOption,
        find=option_retirement,
    ),
)

"""What the catalog says that makes a candidate fail a gate, with its source."""

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from advisor.decision.candidates import Location, Option
from advisor.decision.cases import Case, wanted_inputs
from advisor.decision.criteria import FLOORS
from advisor.decision.quality import rating_gap
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.telling import written


def service_fact(case: Case) -> tuple[str, str]:
    candidate = case.candidate
    model = candidate.model
    if model.retires_on is not None:
        return (
            f"{model.name} is retired from {written(model.retires_on)}",
            model.source,
        )
    if candidate.option.retired_on is not None:
        day = written(candidate.option.retired_on)
        return f"{candidate.option.name} ends on {day}", candidate.option.source
    if not candidate.option.is_offered or not candidate.is_offered:
        return f"{candidate.option.name} does not offer it", candidate.option.source
    return f"{model.name} is {model.status}", model.source


def price_fact(case: Case) -> tuple[str, str]:
    candidate = case.candidate
    if not candidate.prices:
        return "no price is known", candidate.option.source
    return "the known prices have ended", candidate.prices[0].source


def terms_fact(case: Case) -> tuple[str, str]:
    candidate = case.candidate
    option = candidate.option
    if option.trains_on_prompts:
        return f"{option.name} trains on your prompts", option.source
    return f"{option.name} is {candidate.kind_label}", option.source


def desk_fact(case: Case) -> tuple[str, str]:
    candidate = case.candidate
    return f"{candidate.option.name} serves a few people", candidate.option.source


LOCATION_WORDS = {
    Location.ANY_VENDOR: "a provider on its standard terms",
    Location.VETTED_VENDOR: "a vetted provider under contract",
    Location.OWN_CLOUD: "your own cloud account",
    Location.OWN_PREMISES: "your own machines",
}


def location_fact(case: Case) -> tuple[str, str]:
    option = case.candidate.option
    words = LOCATION_WORDS[option.location]
    return f"{option.name} counts as {words}", option.source


DPA = "a data processing agreement (DPA)"


class Term(NamedTuple):
    """What a contract must grant: whether it is known to, and both ways to say it."""

    is_granted: bool | None
    as_fact: str  # of a place that grants it
    as_condition: str  # to a place that is not known to


def terms_asked(option: Option, wanted: Location) -> list[Term]:
    """What a contract must grant before data may go to a place that others run."""
    if wanted is Location.OWN_CLOUD:
        return [
            Term(
                option.offers_region_choice,
                "lets you choose the region",
                "the contract must name the region where data stays",
            )
        ]
    if wanted is not Location.VETTED_VENDOR:
        return []
    trains = option.trains_on_prompts
    return [
        Term(
            option.offers_dpa,
            "signs a data processing agreement",
            f"it must sign {DPA}",
        ),
        Term(
            None if trains is None else not trains,
            "leaves what you send out of training",
            "the contract must say that nothing you send is trained on",
        ),
    ]


def offline_fact(case: Case) -> tuple[str, str]:
    candidate = case.candidate
    return f"{candidate.option.name} needs a network", candidate.option.source


def tuning_fact(case: Case) -> tuple[str, str]:
    model = case.candidate.model
    if model.fine_tuning == "none":
        return f"{model.name} is offered without tuning", model.source
    return weights_fact(case)


def weights_fact(case: Case) -> tuple[str, str]:
    candidate = case.candidate
    return f"the vendor keeps the weights of {candidate.model.name}", (
        candidate.model.license.source
        if candidate.model.license
        else candidate.model.source
    )


def origin_fact(case: Case) -> tuple[str, str]:
    model = case.candidate.model
    country = model.maker_country or "a country that is not known"
    return f"{model.maker_name} is from {country}", model.maker_source


def inputs_fact(case: Case) -> tuple[str, str]:
    """What a model takes in, and what of the wanted it does not."""
    model = case.candidate.model
    if not model.inputs:
        return f"what {model.name} takes in is not known", model.source
    takes = f"{model.name} takes {', '.join(inputs_named(model.inputs))}"
    missing = inputs_named(wanted_inputs(case.needs, case.segment) - model.inputs)
    told = f"{takes}, not {' or '.join(missing)}" if missing else takes
    return told, model.source


def inputs_named(inputs: Iterable[str]) -> list[str]:
    """Sorts of input as the question about them names them, inside a sentence."""
    labels = (QUESTION_BY_KEY["modalities"].label(one) for one in sorted(inputs))
    return [f"{label[:1].lower()}{label[1:]}" for label in labels]


def context_fact(case: Case) -> tuple[str, str]:
    candidate = case.candidate
    figure = candidate.context_tokens
    words = "an unknown number of" if figure is None else f"{figure:,}"
    known = candidate.model.context_tokens
    source = known.source if known else candidate.model.source
    return f"{candidate.model.name} reads {words} tokens there", source


def quality_fact(case: Case) -> tuple[str, str]:
    candidate = case.candidate
    rating = candidate.model.rating
    if rating is None:
        return f"{candidate.model.name} has no rating yet", candidate.model.source
    known = f"{rating.value:,g}, for sure no less than {rating.low:,g}"
    told = f"{candidate.model.name} is rated {known}{rating_needed(case)}"
    return told, rating.source


def rating_needed(case: Case) -> str:
    """The rating at which the bar lies, rounded up; empty where none was asked for."""
    bar, rating, index = (
        case.segment.quality_bar,
        case.candidate.model.rating,
        case.sure_quality,
    )
    if bar is None or rating is None or index is None:
        return ""
    needed = rating.low + rating_gap(index, FLOORS[bar])
    return f", where {ceil(round(10 * needed, 6)) / 10:,g} is needed"


STAFF_WORDS = {
    "none": "nobody",
    "some_devops": "developers or administrators",
    "ml_engineers": "machine-learning engineers",
    "ml_platform_team": "a platform team",
}


def staff_fact(case: Case) -> tuple[str, str]:
    option = case.candidate.option
    return f"{option.name} needs {STAFF_WORDS[option.staff_needed]}", option.source

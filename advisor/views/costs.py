"""The page of costs: ways to run models side by side, at one volume and along it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import localcontext
from itertools import combinations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from advisor.break_even_chart import BreakEvenChart, break_even_chart
from advisor.break_even_lines import LETTERS
from advisor.calculator.calculate import DIGITS
from advisor.calculator.comparing import pair
from advisor.calculator.costing import Costing, Pairing
from advisor.calculator.facts import Facts
from advisor.decision.cost import Range
from advisor.decision.memo import Memo
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.telling import in_a_row
from advisor.decision.weighing import Weigher
from advisor.results import weigher_in_use
from advisor.views.costs_asked import Asked, read_asked
from advisor.views.costs_chart import Plot
from advisor.views.costs_figures import card, sections
from advisor.views.costs_form import entries, hidden, problem_links
from advisor.views.costs_lines import Priced, price_all
from advisor.views.costs_links import questionnaire_address
from advisor.views.costs_picks import Picks, picks_of
from advisor.views.result import needs_catalog
from advisor.views.steps import moved

BARS = {one.key: one.label for one in QUESTION_BY_KEY["quality_bar"].choices}
TEMPLATE = "advisor/costs.html"
known = Memo[object, tuple[Picks, Facts]](limit=1)


@needs_catalog
@require_safe
@cache_control(no_store=True)
def costs(request: HttpRequest) -> HttpResponse:
    """The comparison that the address asks for."""
    weigher = weigher_in_use()
    picks, facts = known(
        (weigher.catalog.revision, weigher.day), lambda: prepared(weigher)
    )
    with localcontext(prec=DIGITS):
        asked, lines = price_all(read_asked(request.GET), picks, facts)
        is_part = is_for_a_swap(request)
        redirect = (
            None if is_part or asked.problems else moved(request, asked.address(picks))
        )
        return redirect or answered(request, context_of(asked, lines, picks, facts))


def prepared(weigher: Weigher) -> tuple[Picks, Facts]:
    return picks_of(weigher), Facts(weigher.catalog, weigher.day)


def is_for_a_swap(request: HttpRequest) -> bool:
    """Whether htmx asks for the part that it swaps."""
    htmx = HtmxDetails(request)
    return bool(htmx) and htmx.request_type != "full"


def answered(request: HttpRequest, context: Mapping[str, object]) -> HttpResponse:
    """The page, or the part of it that htmx swaps, which then has its own address."""
    is_part = is_for_a_swap(request)
    name = f"{TEMPLATE}#comparison" if is_part else TEMPLATE
    status = 422 if context["problems"] else 200
    response = render(request, name, dict(context), status=status)
    if is_part:
        response["HX-Replace-Url"] = str(context["address"])
    return response


def context_of(
    asked: Asked, lines: list[Priced], picks: Picks, facts: Facts
) -> dict[str, object]:
    told = {
        one.line: one.costing for one in lines if one.costing and one.costing.tariffs
    }
    costings = list(told.values())
    volume = costings[0].volume if costings else None  # the same for all
    pairings = [
        pair(one, other, one.volume) for one, other in combinations(costings, 2)
    ]
    return {
        "asked": asked,
        "address": asked.address(picks),
        "bar": BARS.get(picks.bar, ""),
        "entries": entries(asked, picks, facts),
        "hidden": hidden(asked),
        "problems": problem_links(asked),
        "volume": volume,
        "lead": lead(costings),
        "cards": [card(one) for one in lines],
        "chart": chart_of(told, pairings),
        "turns": turns(pairings, len(told)),
        "sections": sections(asked, lines, picks, facts),
        "questionnaire": questionnaire_address(asked, volume),
    }


def chart_of(
    told: Mapping[str, Costing], pairings: list[Pairing]
) -> BreakEvenChart | None:
    """The chart of what can be told, by line; None where that is nothing."""
    if not told:
        return None
    costings = list(told.values())
    plot = Plot(
        costings=costings,
        kinds=list(told),
        pairings=pairings,
        volume=costings[0].volume,
    )
    return break_even_chart(plot.comparison())


def turns(pairings: list[Pairing], count: int) -> dict[str, list[str]]:
    """What the chart's rings say, by whether two lines change places at all.

    What lies beyond all that one of them can serve is no such place.
    """
    names = [LETTERS[index] for index in range(count)]
    told: dict[str, list[str]] = {"changing": [], "never": []}
    for (first, second), one in zip(combinations(names, 2), pairings, strict=True):
        sentences = " ".join(one.sentences)
        is_reached = any(crossing.is_within is not False for crossing in one.crossings)
        key = "changing" if is_reached else "never"
        told[key].append(f"{first} and {second}: {sentences}")
    return told


@dataclass(frozen=True, kw_only=True)
class Lead:
    """The cheapest line, or several that cost the same."""

    names: str
    is_alone: bool
    monthly: Range
    is_capacity_known: bool  # whether it is known that all of them serve so much


def lead(costings: list[Costing]) -> Lead | None:
    """Who has the least likely bill, of those that can serve the volume."""
    bills = [(one.monthly, one) for one in costings if one.monthly and one.serves]
    if not bills:
        return None
    least = min((monthly for monthly, _ in bills), key=lambda one: one.likely)
    first = [one for monthly, one in bills if monthly.likely == least.likely]
    return Lead(
        names=in_a_row([one.name for one in first], "and"),
        is_alone=len(first) == 1,
        monthly=least,
        is_capacity_known=all(
            one.tariffs.likely.is_limit_known for one in first if one.tariffs
        ),
    )

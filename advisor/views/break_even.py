"""Cost at other volumes, as a result's page draws and tells it; no judgment."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from advisor.break_even_chart import BreakEvenChart, break_even_chart
from advisor.break_even_lines import Comparison, Crossing, Line, Point
from advisor.views.explained import Result

HOSTED = "hosted_open"
KINDS = {HOSTED: "hosted"}  # how the chart calls a line, where it is not by its key
LEAST_FACTOR = 1.5  # from one volume to the next: the width of a mark on a phone


def cost_by_volume(result: Result) -> dict[str, Any] | None:
    """The chart with its words; None for results that lack it."""
    told = result.get("break_even")
    if not told:
        return None
    return {
        "chart": chart_of(told),
        "hosted": next((one for one in told["lines"] if one["key"] == HOSTED), None),
        "cheapest": told["cheapest"],
        "texts": [pair["text"] for pair in told["pairs"]],
        "about": told["notes"][0],
        "notes": told["notes"][1:],
    }


def chart_of(told: Result) -> BreakEvenChart:
    volumes = [amount(volume) for volume in told["volumes"]]
    return break_even_chart(
        Comparison(
            lines=[line(one) for one in told["lines"]],
            low=volumes[0],
            high=volumes[-1],
            crossings=list(crossings(told)),
            here=amount(told["tokens_per_day"]),
            volumes=volumes,
        )
    )


def line(told: Result) -> Line:
    """A line; its points stand at both sides of each jump, so it needs no steps."""
    key = str(told["key"])
    return Line(
        name=told["name"].removeprefix("the ").capitalize(),
        kind=KINDS.get(key, key),
        points=[
            Point(
                volume=amount(point["tokens_per_day"]),
                low=amount(point["low"]),
                likely=amount(point["likely"]),
                high=amount(point["high"]),
            )
            for point in told["points"]
        ],
        serves_no_more=told["up_to"] is not None,
    )


def crossings(told: Result) -> Iterator[Crossing]:
    """The crossings that can be told apart on the chart; the words tell them all."""
    places = {one["key"]: place for place, one in enumerate(told["lines"])}
    for pair in told["pairs"]:
        found = pair["crossings"]
        first, second = (places[key] for key in pair["lines"])
        for one in far_apart(found):
            yield Crossing(
                volume=amount(one["tokens_per_day"]),
                cost=amount(one["monthly_cost"]),
                lines=(first, second),
            )


def far_apart(found: Iterable[Result]) -> Iterator[Result]:
    """Crossings of two lines, without those that the mark of another would hide."""
    drawn = 0.0
    for one in found:
        if one["tokens_per_day"] >= drawn * LEAST_FACTOR:
            drawn = one["tokens_per_day"]
            yield one


def amount(figure: float) -> Decimal:
    return Decimal(str(figure))

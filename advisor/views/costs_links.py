"""Links between the page of costs and the questionnaire, with what both understand."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from advisor.calculator.costing import Volume
from advisor.decision.candidates import Family, OptionKind
from advisor.views.costs_asked import Asked, written
from advisor.views.costs_fields import LINES
from advisor.views.costs_picks import SEPARATOR

SAID = (
    "tokens_per_day",
    "input_output_ratio",
    "cached_share",
    "batch_share",
    "traffic",
)
RUN_BY_OURSELVES = {
    OptionKind.OWN_GPUS: "rented",
    OptionKind.OWN_HARDWARE: "owned",
    OptionKind.WORKSTATION: "owned",
}
MOST_TOKENS = Decimal(10) ** 15  # a day, as the question takes it


def questionnaire_address(asked: Asked, volume: Volume | None) -> str:
    """The questionnaire with the volume of the page, and what else was said of it."""
    pairs = [
        (key, written(asked.values[key])) for key in SAID[1:] if key in asked.values
    ]
    if volume is not None and asked.says_volume:
        tokens = min(volume.tokens_per_day.to_integral_value(), MOST_TOKENS)
        pairs.insert(0, ("tokens_per_day", written(tokens)))
    address = reverse("advisor:questionnaire")
    return f"{address}?{urlencode(pairs)}" if pairs else address


def costs_address(result: Mapping[str, Any]) -> str:
    """The page of costs with a result's volume and with what its plans picked.

    Of several picks for one line the one with the most traffic counts.
    """
    answers = result["answers"]
    pairs = [(key, str(answers[key])) for key in SAID if key in answers]
    found: dict[str, tuple[float, str]] = {}
    for plan in result["plans"].values():
        for part in plan["assignments"]:
            line, pick = picked(part)
            if part["share"] > found.get(line, (0.0, ""))[0]:
                found[line] = (part["share"], pick)
    pairs += [(line, found[line][1]) for line in LINES if line in found]
    address = reverse("advisor:costs")
    return f"{address}?{urlencode(pairs)}" if pairs else address


def picked(part: Mapping[str, Any]) -> tuple[str, str]:
    """The line of a part of a plan, and what is picked there."""
    line = RUN_BY_OURSELVES.get(part["kind"])
    if line is not None:
        return line, part["model"]
    line = "closed" if part["family"] == Family.CLOSED else "hosted"
    return line, SEPARATOR.join((part["model"], part["option"]))

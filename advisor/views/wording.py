"""What a page makes of answers and of a result: words and order, no judgement."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from advisor.decision.refinements import QUESTIONS
from advisor.forms import Sheet

type Result = dict[str, Any]

FAMILIES = ("closed", "open", "hybrid")
DECIDING = 3  # reasons shown in full; the others are folded


def answers_in_words(sheet: Sheet) -> list[dict[str, str]]:
    """Each question that was answered and applies, with its answer."""
    return [
        {
            "key": question.key,
            "question": question.text,
            "answer": question.label(sheet.answers[question.key]),
        }
        for question in QUESTIONS
        if question.key in sheet.answers and question.applies(sheet.answers)
    ]


def parts_of(result: Result) -> dict[str, Any]:
    """The result object, cut the way the page prints it."""
    return {
        "result": result,
        "deciding": result["reasons"][:DECIDING],
        "further_reasons": result["reasons"][DECIDING:],
        "plans": plans_on_one_scale(result["plans"]),
        "blockers": [gate for gate in result["gates"] if gate["failed"]],
        "ruled_out": by_gate(result["ruled_out"]),
    }


def plans_on_one_scale(plans: Result) -> list[Result]:
    """The three plans, each with the bar of its cost, the dearest filling the scale."""
    costs = [plan["monthly_cost"] for plan in plans.values() if plan["monthly_cost"]]
    full = max((cost["high"] for cost in costs), default=0)
    return [
        {"family": family, **plans[family], "bar": bar(plans[family], full)}
        for family in FAMILIES
    ]


def bar(plan: Result, full: float) -> dict[str, str] | None:
    """Where a bar starts, how wide it is and where its mark stands, in percent."""
    cost = plan["monthly_cost"]
    if not cost or not full:
        return None
    start, mark, end = (
        97 * cost[name] / full for name in ("low", "likely", "high")
    )  # the mark itself takes the rest
    return {
        "start": f"{start:.2f}",
        "width": f"{max(end - start, 1):.2f}",
        "mark": f"{mark:.2f}",
    }


def by_gate(ruled_out: list[Result]) -> list[Result]:
    """What was ruled out, under the statement of the gate that did it."""
    ordered = sorted(ruled_out, key=itemgetter("statement"))
    return [
        {"statement": statement, "rows": list(rows)}
        for statement, rows in groupby(ordered, key=itemgetter("statement"))
    ]

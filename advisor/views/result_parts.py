"""A result and its answers, cut and ordered as the pages print them; no judgment."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from advisor.decision.candidates import OptionKind
from advisor.decision.refinements import QUESTIONS
from advisor.forms import Sheet
from advisor.views.break_even import cost_by_volume
from advisor.views.costs_links import costs_address
from advisor.views.explained import FAMILIES, Result, explained
from advisor.views.traffic import in_words, meanings, parts_in, splits_by_difficulty

STATEMENT = itemgetter("statement")
FLIPS_SHOWN = 6  # the others are folded


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
    parts = parts_in(result["gates"])
    in_plans = [
        part["segment_text"]
        for plan in result["plans"].values()
        for part in plan["assignments"]
    ]
    segments = [segment["text"] for segment in result["needs"]["segments"]]
    words_of_advice = words_in_summary(result)
    asked_first = sorted(result["gates"], key=lambda gate: not gate["answer"])
    return {
        "result": result,
        "costs_address": costs_address(result),
        "further_reasons": further_reasons(result),
        "flips": result["flips"][:FLIPS_SHOWN],
        "further_flips": result["flips"][FLIPS_SHOWN:],
        "price_flips": result.get("price_flips"),
        "words_of_advice": words_of_advice,
        "meanings": [
            meaning
            for meaning in meanings([*parts, *in_plans])
            if meaning not in words_of_advice
        ],
        "plans": plans_on_one_scale(result["plans"]),
        "outscored_by": outscored_by(result),
        "shortlist": [with_traffic(entry, segments) for entry in result["shortlist"]],
        "cost_by_volume": cost_by_volume(result),
        "left_out": (advised(result) or {}).get("left_out"),
        "next_year": next_year(result),
        "needs_sorting": needs_sorting(result),
        "blockers": blockers(asked_first, parts),
        "closes_something": any(
            gate["answer"] and gate["failed"] for gate in result["gates"]
        ),
        "ruled_out": by_gate(result["ruled_out"]),
        **explained(result),
    }


def words_in_summary(result: Result) -> list[str]:
    """What the words mean by which the summary names the parts of the traffic."""
    of_parts = meanings(route["traffic"] for route in result["routing"])
    return [one for one in meanings([result["summary"].lower()]) if one in of_parts]


def further_reasons(result: Result) -> list[Result]:
    """What the other answers did: those that are not among the deciding reasons."""
    told = {reason["answer"] for reason in result["deciding"]}
    return [reason for reason in result["reasons"] if reason["answer"] not in told]


def outscored_by(result: Result) -> str | None:
    """The family that scores higher than the advised one, as in a close call it may."""
    scores: dict[str, float] = {
        family: plan["score"]
        for family, plan in result["plans"].items()
        if plan["score"] is not None
    }
    advised = scores.get(result["verdict"])
    if advised is None or max(scores.values()) <= advised:
        return None
    return max(scores, key=lambda family: scores[family])


def with_traffic(entry: Result, every_part: list[str]) -> Result:
    """A model with the traffic that its costs hold for, told once where it is one."""
    where = [
        {**place, "traffic": in_words(parts, every_part) if parts else ""}
        for place in entry["where"]
        for parts in [lines(place, "parts")]
    ]
    served = {(place["traffic"], place.get("share")) for place in where}
    return {**entry, "where": where, "serves": where[0] if len(served) == 1 else None}


def advised(result: Result) -> Result | None:
    """The plan of the verdict; None where nothing fits."""
    plan: Result | None = result["plans"].get(result["verdict"])
    return plan


def next_year(result: Result) -> list[str]:
    """Which traffic goes where in twelve months, place by place."""
    later = result["in_twelve_months"] or {}
    by_place: dict[str, list[str]] = {}
    for part in later.get("places", ()):
        by_place.setdefault(part["where"], []).append(part["traffic"])
    every_part = [part for parts in by_place.values() for part in parts]
    return [
        f"{in_words(parts, every_part)} to {where}" for where, parts in by_place.items()
    ]


def needs_sorting(result: Result) -> bool:
    """Whether somebody has to tell hard requests from routine ones."""
    plan = advised(result)
    return plan is not None and splits_by_difficulty(plan["assignments"])


def blockers(gates: list[Result], every_part: list[str]) -> list[Result]:
    """Gates that ruled something out; parts of the traffic that fared alike stand as one."""
    by_statement: dict[str, list[Result]] = {}
    for gate in gates:
        if gate["failed"]:
            by_statement.setdefault(gate["statement"], []).append(gate)
    return [
        {**same[0], "parts": parts_alike(same, every_part)}
        for same in by_statement.values()
    ]


def parts_alike(gates: list[Result], every_part: list[str]) -> list[Result]:
    """What one gate did, once for the parts of the traffic where it did the same."""
    by_counts: dict[tuple[int, int, int], list[str]] = {}
    for gate in gates:
        counts = gate["passed"], gate["conditional"], gate["failed"]
        by_counts.setdefault(counts, []).append(gate["segment"])
    return [
        {
            "traffic": in_words(segments, every_part) if every_part else segments[0],
            "candidates": sum(counts),
            "conditional": counts[1],
            "failed": counts[2],
        }
        for counts, segments in by_counts.items()
    ]


def plans_on_one_scale(plans: Result) -> list[Result]:
    """The three plans, each with the bar of its cost, the dearest filling the scale."""
    costs = [plan["monthly_cost"] for plan in plans.values() if plan["monthly_cost"]]
    full = max((cost["high"] for cost in costs), default=0)
    return [
        {
            **plans[family],
            "family": family,
            "places": places(plans[family]["assignments"]),
            "bar": bar(plans[family], full),
        }
        for family in FAMILIES
    ]


def places(assignments: list[Result]) -> list[Result]:
    """Where a plan sends traffic: the parts that go to one place stand together."""
    by_place: dict[tuple[str, str], list[Result]] = {}
    for part in assignments:
        by_place.setdefault((part["model"], part["option"]), []).append(part)
    every_part = [part["segment_text"] for part in assignments]
    return [place(parts, every_part) for parts in by_place.values()]


def place(parts: list[Result], every_part: list[str]) -> Result:
    """Where some parts of the traffic go together, and what that comes to."""
    return {
        **parts[0],
        "traffic": in_words([part["segment_text"] for part in parts], every_part),
        "share": sum(part["share"] for part in parts),
        "monthly_cost": total([part["monthly_cost"] for part in parts]),
        "announced": each_once(
            text for part in parts for text in lines(part, "announced")
        ),
        "bases": each_once(part["basis"] for part in parts if part["basis"]),
        "workings": workings(parts),
    }


def workings(parts: list[Result]) -> list[Result]:
    """How the cost of a place adds up: part by part, but machines for all of them."""
    is_shared = len(parts) > 1 and OptionKind(parts[0]["kind"]).is_self_run
    if is_shared:  # the last line only says how much of it falls to the part
        whole = lines(parts[0], "working")[:-1]
        return [{"traffic": "", "lines": whole}] if whole else []
    return [
        {"traffic": part["segment_text"], "lines": lines(part, "working")}
        for part in parts
        if lines(part, "working")
    ]


def lines(part: Result, key: str) -> list[str]:
    """Texts about a part or place; results shared earlier may hold none."""
    return list(part.get(key, ()))


def each_once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def total(costs: list[Result | None]) -> Result | None:
    """The sum of costs; not known as soon as one of them is not."""
    known = [cost for cost in costs if cost is not None]
    if len(known) < len(costs):
        return None
    return {
        name: sum(cost[name] for cost in known) for name in ("low", "likely", "high")
    }


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
    ordered = sorted(ruled_out, key=STATEMENT)
    groups = [(each, list(rows)) for each, rows in groupby(ordered, STATEMENT)]
    return [
        {"statement": statement, "count": len(rows), "rows": by_fact(rows)}
        for statement, rows in groups
    ]


def by_fact(rows: list[Result]) -> list[Result]:
    """What one fact rules out, said once with its source."""
    by_text: dict[tuple[str, str], list[Result]] = {}
    for row in rows:
        by_text.setdefault((row["fact"], str(row["source"])), []).append(row)
    return [{**alike[0], "ways": ways(alike)} for alike in by_text.values()]


def ways(rows: list[Result]) -> str:
    """Models by where they run: those that run at the same places are named together."""
    options: dict[str, list[str]] = {}
    for row in rows:
        options.setdefault(row["model_name"], []).append(row["option_name"])
    models: dict[str, list[str]] = {}
    for model, places in options.items():
        models.setdefault(", ".join(places), []).append(model)
    return "; ".join(
        f"{', '.join(names)} on {places}" for places, names in models.items()
    )

"""The explanation of a result, cut and ordered as the page prints it; no judgment.

Results shared earlier lack some of it: what is not there is not shown.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.defaultfilters import floatformat

from advisor.charts import BarChart, Value, bar_chart, histogram, stacked_bar
from advisor.decision.explanation import FULL_WEIGHT
from advisor.decision.questions import SHORT_FORM, Question
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.views.traffic import ALL

type Result = Mapping[str, Any]

FAMILIES = ("closed", "open", "hybrid")  # in the order of the page
SHORT_KEYS = {question.key for question in SHORT_FORM}
TRIED_PRICES = ", nor do prices from a tenth of today’s to ten times as much"
OUTCOMES = {  # of a gate or a kind: its sign and its words
    "passed": ("✓", "passes"),
    "conditional": ("○", "passes on condition"),
    "mixed": ("±", "passes in part"),
    "yielded": ("!", "set aside, as nothing else was left"),
    "not_known": ("?", "not known, so it does not pass"),
    "failed": ("✕", "fails"),
}
PATTERNS = {
    "sensitivity": (
        "Split by sensitivity: sensitive text goes to the strict place, all else to "
        "the other."
    ),
    "difficulty": (
        "Split by difficulty: hard requests go to the stronger model, routine ones to "
        "the one that costs less."
    ),
    "load": (
        "Split by load: machines of your own carry what comes day and night, and a "
        "provider takes the peaks above that."
    ),
    "modality": (
        "Split by kind of input: one model takes pictures, sound or scanned pages, the "
        "other takes text."
    ),
    "stage": (
        "Split by stage: begin with a closed model now, and move to open weights once "
        "the volume is there."
    ),
}


def explained(result: Result) -> dict[str, Any]:
    """What the page adds to the result object itself."""
    rows = answer_rows(result)
    return {
        "glance": glance(result),
        "answers_chart": answers_chart(rows),
        "answer_rows": rows,
        "criteria_chart": criteria_chart(result),
        "kinds": kinds(result),
        "firmness": firmness(result),
        "split": split(result),
        "inquiries": [with_text(group) for group in result.get("inquiries", ())],
    }


def glance(result: Result) -> dict[str, Any]:
    """Cost, first step and what would change the advice, as far as there are any."""
    plan = result["plans"].get(result["verdict"])
    steps = result.get("next_steps")
    return {
        "cost": plan and plan["monthly_cost"],
        "announced": (plan and plan.get("later_costs")) or (),
        "later": plan and plan.get("later"),
        "first": steps[0]["text"] if steps else None,
        "tips": plan and what_tips(result),
    }


def what_tips(result: Result) -> str:
    """The nearest of all in a close call; else what can move by itself comes first."""
    call = result.get("close_call") or {}
    nearest: str | None = call.get("tip")
    if nearest:
        return nearest
    flips, by_price = result["flips"], result.get("price_flips", ())
    by_volume = [flip for flip in flips if flip["key"] == "tokens_per_day"]
    by_answer = [flip for flip in flips if flip["key"] in SHORT_KEYS]
    if first := next(iter([*by_volume, *by_price, *by_answer]), None):
        return str(first["text"])
    if flips:
        prices = TRIED_PRICES if "price_flips" in result else ""
        return f"No other answer to a short question does{prices}. {flips[0]['text']}"
    return "No other answer to a single question changes it."


# --- Contributions -----------------------------------------------------------------------


def answer_rows(result: Result) -> list[dict[str, Any]]:
    """What each answer did, in figures; the rules first."""
    rows = [
        {
            "question": question.text,
            "answer": in_words(result["answers"].get(reason["answer"]), question),
            "is_rule": is_rule(reason),
            "weight": reason["weight"],
            "favors": reason["favors"],
            "text": reason["text"],
        }
        for reason in result["reasons"]
        if (question := QUESTION_BY_KEY.get(reason["answer"]))
    ]
    return sorted(rows, key=lambda row: not row["is_rule"])


def in_words(value: Any, question: Question) -> str:
    """An answer as it stands in a result, where several choices are a list."""
    if value is None:
        return ""
    return question.label(tuple(value) if isinstance(value, list) else value)


def is_rule(reason: Result) -> bool:
    """Whether an answer decides by a rule, not by points."""
    return bool(reason.get("is_gate")) or abs(reason["weight"]) >= FULL_WEIGHT


def answers_chart(rows: Sequence[Result]) -> BarChart | None:
    """How far each answer puts the advice ahead; None without a reason."""
    if not rows:
        return None
    return bar_chart(
        (
            row["question"],
            [
                Value(
                    kind=row["favors"],
                    amount=row["weight"],
                    text="decides by a rule, not by points"
                    if row["is_rule"]
                    else f"{'+' if row['weight'] > 0 else ''}{points(row['weight'])}",
                    is_rule=row["is_rule"],
                )
            ],
        )
        for row in rows
    )


def criteria_chart(result: Result) -> BarChart:
    """What each criterion adds to each plan or takes away; the total is left out."""
    return bar_chart(
        (
            row["label"],
            [
                Value(
                    kind=name,
                    amount=row[name],
                    text=f"{name.capitalize()} {points(row[name])}",
                )
                for name in FAMILIES
                if row[name] is not None
            ],
        )
        for row in result["contributions"]
        if row["criterion"] != "total" and any(row[name] for name in FAMILIES)
    )


def points(amount: float) -> str:
    """As the tables round them, so that a chart says the same."""
    return floatformat(amount, 2)


# --- The ledger by kind ------------------------------------------------------------------


def kinds(result: Result) -> list[dict[str, Any]]:
    return [
        {
            **kind,
            **sign_and_words(kind),
            "rows": [
                {**row, **sign_and_words(row), "part": part(row), "tally": tally(row)}
                for row in kind["rows"]
            ],
        }
        for kind in result.get("ledger", ())
    ]


def sign_and_words(one: Result) -> dict[str, str]:
    sign, words = OUTCOMES[one["outcome"]]
    return {"sign": sign, "words": words}


def part(row: Result) -> str:
    """Which part of the traffic a check was for; empty where it was for all."""
    name: str = row["segment"]
    return "" if name == ALL else name[:1].upper() + name[1:]


def tally(row: Result) -> str:
    """How many ways of a kind passed a check, and how many are out."""
    on_condition = f", {row['conditional']} on condition" if row["conditional"] else ""
    return f"{row['passed']} pass{on_condition}, {row['failed']} out"


# --- How firm ----------------------------------------------------------------------------


def firmness(result: Result) -> dict[str, Any] | None:
    """The draws behind the robustness, and their two pictures."""
    found = result.get("robustness")
    if not found:
        return None
    draws = found["draws"]
    verdicts = dict(sorted(found["verdicts"].items(), key=lambda pair: -pair[1]))
    return {
        **found,
        "held": round(found["holds"] * draws),
        "parts": stacked_bar(verdicts),
        "verdict_rows": [
            {"verdict": name, "share": share, "draws": round(share * draws)}
            for name, share in verdicts.items()
        ],
        "picture": histogram(found.get("histogram") or ()),
    }


# --- A split -----------------------------------------------------------------------------


def split(result: Result) -> dict[str, Any] | None:
    """Who gets which traffic under the advised plan; None where all goes to one place."""
    plan = result["plans"].get(result["verdict"]) or {}
    later = plan.get("later")
    if not result["routing"] and not later:
        return None
    name = plan.get("pattern")
    patterns = name.split(" and ") if name else []
    return {
        "patterns": [PATTERNS.get(one, f"Split by {one}.") for one in patterns],
        # Before and after a move within the year there is no sum of a month.
        "total": None if later else plan.get("monthly_cost"),
        "bills": plan.get("bills") or (),
        "second_stack": plan.get("second_stack"),
        "later": later,
    }


# --- Questions to ask --------------------------------------------------------------------


def with_text(group: Result) -> dict[str, Any]:
    """A group of questions, with all of them as one text to copy."""
    lines = [f"{n}. {one['text']}" for n, one in enumerate(group["questions"], 1)]
    return {**group, "plain": "\n".join(lines)}

"""How a plan splits the traffic: by which rule, what goes where, and what each side costs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

from advisor.decision import cost
from advisor.decision.bills import usd
from advisor.decision.candidates import Family
from advisor.decision.market import Market
from advisor.decision.needs import PART_WORDS, Needs, Segment, are_apart_by
from advisor.decision.plans import STACKS, Pick, Plan, Verdict, place_of
from advisor.decision.questions import Answers
from advisor.decision.stages import in_a_year
from advisor.decision.telling import Json, money, written
from advisor.decision.weighing import Weigher, Weighing

# How a hybrid can split the traffic, by the flag that tells its parts apart.
PATTERNS = {
    "sensitivity": "is_sensitive",
    "difficulty": "is_hard",
    "modality": "has_media",
    "load": "is_base",
}
STAGE = "stage"  # it splits the year instead
NAMES = (*PATTERNS, STAGE)
RULES = {
    "is_sensitive": ("is sensitive", "is not sensitive"),
    "is_hard": ("is hard", "is routine"),
    "has_media": ("carries more than text", "carries text alone"),
    "is_base": (
        "comes while your own machines have room",
        "comes while your own machines are full",
    ),
}
type Part = tuple[Segment, list[Pick]]  # of the traffic, with what serves it

SIDES = {Family.CLOSED: "Closed models", Family.OPEN: "Open weights"}


def pattern(plan: Plan) -> str | None:
    """By what a hybrid tells closed from open; None for a plan of one family."""
    if plan.family is not Verdict.HYBRID:
        return None
    if plan.later is not None:
        return STAGE
    return " and ".join(name for name, flag in PATTERNS.items() if parts_by(flag, plan))


def parts_by(flag: str, plan: Plan) -> bool:
    """Whether two parts that differ in this flag alone go to different families."""
    return any(
        are_apart_by(flag, one.segment, other.segment)
        for one, other in combinations(plan.picks, 2)
        if one.candidate.family is not other.candidate.family
    )


# --- What goes where ---------------------------------------------------------------------


def routing(plan: Plan | None, weighing: Weighing, weigher: Weigher) -> list[Json]:
    """Which traffic goes where by which rule; empty where all goes to one place."""
    if plan is None:
        return []
    market, day = weigher.market, weigher.day
    now = parts_by_place(plan.picks)
    if plan.later is not None:
        moves, needs = written(a_year_after(day)), later_needs(weighing, weigher)
        then = parts_by_place(plan.later.picks)
        return [
            *(route(one, weighing.needs, market, f"Until {moves}") for one in now),
            *(route(one, needs, market, f"From {moves}") for one in then),
        ]
    if len({pick.candidate.key for pick in plan.picks}) < 2:
        return []
    return [
        route(one, weighing.needs, market, f"A request that {rule(one[0])}")
        for one in now
    ]


def route(part: Part, needs: Needs, market: Market, rule: str) -> Json:
    segment, picks = part
    return {
        "traffic": segment.text,
        "rule": rule,
        "where": where_named(picks[0]),
        "family": picks[0].candidate.family.value,
        "share": round(segment.share, 4),
        "monthly_cost": money(cost.total(market.bill(pick, needs) for pick in picks)),
    }


def parts_by_place(picks: Sequence[Pick]) -> list[Part]:
    """Which part of the traffic goes where; what goes to one place is one part.

    Unless that needs more words than its parts have: then each stands by itself.
    """
    by_place: dict[object, list[Pick]] = {}
    for pick in picks:
        by_place.setdefault(pick.candidate.key, []).append(pick)
    parts: list[Part] = []
    for together in by_place.values():
        whole = as_one([pick.segment for pick in together])
        inside = [pick for pick in picks if is_within(pick.segment, whole)]
        if inside == together:
            parts.append((whole, together))
        else:
            parts += [(pick.segment, [pick]) for pick in together]
    return parts


def as_one(segments: Sequence[Segment]) -> Segment:
    """Some parts of the traffic as one, told apart by what all of them have in common."""
    flags = {flag: {getattr(one, flag) for one in segments} for flag in PART_WORDS}
    common: dict[str, Any] = {
        flag: values.pop() if len(values) == 1 else None
        for flag, values in flags.items()
    }
    return replace(segments[0], share=sum(one.share for one in segments), **common)


def is_within(segment: Segment, whole: Segment) -> bool:
    return all(
        getattr(whole, flag) in {None, getattr(segment, flag)} for flag in PART_WORDS
    )


def rule(segment: Segment) -> str:
    """By what a request is told to belong to a part."""
    flags = ((getattr(segment, flag), texts) for flag, texts in RULES.items())
    return " and ".join(
        texts[0] if flag else texts[1] for flag, texts in flags if flag is not None
    )


def where_named(pick: Pick) -> str:
    return f"{pick.candidate.model.name}, {pick.candidate.option.name}"


# --- What each side costs ----------------------------------------------------------------


def bills(plan: Plan, weighing: Weighing, weigher: Weigher) -> list[Json]:
    """The two bills of a hybrid; empty for a plan of one family."""
    if plan.family is not Verdict.HYBRID:
        return []
    sides = [(pick, weighing.needs) for pick in plan.picks]
    if plan.later is not None:
        needs = later_needs(weighing, weigher)
        sides += [(pick, needs) for pick in plan.later.picks]
    return [
        {
            "family": family.value,
            "text": SIDES[family],
            "monthly_cost": money(
                cost.total(
                    weigher.market.bill(pick, needs)
                    for pick, needs in sides
                    if pick.candidate.family is family
                )
            ),
        }
        for family in Family
    ]


def second_stack(plan: Plan, needs: Needs, market: Market) -> Json | None:
    """What a hybrid pays for keeping two ways to run a model; None for one family."""
    if plan.family is not Verdict.HYBRID:
        return None
    picks = (plan.later or plan).picks
    places = {place_of(pick.candidate) for pick in picks}
    stacks = [stack for stack in STACKS if stack in places]
    if not stacks:
        return {
            "text": (
                "Nobody has to run machines for it, as the open models are hosted: it is "
                "one contract more, and one more set of prompts to keep."
            ),
            "monthly_cost": None,
        }
    people = cost.total(market.people(stack, needs) for stack in stacks)
    return {
        "text": (
            f"Of this, {usd(people.likely)} a month is for the people and the set-up of "
            "machines of your own, beside a contract with a vendor."
        ),
        "monthly_cost": money(people),
    }


# --- Twelve months from now --------------------------------------------------------------


def a_year_after(day: date) -> date:
    """The same day of the next year; 28 February for a 29th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def later_needs(weighing: Weighing, weigher: Weigher) -> Needs:
    """The needs in twelve months."""
    return weigher.weigh_today(in_a_year(weighing.needs)).needs


def later_told(plan: Plan, weighing: Weighing, weigher: Weigher) -> Json | None:
    """What a plan in stages becomes; None for one that stays what it is."""
    if plan.later is None:
        return None
    needs = later_needs(weighing, weigher)
    day = a_year_after(weigher.day)
    picks = plan.later.picks
    return {
        "from": day.isoformat(),
        "text": f"By {written(day)}, move to open weights.",
        "tokens_per_day": needs.tokens_per_day,
        "monthly_cost": money(cost.total(weigher.market.bill(p, needs) for p in picks)),
        "places": list(places_named(picks)),
    }


def in_twelve_months(weighing: Weighing, weigher: Weigher) -> Json | None:
    """The verdict and bill at next year's volume; None without a word on growth."""
    if "growth" not in weighing.needs.answers:
        return None
    answers: Answers = in_a_year(weighing.needs)
    later = weigher.weigh(answers)
    picks = later.picks
    total = cost.total(weigher.market.bill(pick, later.needs) for pick in picks)
    return {
        "tokens_per_day": later.needs.tokens_per_day,
        "verdict": later.verdict.value,
        "monthly_cost": money(total) if picks else None,
        "places": list(places_named(picks)),
        "moves": [p.candidate.key for p in picks]
        != [p.candidate.key for p in weighing.picks],
    }


def places_named(picks: Sequence[Pick]) -> Iterator[Json]:
    for segment, together in parts_by_place(picks):
        yield {"traffic": segment.text, "where": where_named(together[0])}

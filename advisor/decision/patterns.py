"""How a plan splits the traffic: by which rule, what goes where, and what each side costs."""

from collections.abc import Iterable, Iterator
from datetime import date

from advisor.decision import cost
from advisor.decision.bills import usd, written
from advisor.decision.candidates import Family
from advisor.decision.market import Market
from advisor.decision.needs import PART_WORDS, Needs, Segment
from advisor.decision.plans import STACKS, Pick, Plan, Verdict, place_of
from advisor.decision.questions import Answers
from advisor.decision.stages import in_a_year
from advisor.decision.telling import Json, money
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
    families: dict[object, set[Family]] = {}
    for pick in plan.picks:
        others = tuple(getattr(pick.segment, f) for f in PART_WORDS if f != flag)
        families.setdefault(others, set()).add(pick.candidate.family)
    return any(len(found) > 1 for found in families.values())


# --- What goes where ---------------------------------------------------------------------


def routing(plan: Plan | None, weighing: Weighing, weigher: Weigher) -> list[Json]:
    """Which traffic goes where by which rule; empty where all goes to one place."""
    if plan is None:
        return []
    market, day = weigher.market, weigher.day
    if plan.later is not None:
        moves = written(a_year_after(day))
        needs = later_weighing(weighing, weigher).needs
        return [
            *(
                route(pick, weighing.needs, market, f"Until {moves}")
                for pick in plan.picks
            ),
            *(route(pick, needs, market, f"From {moves}") for pick in plan.later.picks),
        ]
    if len({pick.candidate.key for pick in plan.picks}) < 2:
        return []
    return [
        route(pick, weighing.needs, market, f"A request that {rule(pick.segment)}")
        for pick in plan.picks
    ]


def route(pick: Pick, needs: Needs, market: Market, rule: str) -> Json:
    return {
        "traffic": pick.segment.text,
        "rule": rule,
        "where": where_named(pick),
        "family": pick.candidate.family.value,
        "share": round(pick.segment.share, 4),
        "monthly_cost": money(market.bill(pick, needs)),
    }


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
        needs = later_weighing(weighing, weigher).needs
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
                "Nobody has to run a second stack, for the open models are hosted: it is "
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


def later_weighing(weighing: Weighing, weigher: Weigher) -> Weighing:
    """The weighing in twelve months."""
    return weigher.weigh_today(in_a_year(weighing.needs))


def later_told(plan: Plan, weighing: Weighing, weigher: Weigher) -> Json | None:
    """What a plan in stages becomes; None for one that stays what it is."""
    if plan.later is None:
        return None
    needs = later_weighing(weighing, weigher).needs
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


def places_named(picks: Iterable[Pick]) -> Iterator[Json]:
    for pick in picks:
        yield {"traffic": pick.segment.text, "where": where_named(pick)}

"""Answers that cannot all be met, said openly: which two, and what would have to change."""

from collections.abc import Iterator
from itertools import combinations

from advisor.decision import cost
from advisor.decision.plans import Plan, Verdict
from advisor.decision.questions import Answers
from advisor.decision.recommendation import with_answer
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.telling import Json
from advisor.decision.weighing import Weigher, Weighing

NOTHING_FITS = "Nothing in the catalog meets all of these answers together."
LONG_SETUP_DAYS = 7  # more than “days”
NO_STAFF = {"none", "some_devops"}


def conflicts(weighing: Weighing, weigher: Weigher) -> list[Json]:
    """Every pair of answers that stand against each other."""
    return [
        *dead_ends(weighing, weigher),
        *staff_conflicts(weighing, weigher),
        *time_conflicts(weighing),
        *quality_conflicts(weighing),
        *tuning_conflicts(weighing),
        *budget_conflicts(weighing, weigher),
    ]


def conflict(first: str, second: str, text: str, way_out: str) -> Json:
    return {"answers": [first, second], "text": text, "way_out": way_out}


def forcing_answer(weighing: Weighing) -> str | None:
    """The answer that leaves nothing but machines of one's own, if one does."""
    answers = weighing.needs.answers
    if answers.get("offline") == "yes":
        return "offline"
    if answers.get("data_location") == "own_premises":
        return "data_location"
    return "sensitive_share" if weighing.needs.rests_on_a_guess else None


def said(key: str) -> str:
    return f"“{QUESTION_BY_KEY[key].text}”"


def forced_to_self_run(weighing: Weighing) -> bool:
    """Whether every plan there is puts some traffic on machines of one's own."""
    return all(
        any(pick.candidate.kind.is_self_run for pick in plan.picks)
        for plan in weighing.plans.values()
    )


# --- Nothing left ----------------------------------------------------------------------


def dead_ends(weighing: Weighing, weigher: Weigher) -> Iterator[Json]:
    """Where nothing fits: two answers, and what taking one back would open."""
    if weighing.verdict is not Verdict.NONE_FITS:
        return
    answers = weighing.needs.answers
    limits = [key for key in answers if QUESTION_BY_KEY[key].is_limit]
    for count in (1, 2):
        ways = [
            (dropped, verdict)
            for dropped in combinations(limits, count)
            if (verdict := verdict_without(dropped, answers, weigher))
            is not Verdict.NONE_FITS
        ]
        for number, (dropped, verdict) in enumerate(ways):
            yield dead_end(dropped, verdict, limits, is_first=number == 0)
        if ways:
            return
    if len(limits) > 1:
        yield conflict(
            limits[0],
            limits[1],
            "Nothing in the catalog meets these answers, nor all but two of them.",
            "Loosen several: begin with the answer that rules out most, below.",
        )


def verdict_without(
    dropped: tuple[str, ...], answers: Answers, weigher: Weigher
) -> Verdict:
    for key in dropped:
        answers = with_answer(answers, key, None)
    return weigher.weigh(answers).verdict


def dead_end(
    dropped: tuple[str, ...], verdict: Verdict, limits: list[str], *, is_first: bool
) -> Json:
    others = [key for key in limits if key not in dropped]
    first, second = (*dropped, *others, *dropped)[:2]
    without = " and ".join(said(key) for key in dropped)
    return conflict(
        first,
        second,
        NOTHING_FITS if is_first else "There is another way out.",
        f"Without your answer to {without}, the advice would be {verdict.value}.",
    )


# --- Two answers that pull apart ---------------------------------------------------------


def staff_conflicts(weighing: Weighing, weigher: Weigher) -> Iterator[Json]:
    yielded = [one for one in weighing.fields if one.staff_yielded]
    if weighing.verdict is Verdict.NONE_FITS:
        return  # another gate leaves nothing: people would not help
    forcing = forcing_answer(weighing) or what_forces(weighing, weigher)
    if not yielded or forcing is None:
        return
    yield conflict(
        forcing,
        "ml_staff",
        f"For {yielded[0].segment.text}, only a model that you run yourself passes "
        f"because of your answer to {said(forcing)}, and nobody is there to run it.",
        "Hire, or find a partner who runs it on your machines; or loosen the other "
        "answer.",
    )


def what_forces(weighing: Weighing, weigher: Weigher) -> str | None:
    """The first answer without which somebody else could run the model.

    Where no single one is to blame, the first that sets a limit.
    """
    answers = weighing.needs.answers
    limits = [k for k in answers if QUESTION_BY_KEY[k].is_limit and k != "ml_staff"]
    for key in limits:
        without = weigher.weigh(with_answer(answers, key, None))
        if not any(one.staff_yielded for one in without.fields):
            return key
    return next(iter(limits), None)


def time_conflicts(weighing: Weighing) -> Iterator[Json]:
    forcing = forcing_answer(weighing)
    is_short = weighing.needs.answers.get("time_to_production") == "days"
    if not is_short or forcing is None or not forced_to_self_run(weighing):
        return
    yield conflict(
        forcing,
        "time_to_production",
        "A workstation can serve a few people within days; a service for everybody on "
        "machines of your own takes weeks to months.",
        "Start small, or with what is not sensitive at a provider; or move the date.",
    )


def quality_conflicts(weighing: Weighing) -> Iterator[Json]:
    forcing = forcing_answer(weighing)
    wants_best = weighing.needs.answers.get("quality_bar") == "frontier"
    if not wants_best or forcing is None or not forced_to_self_run(weighing):
        return
    yield conflict(
        forcing,
        "quality_bar",
        "The best models cannot be had on machines of your own; the best that can be "
        "are some months behind.",
        "Accept the gap, or allow the hard part to go to a vetted vendor.",
    )


def tuning_conflicts(weighing: Weighing) -> Iterator[Json]:
    answers = weighing.needs.answers
    is_deep = answers.get("customization") == "deep_finetune"
    if not is_deep or answers.get("ml_staff") not in NO_STAFF:
        return
    yield conflict(
        "customization",
        "ml_staff",
        "Deep tuning is work for machine-learning engineers, and you have none.",
        "Have a host or a partner tune open weights for you, or begin with prompts.",
    )


def budget_conflicts(weighing: Weighing, weigher: Weigher) -> Iterator[Json]:
    budget = weighing.needs.answers.get("monthly_budget_usd")
    if not isinstance(budget, int | float) or weighing.verdict is Verdict.NONE_FITS:
        return
    bills = {plan.family: bill_of(plan, weighing, weigher) for plan in weighing.ranking}
    advised = bills[weighing.verdict]
    family, cheapest = min(bills.items(), key=lambda item: item[1])
    if advised <= budget:
        return
    if cheapest > budget:
        text = (
            f"Every plan that fits your other answers costs ${cheapest:,.0f} or more."
        )
        way_out = "Raise the budget, lower the volume, or accept a lower quality bar."
    else:
        text = f"The advised plan costs ${advised:,.0f} a month, above your budget."
        way_out = f"The {family.value} plan costs ${cheapest:,.0f} and fits it."
    yield conflict("monthly_budget_usd", strongest_cost_answer(weighing), text, way_out)


def bill_of(plan: Plan, weighing: Weighing, weigher: Weigher) -> float:
    bills = (weigher.market.bill(pick, weighing.needs) for pick in plan.picks)
    return float(cost.total(bills).likely)


def strongest_cost_answer(weighing: Weighing) -> str:
    """The answer that makes it dear: the forcing one, or another that was given."""
    answers = weighing.needs.answers
    forced = forcing_answer(weighing) if forced_to_self_run(weighing) else None
    likely = (forced or "tokens_per_day", "tokens_per_day", "quality_bar", *answers)
    given = [key for key in likely if key in answers and key != "monthly_budget_usd"]
    return next(iter(given), "tokens_per_day")

"""Answers that cannot all be met, said openly: which two, and what would have to change."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from advisor.decision import cost
from advisor.decision.bargains import cheapest
from advisor.decision.bills import usd
from advisor.decision.contradictions import contradictions
from advisor.decision.needs import in_common
from advisor.decision.plans import Plan, Verdict
from advisor.decision.questions import Answers, AnswerValue, bar_is_raised
from advisor.decision.recommendation import with_answer
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.telling import Json, in_a_row, said
from advisor.decision.weighing import VOLUMES, Weigher, Weighing

LONG_SETUP_DAYS = 7  # more than “days”
BUDGET = "monthly_budget_usd"
# What forces, and the answer that would let the hard part go elsewhere.
TO_A_VENDOR = (
    "data_location",
    "vetted_vendor",
    "allow the hard part to go to a vetted vendor",
)
LOOSENED = {
    "data_location": TO_A_VENDOR,
    "sensitive_share": TO_A_VENDOR,
    "offline": ("offline", "no", "let the hard part use the network"),
}
NO_STAFF = {"none", "some_devops"}


def conflicts(weighing: Weighing, weigher: Weigher) -> list[Json]:
    """Every pair of answers that stand against each other."""
    return [
        *contradicting(weighing.needs.answers),
        *unmet_together(weighing, weigher),
    ]


def unmet_together(weighing: Weighing, weigher: Weigher) -> list[Json]:
    """Pairs that the catalog cannot meet together."""
    return [
        *dead_ends(weighing, weigher),
        *staff_conflicts(weighing, weigher),
        *time_conflicts(weighing),
        *quality_conflicts(weighing, weigher),
        *tuning_conflicts(weighing),
        *budget_conflicts(weighing, weigher),
    ]


def conflict(keys: Sequence[str], text: str, way_out: str) -> Json:
    """The answers that stand against each other; one where nobody meets that alone."""
    return {"answers": list(keys), "text": text, "way_out": way_out}


def contradicting(answers: Answers) -> Iterator[Json]:
    """Pairs that contradict each other by themselves."""
    for rule in contradictions(answers):
        yield conflict([rule.first, rule.second], rule.text, rule.way_out)


def forcing_answer(weighing: Weighing) -> str | None:
    """The answer that leaves nothing but machines of one's own, if one does."""
    answers = weighing.needs.answers
    if answers.get("offline") == "yes":
        return "offline"
    if answers.get("data_location") == "own_premises":
        return "data_location"
    return "sensitive_share" if weighing.needs.rests_on_a_guess else None


def forced_to_self_run(weighing: Weighing) -> bool:
    """Whether every plan there is puts some traffic on machines of one's own."""
    return bool(weighing.plans) and all(
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
    guilty = fewest_that_close(limits, answers, weigher)
    guilty.sort(key=lambda key: key != forcing_answer(weighing))
    for count in (1, 2):
        ways = [
            (dropped, verdict)
            for dropped in combinations(limits, count)
            if (verdict := verdict_without(dropped, answers, weigher))
            is not Verdict.NONE_FITS
        ]
        for number, (dropped, verdict) in enumerate(ways):
            yield dead_end(dropped, verdict, guilty, is_first=number == 0)
        if ways:
            return
    if guilty:
        yield conflict(
            guilty[:2],
            f"{nothing_meets(guilty)} Nor does anything meet all but two of them.",
            "Loosen several: begin with the answer that rules out most, below.",
        )


def verdict_without(
    dropped: Iterable[str], answers: Answers, weigher: Weigher
) -> Verdict:
    for key in dropped:
        answers = with_answer(answers, key, None)
    return weigher.weigh(answers).verdict


def fewest_that_close(
    limits: Sequence[str], answers: Answers, weigher: Weigher
) -> list[str]:
    """Limits that leave nothing between them, and something without any one of them.

    The first questions are kept longest: they are the ones that readers know best.
    """
    dropped: list[str] = []
    for key in reversed(limits):
        if verdict_without([*dropped, key], answers, weigher) is Verdict.NONE_FITS:
            dropped.append(key)
    return [key for key in limits if key not in dropped]


def nothing_meets(keys: Sequence[str]) -> str:
    answers, together = ("answers", " together") if len(keys) > 1 else ("answer", "")
    named = in_a_row([said(key) for key in keys], "and")
    return f"Nothing in the catalog meets your {answers} to {named}{together}."


def dead_end(
    dropped: tuple[str, ...], verdict: Verdict, guilty: list[str], *, is_first: bool
) -> Json:
    others = [key for key in guilty if key not in dropped]
    answers = "answers" if len(dropped) > 1 else "answer"
    without = " and ".join(said(key) for key in dropped)
    return conflict(
        [*dropped, *others][:2],
        nothing_meets(guilty) if is_first else "There is another way out.",
        f"Without your {answers} to {without}, the advice would be {verdict.value}.",
    )


# --- Two answers that pull apart ---------------------------------------------------------


def staff_conflicts(weighing: Weighing, weigher: Weigher) -> Iterator[Json]:
    yielded = [one for one in weighing.in_play if one.staff_yielded]
    if weighing.verdict is Verdict.NONE_FITS:
        return  # another gate leaves nothing: people would not help
    forcing = forcing_answer(weighing) or what_forces(weighing, weigher)
    if not yielded or forcing is None:
        return
    parts = [one.segment for one in yielded]
    yield conflict(
        [forcing, "ml_staff"],
        f"For {in_common(parts) or 'all traffic'}, only a model that you run yourself passes "
        f"because of your answer to {said(forcing)}, and you have nobody who has run models.",
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
        if not any(one.staff_yielded for one in without.in_play):
            return key
    return next(iter(limits), None)


def time_conflicts(weighing: Weighing) -> Iterator[Json]:
    forcing = forcing_answer(weighing)
    is_short = weighing.needs.answers.get("time_to_production") == "days"
    if not is_short or forcing is None or not forced_to_self_run(weighing):
        return
    if not takes_long_to_set_up(weighing):
        return
    yield conflict(
        [forcing, "time_to_production"],
        "A workstation can serve a few people within days; a service for everybody on "
        "machines of your own takes weeks to months.",
        "Start small, or with what is not sensitive at a provider; or move the date."
        if goes_out_in_part(weighing)
        else "Start small, or move the date.",
    )


def takes_long_to_set_up(weighing: Weighing) -> bool:
    """Whether a part of the advised plan takes more than days."""
    return any(
        (pick.candidate.option.setup_days or 0) > LONG_SETUP_DAYS
        for pick in weighing.picks
    )


def goes_out_in_part(weighing: Weighing) -> bool:
    """Whether a part of the traffic is not sensitive and may use a network."""
    needs = weighing.needs
    return not needs.offline and any(s.is_sensitive is False for s in needs.segments)


def quality_conflicts(weighing: Weighing, weigher: Weigher) -> Iterator[Json]:
    forcing = forcing_answer(weighing)
    wants_best = weighing.needs.answers.get("quality_bar") == "frontier"
    if not wants_best or forcing is None or not forced_to_self_run(weighing):
        return
    key, value, words = LOOSENED[forcing]
    loosened = weigher.weigh(with_answer(weighing.needs.answers, key, value))
    opens = loosened.plans and not forced_to_self_run(loosened)
    yield conflict(
        [forcing, "quality_bar"],
        "The best models cannot be had on machines of your own; the best that can be "
        "are some months behind.",
        f"Accept the gap, or {words}." if opens else "Accept the gap.",
    )


def tuning_conflicts(weighing: Weighing) -> Iterator[Json]:
    answers = weighing.needs.answers
    is_deep = answers.get("customization") == "deep_finetune"
    if not is_deep or answers.get("ml_staff") not in NO_STAFF:
        return
    yield conflict(
        ["customization", "ml_staff"],
        "Deep tuning is work for machine-learning engineers, and you have none.",
        "Have a host or a partner tune open weights for you, or begin with prompts.",
    )


def budget_conflicts(weighing: Weighing, weigher: Weigher) -> Iterator[Json]:
    budget = weighing.needs.answers.get(BUDGET)
    if not isinstance(budget, int | float) or not weighing.ranking:
        return
    advised = bill_of(weighing.ranking[0], weighing, weigher)
    least = cheapest(weighing, weigher)
    if advised <= budget or least is None:
        return
    if least.usd_month > budget:
        text = (
            "Every plan that fits your other answers costs "
            f"{told_usd(least.usd_month, budget)} a month or more."
        )
        ways = [*ways_to_save(budget, weighing, weigher)]
        way_out = f"{in_a_row(ways, 'or').capitalize()}."
    else:
        names = [f"{one.model.name} on {one.option.name}" for one in least.candidates]
        text = f"The advised plan costs {told_usd(advised, budget)} a month, above your budget."
        way_out = (
            f"The cheapest that fits your answers is {in_a_row(names, 'and')}, at "
            f"{told_usd(least.usd_month, budget)} a month."
        )
    yield conflict([BUDGET, strongest_cost_answer(weighing)], text, way_out)


def ways_to_save(budget: float, weighing: Weighing, weigher: Weigher) -> Iterator[str]:
    """What would bring something within the budget."""
    answers = weighing.needs.answers

    def fits(key: str, value: AnswerValue) -> bool:
        changed = with_answer(answers, key, value)
        least = cheapest(weigher.weigh(changed), weigher)
        return least is not None and least.usd_month <= budget

    yield "raise the budget"
    if fits("tokens_per_day", VOLUMES[0]):
        yield "lower the volume"
    if bar_is_raised(answers) and fits("quality_bar", "good_enough"):
        yield "accept a lower quality bar"


def told_usd(amount: float, budget: float) -> str:
    """A bill; one above the budget never reads as if it were the budget itself."""
    told, limit = (usd(Decimal(str(figure))) for figure in (amount, budget))
    return f"a little more than {told}" if amount > budget and told == limit else told


def bill_of(plan: Plan, weighing: Weighing, weigher: Weigher) -> float:
    bills = (weigher.market.bill(pick, weighing.needs) for pick in plan.picks)
    return float(cost.total(bills).likely)


def strongest_cost_answer(weighing: Weighing) -> str:
    """The answer that makes it dear: the forcing one, or another that was given."""
    answers = weighing.needs.answers
    forced = forcing_answer(weighing) if forced_to_self_run(weighing) else None
    likely = (forced or "tokens_per_day", "tokens_per_day", "quality_bar", *answers)
    given = [key for key in likely if key in answers and key != BUDGET]
    return next(iter(given), "tokens_per_day")

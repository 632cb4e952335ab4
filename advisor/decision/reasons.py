"""Which answers decided the verdict, and by what they worked."""

from dataclasses import dataclass

from advisor.decision.candidates import Family
from advisor.decision.contributions import part_of_score
from advisor.decision.criteria import BASE_WEIGHTS, EFFECTS, Criterion
from advisor.decision.gains import NOTICEABLE, contest_over, what_moved
from advisor.decision.gates import GATES, Gate
from advisor.decision.ledger import answer_behind
from advisor.decision.needs import Segment, named_parts
from advisor.decision.plans import FAMILIES, Verdict
from advisor.decision.questions import Answers
from advisor.decision.recommendation import with_answer
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.telling import Json
from advisor.decision.weighing import Weigher, Weighing

OUT_OF_REACH = -1000.0  # stands in for the score of a plan that gates forbid


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What one answer did to the verdict."""

    key: str
    favors: Verdict
    support: float  # how far it puts the verdict ahead; negative: it speaks against
    is_gate: bool
    is_decisive: bool  # without it, the verdict or the margin would differ
    is_turning: bool  # without it, the verdict would differ
    text: str

    @property
    def moves_the_lead(self) -> bool:
        """Whether it could stand for the verdict: it bars a rival, or adds to the lead."""
        return self.is_gate or self.is_turning or self.support > 0


def reasons(answers: Answers, weigher: Weigher) -> list[Reason]:
    """What each answer did; first the gates that bind, then by how much it helped."""
    weighing = weigher.weigh(answers)
    found = [
        reason
        for key in answers
        if (reason := reason_for(key, answers, weighing, weigher)) is not None
    ]
    return sorted(
        found,
        key=lambda r: (
            not r.is_decisive,
            r.support <= 0,
            not r.is_gate,
            -abs(r.support),
        ),
    )


def reason_for(
    key: str, answers: Answers, weighing: Weighing, weigher: Weigher
) -> Reason | None:
    """The reason that an answer gives; None where it changed nothing."""
    without = weigher.weigh(with_answer(answers, key, None))
    barred = barred_by(key, weighing, weigher)
    shift = difference(openness(weighing), openness(without))
    rivals = rivals_of(weighing, without)
    support = difference(
        lead(weighing, weighing.verdict, rivals),
        lead(without, weighing.verdict, rivals),
    )
    is_turned = without.verdict is not weighing.verdict
    is_decisive = is_turned or max(abs(shift), abs(support)) >= NOTICEABLE
    if not barred and not is_decisive:
        return None
    helps = bool(barred) or support > -NOTICEABLE
    favors = weighing.verdict if helps else gaining(rivals, weighing, without)
    if barred:
        moves = is_turned or support >= NOTICEABLE
        effect = barred if moves else f"{barred} {still_without(weighing, without)}"
    else:
        against = rivals if helps else [weighing.verdict]
        effect = left_without(weighing, without) or what_moved(
            key, contest_over(favors, against, weighing, without, weigher)
        )
        if is_turned and not effect:
            effect = turned(without)
        elif support >= NOTICEABLE and not effect:  # by no single criterion
            effect = f"With that, {favors.value} is a little further ahead."
    return Reason(
        key=key,
        favors=favors,
        support=round(support, 4),
        is_gate=bool(barred),
        is_decisive=is_decisive,
        is_turning=is_turned,
        text=f"{fact(key, answers)} {effect}".rstrip(),
    )


def turned(without: Weighing) -> str:
    """Where the advice goes when an answer is taken back."""
    if without.verdict is Verdict.NONE_FITS:
        return "Without it, nothing would fit."
    return f"Without it, the advice would be {without.verdict.value}."


def still_without(weighing: Weighing, without: Weighing) -> str:
    """That the other answers bar as much; "" where taking this one back opens a side."""
    if without.plans.keys() - weighing.plans.keys():
        return ""
    missing = [f.value for f in Family if Verdict(f.value) not in weighing.plans]
    sides = f"{' or '.join(missing)} plan" if weighing.plans else "plan"
    return f"Your other answers leave no {sides} either." if missing else ""


def left_without(weighing: Weighing, without: Weighing) -> str:
    """The side that an answer leaves without a plan, if only beside the others."""
    if not weighing.plans:
        return "With your other answers, nothing fits then."
    for family in Family:
        side = Verdict(family.value)
        if side in without.plans and side not in weighing.plans:
            return f"With your other answers, no {side.value} plan is left then."
    return ""


def openness(weighing: Weighing) -> float:
    """How far the open plan is ahead of the closed one; infinite without a rival."""
    return score_of(weighing, Verdict.OPEN) - score_of(weighing, Verdict.CLOSED)


def rivals_of(weighing: Weighing, without: Weighing) -> list[Verdict]:
    """The sides to compare the verdict with: those that have a plan both times.

    A plan that only an answer made possible (a split, say) is no rival to it. Where
    none has a plan both times, all of them: then a gate is what decided.
    """
    others = [family for family in FAMILIES if family is not weighing.verdict]
    both = [f for f in others if f in weighing.plans and f in without.plans]
    return both or others


def lead(weighing: Weighing, verdict: Verdict, rivals: list[Verdict]) -> float:
    """How far a verdict's plan is ahead of the best rival; huge without one."""
    if verdict is Verdict.NONE_FITS:
        return 0.0
    return score_of(weighing, verdict) - max(score_of(weighing, f) for f in rivals)


def score_of(weighing: Weighing, family: Verdict) -> float:
    plan = weighing.plans.get(family)
    return OUT_OF_REACH if plan is None else plan.score


def difference(after: float, before: float) -> float:
    """What changed between two leads; a rival that gates forbid counts all or nothing.

    Where it is out of reach in both, the rest of the lead means nothing.
    """
    forbidden = OUT_OF_REACH / 2
    if abs(after) > -forbidden and abs(before) > -forbidden:
        return 0.0 if (after > 0) == (before > 0) else after - before
    return after - before


def gaining(rivals: list[Verdict], weighing: Weighing, without: Weighing) -> Verdict:
    """The rival that gains most on the verdict by an answer."""
    return max(
        rivals,
        key=lambda rival: difference(
            lead(without, weighing.verdict, [rival]),
            lead(weighing, weighing.verdict, [rival]),
        ),
    )


def barred_by(key: str, weighing: Weighing, weigher: Weigher) -> str:
    """Which side an answer alone bars from which part, in words; "" where it does not."""
    segments = weighing.needs.segments
    for gate in GATES:
        if answer_behind(gate, weighing.needs) != key:
            continue
        barred = {
            family: [s for s in segments if bars(gate, family, s, weighing, weigher)]
            for family in Family
        }
        for family in Family:
            if barred[family]:
                is_both = barred[Family.CLOSED] == barred[Family.OPEN]
                who = "No model" if is_both else f"No {family.value} model"
                return f"{who} can serve {named_parts(barred[family], segments)} then."
    return ""


def bars(
    gate: Gate, family: Family, segment: Segment, weighing: Weighing, weigher: Weigher
) -> bool:
    """Whether a gate alone removes every candidate of a family from a segment."""
    members = weigher.market.members_of(family)
    failed = weigher.survey.sieve(gate, weighing.needs, segment).failed
    return bool(members) and not members & ~failed


def fact(key: str, answers: Answers) -> str:
    """What was said, in words that claim nothing else."""
    if answers.get("sensitive_share") == 0 and key in NOTHING_SENSITIVE:
        return NOTHING_SENSITIVE[key]
    value, wording = answers[key], FACTS[key]
    if isinstance(wording, str):
        return wording.format(answer=QUESTION_BY_KEY[key].label(value))
    picked = value if isinstance(value, tuple) else (str(value),)
    return " ".join(wording[choice] for choice in picked)


NOTHING_SENSITIVE = {
    "sensitive_share": "None of the traffic is sensitive.",
    "data_location": "As nothing is sensitive, your data may go to any provider.",
}
FACTS: dict[str, str | dict[str, str]] = {
    "data_location": {
        "any_vendor": "Your data may go to any provider.",
        "vetted_vendor": "Your data may go to a provider that you have vetted.",
        "own_cloud": "Sensitive data stays in your own cloud account.",
        "own_premises": "Sensitive data stays on machines that you alone control.",
    },
    "sensitive_share": "{answer} of the traffic is sensitive.",
    "regulated": "Rules that apply: {answer}.",
    "ml_staff": {
        "none": "You have nobody to run a model.",
        "some_devops": "You have people who run servers, but not models.",
        "ml_engineers": "You have engineers who can run a model.",
        "ml_platform_team": "You have a team that can run models.",
    },
    "tokens_per_day": "Your volume: {answer}.",
    "quality_bar": {
        "good_enough": "Good enough is enough for you.",
        "strong": "You need strong answers.",
        "frontier": "You need the best answers there are.",
    },
    "hard_share": "{answer} of the traffic needs that level.",
    "growth": "You expect {answer}.",
    "input_output_ratio": "Your mix: {answer}.",
    "cached_share": "{answer} of the input repeats.",
    "batch_share": "{answer} of the work can wait.",
    "traffic": "Shape of the traffic: {answer}.",
    "latency": "Time to the first word: {answer}.",
    "customization": {
        "prompts": "Prompts and your own documents are enough.",
        "light_finetune": "You want to tune a model lightly.",
        "deep_finetune": "You want to tune a model deeply, with weights that you keep.",
    },
    "time_to_production": {
        "days": "You want to be live within days.",
        "weeks": "You want to be live within weeks.",
        "months": "You have months.",
    },
    "lock_in": {
        "fine": "Depending on one vendor is fine with you.",
        "avoid": "You want to be able to leave a vendor.",
    },
    "transparency": {
        "no_need": "Nobody has to look inside the model.",
        "research_grade": "Somebody must be able to look inside the model.",
    },
    "offline": {
        "yes": "It must work without a network.",
        "no": "It may use a network.",
    },
    "context_tokens": "Your longest input: {answer}.",
    "modalities": "The model must take in: {answer}.",
    "media_share": "{answer} of the traffic carries more than text.",
    "monthly_budget_usd": "You can spend {answer}.",
    "license_facts": {
        "eu_seat": "Your company has its seat in the European Union.",
        "over_700m_users": "Your products have more than 700 million monthly users.",
        "needs_osi": "You need a license approved by the Open Source Initiative.",
        "no_attribution": "You cannot show a “Built with …” notice.",
        "trains_on_outputs": "You want to train other models on the answers.",
    },
    "origin_excluded": "Models from these countries are out: {answer}.",
    "safety_owner": {
        "vendor": "The vendor should run the filters.",
        "us": "You run the filters yourselves.",
    },
    "engineer_cost_usd": "An engineer costs you {answer}.",
    "priorities": "What counts double for you: {answer}.",
}


# --- The three that decided --------------------------------------------------------------

MOST_DECIDING = 3  # more than three reasons nobody remembers


def deciding(given: list[Reason], weighing: Weighing, weigher: Weigher) -> list[Json]:
    """The three reasons for the verdict: answers first, then what counts unasked."""
    spoken: list[Json] = [
        {"answer": reason.key, "criterion": None, "text": reason.text}
        for reason in given
        if reason.favors is weighing.verdict and reason.moves_the_lead
    ]
    unasked: list[Json] = [
        {
            "answer": None,
            "criterion": criterion.value,
            "text": CRITERION_TEXTS[criterion],
        }
        for criterion in leading_criteria(weighing, weigher)
        if criterion not in criteria_of(spoken)
    ]
    return [*spoken, *unasked][:MOST_DECIDING]


def criteria_of(spoken: list[Json]) -> set[Criterion]:
    """The criteria that the answers named already work through."""
    keys = {reason["answer"] for reason in spoken}
    return {effect.criterion for effect in EFFECTS if effect.question in keys}


def leading_criteria(weighing: Weighing, weigher: Weigher) -> list[Criterion]:
    """The criteria that put the best plan ahead of the next, strongest first."""
    if len(weighing.ranking) < 2:
        return []
    best, rival = (plan.family for plan in weighing.ranking[:2])
    leads = {
        weighed.criterion: (
            (part_of_score(weighing, weigher, best, weighed.criterion) or 0)
            - (part_of_score(weighing, weigher, rival, weighed.criterion) or 0)
        )
        for weighed in BASE_WEIGHTS
    }
    ahead = [criterion for criterion, by in leads.items() if by >= NOTICEABLE]
    return sorted(ahead, key=lambda criterion: -leads[criterion])


CRITERION_TEXTS = {
    Criterion.QUALITY: "Its models answer better, by blind votes of people.",
    Criterion.EASE: "It is easier to run, which counts for everybody.",
    Criterion.COST: "It costs less at your volume.",
    Criterion.SPEED: "It is live sooner.",
    Criterion.COMPLIANCE: "More certificates and agreements are ready to sign.",
    Criterion.CUSTOMIZATION: "It leaves more freedom to adapt the model.",
    Criterion.CONTROL: "It leaves more control over the data with you.",
    Criterion.INDEPENDENCE: "It ties you less to one vendor.",
    Criterion.TRANSPARENCY: "It can be looked into.",
}

"""Which answers decided the verdict, and what each criterion contributed."""

from dataclasses import dataclass

from advisor.decision.candidates import Family
from advisor.decision.gates import GATES
from advisor.decision.plans import FAMILIES, Verdict
from advisor.decision.questions import Answers
from advisor.decision.recommendation import with_answer
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.weighing import Weigher, Weighing

OUT_OF_REACH = -1000.0  # stands in for the score of a plan that gates forbid
NOTICEABLE = 1e-6  # smaller differences are rounding


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What one answer did to the verdict."""

    key: str
    favors: Verdict
    support: float  # how far it puts the verdict ahead; negative: it speaks against
    is_gate: bool
    is_decisive: bool  # without it, the verdict or the margin would differ
    text: str


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
    support = difference(
        lead(weighing, weighing.verdict), lead(without, weighing.verdict)
    )
    is_turned = without.verdict is not weighing.verdict
    if not barred and not is_turned and max(abs(shift), abs(support)) < NOTICEABLE:
        return None
    favors = favored(shift, support, weighing.verdict)
    return Reason(
        key=key,
        favors=favors,
        support=round(support, 4),
        is_gate=bool(barred),
        is_decisive=abs(shift) >= NOTICEABLE or is_turned,
        text=sentence(key, answers, barred),
    )


def openness(weighing: Weighing) -> float:
    """How far the open plan is ahead of the closed one; infinite without a rival."""
    return score_of(weighing, Verdict.OPEN) - score_of(weighing, Verdict.CLOSED)


def lead(weighing: Weighing, verdict: Verdict) -> float:
    """How far a verdict's plan is ahead of the best other; infinite without a rival."""
    if verdict is Verdict.NONE_FITS:
        return 0.0
    others = (
        score_of(weighing, family) for family in FAMILIES if family is not verdict
    )
    return score_of(weighing, verdict) - max(others)


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


def favored(shift: float, support: float, verdict: Verdict) -> Verdict:
    """The side an answer speaks for; hybrid where it only helped splitting."""
    if verdict is Verdict.HYBRID and support >= NOTICEABLE:
        return verdict
    if abs(shift) < NOTICEABLE:
        return verdict if support > 0 else Verdict.HYBRID
    return Verdict.OPEN if shift > 0 else Verdict.CLOSED


def barred_by(key: str, weighing: Weighing, weigher: Weigher) -> str:
    """Which side an answer alone bars from which part, in words; "" where it does not."""
    for gate in GATES:
        if gate.question != key:
            continue
        for segment in weighing.needs.segments:
            failed = weigher.survey.sieve(gate, weighing.needs, segment).failed
            for family in Family:
                members = weigher.market.members_of(family)
                if members and not members & ~failed:
                    return f"No {family.value} model can serve {segment.text} then."
    return ""


def sentence(key: str, answers: Answers, barred: str) -> str:
    """What was said and what follows from it, in one or two sentences."""
    question, value = QUESTION_BY_KEY[key], answers[key]
    wording = WORDINGS[key]
    if not isinstance(wording, str):
        wording = wording.get(str(value), "")
    said = wording.format(answer=question.label(value))
    if not said:
        said = f"You answered “{question.label(value)}” to “{question.text}”."
    return f"{said} {barred}" if barred else said


# What an answer works through, in words. {answer} is what the visitor said.
WORDINGS: dict[str, str | dict[str, str]] = {
    "data_location": {
        "any_vendor": "Your data may go to any provider, so control counts for less.",
        "vetted_vendor": (
            "Your data may go to a vetted provider, which both sides can offer."
        ),
        "own_cloud": "Your data must stay in your own cloud account.",
        "own_premises": "Your data must stay on machines that you alone control.",
    },
    "sensitive_share": (
        "{answer} of the traffic is sensitive; only that part has to stay close."
    ),
    "ml_staff": {
        "none": "You have nobody to run a model, so ease counts for more.",
        "some_devops": "You can run servers but not models, so ease still counts.",
        "ml_engineers": (
            "You have engineers who can run a model, so ease counts for less."
        ),
        "ml_platform_team": "You have a team to run models, so ease counts for little.",
    },
    "tokens_per_day": (
        "{answer}: the volume sets the bill, and how much hangs on one vendor."
    ),
    "quality_bar": {
        "good_enough": "Good enough is enough, so a better answer is worth little.",
        "strong": "You need strong answers, so quality counts for more.",
        "frontier": "You need the best there is, so quality counts most.",
    },
    "hard_share": "{answer} of the traffic needs the better model.",
    "input_output_ratio": (
        "{answer}: input and output are priced differently from model to model."
    ),
    "cached_share": "{answer} of the input repeats, which some vendors charge less for.",
    "batch_share": "{answer} of the work can wait, which some vendors charge less for.",
    "traffic": (
        "Your traffic: {answer}. Machines must be sized for its peak, an API need not."
    ),
    "latency": "Time to the first word: {answer}. It decides how busy a machine can be.",
    "customization": {
        "prompts": "Prompts are enough for you, and any model can be prompted.",
        "light_finetune": "You want to tune a model, which open weights make easier.",
        "deep_finetune": "You want to tune a model deeply, with weights that you keep.",
    },
    "time_to_production": {
        "days": "You want to be live within days, which any API can do.",
        "weeks": "You want to be live within weeks, which favors what runs already.",
        "months": "You have months, so a slow start costs you little.",
    },
    "lock_in": {
        "fine": "Depending on one vendor is fine with you.",
        "avoid": "You want to be able to leave, and open weights can move.",
    },
    "transparency": {
        "no_need": "Nobody has to look inside the model.",
        "research_grade": "Somebody must be able to look inside the model.",
    },
    "offline": {
        "yes": "It must work without a network.",
        "no": "It may use a network.",
    },
    "context_tokens": "Your longest input is {answer}.",
    "modalities": "The model must take in: {answer}.",
    "license_facts": "For the license it counts: {answer}.",
    "origin_excluded": "Models from these countries are out for you: {answer}.",
    "safety_owner": {
        "vendor": "The vendor should run the filters, as vendors of closed models do.",
        "us": "You run the filters yourselves.",
    },
    "engineer_cost_usd": "An engineer costs you {answer}, most of what self-running costs.",
    "priorities": "What you put first counts double: {answer}.",
    "regulated": "Rules that apply: {answer}.",
    "growth": "You expect {answer}.",
    "monthly_budget_usd": "You can spend {answer}.",
}

"""What would change the verdict: every other answer to one question, tried out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, inf, log10

from advisor.decision.needs import ASSUMED_NUMBERS
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers, AnswerValue, Kind, Question
from advisor.decision.recommendation import CLEAR_LEAD, can_be_asked, with_answer
from advisor.decision.refinements import QUESTIONS
from advisor.decision.telling import Json, plain_number
from advisor.decision.weighing import VOLUMES, Weigher, Weighing

STEPS_A_DECADE = 3
STRIDE = 4  # values of a grid that are skipped together
BISECTIONS = 10  # of one step, to 0.03 %: finer than any figure is known
# Where each number is tried: from, to. Beyond lies nothing that anybody reported.
SPANS = {
    "input_output_ratio": (0.1, 100.0),
    "engineer_cost_usd": (3e4, 6e5),
}
SHARE_STEPS = {"cached_share": 4, "batch_share": 4}  # these move nothing but the bill
USUAL_SHARE_STEPS = 10
JUMPS = {"context_tokens"}  # changes just where its grid has a value, however far
NEVER_DECIDE = {"growth", "monthly_budget_usd", "regulated"}  # by the method itself
WOULD_BE = {
    Verdict.CLOSED: "the advice would be closed",
    Verdict.OPEN: "the advice would be open",
    Verdict.HYBRID: "the advice would be hybrid",
    Verdict.NONE_FITS: "nothing would fit",
}
COUNTRIES_TO_TRY = ("CN", "US")  # where most models in the catalog come from


def flips(answers: Answers, weigher: Weigher) -> list[Json]:
    """Every other answer to one question that leads to another verdict."""
    found: list[Json] = []
    for question in QUESTIONS:
        if question.key in NEVER_DECIDE or not can_be_asked(question, answers):
            continue
        if question.kind in {Kind.NUMBER, Kind.SHARE}:
            found.extend(thresholds(question, answers, weigher))
        else:
            found.extend(other_choices(question, answers, weigher))
    return found


def other_choices(
    question: Question, answers: Answers, weigher: Weigher
) -> Iterator[Json]:
    """The other choices of a question that change the verdict."""
    verdict = weigher.weigh(answers).verdict
    for value in alternatives(question, answers):
        other = weigher.weigh(with_answer(answers, question.key, value)).verdict
        if other is not verdict:
            yield {
                "key": question.key,
                "value": list(value) if isinstance(value, tuple) else value,
                "value_text": question.label(value),
                "verdict": other.value,
                "text": f"{supposing(question, value)}, {WOULD_BE[other]}.",
            }


def supposing(question: Question, value: AnswerValue) -> str:
    if question.kind is Kind.COUNTRIES:
        return f"If models from {question.label(value)} were ruled out"
    return f"If you answered “{question.label(value)}” to “{question.text}”"


def alternatives(question: Question, answers: Answers) -> Iterator[AnswerValue]:
    """Answers that differ from the one given by one choice."""
    given = answers.get(question.key)
    if question.kind is Kind.ONE_OF:
        yield from (key for key in question.choice_keys if key != given)
        return
    picked = given if isinstance(given, tuple) else ()
    for key in question.choice_keys or COUNTRIES_TO_TRY:
        toggled = {*picked} ^ {key}
        changed = tuple(
            k for k in question.choice_keys or sorted(toggled) if k in toggled
        )
        if changed and (question.limit is None or len(changed) <= question.limit):
            yield changed


# --- Numbers -----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """A value of a number at which the verdict changes, going away from the answer."""

    value: float
    verdict: Verdict  # at the value and beyond it


def thresholds(
    question: Question, answers: Answers, weigher: Weigher
) -> Iterator[Json]:
    """The spans of a number in which the verdict is another; there can be several."""

    def weighing_at(value: float) -> Weighing:
        return weigher.weigh(with_answer(answers, question.key, value))

    def verdict_at(value: float) -> Verdict:
        return weighing_at(value).verdict

    current = weigher.weigh(answers).verdict
    position = number_in_use(question, answers, weigher)
    values = tuple(grid_for(question, answers, weigher))
    if question.key not in JUMPS:
        values = tuple(worth_trying(values, position, weighing_at))
    grid = [(value, verdict_at(value)) for value in values]
    for upwards in (False, True):
        side = [
            (value, verdict)
            for value, verdict in grid
            if position is None or (value > position) == upwards
        ]
        if position is None and not upwards:
            continue
        start = grid[0][0] if position is None else position
        path = [(start, current), *(side if upwards else reversed(side))]
        crossings = [
            Crossing(
                value=crossing(question, near, far, verdict_at),
                verdict=after,
            )
            for (near, before), (far, after) in pairwise(path)
            if before is not after
        ]
        for this, following in pairwise([*crossings, None]):
            if this is not None and this.verdict is not current:
                yield threshold(question, this, following, upwards=upwards)


def worth_trying(
    grid: Sequence[float],
    position: float | None,
    weighing_at: Callable[[float], Weighing],
) -> Iterator[float]:
    """The values of a grid, without those between two that agree and are both clear.

    Scores move by small steps along a number, so nothing else lies in between.
    """
    marks = [*grid[:-1:STRIDE], grid[-1]]
    yield marks[0]
    for near, far in pairwise(marks):
        holds_answer = position is not None and near <= position <= far
        if holds_answer or not agree(weighing_at(near), weighing_at(far)):
            yield from (value for value in grid if near < value < far)
        yield far


def agree(one: Weighing, other: Weighing) -> bool:
    """Whether both advise the same with a clear lead."""
    return one.verdict is other.verdict and min(lead(one), lead(other)) >= CLEAR_LEAD


def lead(weighing: Weighing) -> float:
    return inf if weighing.margin is None else weighing.margin


def grid_for(question: Question, answers: Answers, weigher: Weigher) -> Iterator[float]:
    """Where a number is tried: shares evenly, other numbers evenly on a log scale."""
    if question.kind is Kind.SHARE:
        steps = SHARE_STEPS.get(question.key, USUAL_SHARE_STEPS)
        yield from (step / steps for step in range(steps + 1))
    elif question.key == "context_tokens":
        yield from context_ends(question, answers, weigher)
    elif question.key == "tokens_per_day":
        yield from VOLUMES
    else:
        low, high = SPANS[question.key]
        steps = round((log10(high) - log10(low)) * STEPS_A_DECADE)
        yield from (low * 10 ** (step / STEPS_A_DECADE) for step in range(steps + 1))


def context_ends(
    question: Question, answers: Answers, weigher: Weigher
) -> Iterator[float]:
    """The longest input matters just where the context of somebody who passes ends."""
    anyone = weigher.weigh(with_answer(answers, question.key, None))
    positions = {
        position
        for one in anyone.fields
        for entrants in one.entrants.values()
        for position in entrants
    }
    known = {weigher.market.candidates[i].context_tokens for i in positions}
    yield question.low
    yield from sorted(figure + 1 for figure in known if figure is not None)


def number_in_use(
    question: Question, answers: Answers, weigher: Weigher
) -> float | None:
    """The number given, or the one that an assumption puts in its place."""
    value = answers.get(question.key)
    if isinstance(value, int | float):
        return float(value)
    if question.key == "sensitive_share":
        return 1.0  # who restricts data and says no more means all of it
    key = ASSUMED_NUMBERS.get(question.key, question.key)
    assumption = weigher.catalog.assumptions.get(key)
    return None if assumption is None else float(assumption.value)


def crossing(
    question: Question,
    near: float,
    far: float,
    verdict_at: Callable[[float], Verdict],
) -> float:
    """The value nearest to the given answer at which the verdict has changed."""
    wanted = verdict_at(far)
    for _ in range(0 if question.key in JUMPS else BISECTIONS):
        middle = (near + far) / 2
        if verdict_at(middle) is wanted:
            far = middle
        else:
            near = middle
    return readable(question, near, far, verdict_at)


def readable(
    question: Question, near: float, far: float, verdict_at: Callable[[float], Verdict]
) -> float:
    """The shortest number beyond the crossing that still has the new verdict."""
    wanted = verdict_at(far)
    for digits in (2, 3, 4, 6):
        for value in rounded_outward(far, digits, upwards=far >= near):
            if question.low <= value <= question.high and verdict_at(value) is wanted:
                return value
    return far


def rounded_outward(value: float, digits: int, *, upwards: bool) -> Iterator[float]:
    """The value with so many digits, and one step farther from the crossing."""
    if value == 0:
        yield 0.0
        return
    unit = 10.0 ** (floor(log10(abs(value))) - digits + 1)
    steps = ceil(value / unit) if upwards else floor(value / unit)
    yield float(f"{steps * unit:.10g}")


def threshold(
    question: Question, this: Crossing, following: Crossing | None, *, upwards: bool
) -> Json:
    """A span of values with another verdict, from its near end to the next change."""
    value = this.value
    return {
        "key": question.key,
        "value": int(value) if value == int(value) else value,
        "value_text": span(question, this, following, upwards=upwards),
        "verdict": this.verdict.value,
        "text": (
            f"With {span(question, this, following, upwards=upwards)}, "
            f"{WOULD_BE[this.verdict]}."
        ),
    }


def span(
    question: Question, this: Crossing, following: Crossing | None, *, upwards: bool
) -> str:
    """From where to where, in words."""
    near, measure = in_figures(question, this.value), question.measured
    if following is not None:
        ends = (near, in_figures(question, following.value))
        low, high = ends if upwards else reversed(ends)
        return f"{low} to {high} {measure}"
    if this.value in (question.low, question.high):
        return f"{near} {measure}"
    return f"{near} {measure} or {'more' if upwards else 'less'}"


def in_figures(question: Question, value: float) -> str:
    return f"{value * 100:g}%" if question.kind is Kind.SHARE else plain_number(value)

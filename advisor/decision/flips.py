"""What would change the verdict: every other answer to one question, tried out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log10

from advisor.decision.needs import ASSUMED_NUMBERS, STATED_BY
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers, AnswerValue, Kind, Question
from advisor.decision.recommendation import can_be_asked, with_answer
from advisor.decision.refinements import QUESTIONS
from advisor.decision.scans import (
    JUMPS,
    Change,
    Scan,
    Step,
    changes,
    rounded,
    with_eves,
    worth_trying,
)
from advisor.decision.telling import Json, plain_number
from advisor.decision.weighing import VOLUMES, Weigher

STEPS_A_DECADE = 3
MOST_DIGITS = 6  # in which a value is told
# Where each number is tried: from, to. Beyond lies nothing that anybody reported.
SPANS = {
    "input_output_ratio": (0.1, 100.0),
    "engineer_cost_usd": (3e4, 6e5),
    "growth": (0.1, 1000.0),
}
SHARE_STEPS = 5
NEVER_DECIDE = {"monthly_budget_usd", "regulated"}  # by the method itself
WOULD_BE = {
    Verdict.CLOSED: "the advice would be closed",
    Verdict.OPEN: "the advice would be open",
    Verdict.HYBRID: "the advice would be hybrid",
    Verdict.NONE_FITS: "nothing would fit",
}
NO_ANSWER = "Without your answer"
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
                "value_text": NO_ANSWER if value is None else question.label(value),
                "verdict": other.value,
                "text": f"{supposing(question, value)}, {WOULD_BE[other]}.",
            }


def supposing(question: Question, value: AnswerValue | None) -> str:
    if value is None:
        return f"{NO_ANSWER} to “{question.text}”"
    if question.kind is Kind.COUNTRIES:
        return f"If models from {question.label(value)} and no others were ruled out"
    return f"If you answered “{question.label(value)}” to “{question.text}”"


def alternatives(question: Question, answers: Answers) -> Iterator[AnswerValue | None]:
    """Answers that differ from the one given by one choice; None takes it back."""
    given = answers.get(question.key)
    if question.kind is Kind.ONE_OF:
        yield from (key for key in question.choice_keys if key != given)
        return
    picked = given if isinstance(given, tuple) else ()
    for key in question.choice_keys or sorted({*COUNTRIES_TO_TRY, *picked}):
        toggled = {*picked} ^ {key}
        changed = tuple(
            k for k in question.choice_keys or sorted(toggled) if k in toggled
        )
        if question.limit is None or len(changed) <= question.limit:
            yield changed or None


# --- Numbers -----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class End:
    """An end of a span of values."""

    value: float  # readable, and still of the span
    limit: float | None  # the value outside, where nothing lies between


@dataclass(frozen=True, kw_only=True)
class Span:
    """Values with one verdict, seen from the answer that was given."""

    verdict: Verdict
    near: End
    far: End | None  # None: as far as anybody goes
    upwards: bool

    @property
    def ends(self) -> tuple[End | None, End | None]:
        """The lower one and the upper one."""
        return (self.near, self.far) if self.upwards else (self.far, self.near)


def thresholds(
    question: Question, answers: Answers, weigher: Weigher
) -> Iterator[Json]:
    """The values of a number that change the verdict."""
    for span in spans(question, answers, weigher):
        yield told(span, question)


def spans(question: Question, answers: Answers, weigher: Weigher) -> Iterator[Span]:
    """The spans of a number in which the verdict is another; there can be several."""
    current = weigher.weigh(answers).verdict
    scan = Scan(question=question, answers=answers, weigher=weigher, current=current)
    # To state a share is to say that its parts can be told apart, which may count by
    # itself: what is only assumed is no place to start from.
    is_told = question.key in answers or question.key not in STATED_BY.values()
    position = number_in_use(question, answers, weigher) if is_told else None
    values = tuple(grid_for(question, answers, weigher))
    if question.key in JUMPS:
        values = tuple(with_eves(values, scan))
    else:
        values = tuple(worth_trying(values, position, scan))
    grid = [(value, scan.verdict_at(value)) for value in values]
    if position is None:
        yield from spans_along([(values[0], current), *grid], scan)
        return
    start = (position, current)
    below = [step for step in reversed(grid) if step[0] <= position]
    above = [step for step in grid if step[0] > position]
    yield from spans_along([start, *below], scan)
    yield from spans_along([start, *above], scan)


def spans_along(path: Sequence[Step], scan: Scan) -> Iterator[Span]:
    """The spans with another verdict on a path that leads away from the answer."""
    found = [
        change
        for (near, before), (far, after) in pairwise(path)
        if before is not after
        for change in changes(near, far, scan)
    ]
    for change, following in pairwise([*found, None]):
        if change and scan.verdict_at(change[1]) is not scan.current:
            yield span_between(change, following, scan)


def grid_for(question: Question, answers: Answers, weigher: Weigher) -> Iterator[float]:
    """Where a number is tried: shares evenly, other numbers evenly on a log scale."""
    if question.kind is Kind.SHARE:
        yield from (step / SHARE_STEPS for step in range(SHARE_STEPS + 1))
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
    """The longest input matters where the context of somebody ends who else passes."""
    needs = weigher.weigh(with_answer(answers, question.key, None)).needs
    survey, worthy = weigher.survey, weigher.market.worth_weighing
    known = {
        survey.candidates[position].context_tokens
        for segment in needs.segments
        for position in survey.members(survey.passing(needs, segment) & worthy)
    }
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


def span_between(change: Change, following: Change | None, scan: Scan) -> Span:
    """The values from one change of the verdict to the following one."""
    (before, first), question = change, scan.question
    upwards = first >= before
    end = question.high if upwards else question.low
    last, beyond = following or (end, None)
    near = end_at(first, before, last, scan)
    return Span(
        verdict=scan.verdict_at(first),
        near=near,
        far=None if beyond is None else end_at(last, beyond, near.value, scan),
        upwards=upwards,
    )


def end_at(edge: float, outside: float, inside: float, scan: Scan) -> End:
    """The end of a span at its last value before one that lies outside."""
    question = scan.question
    if question.key in JUMPS and abs(edge - outside) == 1:  # known to the token
        return End(value=edge, limit=outside if outside < edge else None)
    if question.kind is Kind.SHARE and outside in {0, 1} - {edge}:  # some, or not all
        return End(value=readable(edge, inside, 1, scan), limit=outside)
    return End(value=readable(edge, inside, 2, scan), limit=None)


def readable(edge: float, inside: float, least_digits: int, scan: Scan) -> float:
    """The shortest number near the edge of a span, toward a value inside it."""
    wanted = scan.verdict_at(edge)
    for digits in range(least_digits, MOST_DIGITS + 1):
        value = rounded(edge, digits, upwards=inside >= edge)
        is_between = min(edge, inside) <= value <= max(edge, inside)
        if is_between and scan.verdict_at(value) is wanted:
            return value
    return edge


# --- In words ----------------------------------------------------------------------------


def told(span: Span, question: Question) -> Json:
    """A span of values with another verdict."""
    amount, bound = in_words(span, question)
    text = question.measure.format(amount=amount, bound=bound)
    value = span.near.value
    return {
        "key": question.key,
        "value": int(value) if value == int(value) else value,
        "value_text": text,
        "verdict": span.verdict.value,
        "text": f"With {text}, {WOULD_BE[span.verdict]}.",
    }


def in_words(span: Span, question: Question) -> tuple[str, str]:
    """From where to where, and what is to follow the unit: " or more"."""
    lower, upper = span.ends
    figures = [in_figures(question, end.value) for end in span.ends if end]
    if any(end and end.limit is not None for end in span.ends):
        least = [at_least(lower, question)] if lower else []
        most = [at_most(upper, question)] if upper else []
        return " and ".join(least + most), ""
    if len(figures) == 2:
        return " to ".join(dict.fromkeys(figures)), ""
    if span.near.value == (question.high if span.upwards else question.low):
        return figures[0], ""
    return figures[0], " or more" if span.upwards else " or less"


def at_least(end: End, question: Question) -> str:
    if end.limit is not None:
        return f"more than {in_figures(question, end.limit)}"
    return f"at least {in_figures(question, end.value)}"


def at_most(end: End, question: Question) -> str:
    if end.limit is not None:
        return f"less than {in_figures(question, end.limit)}"
    return f"up to {in_figures(question, end.value)}"


def in_figures(question: Question, value: float) -> str:
    if question.kind is Kind.SHARE:
        return f"{value * 100:g}%"
    if question.key in JUMPS:
        return f"{value:,.0f}"
    return plain_number(value, MOST_DIGITS)

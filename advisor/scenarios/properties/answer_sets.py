"""Answer sets made up at random, the same ones at every run."""

from collections.abc import Iterator
from math import log
from random import Random

from advisor.decision.answers import parse_answers
from advisor.decision.questions import NOT_SURE, Answers, Kind, Question
from advisor.decision.refinements import QUESTIONS

SEED = 20_261_122
# From hardly anything known to nearly everything known.
DENSITIES = (0.08, 0.15, 0.25, 0.4, 0.6, 0.85)
COUNTRIES = ("CN", "US", "FR")
# The span that is worth asking about; one answer in fifty is taken from the ends.
SPANS = {
    "tokens_per_day": (1e3, 1e10),
    "growth": (0.1, 100),
    "input_output_ratio": (0.1, 100),
    "context_tokens": (1e3, 2e6),
    "monthly_budget_usd": (10, 1e6),
    "engineer_cost_usd": (20_000, 500_000),
}


def answer_sets(count: int) -> Iterator[Answers]:
    """Valid answers, some with few questions answered and some with many."""
    random = Random(SEED)  # noqa: S311 (nothing secret: the same draws every time)
    for _ in range(count):
        density = random.choice(DENSITIES)
        yield parse_answers(
            {
                question.key: answer_to(question, random)
                for question in QUESTIONS
                if random.random() < density
            }
        )


def answer_to(question: Question, random: Random) -> object:
    if random.random() < 0.02:
        return NOT_SURE
    match question.kind:
        case Kind.ONE_OF:
            return random.choice(question.choice_keys)
        case Kind.ANY_OF:
            return some_of(question, random)
        case Kind.COUNTRIES:
            return random.sample(COUNTRIES, random.choice((1, 1, 2)))
        case Kind.SHARE:
            return random.choice((0, 0.05, 0.2, 0.3, 0.5, 0.7, 0.95, 1))
        case _:
            return number_for(question, random)


def some_of(question: Question, random: Random) -> list[str]:
    choices = [key for key in question.choice_keys if key != question.alone]
    if question.alone is not None and random.random() < 0.3:
        return [question.alone]
    most = min(question.limit or 3, len(choices))
    return random.sample(choices, random.randint(1, most))


def number_for(question: Question, random: Random) -> float:
    """Even on a log scale, with two digits, as people write numbers."""
    if random.random() < 0.02:
        return random.choice((question.low, question.high))
    low, high = SPANS[question.key]
    digits = float(f"{low * (high / low) ** random.random():.2g}")
    return round(digits) if log(digits) > log(10) else digits

"""Holds a property against many answer sets, and finds the smallest that break it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisor.decision.questions import Answers
from advisor.scenarios.properties.adapter import Advisor

MOST_SHRUNK = 30
MOST_REPORTED = 3

type HowBroken = Callable[[Advisor, Answers], str | None]  # None where it holds


@dataclass(frozen=True, kw_only=True)
class Property:
    """One sentence about all advice, and how to tell that some advice breaks it."""

    number: str  # P1 to P22
    key: str
    sentence: str
    how_broken: HowBroken
    every: int = 1  # one in so many answer sets is tried: some properties take long
    most: float = 0.0  # share of the answer sets that may break it, for a stated reason


@dataclass(frozen=True, kw_only=True)
class Breach:
    """How often a property is broken, and by which few answers."""

    count: int
    examples: tuple[str, ...]  # the smallest ones, in words


def breach_of(
    one: Property, advisor: Advisor, answer_sets: Sequence[Answers]
) -> Breach | None:
    """What breaks a property; None where it holds."""
    tried = answer_sets[:: one.every]
    broken = [answers for answers in tried if one.how_broken(advisor, answers)]
    if len(broken) <= one.most * len(tried):
        return None
    return Breach(
        count=len(broken),
        examples=tuple(
            f"{describe(answers)}: {one.how_broken(advisor, answers)}"
            for answers in smallest(broken[:MOST_SHRUNK], one, advisor)
        ),
    )


def smallest(
    broken: Iterable[Answers], one: Property, advisor: Advisor
) -> Sequence[Answers]:
    """The few shortest answer sets that still break it, once all else is left out."""
    shrunk = (shrink(answers, one, advisor) for answers in broken)
    different = {repr(answers): answers for answers in shrunk}
    return sorted(different.values(), key=len)[:MOST_REPORTED]


def shrink(answers: Answers, one: Property, advisor: Advisor) -> Answers:
    """Leave out answers as long as the property stays broken."""
    for key in answers:
        fewer = without(answers, key)
        if one.how_broken(advisor, fewer):
            return shrink(fewer, one, advisor)
    return answers


def without(answers: Answers, *keys: str) -> Answers:
    return {key: value for key, value in answers.items() if key not in keys}


def having(answers: Answers, **changes: object) -> Mapping[str, object]:
    """The answers with some of them changed; None leaves a question open."""
    return {**answers, **changes}


def describe(answers: Answers) -> str:
    return ", ".join(f"{key}={value}" for key, value in answers.items()) or "no answers"

"""Checks a property on many answer sets, and reports the smallest that break it."""

from collections.abc import Callable, Iterable, Mapping

import pytest

from advisor.decision.questions import Answers

MOST_REPORTED = 3

type Property = Callable[[Answers], str | None]  # how it is broken, None if it holds


def check(answer_sets: Iterable[Answers], how_broken: Property) -> None:
    """Fail with how often a property is broken, and by which few answers."""
    broken = [answers for answers in answer_sets if how_broken(answers)]
    if not broken:
        return
    smallest = {repr(small): small for small in shrunk(broken[:30], how_broken)}
    lines = [
        f"{describe(answers)}\n    {how_broken(answers)}"
        for answers in sorted(smallest.values(), key=len)[:MOST_REPORTED]
    ]
    pytest.fail("\n".join([f"broken by {len(broken)} answer sets", *lines]))


def shrunk(broken: Iterable[Answers], how_broken: Property) -> Iterable[Answers]:
    return (shrink(answers, how_broken) for answers in broken)


def shrink(answers: Answers, how_broken: Property) -> Answers:
    """Leave out answers as long as the property stays broken."""
    for key in answers:
        fewer = without(answers, key)
        if how_broken(fewer):
            return shrink(fewer, how_broken)
    return answers


def without(answers: Answers, *keys: str) -> Answers:
    return {key: value for key, value in answers.items() if key not in keys}


def having(answers: Answers, **changes: object) -> Mapping[str, object]:
    """The answers with some of them changed; None leaves a question open."""
    return {**answers, **changes}


def describe(answers: Answers) -> str:
    return ", ".join(f"{key}={value}" for key, value in answers.items()) or "no answers"

"""What is announced already, and turns the advice within the year."""

from collections.abc import Iterator

from advisor.decision.flips import WOULD_BE
from advisor.decision.questions import Answers
from advisor.decision.telling import Json, written
from advisor.decision.weighing import Weigher


def ahead(answers: Answers, weigher: Weigher) -> list[Json]:
    """The days from which announced prices and ends lead to another verdict."""
    return list(turns(answers, weigher))


def turns(answers: Answers, weigher: Weigher) -> Iterator[Json]:
    before = weigher.weigh(answers).verdict
    for day in weigher.days_ahead:
        verdict = weigher.on(day).weigh(answers).verdict
        if verdict is not before:
            yield {
                "from": day.isoformat(),
                "verdict": verdict.value,
                "text": (
                    f"From {written(day)}, by prices and ends that are announced "
                    f"already, {WOULD_BE[verdict]}."
                ),
            }
        before = verdict

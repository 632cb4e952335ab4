"""What the guide cannot know about this case, and how to find it out by a trial."""

from collections.abc import Iterator, Sequence

from advisor.decision.cases import wanted_inputs
from advisor.decision.plans import Verdict
from advisor.decision.questions import SHORT_FORM
from advisor.decision.telling import Json, in_a_row, plain_number, written
from advisor.decision.weighing import Weigher, Weighing

MODELS_TO_TRY = 3


def cannot_know(
    weighing: Weighing, weigher: Weigher, shortlist: Sequence[Json]
) -> Json:
    """What stays open whatever is computed, and four steps that close most of it."""
    return {
        "unknowns": list(unknowns(weighing, weigher)),
        "trial": list(how_to_try(weighing, shortlist)),
    }


def unknowns(weighing: Weighing, weigher: Weigher) -> Iterator[str]:
    needs, picks = weighing.needs, weighing.picks
    yield (
        "How well a model does on your work, in your languages and with your documents: "
        "the ratings come from other people’s questions, all languages together."
    )
    if any(wanted_inputs(needs, pick.segment) for pick in picks):
        yield (
            "How well a model understands pictures, sound or scanned pages: the ratings "
            "compare answers to text alone."
        )
    if any(not pick.candidate.kind.is_self_run for pick in picks):
        yield (
            "What you can negotiate: the catalog holds published prices and terms, and "
            "no contract of yours."
        )
    if any(pick.fleet and not pick.fleet.machine.is_measured for pick in picks):
        yield (
            "How fast these machines are with your requests: nobody has published a "
            "measurement, so the speed is an estimate."
        )
    yield (
        f"Prices after {written(weigher.day)}, beyond changes already announced, and "
        "which models come next."
    )
    if "tokens_per_day" not in needs.answers:
        yield (
            f"Your volume: you left it open, and {plain_number(needs.tokens_per_day)} "
            "tokens a day stand in for it."
        )
    if needs.regimes:
        yield (
            "Whether your regulator agrees: a rule is applied as it is commonly read, "
            "and this is not legal advice."
        )
    left = sum(question.key not in needs.answers for question in SHORT_FORM)
    if left:
        yield (
            f"What you left open: {left} of the {len(SHORT_FORM)} short questions "
            f"{'has' if left == 1 else 'have'} no answer."
        )


def how_to_try(weighing: Weighing, shortlist: Sequence[Json]) -> Iterator[str]:
    if weighing.verdict is Verdict.NONE_FITS:
        return
    is_split = any(s.is_hard is not None for s in weighing.needs.segments)
    is_kept = any(s.is_sensitive for s in weighing.needs.segments)
    names = [str(entry["model_name"]) for entry in shortlist[:MODELS_TO_TRY]]
    mix = "hard ones and routine ones" if is_split else "easy ones and hard ones"
    kept = " Replace what is sensitive with made-up text." if is_kept else ""
    yield (
        f"Collect fifty real requests: {mix}, in every language that you use, and those "
        f"that must never go wrong.{kept}"
    )
    yield (
        "Write down, before you look at any answer, what a good one is, and how many of "
        "the fifty must be good."
    )
    yield (
        f"Run all fifty on {in_a_row(names, 'and')} with the same prompts, and note the "
        "time and the tokens each takes: that is your real bill."
    )
    yield (
        "Have two people who know the work grade the answers without knowing which model "
        "wrote them. Take the cheapest that reaches your mark."
    )

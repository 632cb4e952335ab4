"""The drawing says what answers move; every answer is tried to hold it to that."""

from collections.abc import Iterable, Iterator, Mapping

import pytest

from advisor.decision.candidates import OptionKind
from advisor.decision.fleets import demand_for
from advisor.decision.gates import GATES
from advisor.decision.machines import setting_for
from advisor.decision.needs import Needs
from advisor.decision.plans import Place
from advisor.decision.questions import Kind, Question
from advisor.decision.refinements import QUESTIONS
from advisor.decision.stages import at_the_start, in_a_year
from advisor.diagram import diagram, links, targets_of
from tests.advisor.decision.examples import CATALOG, WEIGHER, needs, weights_for

SAMPLES = {
    "tokens_per_day": 5e7,
    "growth": 10,
    "input_output_ratio": 20,
    "context_tokens": 900_000,
    "monthly_budget_usd": 10,
    "engineer_cost_usd": 250_000,
}
OPEN = needs()
# Answers that need another one before they mean anything.
TOGETHER: Mapping[str, Mapping[str, object]] = {
    "sensitive_share": {"data_location": "own_cloud"},
    "hard_share": {"quality_bar": "frontier"},
    "media_share": {"modalities": ["text", "image"]},
}


def samples(question: Question) -> Iterable[object]:
    match question.kind:
        case Kind.ONE_OF:
            return question.choice_keys
        case Kind.ANY_OF:
            return [[key] for key in question.choice_keys]
        case Kind.SHARE:
            return [0.4]
        case Kind.COUNTRIES:
            return [["CN"]]
        case _:
            return [SAMPLES[question.key]]


def before_and_after(question: Question) -> Iterator[tuple[Needs, Needs]]:
    other = TOGETHER.get(question.key, {})
    for sample in samples(question):
        yield needs(**other), needs(**other, **{question.key: sample})


def linked(group: str) -> set[str]:
    return {link.question for link in links() if link.group == group}


def weights_by_part(one: Needs) -> list[object]:
    stake = WEIGHER.market.stake(one)
    return [weights_for(one, segment, stake) for segment in one.segments]


def parts(one: Needs) -> object:
    shares = [[(part.share, part.words) for part in split] for split in one.splits]
    return shares, in_a_year(one) == at_the_start(one.answers)


def money(one: Needs) -> object:
    kind, market = OptionKind.OWN_GPUS, WEIGHER.market
    return (
        market.millions(one),
        market.mix(one),
        demand_for(kind, 1, one, CATALOG, is_flat=False),
        setting_for(kind, one, CATALOG),
        market.people(Place.OWN_GPUS, one),
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_the_bill_is_moved_by_the_questions_that_are_drawn_so(question: Question):
    moves = any(money(one) != money(two) for one, two in before_and_after(question))

    assert moves == (question.key in linked("bill"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_the_weights_are_moved_by_the_questions_that_are_drawn_so(question: Question):
    moves = any(
        weights_by_part(one)[0] != weights_by_part(two)[0]
        for one, two in before_and_after(question)
    )

    assert moves == (question.key in linked("weights"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_the_parts_are_moved_by_the_questions_that_are_drawn_so(question: Question):
    moves = any(parts(one) != parts(two) for one, two in before_and_after(question))
    splits_with_another = {"data_location", "modalities"}  # only beside a second word

    assert moves == (question.key in linked("parts") - splits_with_another)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_question_feeds_something(question: Question):
    assert targets_of(question.key)


def test_every_check_that_an_answer_sets_is_drawn():
    drawn = {link.target for link in links() if link.group == "checks"}

    assert drawn == {gate.key for gate in GATES if gate.question} | {"capacity"}


def test_a_line_is_drawn_for_each_link_and_nothing_stands_in_the_same_place():
    drawing = diagram()
    targets = [node for group in drawing.groups for node in group.nodes]

    assert len(drawing.lines) == len(links())
    for column in (drawing.questions, targets):
        assert len({node.y for node in column}) == len(column)
        assert all(0 < node.y < drawing.height for node in column)

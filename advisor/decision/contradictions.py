"""Answers that contradict each other by themselves, whatever the catalog holds.

Each rule is data: the two questions, the answers to them that cannot both be meant, what
is wrong, and what would set it right. Nothing is resolved here: the page says it and the
visitor decides.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from advisor.decision.questions import Answers, AnswerValue

type Holds = Callable[[AnswerValue], bool]
type Clash = Callable[[AnswerValue, AnswerValue], bool]


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """Two answers that cannot both be meant."""

    first: str
    second: str
    clash: Clash
    text: str
    way_out: str

    def is_in(self, answers: Answers) -> bool:
        first, second = answers.get(self.first), answers.get(self.second)
        return first is not None and second is not None and self.clash(first, second)


def both(first: Holds, second: Holds) -> Clash:
    return lambda one, other: first(one) and second(other)


def first_is_less(one: AnswerValue, other: AnswerValue) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one < other
    return False


def one_of(*keys: str) -> Holds:
    return lambda value: value in keys


def picked(key: str) -> Holds:
    return lambda value: isinstance(value, tuple) and key in value


def text_alone(value: AnswerValue) -> bool:
    return value == ("text",)


def exactly(amount: float) -> Holds:
    return lambda value: value == amount


def above_zero(value: AnswerValue) -> bool:
    return isinstance(value, int | float) and value > 0


def below_one(value: AnswerValue) -> bool:
    return isinstance(value, int | float) and value < 1


CONTRADICTIONS = (
    Contradiction(
        first="data_location",
        second="sensitive_share",
        clash=both(one_of("any_vendor"), above_zero),
        text=(
            "You say that prompts may go to any provider, and that a part of them is "
            "too sensitive for that."
        ),
        way_out="Say how far the sensitive part may travel, or set its share to 0.",
    ),
    Contradiction(
        first="data_location",
        second="sensitive_share",
        clash=both(one_of("vetted_vendor", "own_cloud", "own_premises"), exactly(0)),
        text=(
            "You say that prompts may not travel freely, and that none of them is that "
            "sensitive."
        ),
        way_out="Raise the share, or let prompts go to any provider.",
    ),
    Contradiction(
        first="data_location",
        second="offline",
        clash=both(one_of("any_vendor", "vetted_vendor", "own_cloud"), one_of("yes")),
        text=(
            "You say that prompts may leave your own machines, and that it must work "
            "with no network: then they cannot."
        ),
        way_out="Keep prompts on machines that you alone control, or allow a network.",
    ),
    Contradiction(
        first="offline",
        second="safety_owner",
        clash=both(one_of("yes"), one_of("vendor")),
        text="With no network, no vendor can filter what goes in and comes out.",
        way_out="Run filters and moderation yourself, or allow a network.",
    ),
    Contradiction(
        first="quality_bar",
        second="hard_share",
        clash=both(one_of("good_enough"), below_one),
        text=(
            "There is no level below “Good enough” for the rest of the traffic, so a "
            "share that needs it says nothing."
        ),
        way_out="Raise the level of the hardest part, or leave the share open.",
    ),
    Contradiction(
        first="quality_bar",
        second="hard_share",
        clash=both(one_of("strong", "frontier"), exactly(0)),
        text="You ask for a level of answers, and say that no traffic needs it.",
        way_out="Lower the level, or say how much of the traffic needs it.",
    ),
    Contradiction(
        first="modalities",
        second="media_share",
        clash=both(text_alone, above_zero),
        text="You say that requests carry text alone, and that a part carries more.",
        way_out="Pick what else the model must take in, or set that part to 0.",
    ),
    Contradiction(
        first="batch_share",
        second="latency",
        clash=both(exactly(1), one_of("interactive", "realtime")),
        text="You say that all of the work can wait for a day, and that a reader cannot.",
        way_out="Lower the share that can wait, or let readers wait.",
    ),
    Contradiction(
        first="traffic",
        second="latency",
        clash=both(one_of("batch"), one_of("realtime")),
        text="Work that runs in batches has no reader who waits for the first word.",
        way_out="Name another shape of the traffic, or allow more time.",
    ),
    Contradiction(
        first="tokens_per_day",
        second="context_tokens",
        clash=first_is_less,
        text="The longest single input is longer than all the text of a day.",
        way_out="Raise the volume, or shorten the input.",
    ),
    Contradiction(
        first="customization",
        second="time_to_production",
        clash=both(one_of("deep_finetune"), one_of("days")),
        text="Deep tuning takes weeks: examples, training runs, and a test of each.",
        way_out="Begin with prompts and tune later, or move the date.",
    ),
    Contradiction(
        first="time_to_production",
        second="priorities",
        clash=both(one_of("months"), picked("speed")),
        text="You have months, and say that being live soon matters most.",
        way_out="Name an earlier date, or other things that matter.",
    ),
    Contradiction(
        first="lock_in",
        second="priorities",
        clash=both(one_of("fine"), picked("independence")),
        text=(
            "You say that depending on one vendor is fine, and that not depending on "
            "one matters most."
        ),
        way_out="Change one of the two.",
    ),
)


def contradictions(answers: Answers) -> Iterator[Contradiction]:
    """Every rule that these answers break."""
    yield from (rule for rule in CONTRADICTIONS if rule.is_in(answers))

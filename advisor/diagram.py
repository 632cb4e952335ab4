"""A drawing of what each question feeds: parts, checks, weights, the bill, and words.

Built from the objects that decide, and from the few tables below; tests try every
answer and hold the tables to what the answers really move.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from statistics import mean

from advisor.decision.criteria import EFFECTS, PRIORITY_CRITERIA
from advisor.decision.gates import CAPACITY_GATE, GATES, FleetGate, Gate
from advisor.decision.refinements import QUESTIONS
from advisor.decision.stages import ABOUT_THE_START

CHECKS: tuple[Gate | FleetGate, ...] = (*GATES, CAPACITY_GATE)
# What parts the traffic, see `needs.parted`, or the year, see `stages`.
PARTS = {
    "data_location": ("sensitive_or_other",),
    "sensitive_share": ("sensitive_or_other",),
    "quality_bar": ("hard_or_routine",),
    "hard_share": ("hard_or_routine",),
    "modalities": ("media_or_text_only",),
    "media_share": ("media_or_text_only",),
    "traffic": ("base_load_or_peak",),
    **dict.fromkeys(sorted(ABOUT_THE_START), ("today_or_in_a_year",)),
}
# What a month costs, see `market`, `machines` and `fleets`.
BILL = {
    "tokens_per_day": ("volume", "machines"),
    "input_output_ratio": ("price_of_a_token", "machines"),
    "cached_share": ("price_of_a_token",),
    "batch_share": ("price_of_a_token",),
    "traffic": ("machines",),
    "latency": ("machines",),
    "context_tokens": ("machines",),
    "engineer_cost_usd": ("people",),
}
# What is said beside the verdict, and moves no score.
WORDS = {
    "regulated": ("duties",),
    "growth": ("next_year",),
    "monthly_budget_usd": ("conflicts",),
}
STAKE = {"tokens_per_day": ("independence",)}  # see `Market.stake`

SHORT = {"ml": "ML", "usd": "USD", "osi": "OSI"}
WIDTH = 360
ROW = 20  # between two lines of text
LEFT, LINES_FROM, LINES_TO, RIGHT = 120, 125, 236, 241
TURNS = 8
QUESTIONS_COLUMN = "questions"
BEND = (LINES_TO - LINES_FROM) / 2


@dataclass(frozen=True, kw_only=True)
class Link:
    """A question feeds something."""

    question: str
    group: str
    target: str


@dataclass(frozen=True, kw_only=True)
class Node:
    """A line of text, at a height."""

    key: str
    y: float

    @property
    def label(self) -> str:
        words = [SHORT.get(word, word) for word in self.key.split("_")]
        return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


@dataclass(frozen=True, kw_only=True)
class Group:
    """Targets of one sort under their heading."""

    key: str
    title: str
    y: float
    nodes: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A curve from a question to a target."""

    group: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """Everything that the drawing shows, with its size."""

    height: float
    questions: tuple[Node, ...]
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT


GROUP_TITLES = {
    "parts": "What is told apart",
    "checks": "Checks",
    "weights": "Weights",
    "bill": "The monthly bill",
    "words": "What is said beside",
}


@cache
def links() -> tuple[Link, ...]:
    """Every link, in the order of the questions and of what they feed."""
    order = {question.key: place for place, question in enumerate(QUESTIONS)}
    groups = list(GROUP_TITLES)
    found = dict.fromkeys(all_links())
    return tuple(
        sorted(found, key=lambda link: (order[link.question], groups.index(link.group)))
    )


def all_links() -> Iterator[Link]:
    yield from listed("parts", PARTS)
    for gate in CHECKS:
        if gate.question is not None:
            yield Link(question=gate.question, group="checks", target=gate.key)
    for effect in EFFECTS:
        yield Link(
            question=effect.question, group="weights", target=effect.criterion.value
        )
    for criterion in PRIORITY_CRITERIA.values():
        yield Link(question="priorities", group="weights", target=criterion.value)
    yield from listed("weights", STAKE)
    yield from listed("bill", BILL)
    yield from listed("words", WORDS)


def listed(group: str, table: Mapping[str, Iterable[str]]) -> Iterator[Link]:
    for question, targets in table.items():
        for target in targets:
            yield Link(question=question, group=group, target=target)


@cache
def diagram() -> Diagram:
    """The questions on the left, what they feed on the right, a line for each link."""
    order = untangled()
    groups = tuple(placed(order))
    height = float(ROW * (sum(len(group.nodes) + 1 for group in groups) + 1))
    step = height / len(QUESTIONS)
    questions = tuple(
        Node(key=key, y=round(step * (place + 0.5), 1))
        for place, key in enumerate(order[QUESTIONS_COLUMN])
    )
    starts = {node.key: node.y for node in questions}
    ends = {(group.key, node.key): node.y for group in groups for node in group.nodes}
    return Diagram(
        height=height,
        questions=questions,
        groups=groups,
        lines=tuple(
            Line(
                group=link.group,
                path=curve(starts[link.question], ends[link.group, link.target]),
            )
            for link in links()
        ),
    )


def untangled() -> Mapping[str, list[str]]:
    """An order of the questions and of each group in which few lines cross.

    Each side is sorted by where its lines end on the other, a few times in turn.
    """
    order: dict[str, list[str]] = {QUESTIONS_COLUMN: [one.key for one in QUESTIONS]}
    for group in GROUP_TITLES:
        order[group] = list(
            dict.fromkeys(link.target for link in links() if link.group == group)
        )
    for _ in range(TURNS):
        places = {key: at for at, key in enumerate(order[QUESTIONS_COLUMN])}
        for group in GROUP_TITLES:
            ends = [(one.target, places[one.question]) for one in of_group(group)]
            order[group] = by_mean(order[group], ends)
        rows = [(group, target) for group in GROUP_TITLES for target in order[group]]
        heights = {row: at for at, row in enumerate(rows)}
        starts = [(one.question, heights[one.group, one.target]) for one in links()]
        order[QUESTIONS_COLUMN] = by_mean(order[QUESTIONS_COLUMN], starts)
    return order


def of_group(group: str) -> list[Link]:
    return [link for link in links() if link.group == group]


def by_mean(keys: list[str], ends: list[tuple[str, int]]) -> list[str]:
    """Keys by the mean of where their lines end; equal ones stay as they were."""
    return sorted(keys, key=lambda key: mean(end for one, end in ends if one == key))


def placed(order: Mapping[str, list[str]]) -> Iterator[Group]:
    row = 1
    for group, title in GROUP_TITLES.items():
        nodes = tuple(
            Node(key=target, y=ROW * (row + place))
            for place, target in enumerate(order[group], start=1)
        )
        yield Group(key=group, title=title, y=ROW * row, nodes=nodes)
        row += len(nodes) + 1


def curve(start: float, end: float) -> str:
    middle = LINES_FROM + BEND
    return f"M{LINES_FROM} {start:g}C{middle:g} {start:g} {middle:g} {end:g} {LINES_TO} {end:g}"


def targets_of(question: str) -> dict[str, str]:
    """What a question feeds by group, in words: the drawing as text."""
    found: dict[str, list[str]] = {}
    for link in links():
        if link.question == question:
            label = link.target.replace("_", " ")
            found.setdefault(link.group, []).append(label)
    return {group: ", ".join(labels) for group, labels in found.items()}

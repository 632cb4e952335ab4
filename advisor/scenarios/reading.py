"""Reads the scenario files; whatever is misspelled in them is refused by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from advisor.decision import patterns
from advisor.decision.answers import AnswerError, parse_answers
from advisor.decision.candidates import Catalog
from advisor.decision.questions import Answers

FOLDER = Path(__file__).parent
UNDECIDED = "undecided"
VERDICTS = ("closed", "hybrid", "open", "none_fits")
CHOICES = {
    "expected": (*VERDICTS, UNDECIDED),
    "strength": ("strong", "medium", "weak"),
    "open_kind": ("self_host", "hosted_api", "either"),
    "confidence": ("low", "medium", "high"),
    "pattern": patterns.NAMES,
}
KEYS = {
    *("id", "situation", "answers", "acceptable", "unacceptable", "must_say"),
    *("must_ask_next", "why", "sources", "argued", "prices_win", "exception"),
    *CHOICES,
}
# Articles speak of a low budget; the catalog says how much a month that is.
BUDGET_ASSUMPTIONS = {
    "low": "budget_low_usd_month",
    "medium": "budget_medium_usd_month",
    "high": "budget_high_usd_month",
}

type Written = str | list[Written] | dict[str, Written]


class ScenarioError(ValueError):
    """A scenario that cannot be read: where it stands and what is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One situation, and what sound advice on it looks like."""

    id: str
    source: str
    situation: str
    written_answers: Mapping[str, Written]
    expected: str | None  # None: what is known does not settle it
    acceptable: tuple[str, ...]
    unacceptable: tuple[str, ...]
    strength: str
    open_kind: str | None
    pattern: str | None
    confidence: str | None
    must_ask_next: str | None
    must_say: tuple[str, ...]
    why: str
    sources: tuple[str, ...]
    argued: str | None
    prices_win: str | None
    exception: str | None

    def answers(self, catalog: Catalog) -> Answers:
        """The answers to the questionnaire that this situation gives."""
        written: dict[str, object] = dict(self.written_answers)
        level = written.pop("budget", None)
        if level is not None:
            assumption = BUDGET_ASSUMPTIONS[str(level)]
            written["monthly_budget_usd"] = float(catalog.assumed(assumption))
        try:
            return parse_answers(written)
        except AnswerError as error:
            message = f"{self.id}: {error.key}: {error.message}"
            raise ScenarioError(message) from error


@dataclass(frozen=True)
class Row:
    """A scenario as it is written, read key by key."""

    values: Mapping[str, Written]

    @property
    def name(self) -> str:
        return str(self.values.get("id", "a scenario without an id"))

    def refuse(self, key: str, message: str) -> ScenarioError:
        return ScenarioError(f"{self.name}: {key}: {message}")

    def optional(self, key: str) -> str | None:
        """The text under a key, one of its choices where it has some."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value:
            raise self.refuse(key, "write a text.")
        if value not in CHOICES.get(key, (value,)):
            raise self.refuse(key, f"write one of {', '.join(CHOICES[key])}.")
        return value

    def text(self, key: str) -> str:
        value = self.optional(key)
        if value is None:
            raise self.refuse(key, "is missing.")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.refuse(key, "write a list, [like, this].")
        return tuple(str(word) for word in value)

    def pairs(self, key: str) -> Mapping[str, Written]:
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.refuse(key, "write each as a key and a value.")
        return value


def scenario_files(folder: Path = FOLDER) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def read_scenarios(folder: Path = FOLDER) -> tuple[Scenario, ...]:
    """Every scenario of every file; ScenarioError names the first bad one."""
    scenarios: dict[str, Scenario] = {}
    for path in scenario_files(folder):
        for scenario in read_file(path):
            if scenario.id in scenarios:
                raise ScenarioError(f"{path.name}: {scenario.id}: stands there twice.")
            scenarios[scenario.id] = scenario
    return tuple(scenarios.values())


def read_file(path: Path) -> list[Scenario]:
    """The scenarios of one file, in the order in which they are written."""
    try:
        document = as_written(
            yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        )
        head = Row(document if isinstance(document, dict) else {})
        rows = head.values.get("scenarios", [])
        source = head.text("source")
        return [read_scenario(row, source) for row in rows]
    except (yaml.YAMLError, ScenarioError) as error:
        raise ScenarioError(f"{path.name}: {error}") from error


def read_scenario(written: Written, source: str) -> Scenario:
    row = Row(written if isinstance(written, dict) else {})
    for key in row.values:
        if key not in KEYS:
            raise row.refuse(key, "is not a word that a scenario knows.")
    expected = row.text("expected")
    return Scenario(
        id=row.text("id"),
        source=source,
        situation=row.text("situation"),
        written_answers=row.pairs("answers"),
        expected=None if expected == UNDECIDED else expected,
        acceptable=row.words("acceptable"),
        unacceptable=row.words("unacceptable"),
        strength=row.text("strength"),
        open_kind=row.optional("open_kind"),
        pattern=row.optional("pattern"),
        confidence=row.optional("confidence"),
        must_ask_next=row.optional("must_ask_next"),
        must_say=row.words("must_say"),
        why=row.text("why"),
        sources=row.words("sources"),
        argued=row.optional("argued"),
        prices_win=row.optional("prices_win"),
        exception=row.optional("exception"),
    )


def as_written(node: yaml.Node | None) -> Written:
    """What stands there, every value still text: `no` is a word here, not a flag."""
    match node:
        case yaml.ScalarNode():
            return str(node.value)
        case yaml.SequenceNode():
            return [as_written(item) for item in node.value]
        case yaml.MappingNode():
            return without_repeats(node)
        case _:
            return ""


def without_repeats(node: yaml.MappingNode) -> dict[str, Written]:
    pairs: dict[str, Written] = {}
    for key, value in node.value:
        if key.value in pairs:
            line = key.start_mark.line + 1
            raise ScenarioError(f"line {line}: {key.value} stands there twice.")
        pairs[key.value] = as_written(value)
    return pairs

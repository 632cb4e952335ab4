"""Holds a result against what a scenario expects."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from advisor.decision.candidates import OptionKind
from advisor.scenarios.reading import Scenario

HOSTED = {OptionKind.HOSTED_OPEN, OptionKind.HOSTED_OPEN_CLOUD}

type Result = Mapping[str, Any]  # the result object, as it is sent and stored
type Check = Callable[[Scenario, Result], Iterator[str]]


class Standing(StrEnum):
    """How well a result meets a scenario."""

    EXACT = "exact"
    TOLERATED = "tolerated"  # a weak sentence, and another verdict that is as sound
    PRICES_WIN = "prices win"  # today's prices contradict the article
    EXCEPTION = "exception"  # the article's sentence is unsound, and the file says why
    WRONG = "wrong"


def miss_verdict(scenario: Scenario, result: Result) -> Iterator[str]:
    verdict = result["verdict"]
    if verdict in scenario.unacceptable:
        yield f"The verdict {verdict} is unacceptable."
    allowed = allowed_verdicts(scenario)
    if verdict not in allowed:
        yield f"The verdict is {verdict}, not {' or '.join(allowed)}."


def allowed_verdicts(scenario: Scenario) -> tuple[str, ...]:
    """The verdicts that meet a scenario, the expected one first."""
    expected = () if scenario.expected is None else (scenario.expected,)
    is_strict = scenario.expected is not None and scenario.strength != "weak"
    if is_strict and not (scenario.prices_win or scenario.exception):
        return expected
    return (*expected, *scenario.acceptable)


def miss_kind(scenario: Scenario, result: Result) -> Iterator[str]:
    """Self-hosting where hosting is meant is wrong even if the verdict is right."""
    if result["verdict"] != "open" or scenario.prices_win or scenario.exception:
        return
    for kind in open_kinds(result):
        if scenario.open_kind == "self_host" and not kind.is_self_run:
            yield f"The open part runs as {kind}, and the articles mean self-hosting."
        if scenario.open_kind == "hosted_api" and kind not in HOSTED:
            yield f"The open part runs as {kind}, and the articles mean a hosted API."


def open_kinds(result: Result) -> Sequence[OptionKind]:
    """The kinds of option on which the plan that won runs open weights."""
    assignments = result["plans"][result["verdict"]]["assignments"]
    kinds = {OptionKind(a["kind"]) for a in assignments if a["family"] == "open"}
    return sorted(kinds)


def miss_pattern(scenario: Scenario, result: Result) -> Iterator[str]:
    """A hybrid that splits by something else; it may split by more than one thing."""
    if scenario.pattern is None or result["verdict"] != "hybrid":
        return
    pattern = result["plans"]["hybrid"]["pattern"] or "nothing"
    if scenario.pattern not in pattern:
        yield f"It splits by {pattern}, not by {scenario.pattern}."


def miss_notes(scenario: Scenario, result: Result) -> Iterator[str]:
    said = {note["code"] for note in result["notes"]}
    for code in scenario.must_say:
        if code not in said:
            yield f"It does not say {code}."


def miss_confidence(scenario: Scenario, result: Result) -> Iterator[str]:
    if scenario.confidence not in {None, result["confidence"]}:
        yield f"The confidence is {result['confidence']}, not {scenario.confidence}."


def miss_question(scenario: Scenario, result: Result) -> Iterator[str]:
    if scenario.must_ask_next not in {None, result["next_question"]}:
        asked = result["next_question"]
        yield f"It asks {asked} next, not {scenario.must_ask_next}."


# What is advised; and how sure that is, which takes a look at the neighbors too.
ADVICE_CHECKS: tuple[Check, ...] = (miss_verdict, miss_kind, miss_pattern, miss_notes)
CHECKS: tuple[Check, ...] = (*ADVICE_CHECKS, miss_confidence, miss_question)


def standing(
    scenario: Scenario, result: Result, checks: Sequence[Check] = CHECKS
) -> Standing:
    """Where the result stands; WRONG if it misses anything that must hold."""
    as_the_article_says = replace(scenario, prices_win=None, exception=None)
    if is_met(as_the_article_says, result, checks):
        is_expected = scenario.expected in {None, result["verdict"]}
        return Standing.EXACT if is_expected else Standing.TOLERATED
    if not is_met(scenario, result, checks):
        return Standing.WRONG
    return Standing.EXCEPTION if scenario.exception else Standing.PRICES_WIN


def is_met(
    scenario: Scenario, result: Result, checks: Sequence[Check] = CHECKS
) -> bool:
    return next(misses(scenario, result, checks), None) is None


def misses(
    scenario: Scenario, result: Result, checks: Sequence[Check] = CHECKS
) -> Iterator[str]:
    """What the result lacks, each as a sentence."""
    for check in checks:
        yield from check(scenario, result)

"""Wishes that cannot all be met are spoken of, and none is dropped in silence (P18)."""

from collections.abc import Mapping, Sequence, Set

import pytest

from advisor.decision.candidates import OptionKind
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from advisor.decision.refinements import QUESTION_BY_KEY
from tests.advisor.properties.adapter import Advisor, Raw
from tests.advisor.properties.checking import check, having

FLEETS = {OptionKind.OWN_GPUS, OptionKind.OWN_HARDWARE}
GATES: tuple[Mapping[str, object], ...] = (
    {"data_location": "own_premises", "sensitive_share": None},
    {"offline": "yes"},
)
THE_GATE = {"data_location", "offline"}  # either, where both are closed


def unspoken(
    advisor: Advisor, raw: Raw, wish: str, others: Set[str] = THE_GATE
) -> str | None:
    """That no conflict names a wish and what is against it, or shows no way out."""
    named = [
        one
        for one in advisor.conflicts(raw)
        if wish in one["answers"] and others & set(one["answers"])
    ]
    if not named:
        return f"{advisor.view(raw).verdict}, no conflict with {wish} is named"
    return None if all(one["way_out"] for one in named) else "no way out is shown"


def changed_by(advisor: Advisor, raw: Raw, wish: str) -> str | None:
    """That a wish which cannot be met still moves the verdict."""
    here, freed = advisor.view(raw).verdict, advisor.view({**raw, wish: None}).verdict
    return None if here is freed else f"{here}, but {freed} without {wish}"


@pytest.mark.parametrize("gate", GATES, ids=["stays", "offline"])
def test_p18_a_fleet_within_days(
    gate: Mapping[str, object], advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        raw = having(answers, **gate, time_to_production="days")
        if not advisor.view(raw).kinds & FLEETS:
            return None
        wish = "time_to_production"
        return unspoken(advisor, raw, wish) or changed_by(advisor, raw, wish)

    check(situations, broken)


@pytest.mark.parametrize("gate", GATES, ids=["stays", "offline"])
def test_p18_the_best_quality_behind_a_gate(
    gate: Mapping[str, object], advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        raw = having(answers, **gate, quality_bar="frontier", hard_share=None)
        modest = {**raw, "quality_bar": None}
        if advisor.view(raw).verdict is not Verdict.NONE_FITS:
            return changed_by(advisor, raw, "quality_bar")
        if advisor.view(modest).verdict is Verdict.NONE_FITS:
            return None
        ungated = {**raw, **dict.fromkeys(THE_GATE)}
        if advisor.view(ungated).verdict is Verdict.NONE_FITS:  # so not by the gate
            others = set(QUESTION_BY_KEY) - {"quality_bar"}
            return unspoken(advisor, raw, "quality_bar", others)
        return unspoken(advisor, raw, "quality_bar")

    check(situations, broken)


@pytest.mark.parametrize("gate", GATES, ids=["stays", "offline"])
def test_p18_a_gate_and_nobody_to_run_a_model(
    gate: Mapping[str, object], advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        raw = having(answers, **gate, ml_staff="none")
        if advisor.view(raw).verdict is Verdict.NONE_FITS:
            return None
        wish = "ml_staff"
        return unspoken(advisor, raw, wish) or changed_by(advisor, raw, wish)

    check(situations, broken)


def test_p18_deep_tuning_and_nobody_to_do_it(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        raw = having(answers, customization="deep_finetune", ml_staff="none")
        if advisor.view(raw).verdict is Verdict.NONE_FITS:
            return None
        wish = "ml_staff"
        spoken = unspoken(advisor, raw, wish, {"customization"})
        return spoken or changed_by(advisor, raw, wish)

    check(situations, broken)


def test_p18_a_budget_below_everything_that_fits(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        raw = having(answers, monthly_budget_usd=0.01)
        bills = [advisor.bill_of(raw, family) for family in Verdict]
        if all(bill is None or bill <= 0.01 for bill in bills):
            return None
        wish = "monthly_budget_usd"
        anything = set(QUESTION_BY_KEY)
        return unspoken(advisor, raw, wish, anything) or changed_by(advisor, raw, wish)

    check(situations, broken)

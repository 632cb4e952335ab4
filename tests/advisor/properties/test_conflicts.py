"""Wishes that cannot all be met are spoken of, and none is dropped in silence (P18)."""

from collections.abc import Mapping, Sequence

import pytest

from advisor.decision.candidates import OptionKind
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from tests.advisor.properties.adapter import Advisor, Raw
from tests.advisor.properties.checking import check, having

FLEETS = {OptionKind.OWN_GPUS, OptionKind.OWN_HARDWARE}
GATES: tuple[Mapping[str, object], ...] = (
    {"data_location": "own_premises", "sensitive_share": None},
    {"offline": "yes"},
)


def unspoken(advisor: Advisor, raw: Raw, *keys: str) -> str | None:
    """That no conflict names these answers, or that one shows no way out."""
    conflicts = advisor.result(raw)["conflicts"]
    named = [one for one in conflicts if set(keys) <= set(one["answers"])]
    if not named:
        return f"{advisor.view(raw).verdict}, no conflict names {', '.join(keys)}"
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
        return unspoken(
            advisor, raw, next(iter(gate)), "time_to_production"
        ) or changed_by(advisor, raw, "time_to_production")

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
        return unspoken(advisor, raw, next(iter(gate)), "quality_bar")

    check(situations, broken)


@pytest.mark.parametrize("gate", GATES, ids=["stays", "offline"])
def test_p18_a_gate_and_nobody_to_run_a_model(
    gate: Mapping[str, object], advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        raw = having(answers, **gate, ml_staff="none")
        if advisor.view(raw).verdict is Verdict.NONE_FITS:
            return None
        return unspoken(advisor, raw, next(iter(gate)), "ml_staff") or changed_by(
            advisor, raw, "ml_staff"
        )

    check(situations, broken)


def test_p18_deep_tuning_and_nobody_to_do_it(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        raw = having(answers, customization="deep_finetune", ml_staff="none")
        if advisor.view(raw).verdict is Verdict.NONE_FITS:
            return None
        return unspoken(advisor, raw, "customization", "ml_staff")

    check(situations, broken)


def test_p18_a_budget_below_everything_that_fits(
    advisor: Advisor, situations: Sequence[Answers]
):
    def broken(answers: Answers) -> str | None:
        raw = having(answers, monthly_budget_usd=0.01)
        plans = advisor.result(raw)["plans"].values()
        costs = [plan["monthly_cost"]["low"] for plan in plans if plan["feasible"]]
        if not costs or min(costs) <= 0.01:
            return None
        return unspoken(advisor, raw, "monthly_budget_usd") or changed_by(
            advisor, raw, "monthly_budget_usd"
        )

    check(situations, broken)

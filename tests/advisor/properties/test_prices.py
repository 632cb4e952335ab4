"""Prices and volume move advice the way money points, and money has no unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from advisor.decision.candidates import Catalog
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from advisor.decision.refinements import QUESTION_BY_KEY
from tests.advisor.properties import catalogs
from tests.advisor.properties.adapter import (
    SAME,
    Advisor,
    Raw,
    away_from_open,
    is_less,
    moved,
)
from tests.advisor.properties.checking import check
from tests.advisor.properties.test_wishes import Movement, toward_self_hosting

FACTORS = (2, 4, 10, 100)
STEPS_ON_THE_WAY = 8
MONEY = {"engineer_cost_usd", "monthly_budget_usd"}  # what answers say of it
ASSUMED_VOLUME = 1_000_000  # tokens a day; what the catalog takes where none is given


@dataclass(frozen=True)
class Change:
    """Other prices, and the way in which they must not move advice."""

    catalog: catalogs.Change
    wrong_way: Movement


def shifted(*keys: str, factor: str) -> catalogs.Change:
    return lambda catalog: catalogs.with_assumptions(catalog, Decimal(factor), *keys)


CHANGES = {
    "closed-tokens-dearer": Change(
        lambda c: catalogs.with_token_prices(c, Decimal(2), catalogs.CLOSED),
        away_from_open,
    ),
    "machines-dearer": Change(
        lambda c: catalogs.with_machine_prices(c, Decimal(2)), toward_self_hosting
    ),
    "power-dearer": Change(shifted("power_usd_kwh", factor="3"), toward_self_hosting),
    "people-dearer": Change(
        shifted("engineer_salary_usd_year", factor="1.5"), toward_self_hosting
    ),
    "machines-idler": Change(
        shifted("target_utilization", factor="0.5"), toward_self_hosting
    ),
    "hosted-open-cheaper": Change(
        lambda c: catalogs.with_token_prices(c, Decimal("0.5"), catalogs.HOSTED_OPEN),
        toward_self_hosting,
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_p10_a_price_never_moves_advice_the_wrong_way(
    name: str,
    advisor: Advisor,
    situations: Sequence[Answers],
    shipped_catalog: Catalog,
    day: date,
):
    change = CHANGES[name]
    other = Advisor(change.catalog(shipped_catalog), day)

    def broken(answers: Answers) -> str | None:
        return change.wrong_way(advisor.view(answers), other.view(answers))

    check(situations, broken)


@pytest.mark.parametrize("factor", ["0.01", "7", "1000"])
def test_p10_money_in_another_currency_changes_nothing(
    factor: str,
    advisor: Advisor,
    situations: Sequence[Answers],
    shipped_catalog: Catalog,
    day: date,
):
    scale = Decimal(factor)
    other = Advisor(catalogs.in_another_currency(shipped_catalog, scale), day)

    def broken(answers: Answers) -> str | None:
        converted = in_that_currency(answers, float(factor))
        if converted is None:
            return None
        here, there = advisor.view(answers), other.view(converted)
        if here.verdict is not there.verdict or here.kinds != there.kinds:
            return f"{here.verdict} becomes {there.verdict}"
        for (family, ours), (_, theirs) in zip(here.scores, there.scores, strict=True):
            if abs(ours - theirs) > 1e-6:
                return f"{family} scores {ours:.6f}, then {theirs:.6f}"
        return None

    check(situations, broken)


def in_that_currency(answers: Answers, factor: float) -> Raw | None:
    """The answers with their money scaled, unless a question does not reach that far."""
    converted: dict[str, object] = dict(answers)
    for key in MONEY & answers.keys():
        question = QUESTION_BY_KEY[key]
        scaled = float(str(answers[key])) * factor
        if not question.low <= scaled <= question.high:
            return None
        converted[key] = scaled
    return converted


def test_p09_more_volume_never_leads_to_closed(
    advisor: Advisor, situations: Sequence[Answers]
):
    """The lean may fall where the open plan costs more than the closed one on the way."""

    def broken(answers: Answers) -> str | None:
        before = advisor.view(grown(answers, 1))
        for factor in FACTORS:
            after = advisor.view(grown(answers, factor))
            is_closed_now = before.openness != 0 and after.openness == 0
            falls = is_less(after.lean, before.lean)
            if is_closed_now or (falls and not is_dearer_by(advisor, answers, factor)):
                return f"x {factor}: {moved(before, after)}"
        return None

    check(situations, broken)


def volume_of(answers: Answers) -> float:
    return float(str(answers.get("tokens_per_day", ASSUMED_VOLUME)))


def is_dearer_by(advisor: Advisor, answers: Answers, factor: int) -> bool:
    """Whether the open plan costs more at some volume up to so many times as much.

    In between, both sides change to cheaper models, each at a volume of its own.
    """
    return any(
        open_costs_more(advisor, grown(answers, factor ** (step / STEPS_ON_THE_WAY)))
        for step in range(STEPS_ON_THE_WAY + 1)
    )


def grown(answers: Answers, factor: float) -> Raw:
    return {**answers, "tokens_per_day": min(volume_of(answers) * factor, 1e15)}


def open_costs_more(advisor: Advisor, raw: Raw) -> bool:
    opened = advisor.bill_of(raw, Verdict.OPEN)
    closed = advisor.bill_of(raw, Verdict.CLOSED)
    return opened is not None and closed is not None and opened > closed + SAME


def test_p09_no_volume_stands_in_for_the_price_of_machines(
    situations: Sequence[Answers], shipped_catalog: Catalog, day: date
):
    """With machines at ten thousand times their price, no volume leads to them."""
    dear = catalogs.with_machine_prices(shipped_catalog, Decimal(10_000))
    advisor = Advisor(dear, day)

    def broken(answers: Answers) -> str | None:
        before = advisor.view({**answers, "tokens_per_day": volume_of(answers)})
        for factor in FACTORS:
            after = advisor.view(grown(answers, factor))
            if how := toward_self_hosting(before, after):
                return f"x {factor}: {how}"
        return None

    check(situations, broken)

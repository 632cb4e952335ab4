"""Prices and volume move advice the way money points, and money has no unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from advisor.decision.candidates import Catalog
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.scenarios.properties import catalogs
from advisor.scenarios.properties.adapter import (
    SAME,
    Advisor,
    Raw,
    View,
    away_from_open,
    is_less,
    moved,
)
from advisor.scenarios.properties.checking import Property
from advisor.scenarios.properties.wishes import Movement, toward_self_hosting

FACTORS = (2, 4, 10, 100)
STEPS_ON_THE_WAY = 8
MONEY = {"engineer_cost_usd", "monthly_budget_usd"}  # what answers say of it
SAME_SCORE = 1e-6  # after money was converted
DEAREST = Decimal(10_000)  # times the price of machines: nobody would buy one


# --- Prices ------------------------------------------------------------------------------


@dataclass(frozen=True)
class PriceChange:
    """Other prices, and the way in which they must not move advice."""

    catalog: catalogs.Change
    wrong_way: Movement

    def how_broken(self, advisor: Advisor, answers: Answers) -> str | None:
        other = advisor.elsewhere(self.catalog)
        return self.wrong_way(advisor.view(answers), other.view(answers))


def shifted(*keys: str, factor: str) -> catalogs.Change:
    return lambda catalog: catalogs.with_assumptions(catalog, Decimal(factor), *keys)


def with_dear_closed_tokens(catalog: Catalog) -> Catalog:
    return catalogs.with_token_prices(catalog, Decimal(2), catalogs.CLOSED)


def with_dear_machines(catalog: Catalog) -> Catalog:
    return catalogs.with_machine_prices(catalog, Decimal(2))


def with_cheap_hosts(catalog: Catalog) -> Catalog:
    return catalogs.with_token_prices(catalog, Decimal("0.5"), catalogs.HOSTED_OPEN)


def with_machines_that_nobody_buys(catalog: Catalog) -> Catalog:
    return catalogs.with_machine_prices(catalog, DEAREST)


PRICE_CHANGES: Mapping[str, tuple[str, PriceChange]] = {
    "closed_tokens_dearer": (
        "Dearer closed models never move advice toward closed.",
        PriceChange(with_dear_closed_tokens, away_from_open),
    ),
    "machines_dearer": (
        "Dearer machines never move advice toward self-hosting.",
        PriceChange(with_dear_machines, toward_self_hosting),
    ),
    "power_dearer": (
        "Dearer power never moves advice toward self-hosting.",
        PriceChange(shifted("power_usd_kwh", factor="3"), toward_self_hosting),
    ),
    "people_dearer": (
        "Dearer people never move advice toward self-hosting.",
        PriceChange(
            shifted("engineer_salary_usd_year", factor="1.5"), toward_self_hosting
        ),
    ),
    "machines_idler": (
        "Machines that stand idle never move advice toward self-hosting.",
        PriceChange(shifted("target_utilization", factor="0.5"), toward_self_hosting),
    ),
    "hosted_open_cheaper": (
        "Cheaper hosts of open models never move advice toward self-hosting.",
        PriceChange(with_cheap_hosts, toward_self_hosting),
    ),
}


# --- Another currency --------------------------------------------------------------------


@dataclass(frozen=True)
class Currency:
    """All money at the same multiple, in the catalog and in the answers."""

    factor: str

    def catalog(self, catalog: Catalog) -> Catalog:
        return catalogs.in_another_currency(catalog, Decimal(self.factor))

    def how_broken(self, advisor: Advisor, answers: Answers) -> str | None:
        converted = in_that_currency(answers, float(self.factor))
        if converted is None:
            return None
        here = advisor.view(answers)
        return unlike(here, advisor.elsewhere(self.catalog).view(converted))


def unlike(here: View, there: View) -> str | None:
    if here.verdict is not there.verdict or here.kinds != there.kinds:
        return f"{here.verdict} becomes {there.verdict}"
    for (family, ours), (_, theirs) in zip(here.scores, there.scores, strict=True):
        if abs(ours - theirs) > SAME_SCORE:
            return f"{family} scores {ours:.6f}, then {theirs:.6f}"
    return None


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


# --- Volume ------------------------------------------------------------------------------


def more_volume(advisor: Advisor, answers: Answers) -> str | None:
    """The lean may fall where the open plan costs more than the closed one on the way."""
    before = advisor.view(grown(advisor, answers, 1))
    for factor in FACTORS:
        after = advisor.view(grown(advisor, answers, factor))
        is_closed_now = before.openness != 0 and after.openness == 0
        falls = is_less(after.lean, before.lean)
        if is_closed_now or (falls and not is_dearer_by(advisor, answers, factor)):
            return f"x {factor}: {moved(before, after)}"
    return None


def volume_of(advisor: Advisor, answers: Answers) -> float:
    assumed = advisor.catalog.assumed("tokens_per_day")
    return float(str(answers.get("tokens_per_day", assumed)))


def is_dearer_by(advisor: Advisor, answers: Answers, factor: int) -> bool:
    """Whether the open plan costs more at some volume up to so many times as much.

    In between, both sides change to cheaper models, each at a volume of its own.
    """
    return any(
        open_costs_more(
            advisor, grown(advisor, answers, factor ** (step / STEPS_ON_THE_WAY))
        )
        for step in range(STEPS_ON_THE_WAY + 1)
    )


def grown(advisor: Advisor, answers: Answers, factor: float) -> Raw:
    most = QUESTION_BY_KEY["tokens_per_day"].high
    volume = min(volume_of(advisor, answers) * factor, most)
    return {**answers, "tokens_per_day": volume}


def open_costs_more(advisor: Advisor, raw: Raw) -> bool:
    opened = advisor.bill_of(raw, Verdict.OPEN)
    closed = advisor.bill_of(raw, Verdict.CLOSED)
    return opened is not None and closed is not None and opened > closed + SAME


def volume_alone(advisor: Advisor, answers: Answers) -> str | None:
    """With machines at ten thousand times their price, no volume leads to them."""
    dear = advisor.elsewhere(with_machines_that_nobody_buys)
    before = dear.view(grown(dear, answers, 1))
    for factor in FACTORS:
        after = dear.view(grown(dear, answers, factor))
        if how := toward_self_hosting(before, after):
            return f"x {factor}: {how}"
    return None


CURRENCIES = {factor: Currency(factor) for factor in ("0.01", "7", "1000")}
PROPERTIES = (
    Property(
        number="P9",
        key="more_volume",
        sentence="More volume never leads to closed.",
        how_broken=more_volume,
    ),
    Property(
        number="P9",
        key="volume_alone",
        sentence="No volume stands in for the price of machines.",
        how_broken=volume_alone,
    ),
    *(
        Property(number="P10", key=key, sentence=sentence, how_broken=change.how_broken)
        for key, (sentence, change) in PRICE_CHANGES.items()
    ),
    *(
        Property(
            number="P10",
            key=f"money_times_{factor}",
            sentence=f"All money times {factor} changes nothing.",
            how_broken=currency.how_broken,
        )
        for factor, currency in CURRENCIES.items()
    ),
)

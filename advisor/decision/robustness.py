"""How often the verdict holds when every weight and price could be another."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

import numpy as np

from advisor.decision.drawn_offers import Best
from advisor.decision.drawn_year import DIGITS, scores_drawn
from advisor.decision.draws import DRAWS, Draw
from advisor.decision.plans import FAMILIES, Verdict
from advisor.decision.recommendation import Confidence
from advisor.decision.telling import Json
from advisor.decision.weighing import Weigher, Weighing

# The least share of the draws in which the verdict holds, for each confidence: sure is
# what at most one draw in ten turns, and what more than three in ten turn is open.
LEAST_HOLDS = {Confidence.HIGH: 0.9, Confidence.MEDIUM: 0.7, Confidence.LOW: 0.0}

WIDTHS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)  # of a bar of the picture
MOST_BARS = 16
LOW, MIDDLE, HIGH = 5, 50, 95  # percentiles


@dataclass(frozen=True, kw_only=True)
class Robustness:
    """In how many draws each family leads, and by how much the advised one does."""

    advised: Verdict
    leading: dict[Verdict, int]
    leads: Draw | None  # over the best rival, less than 0 where that leads; or no rival

    @property
    def holds(self) -> float:
        """The share of the draws in which the verdict is the same."""
        return self.leading[self.advised] / DRAWS

    @property
    def allows(self) -> Confidence:
        """How sure the advice can be at the most."""
        return next(
            level for level, least in LEAST_HOLDS.items() if self.holds >= least
        )

    @property
    def doubts(self) -> list[str]:
        """What the draws say against being sure."""
        if self.allows is Confidence.HIGH:
            return []
        others = {
            family: count
            for family, count in self.leading.items()
            if count and family is not self.advised
        }
        sides = " and ".join(f"{side.value} wins {n:,}" for side, n in others.items())
        return [
            f"The plans were compared {DRAWS:,} times more, each time with prices, and with "
            f"how much each thing counts, moved at random: {sides} of these draws."
        ]

    @property
    def told(self) -> Json:
        return {
            "draws": DRAWS,
            "holds": self.holds,
            "verdicts": {
                family.value: count / DRAWS for family, count in self.leading.items()
            },
            "margins": margins(self.leads),
            "histogram": list(histogram(self.leads)),
        }


def robustness(weighing: Weighing, weigher: Weigher) -> Robustness | None:
    """What the draws say about a verdict; None where nothing fits."""
    if not weighing.ranking:
        return None
    scores = scores_drawn(weighing, weigher, weigher.drawn)
    return Robustness(
        advised=weighing.verdict,
        leading=dict.fromkeys(FAMILIES, 0) | leading(scores),
        leads=leads_of(weighing.verdict, scores),
    )


def leading(scores: Best) -> dict[Verdict, int]:
    """In how many draws each family leads; the first of equals does."""
    first = np.argmax(np.stack(list(scores.values())), axis=0)
    return {
        family: int(np.count_nonzero(first == place))
        for place, family in enumerate(scores)
    }


def leads_of(advised: Verdict, scores: Best) -> Draw | None:
    """How far the advised family is ahead of its best rival; None without a rival."""
    rivals = [score for family, score in scores.items() if family is not advised]
    if not rivals:
        return None
    return np.round(scores[advised] - np.max(np.stack(rivals), axis=0), DIGITS)


def margins(leads: Draw | None) -> Json | None:
    """A usual lead, and the two that nine in ten lie between."""
    if leads is None:
        return None
    low, middle, high = np.percentile(leads, (LOW, MIDDLE, HIGH), method="lower")
    return {
        "low": round(float(low), 4),
        "middle": round(float(middle), 4),
        "high": round(float(high), 4),
    }


def histogram(leads: Draw | None) -> Iterator[Json]:
    """How many draws have which lead, in bars of equal and round width."""
    if leads is None:
        return
    least, most = float(leads.min()), float(leads.max())
    width = next(
        (width for width in WIDTHS if bars(least, most, width) <= MOST_BARS), WIDTHS[-1]
    )
    first = floor(least / width)
    edges = np.round((first + np.arange(bars(least, most, width) + 1)) * width, DIGITS)
    counts = np.diff(np.searchsorted(np.sort(leads), edges))
    for start, end, count in zip(edges[:-1], edges[1:], counts, strict=True):
        yield {"from": float(start), "to": float(end), "draws": int(count)}


def bars(least: float, most: float, width: float) -> int:
    """Bars from the least to the most; each holds its lower edge, not its upper one."""
    return floor(most / width) - floor(least / width) + 1

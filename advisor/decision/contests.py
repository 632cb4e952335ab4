"""Who leads each family while plans compete for one way to part the traffic."""

from dataclasses import dataclass, field

from advisor.decision.layouts import Way
from advisor.decision.plans import ROUNDING, Verdict


@dataclass
class Contest:
    """The best way of each family so far, in whatever order the ways come."""

    to_beat: dict[Verdict, float]  # before any penalty
    best: dict[Verdict, Way] = field(default_factory=dict)

    def enter(self, way: Way, score: float) -> None:
        """Let a way lead if it is better, or as good and named before."""
        family = way.family
        lead = self.to_beat[family]
        if score > lead or (
            score == lead and family in self.best and way.rank < self.best[family].rank
        ):
            self.to_beat[family] = score
            self.best[family] = way

    def is_lost(self, family: Verdict, ceiling: float) -> bool:
        """Whether nothing that stays below a ceiling can lead any more."""
        return ceiling + ROUNDING < self.to_beat[family]

"""Requests a day and what a request is like, turned into tokens a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from advisor.decision.candidates import Assumption
from advisor.decision.questions import Choice, Kind, Question

# Not among the questions: their answers become those to the volume and to the ratio.
REQUESTS = Question(
    key="requests_per_day",
    kind=Kind.NUMBER,
    text="How many requests a day?",
    why="Requests are easier to count than tokens.",
    hint="Each call to the model counts: an agent makes many for one task.",
    high=1e10,
    unit="requests a day",
)
PRESET = Question(
    key="use_preset",
    kind=Kind.ONE_OF,
    text="What is a request like?",
    why="Reading documents takes several times as much text as chat.",
    choices=(
        Choice(key="chat", label="A turn of a chat"),
        Choice(key="retrieval", label="A question over your own documents"),
        Choice(key="batch", label="A document to sort, extract from or summarize"),
        Choice(key="agent", label="A call by an agent that works with tools"),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A volume worked out from a number of requests and their typical size."""

    requests: float
    preset: str
    inputs: Assumption  # tokens of one request
    outputs: Assumption

    @property
    def size(self) -> Decimal:
        return self.inputs.value + self.outputs.value

    @property
    def tokens_per_day(self) -> int:
        return round(Decimal(str(self.requests)) * self.size)

    @property
    def input_output_ratio(self) -> int | float:
        """Input tokens per output token, in the digits that such a figure is worth."""
        ratio = float(f"{self.inputs.value / self.outputs.value:.2g}")
        return int(ratio) if ratio == int(ratio) else ratio

    @property
    def text(self) -> str:
        """The arithmetic in words."""
        return (
            f"{self.requests:,} requests × {self.size:,f} tokens = "
            f"{self.tokens_per_day:,} tokens a day: {self.inputs.value:,f} in and "
            f"{self.outputs.value:,f} out each."
        )

    @property
    def spread(self) -> str:
        """How small and how large such a request may be."""
        least = self.inputs.low + self.outputs.low
        most = self.inputs.high + self.outputs.high
        return f"{least:,f} to {most:,f} tokens"


def estimate(
    requests: float, preset: str, assumptions: Mapping[str, Assumption]
) -> Estimate:
    """The volume that so many requests of a kind come to."""
    return Estimate(
        requests=requests,
        preset=preset,
        inputs=assumptions[f"tokens_in_{preset}"],
        outputs=assumptions[f"tokens_out_{preset}"],
    )


def has_sizes(assumptions: Mapping[str, Assumption]) -> bool:
    """Whether the catalog says how large each kind of request is."""
    return all(
        f"tokens_{way}_{preset}" in assumptions
        for way in ("in", "out")
        for preset in PRESET.choice_keys
    )

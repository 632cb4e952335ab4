"""What the answers mean: typed needs, and the traffic split into segments."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from advisor.decision.candidates import Catalog, Location
from advisor.decision.questions import Answers

STAFF_LEVELS = ("none", "some_devops", "ml_engineers", "ml_platform_team")
BAR_BELOW = {"frontier": "strong", "strong": "good_enough"}

# Questions answered by a number, and the assumption that stands in for an answer.
ASSUMED_NUMBERS = {
    "tokens_per_day": "tokens_per_day",
    "input_output_ratio": "input_output_ratio",
    "cached_share": "cached_share",
    "batch_share": "batch_share",
    "growth": "growth",
    "engineer_cost_usd": "engineer_salary_usd_year",
}


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A part of the traffic that is judged by itself."""

    share: float  # of all traffic, above 0
    location: Location
    quality_bar: str | None
    is_sensitive: bool | None  # None: the traffic is not split by sensitivity
    is_hard: bool | None  # None: the traffic is not split by difficulty

    @property
    def key(self) -> str:
        words = [word for word in self.words if word]
        return "_".join(words) or "all"

    @property
    def text(self) -> str:
        words = [word for word in self.words if word]
        return f"{', '.join(words)} traffic" if words else "all traffic"

    @property
    def words(self) -> tuple[str, str]:
        sensitivity = {None: "", True: "sensitive", False: "other"}[self.is_sensitive]
        difficulty = {None: "", True: "hard", False: "routine"}[self.is_hard]
        return sensitivity, difficulty


@dataclass(frozen=True, kw_only=True)
class Needs:
    """The answers, understood. None means that the question was left open."""

    answers: Answers
    day: date
    segments: tuple[Segment, ...]
    offline: bool
    regimes: frozenset[str]
    staff: str | None
    tuning: str | None  # how far the model must be adapted: see `customization`
    research_grade: bool
    modalities: frozenset[str]
    context_tokens: int | None
    license_facts: frozenset[str]
    origin_excluded: frozenset[str]
    tokens_per_day: float
    input_output_ratio: float
    cached_share: float
    batch_share: float
    traffic: str
    latency: str
    growth: float
    engineer_usd_year: float

    def millions(self, hours_per_month: float) -> float:
        """Million tokens a month, input and output together."""
        return self.tokens_per_day / 1e6 * hours_per_month / 24

    @property
    def rests_on_a_guess(self) -> bool:
        """Whether data is called sensitive without a word on where it may go."""
        is_sensitive = bool(self.answers.get("sensitive_share"))
        return is_sensitive and "data_location" not in self.answers

    @property
    def has_rules_without_place(self) -> bool:
        """Whether rules apply, and nobody said how far data may travel under them."""
        return bool(self.regimes) and "data_location" not in self.answers

    @property
    def strictest(self) -> Location:
        places = (segment.location for segment in self.segments)
        return max(places, key=lambda place: place.strictness)


def read_needs(answers: Answers, catalog: Catalog, day: date) -> Needs:
    """The needs that valid answers state; catalog assumptions fill the numbers."""

    def number(key: str) -> float:
        value = answers.get(key)
        if isinstance(value, int | float):
            return float(value)
        return float(catalog.assumed(ASSUMED_NUMBERS[key]))

    context = answers.get("context_tokens")
    return Needs(
        answers=answers,
        day=day,
        segments=split_traffic(answers, float(catalog.assumed("hard_share"))),
        offline=answers.get("offline") == "yes",
        regimes=chosen(answers, "regulated") - {"none"},
        staff=text(answers, "ml_staff"),
        tuning=text(answers, "customization"),
        research_grade=answers.get("transparency") == "research_grade",
        modalities=chosen(answers, "modalities") - {"text"},
        context_tokens=int(context) if isinstance(context, int | float) else None,
        license_facts=chosen(answers, "license_facts"),
        origin_excluded=chosen(answers, "origin_excluded"),
        tokens_per_day=number("tokens_per_day"),
        input_output_ratio=number("input_output_ratio"),
        cached_share=number("cached_share"),
        batch_share=number("batch_share"),
        traffic=text(answers, "traffic") or "steady",
        latency=text(answers, "latency") or "interactive",
        growth=number("growth"),
        engineer_usd_year=number("engineer_cost_usd"),
    )


def chosen(answers: Answers, key: str) -> frozenset[str]:
    value = answers.get(key, ())
    return frozenset(value) if isinstance(value, tuple) else frozenset()


def text(answers: Answers, key: str) -> str | None:
    value = answers.get(key)
    return value if isinstance(value, str) else None


def share(answers: Answers, key: str) -> float | None:
    value = answers.get(key)
    return float(value) if isinstance(value, int | float) else None


def split_traffic(answers: Answers, assumed_hard_share: float) -> tuple[Segment, ...]:
    """The traffic by sensitivity and by difficulty: one to four segments."""
    return tuple(
        Segment(
            share=sensitivity_share * difficulty_share,
            location=location,
            quality_bar=quality_bar,
            is_sensitive=is_sensitive,
            is_hard=is_hard,
        )
        for is_sensitive, location, sensitivity_share in split_by_sensitivity(answers)
        for is_hard, quality_bar, difficulty_share in split_by_difficulty(
            answers, assumed_hard_share
        )
    )


def split_by_sensitivity(
    answers: Answers,
) -> list[tuple[bool | None, Location, float]]:
    """Parts as (is sensitive, how far it may travel, share of the traffic)."""
    stated = text(answers, "data_location")
    sensitive = share(answers, "sensitive_share")
    if stated == "any_vendor" or sensitive == 0 or (stated is None and not sensitive):
        return [(None, Location.ANY_VENDOR, 1)]
    # Somebody who calls data sensitive without saying where it may go is taken to
    # mean the strictest place; the result states this and asks.
    location = Location(stated) if stated else Location.OWN_PREMISES
    if sensitive is None or sensitive == 1:
        return [(None, location, 1)]
    return [(True, location, sensitive), (False, Location.ANY_VENDOR, 1 - sensitive)]


def split_by_difficulty(
    answers: Answers, assumed_hard_share: float
) -> list[tuple[bool | None, str | None, float]]:
    """Parts as (is hard, quality bar, share of the traffic)."""
    bar = text(answers, "quality_bar")
    if bar not in BAR_BELOW:
        return [(None, bar, 1)]
    hard = share(answers, "hard_share")
    hard = assumed_hard_share if hard is None else hard
    if hard in (0, 1):
        return [(None, bar if hard else BAR_BELOW[bar], 1)]
    return [(True, bar, hard), (False, BAR_BELOW[bar], 1 - hard)]


def in_common(parts: Sequence[Segment]) -> str:
    """What sets some parts of the traffic apart, or "" where nothing short does."""
    if len(parts) == 1:
        return parts[0].text
    if (
        len({part.is_sensitive for part in parts}) == 1
        and parts[0].is_sensitive is not None
    ):
        return replace(parts[0], is_hard=None).text
    if len({part.is_hard for part in parts}) == 1 and parts[0].is_hard is not None:
        return replace(parts[0], is_sensitive=None).text
    return ""


def named_parts(some: Sequence[Segment], everything: Sequence[Segment]) -> str:
    """Parts of the traffic as the object of a sentence that says “no … can serve”."""
    if len(some) == len(everything):
        return "any of the traffic"
    return in_common(some) or " or ".join(segment.text for segment in some)

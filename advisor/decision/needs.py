"""What the answers mean: typed needs, and the traffic split into segments."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import combinations

from advisor.decision.candidates import Catalog, Location
from advisor.decision.questions import Answers, AnswerValue, takes_text_and_more
from advisor.decision.records import record

STAFF_LEVELS = ("none", "some_devops", "ml_engineers", "ml_platform_team")
USUAL_TRAFFIC = "steady"
BAR_BELOW = {"frontier": "strong", "strong": "good_enough"}

type Bar = tuple[
    str | None, float
]  # a quality bar, and the share of requests that need it

# Questions answered by a number, and the assumption that stands in for an answer.
# The shares of parts stand apart: they are assumed only where there are such parts.
ASSUMED_NUMBERS = {
    "tokens_per_day": "tokens_per_day",
    "input_output_ratio": "input_output_ratio",
    "cached_share": "cached_share",
    "batch_share": "batch_share",
    "growth": "growth",
    "engineer_cost_usd": "engineer_salary_usd_year",
}


# How each way to part the traffic names its two parts.
PART_WORDS = {
    "is_sensitive": ("sensitive", "other"),
    "is_hard": ("hard", "routine"),
    "has_media": ("media", "text-only"),
    "is_base": ("base-load", "peak"),
}


# The answers that the ways to part the traffic follow from, beside how it comes in.
PARTING = ("data_location", "sensitive_share", "quality_bar", "hard_share")

# The answer that says how large the parts are, for parts that may go the same ways. A
# sensitive part may not: were its share an argument for a closed model beside it, a
# stricter place for the data could move advice toward closed.
STATED_BY = {
    "is_hard": "hard_share",
    "has_media": "media_share",
}


@record
class Segment:
    """A part of the traffic that is judged by itself.

    Each flag is None where the traffic is not split that way.
    """

    share: float  # of all traffic, above 0
    location: Location
    quality_bar: str | None  # what its hardest requests need
    is_sensitive: bool | None
    is_hard: bool | None
    has_media: bool | None = None  # carries images, sound, video or scanned pages
    is_base: bool | None = None  # the load of the quietest hour, there around the clock
    bars: tuple[Bar, ...] = ()  # what its requests need; empty: all the same

    @property
    def key(self) -> str:
        return "_".join(self.words) or "all"

    @property
    def text(self) -> str:
        return f"{', '.join(self.words)} traffic" if self.words else "all traffic"

    @property
    def words(self) -> list[str]:
        flags = ((getattr(self, flag), words) for flag, words in PART_WORDS.items())
        return [
            words[0] if flag else words[1] for flag, words in flags if flag is not None
        ]


type Split = tuple[Segment, ...]  # the traffic, parted
# All that the splits follow from: answers, and the shares of hard requests, of those
# with media, and of the base load.
type Parting = tuple[tuple[tuple[str, AnswerValue], ...], float, float, float]


def are_apart_by(flag: str, one: Segment, other: Segment) -> bool:
    """Whether two parts differ in this flag and in no other."""
    return all(
        (getattr(one, name) is getattr(other, name)) == (name != flag)
        for name in PART_WORDS
    )


@lru_cache(maxsize=2_000)
def pairs_apart(split: Split, flags: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """The parts, by position, that differ in one of these flags and in no other."""
    return tuple(
        (first, second)
        for first, second in combinations(range(len(split)), 2)
        if any(are_apart_by(flag, split[first], split[second]) for flag in flags)
    )


@record
class Needs:
    """The answers, understood. None means that the question was left open."""

    answers: Answers
    day: date
    parting: Parting
    splits: tuple[Split, ...]  # every way to part the traffic, the plain one first
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

    @property
    def segments(self) -> Split:
        """The traffic by sensitivity and by difficulty."""
        return self.splits[0]

    def millions(self, hours_per_month: float) -> float:
        """Million tokens a month, input and output together."""
        return self.tokens_per_day / 1e6 * hours_per_month / 24

    def stated_pairs(self, split: Split) -> tuple[tuple[int, int], ...]:
        """The parts, by position, that are apart by a share that somebody stated."""
        flags = tuple([flag for flag, key in STATED_BY.items() if key in self.answers])
        return pairs_apart(split, flags) if flags else ()

    @property
    def has_stated_pairs(self) -> bool:
        return any(self.stated_pairs(split) for split in self.splits)

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
        return catalog.figures[ASSUMED_NUMBERS[key]]

    context = answers.get("context_tokens")
    parting = parting_of(answers, catalog)
    return Needs(
        answers=answers,
        day=day,
        parting=parting,
        splits=parted(*parting),
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
        traffic=text(answers, "traffic") or USUAL_TRAFFIC,
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


def parting_of(answers: Answers, catalog: Catalog) -> Parting:
    """All that parts the traffic, which most changes of an answer leave alone."""
    return (
        tuple((key, answers[key]) for key in PARTING if key in answers),
        catalog.figures["hard_share"],
        share_with_media(answers, catalog),
        share_of_base_load(answers, catalog),
    )


@lru_cache(maxsize=2_000)
def parted(
    parting: tuple[tuple[str, AnswerValue], ...],
    hard_share: float,
    with_media: float,
    base_load: float,
) -> tuple[Split, ...]:
    """Every way to part the traffic: one to four segments each.

    By sensitivity always, for that sets a gate, and by one thing more: how hard a
    request is, whether it carries more than text, or whether it is part of the load
    that is always there. Two rules more would be hard to keep apart in practice.
    """
    answers = dict(parting)
    bars = split_by_difficulty(answers, hard_share)
    places = split_by_sensitivity(answers)
    by_difficulty = tuple(
        replace(place, share=place.share * share, quality_bar=bar, is_hard=is_hard)
        for place in places
        for is_hard, bar, share in bars
    )
    # Where hard and routine requests go the same way, the way must suit the hard ones.
    together = [
        replace(
            place,
            quality_bar=bars[0][1],
            bars=tuple((bar, share) for _, bar, share in bars) if len(bars) > 1 else (),
        )
        for place in places
    ]
    splits = [by_difficulty]
    if 0 < with_media < 1:
        splits.append(
            tuple(
                replace(part, share=part.share * share, has_media=has_media)
                for part in together
                for has_media, share in ((True, with_media), (False, 1 - with_media))
            )
        )
    if 0 < base_load < 1:
        splits.append(
            tuple(
                replace(part, share=part.share * share, is_base=is_base)
                for part in together
                for is_base, share in ((True, base_load), (False, 1 - base_load))
            )
        )
    return tuple(splits)


def share_with_media(answers: Answers, catalog: Catalog) -> float:
    """The share of requests that carry more than text; 0 where nobody speaks of two sorts."""
    if not takes_text_and_more(answers):
        return 0.0
    stated = share(answers, "media_share")
    return catalog.figures["media_share"] if stated is None else stated


def share_of_base_load(answers: Answers, catalog: Catalog) -> float:
    """The share of tokens that a fleet sized for the quietest hour would serve."""
    traffic = text(answers, "traffic") or USUAL_TRAFFIC
    return catalog.figures[f"base_load_share_{traffic}"]


def split_by_sensitivity(answers: Answers) -> list[Segment]:
    """The traffic by how far it may travel, whatever else sets it apart."""

    def part(share: float, location: Location, *, sensitive: bool | None) -> Segment:
        return Segment(
            share=share,
            location=location,
            quality_bar=None,
            is_sensitive=sensitive,
            is_hard=None,
        )

    stated = text(answers, "data_location")
    sensitive = share(answers, "sensitive_share")
    if stated == "any_vendor" or sensitive == 0 or (stated is None and not sensitive):
        return [part(1, Location.ANY_VENDOR, sensitive=None)]
    # Somebody who calls data sensitive without saying where it may go is taken to
    # mean the strictest place; the result states this and asks.
    location = Location(stated) if stated else Location.OWN_PREMISES
    if sensitive is None or sensitive == 1:
        return [part(1, location, sensitive=None)]
    return [
        part(sensitive, location, sensitive=True),
        part(1 - sensitive, Location.ANY_VENDOR, sensitive=False),
    ]


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
    for flag in PART_WORDS:
        values = {getattr(part, flag) for part in parts}
        if len(values) == 1 and values != {None}:
            word = PART_WORDS[flag][0 if values == {True} else 1]
            return f"{word} traffic"
    return ""


def named_parts(some: Sequence[Segment], everything: Sequence[Segment]) -> str:
    """Parts of the traffic as the object of a sentence that says “no … can serve”."""
    if len(some) == len(everything):
        return "any of the traffic"
    return in_common(some) or " or ".join(segment.text for segment in some)

"""Of several figures for the same thing: which is in use, and the reason in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from catalog.models import SourceKind, Status
from catalog.models.benchmarks import ReportedBy
from catalog.value_in_use import REPORTER_RANK, TERMS_RANK, terms_key

PHRASES = {
    SourceKind.VENDOR: "the vendor itself",
    SourceKind.INDEPENDENT: "an independent measurement",
    SourceKind.AGGREGATOR: "a collection of others’ figures",
    SourceKind.PRESS: "the press",
    SourceKind.COMMUNITY: "the community of users",
    SourceKind.ESTIMATE: "our own estimate",
    SourceKind.ARTICLE: "an article under review",
}
REPORTERS = {
    ReportedBy.INDEPENDENT: "an independent measurement",
    ReportedBy.AGGREGATOR: "a collection of others’ figures",
    ReportedBy.VENDOR: "the vendor’s own report",
    ReportedBy.ARTICLE: "an article under review",
}
# Both lists have a vendor, and they mean different things.
SOURCE_WORDS = {str(key): text for key, text in PHRASES.items()}
REPORTER_WORDS = {str(key): text for key, text in REPORTERS.items()}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """All that decides whether a figure counts, and before which others."""

    status: str
    source_kind: str
    source: str  # its slug
    as_of: date
    reported_by: str = ""  # of scores only

    @property
    def is_by_article(self) -> bool:
        return ReportedBy.ARTICLE in (self.source_kind, self.reported_by)

    @property
    def is_usable(self) -> bool:
        """Whether it may be the value in use."""
        return self.status == Status.ACCEPTED and not self.is_by_article

    @property
    def rank(self) -> tuple[int, int]:
        """How good its kind is; who reported a score counts before who published it."""
        reporter = REPORTER_RANK[self.reported_by] if self.reported_by else 0
        return reporter, TERMS_RANK[self.source_kind]

    @property
    def order(self) -> tuple[bool, bool, int, tuple[int, int], str]:
        """Sorts the value in use first, and what is marked wrong last."""
        return (
            not self.is_usable,
            self.status == Status.WRONG,
            self.rank[0],
            terms_key(self.source_kind, self.as_of),
            self.source,
        )

    @property
    def kind_words(self) -> str:
        if self.reported_by:
            return REPORTER_WORDS[self.reported_by]
        return SOURCE_WORDS[self.source_kind]


def why_in_use(standings: Sequence[Standing]) -> str:
    """Why the first of several figures is in use, or why none is; best first."""
    if not standings:
        return ""
    if not standings[0].is_usable:
        return why_none(standings)
    usable = [one for one in standings if one.is_usable]
    if len(usable) == 1:
        others = "" if len(standings) == 1 else " The others are not to be relied on."
        return f"In use: the only figure that may be used.{others}" if others else ""
    first, second = usable[:2]
    if first.rank != second.rank:
        return f"In use: {first.kind_words} counts before {rival(first, second)}."
    if first.as_of != second.as_of:
        return "In use: the newest of the best kind of source."
    return "In use: the first by name of two that are equally good and equally new."


def rival(first: Standing, second: Standing) -> str:
    """What the first counts before; scores may differ in who published them alone."""
    if first.kind_words != second.kind_words:
        return second.kind_words
    return f"the same from {SOURCE_WORDS[second.source_kind]}"


def why_none(standings: Sequence[Standing]) -> str:
    """What keeps every figure from being used."""
    reasons = {
        "an article under review is its only source": all(
            one.is_by_article for one in standings
        ),
        "it is marked wrong": all(one.status == Status.WRONG for one in standings),
        "it is disputed": all(one.status == Status.DISPUTED for one in standings),
    }
    for reason, holds in reasons.items():
        if holds:
            return f"None is in use: {reason}."
    return "None is in use: each is disputed, marked wrong or an article’s alone."

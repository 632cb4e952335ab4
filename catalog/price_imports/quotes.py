"""What a package says a model costs at a provider, as dated rows without overlaps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from catalog.models.prices import Schedule

GENAI, MAKERS = "genai-prices", "model-prices"
# In this order: the second is held against the first.
PACKAGES = (GENAI, MAKERS)
SIX_PLACES = Decimal("0.000001")  # as far as the catalog keeps a price


class ReleaseDayError(Exception):
    """Nothing says when the installed version of a package was released."""

    def __init__(self, source: str) -> None:
        super().__init__(
            f"Nothing says when {source} was released, so its prices would have no "
            "date. Add the day to `released` in catalog/price_imports/routes.yaml."
        )


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A price row, in US dollars per million tokens; None is not known."""

    input: Decimal
    output: Decimal | None
    cached_input: Decimal | None
    batch_discount: Decimal | None
    above_tokens: int = 0
    schedule: str = Schedule.ALWAYS
    valid_from: date | None = None
    valid_until: date | None = None
    is_free: bool = False

    @property
    def lane(self) -> tuple[int, str]:
        """Which of the prices that hold side by side it is."""
        return self.above_tokens, self.schedule

    @property
    def money(self) -> tuple[Decimal | None, ...]:
        """What is to be paid."""
        return self.input, self.output, self.cached_input

    @property
    def begins(self) -> date:
        return self.valid_from or date.min

    @property
    def ends(self) -> date:
        return self.valid_until or date.max

    @property
    def text(self) -> str:
        """The row in words, as a list of differences names it."""
        shown = [each for each in self.money if each is not None]
        words = " / ".join(f"{each:f}" for each in shown)
        if self.above_tokens:
            words += f" above {self.above_tokens:,} tokens"
        if self.schedule != Schedule.ALWAYS:
            words += f" in {Schedule(self.schedule).label}"
        return f"{words} from {self.valid_from}" if self.valid_from else words

    def holds_on(self, day: date) -> bool:
        return self.begins <= day < self.ends


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A model at a provider, both by the package's own names."""

    provider: str
    model: str
    figures: tuple[Figures, ...]
    context_tokens: int | None = None
    withdrawn: str = ""  # what the package says of its end, in its own word

    @property
    def context_offered(self) -> int | None:
        """The longest request, unless there are prices for longer ones."""
        longest = max(row.above_tokens for row in self.figures)
        known = self.context_tokens is not None and self.context_tokens > longest
        return self.context_tokens if known else None


@dataclass(frozen=True, kw_only=True)
class Package:
    """All prices of text of one version of a package."""

    name: str
    version: str
    released: date
    title: str
    publisher: str
    url: str
    quotes: tuple[Quote, ...] = field(repr=False)
    left_out: int = 0  # entries without a price of text
    rival: str = ""  # the package that its prices are held against
    names_are_the_hosts: bool = True

    @property
    def source(self) -> str:
        """The source that its rows name."""
        return f"{self.name}-{self.version}"


def money(amount: Decimal | float | None) -> Decimal | None:
    """An amount as the catalog can keep it."""
    if amount is None:
        return None
    return Decimal(str(amount)).quantize(SIX_PLACES).normalize()


def tidy(rows: Iterable[Figures]) -> tuple[Figures, ...]:
    """The rows by lane and time, without a new row where nothing changes."""
    found = sorted(rows, key=lambda row: (*row.lane, row.begins, row.ends))
    return tuple(
        row
        for _, lane in groupby(found, key=lambda row: row.lane)
        for row in _merged(list(lane))
    )


def _merged(lane: Sequence[Figures]) -> Iterator[Figures]:
    before = lane[0]
    for row in lane[1:]:
        if row.money == before.money and _batch_agrees(before, row):
            before = replace(row, valid_from=before.valid_from)
        else:
            yield before
            before = row
    yield before


def _batch_agrees(before: Figures, row: Figures) -> bool:
    """A discount that was not known before is taken to have been the same."""
    return before.batch_discount in (None, row.batch_discount)

"""Our bills against those of the genai-prices package, for all that it knows."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from decimal import Decimal

from genai_prices.data import providers
from genai_prices.types import (
    ModelInfo,
    Provider,
    StartDateConstraint,
    TimeOfDateConstraint,
    Usage,
)

from advisor.decision.cost import ONE, ZERO
from advisor.decision.price_rows import Hours, PriceRow
from advisor.decision.token_bills import Request, bill_of, row_in_force
from catalog.price_package import (
    BATCH,
    PackageRow,
    conditional_prices,
    kinds_left_out,
    price_rows,
)

ALL = [(provider, model) for provider in providers for model in provider.models]
TEXT = [(provider, model) for provider, model in ALL if price_rows(model)]
OTHER = [(provider, model) for provider, model in ALL if not price_rows(model)]

INSTANT = timedelta(microseconds=1)
TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAST, FUTURE = TODAY.replace(year=2020), TODAY.replace(year=2032)
TOKYO = timezone(timedelta(hours=9))

# What the rows do not tell, by name. A kind that is new here must be looked at.
SOUND = {"input_audio_mtok", "output_audio_mtok", "cache_audio_read_mtok"}
SOUND |= {"audio_hours", "input_audio_hours", "input_mchars"}
PICTURES = {"input_image_mtok", "output_image_mtok", "cache_image_read_mtok"}
PICTURES |= {"input_video_mtok", "output_video_mtok"}
PAGES = {"input_document_kpages", "input_annotated_document_kpages"}
CALLS = {"web_searches_kcount", "storage_searches_kcount", "input_text_messages_kcount"}
SEARCH_TOKENS = {"output_reasoning_mtok", "output_citation_mtok"}
SPEEDS = {f"service_tier={tier}" for tier in ("default", "priority", "fast", "flex")}
SPEEDS |= {"speed=fast", "search_type=web", "search_type=fast", "route=mistral/eu"}
KINDS_LEFT_OUT = SOUND | PICTURES | PAGES | CALLS | SEARCH_TOKENS | SPEEDS


def price_list(model: ModelInfo) -> list[PriceRow]:
    return [as_price_row(row) for row in price_rows(model)]


def as_price_row(row: PackageRow) -> PriceRow:
    fields = asdict(row)
    if row.hours:
        fields["hours"] = Hours(start=row.hours[0], end=row.hours[1])
    return PriceRow(**fields, schedule="always", source="genai-prices")


def moments(model: ModelInfo) -> set[datetime]:
    """Around all that a condition names, now and on every day that one names."""
    conditions = [price.constraint for price in conditional_prices(model)]
    conditions += [variant.constraint for variant in model.price_variants or []]
    days = {
        one.start_date for one in conditions if isinstance(one, StartDateConstraint)
    }
    edges = {datetime.combine(day, time(), tzinfo=UTC) for day in days}
    for one in conditions:
        if isinstance(one, TimeOfDateConstraint):
            edges |= {
                datetime.combine(day, edge, tzinfo=edge.tzinfo or UTC)
                for day in {TODAY.date(), *days}
                for edge in (one.start_time, one.end_time)
            }
    steps = (-INSTANT, timedelta(), INSTANT)
    around = {(edge + step).astimezone(TOKYO) for edge in edges for step in steps}
    return {PAST, TODAY, FUTURE, *around}


def lengths(rows: list[PriceRow]) -> set[int]:
    """Input tokens of a request: many, and around the start of each tier."""
    starts = {row.above_tokens for row in rows if row.above_tokens}
    return {3_333_333} | {start + step for start in starts for step in (-1, 0, 1)}


def requests(length: int) -> Iterator[Request]:
    """Mixes of input, output, cached and written tokens at that length."""
    third, fifth = length // 3, length // 5
    for output, cached, written, written_1h in (
        (0, 0, 0, 0),
        (977, 0, 0, 0),
        (20_011, third, 0, 0),
        (977, length, 0, 0),
        (0, 0, length, 0),
        (977, third, fifth, 0),
        (20_011, fifth, third, fifth),
    ):
        yield Request(
            input=Decimal(length),
            output=Decimal(output),
            cached=Decimal(cached),
            written=Decimal(written),
            written_1h=Decimal(written_1h),
        )


def as_usage(request: Request) -> Usage:
    """The same tokens as the package counts them."""
    return Usage(
        input_tokens=int(request.input),
        output_tokens=int(request.output),
        cache_read_tokens=int(request.cached),
        cache_write_tokens=int(request.written + request.written_1h),
        cache_write_1h_tokens=int(request.written_1h),
    )


@dataclass(frozen=True, kw_only=True)
class Case:
    """One request at one moment, for an offering."""

    provider: Provider
    model: ModelInfo
    rows: list[PriceRow]
    request: Request
    usage: Usage
    moment: datetime

    @property
    def row(self) -> PriceRow:
        row = row_in_force(self.rows, self.moment, self.request.input)
        assert row is not None
        return row

    def ours(self, batch_share: Decimal = ZERO) -> Decimal | None:
        return bill_of(self.request, self.rows, self.moment, batch_share=batch_share)

    def theirs(self, context: Mapping[str, str] | None = None) -> Decimal:
        return self.model.calc_price(
            self.usage,
            self.provider,
            genai_request_timestamp=self.moment,
            price_context=context,
        ).total_price

    def __str__(self) -> str:
        return f"{self.provider.id}, {self.model.id}, {self.moment}, {self.request}"


def cases(offerings: list[tuple[Provider, ModelInfo]]) -> Iterator[Case]:
    """Every offering with every mix at every length, at every moment."""
    for provider, model in offerings:
        rows = price_list(model)
        times = moments(model)
        for request in (one for length in lengths(rows) for one in requests(length)):
            usage = as_usage(request)
            for moment in times:
                yield Case(
                    provider=provider,
                    model=model,
                    rows=rows,
                    request=request,
                    usage=usage,
                    moment=moment,
                )


def test_every_bill_is_that_of_the_package_to_the_last_digit():
    bills = 0
    for case in cases(TEXT):
        ours = case.ours()
        if ours is None:  # the package bills such output at zero
            assert case.request.output
            assert case.row.output is None
        else:
            assert ours == case.theirs(), str(case)
            bills += 1

    assert bills > 60_000


def test_every_bill_in_batch_is_that_of_the_package_where_a_discount_is_known():
    sold = [
        (provider, model)
        for provider, model in TEXT
        if any(row.batch_discount is not None for row in price_rows(model))
    ]
    bills = 0
    for case in cases(sold):
        ours = case.ours(batch_share=ONE)
        if ours is not None and case.row.batch_discount is not None:
            assert ours == case.theirs(BATCH), str(case)
            bills += 1

    assert bills > 1_000


def test_without_a_price_of_text_no_bill_is_known():
    for _, model in OTHER:
        assert bill_of(next(requests(1_000)), price_list(model), TODAY) is None
        assert kinds_left_out(model) or not kinds_priced(model), model.id


def kinds_priced(model: ModelInfo) -> set[str]:
    prices = [price.prices for price in conditional_prices(model)]
    return {kind for one in prices for kind in one.__dict__}


def test_nearly_all_offerings_have_a_price_of_text():
    assert len(TEXT) > 0.95 * len(ALL) > 2_000


def test_what_the_rows_leave_out_is_named():
    left_out = [kinds_left_out(model) for _, model in ALL]

    assert set().union(*left_out) <= KINDS_LEFT_OUT

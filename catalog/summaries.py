"""Works out what the list of models shows, in one statement over the whole catalog."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from catalog.models import Assumption
from catalog.models.deployment import OptionKind
from catalog.value_in_use import REPORTER_ORDER, TERMS_ORDER

# Blind votes of people who compare two answers; the decision rates by it too.
PREFERENCE = "arena-text"
# How many tokens go in for each that comes out, where one price stands for both.
BLEND = "input_output_ratio"
# Ways to use a model that are sold by the token.
SOLD_BY_TOKEN = (
    OptionKind.CLOSED_API,
    OptionKind.CLOSED_CLOUD,
    OptionKind.HOSTED_OPEN,
    OptionKind.HOSTED_OPEN_CLOUD,
)
SELF_RUN = (OptionKind.OWN_GPUS, OptionKind.OWN_HARDWARE, OptionKind.WORKSTATION)
OPEN_WEIGHTS = ("open_weight", "open_source")
# A host of open models may sell a closed one, and the other way round: the kind is by
# whose weights it is.
AS_CLOSED = {
    OptionKind.HOSTED_OPEN: OptionKind.CLOSED_API,
    OptionKind.HOSTED_OPEN_CLOUD: OptionKind.CLOSED_CLOUD,
}
AS_OPEN = {opened: closed for closed, opened in AS_CLOSED.items()}
TIME_LIMIT, LONGEST = "statement_timeout", "60s"
FROM_ALWAYS = date(1, 1, 1)  # the first row of a model, whenever it was worked out


def tokens_in() -> Decimal:
    """How many tokens go in for each that comes out, where prices are compared."""
    ratio = Assumption.objects.filter(slug=BLEND).first()
    return Decimal(1) if ratio is None else ratio.value


def refresh_summaries() -> None:
    """Bring the summaries up to the catalog; a row that stays the same is not written."""
    parameters: dict[str, Any] = {
        "today": timezone.localdate(),
        "always": FROM_ALWAYS,
        "preference": PREFERENCE,
        "blend": BLEND,
        "sold": list(SOLD_BY_TOKEN),
        "self_run": list(SELF_RUN),
        "open": list(OPEN_WEIGHTS),
    }
    with connection.cursor() as cursor, longer(cursor):
        cursor.execute(STATEMENT, parameters)


@contextmanager
def longer(cursor: CursorWrapper) -> Iterator[None]:
    """More time than a page gets: the first of 10,000 models may take some seconds."""
    cursor.execute("SELECT current_setting(%s)", [TIME_LIMIT])
    (usual,) = cursor.fetchone()
    cursor.execute("SELECT set_config(%s, %s, true)", [TIME_LIMIT, LONGEST])
    yield
    cursor.execute("SELECT set_config(%s, %s, true)", [TIME_LIMIT, usual])


def rank(column: str, order: Sequence[str]) -> str:
    """The place of a value in an order of ours, as SQL."""
    places = " ".join(f"WHEN '{value}' THEN {at}" for at, value in enumerate(order))
    return f"CASE {column} {places} END"


def swapped(kinds: dict[OptionKind, OptionKind]) -> str:
    """One kind for another, as SQL."""
    return " ".join(f"WHEN '{kind}' THEN '{other}'" for kind, other in kinds.items())


def first_day_of(column: str) -> str:
    """The first day of a year, a month or a day in writing; NULL where it is none."""
    part = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
    month = f"(substr({column} || '-01', 1, 7) || '-01')::date"
    days = f"coalesce(nullif(substr({column}, 9, 2), ''), '1')::int - 1"
    return f"CASE WHEN {column} ~ '{part}' THEN {month} + ({days}) END"


KIND = f"""CASE
    WHEN model.weights = 'closed' THEN
        CASE option.kind {swapped(AS_CLOSED)} ELSE option.kind END
    WHEN model.weights = ANY(%(open)s) THEN
        CASE option.kind {swapped(AS_OPEN)} ELSE option.kind END
    ELSE option.kind END"""
TERMS_RANK = rank("source.kind", TERMS_ORDER)
REPORTER_RANK = rank("score.reported_by", REPORTER_ORDER)
COLUMNS = (
    "until",
    "slug",
    "sort_name",
    "entry",
    "weights",
    "status",
    "searched",
    "context",
    "context_fact_id",
    "params_b",
    "params_fact_id",
    "released_on",
    "release_fact_id",
    "retires_on",
    "rating",
    "rating_score_id",
    "price_id",
    "blended",
    "kinds",
    "last_checked",
)
# The order of sources, prices and scores is that of the decision document.
FRESH = f"""
WITH ratio AS (
    SELECT coalesce(
        (SELECT value FROM catalog_assumption WHERE slug = %(blend)s), 1
    ) AS tokens_in
), fact AS (
    SELECT DISTINCT ON (fact.model_id, fact.field)
        fact.model_id, fact.field, fact.id, fact.number, fact.value
    FROM catalog_modelfact AS fact JOIN catalog_source AS source ON source.id = fact.source_id
    WHERE fact.status = 'accepted' AND source.kind <> 'article'
        AND fact.field IN ('context_window', 'params_total_b', 'release_date', 'retired_on')
    ORDER BY fact.model_id, fact.field, {TERMS_RANK}, fact.as_of DESC,
        source.slug COLLATE "C", fact.value COLLATE "C"
), rating AS (
    SELECT DISTINCT ON (score.model_id) score.model_id, score.id, score.value
    FROM catalog_benchmarkscore AS score
    JOIN catalog_benchmark AS benchmark ON benchmark.id = score.benchmark_id
    JOIN catalog_source AS source ON source.id = score.source_id
    WHERE benchmark.slug = %(preference)s AND score.status = 'accepted'
        AND source.kind <> 'article' AND score.reported_by <> 'article'
    ORDER BY score.model_id, {REPORTER_RANK}, {TERMS_RANK}, score.as_of DESC,
        source.slug COLLATE "C", score.settings COLLATE "C", score.harness COLLATE "C",
        score.value
), live AS (
    SELECT offering.id, offering.model_id, option.slug, option.retired_on, {KIND} AS kind
    FROM catalog_offering AS offering
    JOIN catalog_deploymentoption AS option ON option.id = offering.option_id
    JOIN catalog_languagemodel AS model ON model.id = offering.model_id
    WHERE offering.status = 'active' AND option.status = 'active'
        AND coalesce(option.retired_on, 'infinity') > %(today)s
), own AS (
    SELECT option.kind, option.retired_on FROM catalog_deploymentoption AS option
    WHERE option.stands_for_kind AND option.status = 'active'
        AND option.kind = ANY(%(self_run)s)
), priced AS (
    SELECT live.model_id, live.id AS offering_id, live.slug AS option, price.id,
        price.schedule = 'peak' AS at_peak, price.schedule, price.as_of,
        {TERMS_RANK} AS rank, source.slug AS source,
        coalesce(price.valid_from, '-infinity') AS starts,
        least(
            coalesce(price.valid_until, 'infinity'), coalesce(live.retired_on, 'infinity')
        ) AS ends,
        (price.input * ratio.tokens_in + price.output) / (ratio.tokens_in + 1) AS blended
    FROM catalog_price AS price
    JOIN live ON live.id = price.offering_id
    JOIN catalog_source AS source ON source.id = price.source_id
    CROSS JOIN ratio
    WHERE price.status = 'accepted' AND source.kind <> 'article'
        AND price.output IS NOT NULL AND price.above_tokens = 0
        AND live.kind = ANY(%(sold)s)
        AND coalesce(price.valid_until, 'infinity') > %(today)s
), turning AS (
    SELECT id AS model_id, %(today)s::date AS day FROM catalog_languagemodel
    UNION SELECT model_id, starts FROM priced WHERE starts > %(today)s
    UNION SELECT model_id, ends FROM priced WHERE ends < 'infinity'
    UNION SELECT model_id, retired_on FROM live WHERE retired_on IS NOT NULL
    UNION SELECT model.id, own.retired_on FROM catalog_languagemodel AS model, own
        WHERE own.retired_on > %(today)s AND model.weights = ANY(%(open)s)
), in_use AS (
    SELECT DISTINCT ON (turning.model_id, turning.day, priced.offering_id)
        turning.model_id, turning.day, priced.id, priced.blended, priced.option
    FROM turning JOIN priced ON priced.model_id = turning.model_id
        AND priced.starts <= turning.day AND priced.ends > turning.day
    ORDER BY turning.model_id, turning.day, priced.offering_id, priced.at_peak,
        priced.rank, priced.as_of DESC, priced.source COLLATE "C", priced.starts,
        priced.schedule COLLATE "C"
), lowest AS (
    SELECT DISTINCT ON (model_id, day) model_id, day, id, blended
    FROM in_use
    ORDER BY model_id, day, blended, option COLLATE "C", id
), offered AS (
    SELECT turning.model_id, turning.day,
        array_agg(DISTINCT live.kind::text ORDER BY live.kind::text) AS kinds
    FROM turning JOIN live ON live.model_id = turning.model_id
        AND coalesce(live.retired_on, 'infinity') > turning.day
    GROUP BY turning.model_id, turning.day
), stage AS (
    SELECT turning.model_id, turning.day, lowest.id AS price_id, lowest.blended,
        coalesce(offered.kinds, '{{}}') || CASE WHEN model.weights = ANY(%(open)s) THEN
            ARRAY(SELECT own.kind::text FROM own
                WHERE coalesce(own.retired_on, 'infinity') > turning.day
                    AND own.kind::text <> ALL(coalesce(offered.kinds, '{{}}'))
                ORDER BY own.kind COLLATE "C")
            ELSE '{{}}' END AS kinds
    FROM turning
    JOIN catalog_languagemodel AS model ON model.id = turning.model_id
    LEFT JOIN lowest ON lowest.model_id = turning.model_id AND lowest.day = turning.day
    LEFT JOIN offered ON offered.model_id = turning.model_id AND offered.day = turning.day
), changed AS (
    SELECT *, row_number() OVER days AS number,
        price_id IS DISTINCT FROM lag(price_id) OVER days
            OR kinds IS DISTINCT FROM lag(kinds) OVER days AS is_new
    FROM stage WINDOW days AS (PARTITION BY model_id ORDER BY day)
), span AS (
    SELECT model_id, CASE number WHEN 1 THEN %(always)s::date ELSE day END AS first_day,
        lead(day) OVER (PARTITION BY model_id ORDER BY day) AS until,
        price_id, blended, kinds
    FROM changed WHERE number = 1 OR is_new
), checked AS (
    SELECT model_id, max(as_of) AS day FROM (
        SELECT model_id, max(as_of) AS as_of FROM catalog_modelfact
            WHERE status = 'accepted' GROUP BY model_id
        UNION ALL SELECT model_id, max(as_of) FROM catalog_benchmarkscore
            WHERE status = 'accepted' GROUP BY model_id
        UNION ALL SELECT offering.model_id, max(price.as_of)
            FROM catalog_price AS price
            JOIN catalog_offering AS offering ON offering.id = price.offering_id
            WHERE price.status = 'accepted' GROUP BY offering.model_id
    ) AS each GROUP BY model_id
), sold_as AS (
    SELECT model_id,
        string_agg(DISTINCT provider_model_id, chr(10) ORDER BY provider_model_id) AS names
    FROM catalog_offering WHERE provider_model_id <> '' GROUP BY model_id
), fresh AS (
    SELECT span.model_id, span.first_day, span.until, model.slug,
        lower(model.name) AS sort_name, model.entry, model.weights, model.status,
        concat_ws(chr(10), model.name, model.slug, model.family, maker.name, maker.slug,
            array_to_string(model.aliases, chr(10)), sold_as.names) AS searched,
        context.number::bigint AS context, context.id AS context_fact_id,
        params.number AS params_b, params.id AS params_fact_id,
        {first_day_of("release.value")} AS released_on, release.id AS release_fact_id,
        {first_day_of("retirement.value")} AS retires_on,
        rating.value AS rating, rating.id AS rating_score_id,
        span.price_id, round(span.blended, 8) AS blended, span.kinds::varchar[] AS kinds,
        checked.day AS last_checked
    FROM span
    JOIN catalog_languagemodel AS model ON model.id = span.model_id
    JOIN catalog_provider AS maker ON maker.id = model.maker_id
    LEFT JOIN fact AS context
        ON context.model_id = model.id AND context.field = 'context_window'
    LEFT JOIN fact AS params
        ON params.model_id = model.id AND params.field = 'params_total_b'
    LEFT JOIN fact AS release
        ON release.model_id = model.id AND release.field = 'release_date'
    LEFT JOIN fact AS retirement
        ON retirement.model_id = model.id AND retirement.field = 'retired_on'
    LEFT JOIN rating ON rating.model_id = model.id
    LEFT JOIN checked ON checked.model_id = model.id
    LEFT JOIN sold_as ON sold_as.model_id = model.id
)"""  # noqa: S608 (our own constants)


def listed(template: str) -> str:
    """A piece of SQL for each column, with commas between them."""
    return ", ".join(template.format(column=column) for column in COLUMNS)


# Rows that stay the same are left out before the words of their names are taken apart.
STATEMENT = f"""{FRESH}, gone AS (
    DELETE FROM catalog_modelsummary AS summary WHERE NOT EXISTS (
        SELECT FROM fresh WHERE fresh.model_id = summary.model_id
            AND fresh.first_day = summary.first_day
    )
)
INSERT INTO catalog_modelsummary (model_id, first_day, {listed("{column}")})
SELECT fresh.model_id, fresh.first_day, {listed("fresh.{column}")}
FROM fresh LEFT JOIN catalog_modelsummary AS summary
    ON summary.model_id = fresh.model_id AND summary.first_day = fresh.first_day
WHERE summary.id IS NULL
    OR ({listed("summary.{column}")}) IS DISTINCT FROM ({listed("fresh.{column}")})
ON CONFLICT (model_id, first_day) DO UPDATE
SET {listed("{column} = excluded.{column}")}
"""  # noqa: S608 (our own constants)

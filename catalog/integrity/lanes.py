"""What must hold between prices: those before and beside each.

A lane is what one source asks for one offering, in one tier, at the same hours.
"""

from datetime import date

from catalog.integrity.rules import Found, Rule, selected
from catalog.models import Price

# Prices of one thing fell and rose severalfold within a year, hardly ever tenfold;
# a slip of the unit (a thousand tokens for a million, cents for dollars) is more.
MOST_TIMES = 10

OVERLAPS = """
SELECT later.id, earlier.valid_from, earlier.valid_until
FROM catalog_price later
JOIN catalog_price earlier USING (offering_id, source_id, above_tokens, schedule)
WHERE earlier.id < later.id
AND COALESCE(earlier.valid_from, '-infinity') < COALESCE(later.valid_until, 'infinity')
AND COALESCE(later.valid_from, '-infinity') < COALESCE(earlier.valid_until, 'infinity')
"""

JUMPS = """
SELECT id, input, output, cached_input, input_before, output_before, cached_before
FROM (
    SELECT id, input, output, cached_input, vouched_on,
        LAG(input) OVER lane AS input_before,
        LAG(output) OVER lane AS output_before,
        LAG(cached_input) OVER lane AS cached_before
    FROM catalog_price
    WHERE status = 'accepted'
    WINDOW lane AS (
        PARTITION BY offering_id, source_id, above_tokens, schedule
        ORDER BY valid_from NULLS FIRST
    )
) AS price
WHERE vouched_on IS NULL AND (
    (input > 0 AND input_before > 0
        AND NOT input BETWEEN input_before / %(times)s AND input_before * %(times)s)
    OR (output > 0 AND output_before > 0
        AND NOT output BETWEEN output_before / %(times)s AND output_before * %(times)s)
    OR (cached_input > 0 AND cached_before > 0 AND NOT cached_input
        BETWEEN cached_before / %(times)s AND cached_before * %(times)s)
)
"""

# Each offering has one voice, so that one with many tiers cannot outvote the others;
# none is compared with itself, so that its own slip does not move the median; and a
# price known to be out of the ordinary has no voice.
FAR_FROM_OTHERS = """
WITH today AS (
    SELECT price.id, offering_id, model_id, input, output, vouched_on
    FROM catalog_price price JOIN catalog_offering offering
    ON offering.id = price.offering_id
    WHERE price.status = 'accepted' AND offering.status = 'active'
    AND (valid_from IS NULL OR valid_from <= %(day)s)
    AND (valid_until IS NULL OR valid_until > %(day)s)
), voice AS (
    SELECT model_id, offering_id,
        MIN(input) FILTER (WHERE input > 0) AS input,
        MIN(output) FILTER (WHERE output > 0) AS output
    FROM today WHERE vouched_on IS NULL GROUP BY model_id, offering_id
), others AS (
    SELECT own.offering_id,
        PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY other.input) AS input,
        PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY other.output) AS output
    FROM voice own JOIN voice other USING (model_id)
    WHERE own.offering_id <> other.offering_id
    GROUP BY own.offering_id
)
SELECT today.id, today.input, today.output,
    ROUND(others.input::numeric, 6) AS input_median,
    ROUND(others.output::numeric, 6) AS output_median
FROM today JOIN others USING (offering_id)
WHERE vouched_on IS NULL AND (
    (today.input > 0 AND NOT today.input
        BETWEEN others.input / %(times)s AND others.input * %(times)s)
    OR (today.output > 0 AND NOT today.output
        BETWEEN others.output / %(times)s AND others.output * %(times)s)
)
"""


def overlaps(day: date) -> Found:
    """Rows that hold on a day on which an older row of their lane holds too."""
    return selected(
        OVERLAPS,
        "Another price of the same source, tier and hours holds in that period (from "
        "{valid_from}, until {valid_until}).",
    )


def jumps(day: date) -> Found:
    """Rows far from the one before them in their lane."""
    return selected(
        JUMPS,
        "Input {input_before} → {input}, output {output_before} → {output}, cached "
        "{cached_before} → {cached_input}: more than ten times from one row to the "
        "next. If it is true, enter the day on which you read it again.",
        times=MOST_TIMES,
    )


def far_from_others(day: date) -> Found:
    """Rows far from what other offerings of the same model ask today."""
    return selected(
        FAR_FROM_OTHERS,
        "Input {input} and output {output}, where the other offerings of the model "
        "ask {input_median} and {output_median} in the middle: more than ten times "
        "apart. If it is true, enter the day on which you read it again.",
        day=day,
        times=MOST_TIMES,
    )


RULES = (
    Rule(
        key="price_overlap",
        statement="No two prices of one source for the same thing hold on one day.",
        reason="Nobody could say which of them is asked.",
        model=Price,
        find=overlaps,
    ),
    Rule(
        key="price_jump",
        statement="A price is within ten times the one before it.",
        reason="A larger step is most often a slip of the unit: per thousand tokens.",
        model=Price,
        find=jumps,
    ),
    Rule(
        key="price_far_from_others",
        statement="A price is within ten times what others ask for the model today.",
        reason=(
            "Hosts of one model buy the same machines: the widest honest spread in "
            "the catalog is sevenfold, and a slip of the unit is a thousandfold. With "
            "two offerings only, both are named, since nobody can tell which is off."
        ),
        model=Price,
        find=far_from_others,
    ),
)

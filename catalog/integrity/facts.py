"""What must hold of the figures about models, together and by themselves.

Only accepted figures are compared: of two that cannot both be true, one has to be
marked as disputed or wrong.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from catalog.integrity.rules import Found, Rule, selected
from catalog.models import ModelFact
from catalog.models.language_models import NUMERIC_FIELDS, ModelField


class Bound(NamedTuple):
    """The least and the most that a figure can be, in any model."""

    low: Decimal
    high: Decimal


# The first can never be more than the second.
PARTS = (
    (ModelField.PARAMS_ACTIVE_B, ModelField.PARAMS_TOTAL_B),
    (ModelField.KV_HEADS, ModelField.ATTENTION_HEADS),
    (ModelField.WINDOW_KV_HEADS, ModelField.ATTENTION_HEADS),
    (ModelField.KV_LAYERS, ModelField.LAYERS),
    (ModelField.FULL_ATTENTION_LAYERS, ModelField.LAYERS),
    (ModelField.MAX_INPUT, ModelField.CONTEXT_WINDOW),
    (ModelField.MAX_OUTPUT, ModelField.CONTEXT_WINDOW),
    (ModelField.SLIDING_WINDOW, ModelField.CONTEXT_WINDOW),
)
# The second is a multiple of the first: each key-value head serves as many queries.
SHARES = ((ModelField.KV_HEADS, ModelField.ATTENTION_HEADS),)


def bound(low: str | int, high: int) -> Bound:
    """A bound in plain numbers."""
    return Bound(Decimal(low), Decimal(high))


# Wide enough for a model several times beyond the largest that was published by the
# end of 2026 (2,800 billion parameters, 896 experts, 10 million tokens of context,
# 126 layers), narrow enough for a slip of the unit to fall out.
PARAMS = bound("0.001", 20_000)  # a million parameters speak no language
GIGABYTES = bound("0.01", 80_000)  # 20,000 billion parameters at 32 bits
TOKENS = bound(128, 1_000_000_000)
HEADS = bound(1, 4_096)
LAYERS = bound(1, 2_000)
DIMENSION = bound(8, 16_384)
BOUNDS = {
    ModelField.PARAMS_TOTAL_B: PARAMS,
    ModelField.PARAMS_ACTIVE_B: PARAMS,
    ModelField.EXPERTS: bound(2, 20_000),  # one expert is no choice
    ModelField.CONTEXT_WINDOW: TOKENS,
    ModelField.MAX_INPUT: TOKENS,
    ModelField.MAX_OUTPUT: TOKENS,
    ModelField.SLIDING_WINDOW: bound(16, 1_000_000_000),
    ModelField.LAYERS: LAYERS,
    ModelField.KV_LAYERS: LAYERS,
    ModelField.FULL_ATTENTION_LAYERS: LAYERS,
    ModelField.ATTENTION_HEADS: HEADS,
    ModelField.KV_HEADS: HEADS,
    ModelField.WINDOW_KV_HEADS: HEADS,
    ModelField.HEAD_DIM: DIMENSION,
    ModelField.WINDOW_HEAD_DIM: DIMENSION,
    ModelField.KV_LORA_RANK: DIMENSION,
    ModelField.QK_ROPE_HEAD_DIM: DIMENSION,
    ModelField.KV_VALUES_PER_TOKEN: bound(1, 100_000_000),
}
GIGABYTE_FIELDS = tuple(
    field for field in sorted(NUMERIC_FIELDS) if "_gb" in field and field not in BOUNDS
)
BOUNDS |= dict.fromkeys(GIGABYTE_FIELDS, GIGABYTES)
# Figures that are counted, so that they have no fraction.
COUNTED = tuple(
    field
    for field in BOUNDS
    if BOUNDS[field] is not PARAMS and field not in GIGABYTE_FIELDS
)

PARTS_SQL = """
SELECT part.id, part.field AS part, part.number AS has,
    whole.field AS whole, whole.number AS of
FROM UNNEST(%(parts)s::text[], %(wholes)s::text[]) AS pair(part, whole)
JOIN catalog_modelfact part ON part.field = pair.part
JOIN catalog_modelfact whole
ON whole.model_id = part.model_id AND whole.field = pair.whole
WHERE part.status = 'accepted' AND whole.status = 'accepted'
AND part.number > whole.number
"""

SHARES_SQL = """
SELECT part.id, part.field AS part, part.number AS has,
    whole.field AS whole, whole.number AS of
FROM UNNEST(%(parts)s::text[], %(wholes)s::text[]) AS pair(part, whole)
JOIN catalog_modelfact part ON part.field = pair.part
JOIN catalog_modelfact whole
ON whole.model_id = part.model_id AND whole.field = pair.whole
WHERE part.status = 'accepted' AND whole.status = 'accepted'
AND part.number > 0 AND whole.number %% part.number <> 0
"""

EXPERTS_SQL = """
SELECT active.id, active.number AS active, experts.number AS experts
FROM catalog_modelfact active
JOIN catalog_modelfact total USING (model_id)
JOIN catalog_modelfact experts USING (model_id)
WHERE active.field = 'params_active_b' AND total.field = 'params_total_b'
AND experts.field = 'experts' AND experts.number > 1
AND active.status = 'accepted' AND total.status = 'accepted'
AND experts.status = 'accepted' AND active.number >= total.number
"""

BOUNDS_SQL = """
SELECT fact.id, fact.field, fact.number, bound.low, bound.high
FROM UNNEST(%(fields)s::text[], %(lows)s::numeric[], %(highs)s::numeric[])
AS bound(field, low, high)
JOIN catalog_modelfact fact USING (field)
WHERE fact.status = 'accepted' AND NOT fact.number BETWEEN bound.low AND bound.high
"""

FRACTIONS_SQL = """
SELECT id, field, number FROM catalog_modelfact
WHERE status = 'accepted' AND field = ANY(%(fields)s) AND number <> TRUNC(number)
"""

# The number is worked out from the text where a row is checked; what wrote past
# those checks may have left it behind. A text that is no number at all has none.
NUMBERS_SQL = r"""
SELECT id, field, value, number FROM catalog_modelfact
WHERE field = ANY(%(fields)s) AND number IS DISTINCT FROM CASE
    WHEN value ~ '^\s*\+?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?\s*$'
    THEN ROUND(value::numeric, 4)
END
"""


def parts(day: date) -> Found:
    """Parts that are larger than the whole."""
    return selected(
        PARTS_SQL,
        "{part} is {has}, more than {whole} with {of}, which is accepted too.",
        parts=[part for part, _ in PARTS],
        wholes=[whole for _, whole in PARTS],
    )


def shares(day: date) -> Found:
    """Heads that cannot be shared out evenly."""
    return selected(
        SHARES_SQL,
        "{part} is {has}, which does not divide {whole} with {of}.",
        parts=[part for part, _ in SHARES],
        wholes=[whole for _, whole in SHARES],
    )


def idle_experts(day: date) -> Found:
    """Mixtures of experts in which every parameter is always active."""
    return selected(
        EXPERTS_SQL,
        "With {experts} experts only a part of the parameters is active, but "
        "{active} billion are, which is all.",
    )


def bounds(day: date) -> Found:
    """Figures that no model has."""
    return selected(
        BOUNDS_SQL,
        "{field} is {number}; in any model it is from {low} to {high}.",
        fields=list(BOUNDS),
        lows=[each.low for each in BOUNDS.values()],
        highs=[each.high for each in BOUNDS.values()],
    )


def fractions(day: date) -> Found:
    """Counted figures with a fraction."""
    return selected(
        FRACTIONS_SQL,
        "{field} is counted, so it cannot be {number}.",
        fields=list(COUNTED),
    )


def numbers(day: date) -> Found:
    """Figures whose number is not what is written."""
    return selected(
        NUMBERS_SQL,
        "{field} is written as “{value}”, but counts as {number}.",
        fields=sorted(NUMERIC_FIELDS),
    )


RULES = (
    Rule(
        key="fact_part_above_whole",
        statement="No part is larger than the whole.",
        reason="Active parameters are some of all; the same holds of heads and layers.",
        model=ModelFact,
        find=parts,
    ),
    Rule(
        key="fact_heads_uneven",
        statement="Key-value heads divide the attention heads.",
        reason="Each of them serves an equal group of queries, in every such model.",
        model=ModelFact,
        find=shares,
    ),
    Rule(
        key="fact_experts_all_active",
        statement="A mixture of experts leaves some parameters idle.",
        reason="Speed is worked out from the active ones, memory from all.",
        model=ModelFact,
        find=idle_experts,
    ),
    Rule(
        key="fact_out_of_bounds",
        statement="No figure is beyond what any model has.",
        reason=(
            "The bounds are several times the largest published; what lies beyond is "
            "a slip of the unit, such as millions of parameters for billions."
        ),
        model=ModelFact,
        find=bounds,
    ),
    Rule(
        key="fact_fraction",
        statement="What is counted has no fraction.",
        reason="There is no half layer, head, expert or token.",
        model=ModelFact,
        find=fractions,
    ),
    Rule(
        key="fact_number_not_as_written",
        statement="The number that counts is the one that is written.",
        reason="Readers see the text, formulas use the number.",
        model=ModelFact,
        find=numbers,
    ),
)

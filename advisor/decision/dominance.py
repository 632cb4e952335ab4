"""Candidates that can never win: another is as good in all that counts, and no dearer."""

from collections import defaultdict
from collections.abc import Hashable
from datetime import date
from decimal import Decimal

from advisor.decision.candidates import Candidate
from advisor.decision.criteria import FLOORS, transparency
from advisor.decision.prices import price_in_use
from advisor.decision.survey import Bits, Survey

type Prices = tuple[Decimal, Decimal, Decimal, Decimal]


def undominated(survey: Survey, day: date) -> Bits:
    """The candidates worth weighing; a self-run one always is, its cost depends."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    kept: Bits = 0
    for position, candidate in enumerate(survey.candidates):
        if price_in_use(candidate, day) is None:
            kept |= 1 << position
        else:
            groups[what_gates_see(candidate, survey.qualities[position])].append(
                position
            )
    for members in groups.values():
        for position in members:
            if not any(beats(survey, other, position, day) for other in members):
                kept |= 1 << position
    return kept


def what_gates_see(candidate: Candidate, quality: float | None) -> Hashable:
    """Everything but quality and price that tells two candidates apart."""
    model, option = candidate.model, candidate.option
    terms = model.license
    return (
        candidate.family,
        candidate.kind,
        option.location,
        option.works_offline,
        option.trains_on_prompts,
        option.offers_dpa,
        option.offers_baa,
        option.offers_region_choice,
        option.is_offered and candidate.is_offered,
        option.retired_on,
        transparency(candidate),
        candidate.context_tokens,
        model.inputs,
        model.fine_tuning,
        model.maker_country,
        model.status,
        model.retires_on,
        quality is None,
        terms
        and (
            terms.commercial_use,
            terms.osi_approved,
            terms.max_monthly_active_users,
            terms.excluded_territories,
            terms.excluded_territories_scope,
            bool(terms.attribution),
            terms.attribution_above_users,
            terms.output_use,
            frozenset(terms.clauses),
        ),
    )


def beats(survey: Survey, one: int, other: int, day: date) -> bool:
    """Whether a candidate is no worse than another, and better or named first."""
    if one == other:
        return False
    ours = standing(survey, one, day)
    theirs = standing(survey, other, day)
    is_no_worse = all(a >= b for a, b in zip(ours, theirs, strict=True))
    return is_no_worse and (ours != theirs or one < other)


def standing(survey: Survey, position: int, day: date) -> tuple[float, ...]:
    """Quality, the bars it is sure to pass, what is left after each price: more is better.

    The bars are counted, for the gates read the rating's low end and nothing else of it.
    """
    candidate = survey.candidates[position]
    row = price_in_use(candidate, day)
    if row is None or row.output is None:
        raise ValueError(f"{candidate.key} has no price on {day.isoformat()}.")
    cached = row.input if row.cached_input is None else row.cached_input
    return (
        survey.qualities[position] or 0.0,
        bars_passed(survey, position),
        -float(row.input),
        -float(row.output),
        -float(cached),
        float(row.batch_discount or 0),
    )


def bars_passed(survey: Survey, position: int) -> int:
    """How many bars of quality a candidate is sure to reach."""
    sure = survey.sure_qualities[position] or 0.0
    return sum(sure >= floor for floor in FLOORS.values())

"""One situation worked through on today's catalog, so that every step can be redone."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from advisor.decision import cost, criteria
from advisor.decision.answers import parse_answers
from advisor.decision.contributions import rating
from advisor.decision.criteria import Criterion
from advisor.decision.explanation import explain
from advisor.decision.gates import CAPACITY_GATE, STAFF_GATE
from advisor.decision.needs import Needs
from advisor.decision.plans import FAMILIES, STACKS, Field, Pick, Plan, Verdict
from advisor.decision.prices import price_in_use, token_price
from advisor.decision.questions import Answers
from advisor.decision.recommendation import recommend
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.survey import FIRM_GATES, Bits
from advisor.decision.telling import source_of
from advisor.decision.weighing import Weigher, Weighing
from advisor.decision.weights import spoken_in

# Two parts of the traffic, and nothing but models that are paid by the token: every
# step of the method, and none of it twice.
ANSWERS: Answers = parse_answers(
    {
        "data_location": "vetted_vendor",
        "ml_staff": "none",
        "tokens_per_day": 5_000_000,
        "quality_bar": "strong",
    }
)
MOST_SHOWN = 3  # candidates of each place, the best ones

type Steps = Mapping[str, Any]


def worked_example(weigher: Weigher) -> Steps:
    """Needs, parts, checks, candidates, weights, scores, plans, verdict."""
    recommendation = recommend(ANSWERS, weigher)
    result = explain(ANSWERS, weigher)
    weighing = recommendation.weighing
    return {
        "answers": [
            {"question": QUESTION_BY_KEY[key].text, "answer": answer_told(key)}
            for key in ANSWERS
        ],
        "needs": needs_told(weighing.needs, weigher),
        "parts": [part(one, weighing, weigher) for one in weighing.fields],
        "checks": list(check_rows(weighing, weigher)),
        "plans": [plan_row(plan) for plan in weighing.ranking],
        "verdict": recommendation.verdict.value,
        "margin": recommendation.margin,
        "confidence": result["confidence"],
        "robustness": result["robustness"],
        "risks": recommendation.risks,
    }


def answer_told(key: str) -> str:
    return QUESTION_BY_KEY[key].label(ANSWERS[key])


def needs_told(needs: Needs, weigher: Weigher) -> Steps:
    """The volume of a month, and what it adds to independence."""
    market = weigher.market
    millions = market.millions(needs)
    return {
        "tokens_per_day": needs.tokens_per_day,
        "hours": market.hours,
        "millions": millions,
        "mix": market.mix(needs),
        "unit_usd": market.unit_usd,
        "reference_price": market.reference_price,
        "spend": millions * market.reference_price,
        "stake": market.stake(needs),
    }


# --- Checks ------------------------------------------------------------------------------


def check_rows(weighing: Weighing, weigher: Weigher) -> Iterator[Steps]:
    """How many candidates are left after each check, part by part."""
    columns = [left_after(one, weighing.needs, weigher) for one in weighing.fields]
    for rows in zip(*columns, strict=True):
        yield {"statement": rows[0][0], "left": [count for _, count in rows]}


def left_after(one: Field, needs: Needs, weigher: Weigher) -> Iterator[tuple[str, int]]:
    survey, market = weigher.survey, weigher.market
    alive: Bits = survey.everything
    yield "All candidates of the catalog", alive.bit_count()
    for gate in FIRM_GATES:
        alive &= ~survey.sieve(gate, needs, one.segment).failed
        yield gate.statement, alive.bit_count()
    alive &= ~one.overloaded
    yield CAPACITY_GATE.statement, alive.bit_count()
    if not one.staff_yielded:
        alive &= ~survey.sieve(STAFF_GATE, needs, one.segment).failed
    yield STAFF_GATE.statement, alive.bit_count()
    alive &= market.worth_weighing
    yield "No other is as good in all that counts, and no dearer.", alive.bit_count()
    entrants = sum(len(positions) for positions in one.entrants.values())
    yield "It has a rating, for others have one.", entrants


# --- One part of the traffic -------------------------------------------------------------


def part(one: Field, weighing: Weighing, weigher: Weigher) -> Steps:
    segment = one.segment
    return {
        "text": segment.text,
        "share": segment.share,
        "place": QUESTION_BY_KEY["data_location"].label(segment.location.value),
        "bar": segment.quality_bar
        and QUESTION_BY_KEY["quality_bar"].label(segment.quality_bar),
        "floor": segment.quality_bar and criteria.FLOORS[segment.quality_bar],
        "candidates": list(candidate_rows(one, weighing.needs, weigher)),
        "picks": picks_for(one, weighing),
        "scoring": list(scoring_rows(one, weighing, weigher)),
    }


def candidate_rows(one: Field, needs: Needs, weigher: Weigher) -> Iterator[Steps]:
    """The best candidates of each place that is paid by the token, best first."""
    market, utilities = weigher.market, weigher.market.cost_utilities(needs)
    for place, positions in one.entrants.items():
        if place in STACKS:
            continue
        scores = {i: market.score(i, one.appeal, utilities[i]) for i in positions}
        best = sorted(scores, key=lambda i: (-scores[i], i))[:MOST_SHOWN]
        for position in best:
            yield {
                "score": scores[position],
                "worth": market.worth(position, one.appeal),
                "utility": utilities[position],
                **bill_told(position, one, needs, weigher),
                **model_told(position, weigher),
            }


def model_told(position: int, weigher: Weigher) -> Steps:
    candidate = weigher.market.candidates[position]
    known = candidate.model.rating
    survey = weigher.survey
    return {
        "family": candidate.family.value,
        "model": candidate.model.name,
        "option": candidate.option.name,
        "rating": known and known.value,
        "rating_source": known and source_of(weigher.catalog, known.source),
        "quality": survey.qualities[position],
        "sure_quality": survey.sure_qualities[position],
    }


def bill_told(position: int, one: Field, needs: Needs, weigher: Weigher) -> Steps:
    """What this part would cost there a month, from the price in force."""
    market = weigher.market
    row = price_in_use(market.candidates[position], market.day)
    if row is None:
        return {}
    blended = cost.price_per_million(token_price(row), market.mix(needs))
    millions = Decimal(str(market.millions(needs) * one.segment.share))
    return {
        "input": row.input,
        "output": row.output,
        "price_source": source_of(weigher.catalog, row.source),
        "blended": blended,
        "bill": blended * millions,
    }


def changes_to(
    criterion: Criterion, one: Field, needs: Needs, stake: float
) -> Iterator[Steps]:
    """What answers and volume add to a weight in this part."""
    for effect in criteria.EFFECTS:
        spoken = spoken_in(needs, one.segment, effect.question)
        if effect.criterion is criterion and spoken == effect.choice:
            yield {"change": effect.change, "because": because(effect)}
    if criterion is Criterion.INDEPENDENCE:
        yield {"change": stake, "because": "Volume"}


def because(effect: criteria.Effect) -> str:
    return QUESTION_BY_KEY[effect.question].label(effect.choice)


def scoring_rows(one: Field, weighing: Weighing, weigher: Weigher) -> Iterator[Steps]:
    """How each weight comes about, and what it adds for each pick, in their order."""
    taken, needs = picks_for(one, weighing), weighing.needs
    stake = weigher.market.stake(needs)
    for weighed in criteria.BASE_WEIGHTS:
        weight = one.weights[weighed.criterion]
        rated = [
            (pick, rating(pick, weighing, weigher, weighed.criterion)) for pick in taken
        ]
        yield {
            "label": weighed.label,
            "base": weighed.weight,
            "changes": list(changes_to(weighed.criterion, one, needs, stake)),
            "weight": weight,
            "cells": [
                {"of": pick, "rating": value, "points": weight * value}
                for pick, value in rated
            ],
        }


def picks_for(one: Field, weighing: Weighing) -> Sequence[Pick]:
    """The different picks for a part among the best plans of all families."""
    found: dict[object, Pick] = {}
    for family in FAMILIES:
        plan = weighing.plans.get(family)
        for pick in plan.picks if plan else ():
            if pick.segment == one.segment:
                found.setdefault((pick.candidate.key, pick.score), pick)
    return tuple(found.values())


# --- Plans -------------------------------------------------------------------------------


def plan_row(plan: Plan) -> Steps:
    return {
        "family": plan.family.value,
        "score": plan.score,
        "penalty": (
            criteria.SECOND_FAMILY_PENALTY if plan.family is Verdict.HYBRID else 0
        ),
        "picks": [
            {
                "text": pick.segment.text,
                "share": pick.segment.share,
                "score": pick.score,
                "model": pick.candidate.model.name,
                "option": pick.candidate.option.name,
            }
            for pick in plan.picks
        ],
    }

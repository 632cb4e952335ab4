"""The whole result: the recommendation with everything that explains it."""

from collections.abc import Iterable, Iterator

from advisor.decision import cost
from advisor.decision.ahead import ahead
from advisor.decision.assumptions import assumptions_used, readings
from advisor.decision.bills import later_costs, left_out, price_changes, working
from advisor.decision.break_even import break_even
from advisor.decision.candidates import Family
from advisor.decision.close_call import close_call
from advisor.decision.conflicts import conflicts
from advisor.decision.contributions import contributions
from advisor.decision.flips import flips
from advisor.decision.inquiries import inquiries, vendor_questions
from advisor.decision.kind_ledger import kind_ledger
from advisor.decision.ledger import conditions, gate_ledger, ruled_out, why_no_plan
from advisor.decision.limits import cannot_know
from advisor.decision.needs import Needs, Segment, in_common
from advisor.decision.next_steps import Basis, next_steps
from advisor.decision.notes import notes
from advisor.decision.patterns import (
    bills,
    in_twelve_months,
    later_told,
    pattern,
    routing,
    second_stack,
)
from advisor.decision.plans import CLOSE_CALL, FAMILIES, Pick, Verdict
from advisor.decision.price_flips import price_flips
from advisor.decision.questions import Answers
from advisor.decision.reasons import Reason, deciding, reasons
from advisor.decision.recommendation import (
    CLEAR_LEAD,
    METHOD_VERSION,
    Confidence,
    Recommendation,
    recommend,
)
from advisor.decision.robustness import Robustness, robustness
from advisor.decision.shortlist import price_text, shortlist
from advisor.decision.telling import Json, money, to_number
from advisor.decision.weighing import Weigher, Weighing

SUMMARIES = {
    Verdict.CLOSED: "{where}.",
    Verdict.OPEN: "{where}.",
    Verdict.HYBRID: "Use both. {where}.",
    Verdict.NONE_FITS: (
        "Nothing in the catalog meets all of these answers. See below which answer "
        "removes what, and what would open a way."
    ),
}

FULL_WEIGHT = 10  # of a reason that bars a side altogether


def explain(answers: Answers, weigher: Weigher) -> Json:
    """The result object for valid answers: the same bytes for the same input."""
    recommendation = recommend(answers, weigher)
    weighing = recommendation.weighing
    drawn = robustness(weighing, weigher)
    turns, turned = flips(answers, weigher), ahead(answers, weigher)
    return {
        **advice(recommendation, drawn, turned),
        **grounds(answers, weighing, weigher),
        **checks(weighing, weigher),
        **agenda(recommendation, weigher, turns),
        "close_call": close_call(weighing, weigher, turns),
        "flips": turns,
        "price_flips": price_flips(answers, weigher),
        "ahead": turned,
        "by_year": weighing.is_by_year,
        "robustness": drawn.told if drawn else None,
        "break_even": break_even(weighing, weigher, turns),
        **premises(weighing, weigher),
        **stamp(answers, weigher),
    }


def grounds(answers: Answers, weighing: Weighing, weigher: Weigher) -> Json:
    """What speaks for the verdict, and the plans that competed."""
    given = reasons(answers, weigher)
    return {
        "reasons": [told(reason) for reason in given],
        "deciding": deciding(given, weighing, weigher),
        "plans": {
            family.value: plan_told(family, weighing, weigher) for family in FAMILIES
        },
        "routing": routing(weighing.advised, weighing, weigher),
        "contributions": contributions(weighing, weigher),
    }


def checks(weighing: Weighing, weigher: Weigher) -> Json:
    """What the hard rules let through and what they removed."""
    return {
        "gates": gate_ledger(weighing, weigher),
        "ledger": kind_ledger(weighing, weigher),
        "conflicts": conflicts(weighing, weigher),
        "ruled_out": ruled_out(weighing, weigher),
    }


def agenda(recommendation: Recommendation, weigher: Weigher, turns: list[Json]) -> Json:
    """What to do about the advice, where, and what to ask whom."""
    weighing = recommendation.weighing
    plan = weighing.advised
    asked = inquiries(weighing.picks, weighing, weigher)
    must_hold = conditions(weighing.picks, weighing, weigher)
    models = shortlist(plan, weighing, weigher) if plan else []
    basis = Basis(
        recommendation=recommendation,
        weigher=weigher,
        flips=turns,
        inquiries=asked,
        conditions=must_hold,
    )
    return {
        "conditions": must_hold,
        "next_steps": next_steps(basis),
        "shortlist": models,
        "inquiries": asked,
        "vendor_questions": vendor_questions(asked),
        "cannot_know": cannot_know(weighing, weigher, models),
    }


def premises(weighing: Weighing, weigher: Weigher) -> Json:
    """What the answers were taken to mean, and what was assumed beside them."""
    return {
        "needs": needs_told(weighing),
        "in_twelve_months": in_twelve_months(weighing, weigher),
        "notes": notes(weighing, weigher),
        "readings": list(readings(weighing.needs)),
        "assumptions": assumptions_used(weighing, weigher),
    }


def stamp(answers: Answers, weigher: Weigher) -> Json:
    """What the result was worked out from, so that it can be worked out again."""
    return {
        "day": weigher.day.isoformat(),
        "catalog_revision": weigher.catalog.revision,
        "method_version": METHOD_VERSION,
        "answers": {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in answers.items()
        },
    }


# --- The verdict -----------------------------------------------------------------------


def advice(
    recommendation: Recommendation, drawn: Robustness | None, turned: list[Json]
) -> Json:
    """The verdict, and how sure it is."""
    confidence = sureness(recommendation, drawn, turned)
    return {
        "verdict": recommendation.verdict.value,
        "summary": summary(recommendation),
        "confidence": confidence.value,
        "confidence_reasons": confidence_reasons(
            recommendation, confidence, drawn, turned
        ),
        "next_question": recommendation.next_question,
    }


def sureness(
    recommendation: Recommendation, drawn: Robustness | None, turned: list[Json]
) -> Confidence:
    """As sure as answers, lead, contracts, draws and the year ahead all allow."""
    allowed = [recommendation.confidence, *([drawn.allows] if drawn else [])]
    if turned:
        allowed.append(Confidence.MEDIUM)
    return min(allowed, key=list(Confidence).index)


def summary(recommendation: Recommendation) -> str:
    plan = recommendation.weighing.advised
    if plan and plan.later:
        start = where_in_words(plan.picks, "Start with", "Start by sending")
        goal = where_in_words(plan.later.picks, "move to", "send")
        return f"{start}, and within twelve months {goal}."
    where = where_in_words(plan.picks, "Use", "Send") if plan else ""
    return SUMMARIES[recommendation.verdict].format(where=where)


def where_in_words(picks: Iterable[Pick], to_one: str, to_several: str) -> str:
    """Where the traffic goes; parts that go to the same place are said together."""
    parts_by_place: dict[str, list[Segment]] = {}
    for pick in picks:
        candidate = pick.candidate
        is_closed = candidate.family is Family.CLOSED
        weights = "a closed model" if is_closed else "open weights"
        parts = parts_by_place.setdefault(f"{weights} {candidate.where}", [])
        parts.append(pick.segment)
    if len(parts_by_place) == 1:
        return f"{to_one} {next(iter(parts_by_place))}"
    named = {place: in_common(parts) for place, parts in parts_by_place.items()}
    told = [f"{words} to {place}" for place, words in named.items() if words]
    told += [f"all the rest to {place}" for place, words in named.items() if not words]
    return f"{to_several} {'; '.join(told)}"


def confidence_reasons(
    recommendation: Recommendation,
    confidence: Confidence,
    drawn: Robustness | None,
    turned: list[Json],
) -> list[str]:
    """Why the advice is as sure as it is."""
    if confidence is not Confidence.HIGH:
        return [
            *(str(turn["text"]) for turn in turned),
            *doubts_about(recommendation),
            *(drawn.doubts if drawn else []),
        ]
    if recommendation.verdict is Verdict.NONE_FITS:
        return ["It is certain, as far as the catalog goes."]
    if recommendation.risks:
        return [
            "No likely answer to a short question that you left out would change it."
        ]
    return ["The short questions are answered, and the lead is clear."]


def doubts_about(recommendation: Recommendation) -> Iterator[str]:
    """What keeps the advice from being surer, each as a sentence."""
    needs = recommendation.weighing.needs
    if needs.rests_on_a_guess:
        yield (
            "You have not said how far the sensitive part may travel. Until you do, it "
            "is taken to stay on your own machines."
        )
    elif needs.has_rules_without_place:
        yield "Rules apply, and nobody has said yet how far the data may travel."
    for risk in recommendation.risks:
        if risk.mass > 0:
            yield (
                f"You have not answered “{risk.question.text}”, and the answer could "
                "change the advice."
            )
    margin = recommendation.margin
    if margin is not None and margin < CLOSE_CALL:
        first, second = (
            plan.family.value for plan in recommendation.weighing.ranking[:2]
        )
        yield f"It is a close call: {first} and {second} score almost the same."
    elif margin is not None and margin < CLEAR_LEAD:
        yield "The lead over the next plan is small."
    if recommendation.is_contract_open:
        yield (
            "It rests on something that no provider here is known to agree to: see the "
            "conditions."
        )


def told(reason: Reason) -> Json:
    return {
        "answer": reason.key,
        "text": reason.text,
        "favors": reason.favors.value,
        "weight": max(-FULL_WEIGHT, min(FULL_WEIGHT, reason.support)),
        "is_gate": reason.is_gate,
        "is_decisive": reason.is_decisive,
    }


# --- Plans -----------------------------------------------------------------------------


def plan_told(family: Verdict, weighing: Weighing, weigher: Weigher) -> Json:
    plan = weighing.plans.get(family)
    if plan is None:
        return {
            "feasible": False,
            "why_not": why_not(family, weighing, weigher),
            "score": None,
            "pattern": None,
            "monthly_cost": None,
            "bills": [],
            "second_stack": None,
            "later": None,
            "left_out": None,
            "later_costs": [],
            "assignments": [],
        }
    costs = [weigher.market.bill(pick, weighing.needs) for pick in plan.picks]
    return {
        "feasible": True,
        "why_not": None,
        "score": round(plan.score, 4),
        "pattern": pattern(plan),
        "monthly_cost": money(cost.total(costs)),
        "bills": bills(plan, weighing, weigher),
        "second_stack": second_stack(plan, weighing.needs, weigher.market),
        "later": later_told(plan, weighing, weigher),
        "left_out": left_out(plan.picks, weighing.needs),
        "later_costs": [
            {"from": day.isoformat(), "likely": to_number(likely)}
            for day, likely in later_costs(plan.picks, weighing.needs, weigher.market)
        ],
        "assignments": [
            assignment(pick, bill, weighing.needs, weigher)
            for pick, bill in zip(plan.picks, costs, strict=True)
        ],
    }


def why_not(family: Verdict, weighing: Weighing, weigher: Weigher) -> str:
    if family is Verdict.HYBRID:
        return "No part of the traffic could go to a different side than the others."
    return why_no_plan(Family(family.value), weighing, weigher)


def assignment(pick: Pick, bill: cost.Range, needs: Needs, weigher: Weigher) -> Json:
    candidate = pick.candidate
    return {
        "segment": pick.segment.key,
        "segment_text": pick.segment.text,
        "share": round(pick.segment.share, 4),
        "model": candidate.model.slug,
        "model_name": candidate.model.name,
        "option": candidate.option.slug,
        "option_name": candidate.option.name,
        "kind": candidate.kind.value,
        "kind_name": candidate.kind_label,
        "family": candidate.family.value,
        "monthly_cost": money(bill),
        "basis": price_text(pick, weigher),
        "working": working(pick, needs, weigher.market),
        "announced": list(price_changes(candidate, weigher.day)),
    }


def needs_told(weighing: Weighing) -> Json:
    needs = weighing.needs
    return {
        "segments": [
            {
                "segment": segment.key,
                "text": segment.text,
                "share": round(segment.share, 4),
                "location": segment.location.value,
                "quality_bar": segment.quality_bar,
            }
            for segment in needs.segments
        ],
        "tokens_per_day": needs.tokens_per_day,
        "input_output_ratio": needs.input_output_ratio,
        "traffic": needs.traffic,
        "latency": needs.latency,
    }

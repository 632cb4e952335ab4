"""How it decides, printed from the objects that decide."""

from math import floor, log10

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisor.decision import criteria, recommendation
from advisor.decision.gates import CAPACITY_GATE, GATES, STAFF_GATE
from advisor.decision.plans import CLOSE_CALL
from advisor.decision.quality import RATING_BENCHMARKS, RATING_SCALE
from advisor.decision.questions import SHORT_FORM
from advisor.decision.refinements import QUESTION_BY_KEY, REFINEMENTS

LABELS = {weighed.criterion: weighed.label for weighed in criteria.BASE_WEIGHTS}


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    context = {
        "question_groups": [
            {"title": "The six short questions", "questions": SHORT_FORM},
            {"title": "Further questions, to refine", "questions": REFINEMENTS},
        ],
        "gates": [*GATES, CAPACITY_GATE],
        "staff_gate": STAFF_GATE,
        "floors": floors(),
        "benchmarks": RATING_BENCHMARKS,
        "rating_scale": RATING_SCALE,
        "base_weights": criteria.BASE_WEIGHTS,
        "rated_criteria": [LABELS[criterion] for criterion in criteria.BY_KIND],
        "kinds": kinds(),
        "effects": effects(),
        "rules": criteria,
        "confidence": recommendation,
        "close_call": CLOSE_CALL,
    }
    return render(request, "advisor/method.html", context)


def floors() -> list[dict[str, object]]:
    """Each bar, the index it asks for, and how many rating points that lies behind."""
    bar = QUESTION_BY_KEY["quality_bar"]
    return [
        {
            "label": bar.label(key),
            "index": least,
            "gap": floor(RATING_SCALE * log10(2 / least - 1)),
        }
        for key, least in criteria.FLOORS.items()
    ]


def kinds() -> list[dict[str, object]]:
    """Each kind of option with its ratings, in the order of the columns."""
    return [
        {
            "label": rating.kind.label,
            "ratings": [
                {
                    "label": LABELS[criterion],
                    "value": criteria.rating_of_kind(rating.kind, criterion),
                }
                for criterion in criteria.BY_KIND
            ],
            "reason": rating.reason,
        }
        for rating in criteria.KIND_RATINGS
    ]


def effects() -> list[dict[str, object]]:
    """What each answer adds to a weight, in words."""
    return [
        {
            "question": QUESTION_BY_KEY[effect.question].text,
            "choice": QUESTION_BY_KEY[effect.question].label(effect.choice),
            "criterion": LABELS[effect.criterion],
            "change": f"{effect.change:+g}".replace("-", "−"),
            "reason": effect.reason,
        }
        for effect in criteria.EFFECTS
    ]

"""How it decides, printed from the objects that decide and from today's catalog."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisor.decision import criteria, draws, machines, recommendation, sizing
from advisor.decision.gates import STAFF_GATE
from advisor.decision.kind_ratings import BY_KIND, INDEPENDENCE_WITH_EXIT
from advisor.decision.memo import Memo
from advisor.decision.patterns import STAGE
from advisor.decision.plans import CLOSE_CALL
from advisor.decision.quality import RATING_BENCHMARKS, RATING_SCALE
from advisor.decision.questions import SHORT_FORM
from advisor.decision.refinements import REFINEMENTS
from advisor.decision.robustness import LEAST_HOLDS
from advisor.decision.telling import source_of
from advisor.decision.weighing import VOLUMES, Weigher
from advisor.diagram import diagram
from advisor.views import method_rules
from advisor.views.guidance import weigher_if_any
from advisor.views.worked_example import worked_example


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    return render(request, "advisor/method.html", {**rules(), "today": today()})


@cache
def rules() -> Mapping[str, Any]:
    """What the code alone says."""
    return {
        "question_groups": [
            {
                "title": "The six short questions",
                "rows": method_rules.question_rows(SHORT_FORM),
            },
            {
                "title": "Further questions, to refine",
                "rows": method_rules.question_rows(REFINEMENTS),
            },
        ],
        "diagram": diagram(),
        "gates": method_rules.gate_rows(),
        "staff_gate": STAFF_GATE,
        "floors": method_rules.floors(),
        "benchmarks": RATING_BENCHMARKS,
        "rating_scale": RATING_SCALE,
        "base_weights": criteria.BASE_WEIGHTS,
        "rated_criteria": [method_rules.LABELS[one] for one in BY_KIND],
        "kinds": method_rules.kinds(),
        "independence_with_exit": INDEPENDENCE_WITH_EXIT,
        "effects": method_rules.effects(),
        "stacks": method_rules.stacks(),
        "most_gpus": method_rules.most_gpus(),
        "priors": method_rules.priors(),
        "patterns": method_rules.patterns(),
        "stage": STAGE,
        "rules": criteria,
        "machines": machines,
        "sizing": sizing,
        "confidence": recommendation,
        "close_call": CLOSE_CALL,
        "draws": draws,
        "least_holds": {level.value: least for level, least in LEAST_HOLDS.items()},
        "least_volume": VOLUMES[0],
    }


# What today's catalog says, worked out once a revision and day.
known = Memo[tuple[str, date], Mapping[str, Any]](limit=1)


def today() -> Mapping[str, Any] | None:
    """What the catalog adds today; None when it cannot be read just now."""
    weigher = weigher_if_any()
    if weigher is None:
        return None
    key = weigher.catalog.revision, weigher.day
    return known(key, lambda: figures_of(weigher))


def figures_of(weigher: Weigher) -> Mapping[str, Any]:
    return {
        "day": weigher.day,
        "revision": weigher.catalog.revision,
        "best": best_model(weigher),
        "assumptions": [
            {"row": row, "source": source_of(weigher.catalog, row.source)}
            for row in weigher.catalog.assumptions.values()
        ],
        "precisions": weigher.catalog.bits_per_weight,
        "example": worked_example(weigher),
    }


def best_model(weigher: Weigher) -> Mapping[str, Any] | None:
    """The model that all others are measured against; None where none is rated."""
    best = weigher.survey.best_rating
    for candidate in weigher.survey.candidates:
        rating = candidate.model.rating
        if not candidate.is_in_service(weigher.day):
            continue
        if rating is not None and rating.value == best:
            return {
                "name": candidate.model.name,
                "rating": rating,
                "source": source_of(weigher.catalog, rating.source),
            }
    return None

"""For editors: what the catalog as it stands now does to the written situations."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from advisor.catalog_reader import CatalogEmptyError, current_catalog
from advisor.decision.candidates import Catalog
from advisor.decision.explanation import plan_told
from advisor.decision.notes import notes
from advisor.decision.plans import FAMILIES
from advisor.decision.weighing import Weigher
from advisor.results import weigher_for
from advisor.scenarios.judging import (
    ADVICE_CHECKS,
    Result,
    Standing,
    misses,
    standing,
)
from advisor.scenarios.reading import Scenario, read_scenarios
from advisor.scenarios.released import Release, read_release

STANDINGS = {
    Standing.EXACT: "get the advice that is expected of them",
    Standing.TOLERATED: "get another verdict that is as sound: what they say is weak",
    Standing.PRICES_WIN: "get another verdict, because today’s prices contradict them",
    Standing.EXCEPTION: "get another verdict, because what they say is unsound",
    Standing.WRONG: "are not met",
}


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A situation with what is advised now, and what was when released."""

    scenario: Scenario
    verdict: str
    standing: Standing
    misses: tuple[str, ...]
    released: str | None  # None: the release did not know this situation

    @property
    def has_changed(self) -> bool:
        return self.released not in {None, self.verdict}


@require_safe
def method_check(request: HttpRequest) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": "Check the method"}
    try:
        context.update(findings(current_catalog()))
    except CatalogEmptyError:
        context["catalog"] = None
    return TemplateResponse(request, "admin/method_check.html", context)


def findings(catalog: Catalog) -> Mapping[str, Any]:
    release, day = read_release(), timezone.localdate()
    weigher = weigher_for(catalog, day)
    checked = [look_at(scenario, weigher, release) for scenario in read_scenarios()]
    return {
        "catalog": catalog,
        "day": day,
        "release": release,
        "checked": checked,
        "standings": standings_told(checked),
        "wrong": [one for one in checked if one.misses],
        "changed": [one for one in checked if one.has_changed],
    }


def standings_told(checked: Sequence[Checked]) -> list[tuple[int, str]]:
    """How many situations are met how well; what none of them is, is left out."""
    counted = Counter(one.standing for one in checked)
    return [(counted[one], words) for one, words in STANDINGS.items() if counted[one]]


def look_at(scenario: Scenario, weigher: Weigher, release: Release | None) -> Checked:
    result = brief(scenario, weigher)
    then = release.situations.get(scenario.id) if release else None
    return Checked(
        scenario=scenario,
        verdict=result["verdict"],
        standing=standing(scenario, result, ADVICE_CHECKS),
        misses=tuple(misses(scenario, result, ADVICE_CHECKS)),
        released=then.verdict if then else None,
    )


def brief(scenario: Scenario, weigher: Weigher) -> Result:
    """What is advised, without the neighbors that tell how sure it is: much sooner."""
    weighing = weigher.weigh(scenario.answers(weigher.catalog))
    return {
        "verdict": weighing.verdict.value,
        "plans": {
            family.value: plan_told(family, weighing, weigher) for family in FAMILIES
        },
        "notes": notes(weighing, weigher),
    }

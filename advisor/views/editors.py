"""For editors: what the catalog as it stands now does to the written situations."""

from collections.abc import Mapping
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
from advisor.scenarios.judging import ADVICE_CHECKS, Result, misses
from advisor.scenarios.reading import Scenario, read_scenarios
from advisor.scenarios.released import Release, read_release


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A situation with what is advised now, and what was when released."""

    scenario: Scenario
    verdict: str
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
        "wrong": [one for one in checked if one.misses],
        "changed": [one for one in checked if one.has_changed],
    }


def look_at(scenario: Scenario, weigher: Weigher, release: Release | None) -> Checked:
    result = brief(scenario, weigher)
    then = release.situations.get(scenario.id) if release else None
    return Checked(
        scenario=scenario,
        verdict=result["verdict"],
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

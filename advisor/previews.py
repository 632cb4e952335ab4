"""Says which advice an import would change, when the catalog announces a preview."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from advisor.catalog_reader import read_catalog
from advisor.decision.weighing import Weigher
from advisor.scenarios.reading import Scenario, read_scenarios
from catalog.signals import Finding

# The verdicts in a catalog that holds nothing yet.
NO_CATALOG = ""


def verdict_findings(sender: Any, **told: Any) -> list[Finding]:
    """Each written situation whose verdict would be another one, and which."""
    if told["before"] == NO_CATALOG:
        return []
    scenarios = read_scenarios()
    before, after = (verdicts(told[name], scenarios) for name in ("before", "after"))
    lines = tuple(
        f"{scenario.id}: {before[scenario.id]} → {after[scenario.id]}. "
        f"({scenario.situation})"
        for scenario in scenarios
        if before[scenario.id] != after[scenario.id]
    )
    return [Finding(_title(len(lines), len(scenarios)), lines)]


def verdicts(document: str, scenarios: Any) -> Mapping[str, str]:
    """What is advised in each situation, on a catalog as it stands or would stand."""
    catalog = read_catalog(json.loads(document), "")
    weigher = Weigher(catalog, timezone.localdate())
    return {scenario.id: _verdict(scenario, weigher) for scenario in scenarios}


def _verdict(scenario: Scenario, weigher: Weigher) -> str:
    return weigher.weigh(scenario.answers(weigher.catalog)).verdict.value


def _title(changed: int, scenarios: int) -> str:
    if not changed:
        return f"None of the {scenarios} written situations would get another verdict."
    return f"{changed} of the {scenarios} written situations would get another verdict"

"""Before an import is loaded, it says which written situations it would change."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from advisor.previews import verdict_findings
from catalog.imports.changes import preview
from catalog.models import Price
from catalog.seed_files import SeedRow, Value
from catalog.signals import findings_on
from tests.real_catalog import shipped_document

__all__ = ["shipped_document"]

pytestmark = pytest.mark.django_db


def with_dearer_prices(document, times):
    changed = json.loads(document)
    for offering in changed["offerings"]:
        if changed["models"][offering["model"]]["weights"] == "closed":
            for price in offering["prices"]:
                price["input"] = str(float(price["input"]) * times)
                price["output"] = str(float(price["output"] or 0) * times)
    return json.dumps(changed)


def test_a_catalog_that_stays_as_it_is_changes_no_verdict(shipped_document):
    (finding,) = verdict_findings(
        None, before=shipped_document.document, after=shipped_document.document
    )

    assert finding.lines == ()
    assert finding.title.startswith("None of the ")


def test_another_verdict_is_told_with_its_situation(shipped_document):
    after = with_dearer_prices(shipped_document.document, 100)
    (finding,) = findings_on(shipped_document.document, after)

    assert finding.lines
    assert any(": closed → " in line for line in finding.lines)


def test_the_first_catalog_has_no_verdicts_to_compare_with():
    assert verdict_findings(None, before="", after="{}") == []


def test_a_catalog_that_cannot_be_read_is_told(shipped_document):
    (finding,) = findings_on(shipped_document.document, "{}")

    assert finding.title == (
        "What it would do to the advice could not be worked out (KeyError)."
    )


def test_a_preview_of_rows_asks_for_the_advice():
    call_command("load_catalog", stdout=StringIO())
    price = Price.objects.filter(valid_until=None, above_tokens=0)[0]
    model, option = price.offering.model.slug, price.offering.option.slug
    values: dict[str, Value] = {
        "offering": f"{model} | {option} | {price.offering.provider_model_id}",
        "source": price.source.slug,
        "above_tokens": "0",
        "schedule": price.schedule,
        "valid_from": str(price.valid_from) if price.valid_from else None,
        "input": str(price.input * 2),
    }
    (finding,) = preview([SeedRow("rows.csv", 2, Price, values, {})]).findings

    assert "written situations" in finding.title

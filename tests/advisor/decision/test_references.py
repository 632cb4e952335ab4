"""Where the questions come from: pages that can be opened, as the catalog knows them."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from advisor.decision import references
from advisor.decision.references import Reference
from advisor.decision.refinements import QUESTIONS

KINDS = {"vendor", "independent", "aggregator", "press", "community"}
# A matter of logic, what nobody has published, and a matter of courtesy.
OWN_JUDGMENT = {"offline", "media_share", "monthly_budget_usd"}
KNOWN = [one for one in vars(references).values() if isinstance(one, Reference)]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_question_names_its_sources_but_those_of_our_own_judgment(question):
    assert bool(question.sources) is (question.key not in OWN_JUDGMENT)


@pytest.mark.parametrize("reference", KNOWN, ids=lambda reference: reference.slug)
def test_a_source_can_be_opened_and_has_a_kind_and_a_date(reference):
    assert reference.url.startswith("https://")
    assert reference.kind in KINDS
    assert date.fromisoformat(reference.as_of).year >= 2000


def test_every_source_is_used_and_none_stands_twice():
    used = {source.slug for question in QUESTIONS for source in question.sources}

    assert sorted(one.slug for one in KNOWN) == sorted(used)


def test_a_source_that_the_catalog_has_too_is_told_alike():
    path = Path(settings.BASE_DIR) / "catalog" / "data" / "sources.yaml"
    shipped = {row["slug"]: row for row in yaml.safe_load(path.read_text())}
    shared = [one for one in KNOWN if one.slug in shipped]

    assert len(shared) > len(KNOWN) / 2
    for one in shared:
        row = shipped[one.slug]
        assert (one.title, one.url, one.kind, one.as_of) == (
            row["title"],
            row["url"],
            row["kind"],
            row["as_of"],
        )

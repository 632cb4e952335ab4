"""The licenses of the shipped catalog, as the rules read them."""

from collections.abc import Iterator

import pytest

from advisor.decision.candidates import Candidate, Catalog, Family
from advisor.decision.licenses import LICENSE_RULES, Finding, conditions_of
from tests.advisor.decision.examples import case
from tests.advisor.decision.test_licenses import (
    BY_CONTRACT,
    CHOICES,
    CONDITIONAL,
    PASSED,
    judged,
    rule,
)

SHIPPED: list[tuple[str, str, Finding, str]] = [
    ("llama-4-maverick", "eu_seat", Finding.FAILED, "use policy"),
    ("llama-3.3-70b", "eu_seat", Finding.PASSED, "use policy"),
    ("llama-3.1-70b", "eu_seat", Finding.PASSED, "section 1.a"),
    ("gpt-oss-120b", "eu_seat", Finding.PASSED, "section 2"),
    ("minimax-m3", "eu_seat", Finding.NOT_KNOWN, "no clause"),
    ("llama-4-maverick", "over_700m_users", Finding.FAILED, "section 2"),
    ("kimi-k3", "over_700m_users", Finding.PASSED, "no limit"),
    ("gemma-2-27b", "over_700m_users", Finding.PASSED, "no limit"),
    ("gpt-oss-120b", "needs_osi", Finding.PASSED, "approved"),
    ("deepseek-v4-pro", "needs_osi", Finding.PASSED, "approved"),
    ("llama-3.1-70b", "needs_osi", Finding.FAILED, "not among"),
    ("kimi-k2.6", "needs_osi", Finding.FAILED, "not among"),
    ("llama-3-70b", "no_attribution", Finding.FAILED, "Built with Meta Llama 3"),
    ("codellama-70b", "no_attribution", Finding.PASSED, "no credit"),
    ("kimi-k2.6", "no_attribution", Finding.CONDITIONAL, "100 million"),
    ("kimi-k3", "no_attribution", Finding.CONDITIONAL, "section 3"),
    ("deepseek-v4-pro", "no_attribution", Finding.PASSED, "no credit"),
    ("codellama-70b", "trains_on_outputs", Finding.FAILED, "section 1.b.v"),
    ("llama-3-70b", "trains_on_outputs", Finding.FAILED, "section 1.b.v"),
    ("llama-3.1-70b", "trains_on_outputs", Finding.CONDITIONAL, "section 1.b.i"),
    ("llama-4-maverick", "trains_on_outputs", Finding.CONDITIONAL, "section 1.b.i"),
    ("gemma-2-27b", "trains_on_outputs", Finding.CONDITIONAL, "1.1(e)"),
    ("nemotron-3-super", "trains_on_outputs", Finding.PASSED, "2.4"),
    ("gpt-oss-120b", "trains_on_outputs", Finding.PASSED, "no rule"),
    ("minimax-m3", "trains_on_outputs", Finding.NOT_KNOWN, "no clause"),
    ("claude-opus-5.5", "trains_on_outputs", Finding.FAILED, "section D.4"),
    ("gpt-6-astra", "trains_on_outputs", Finding.CONDITIONAL, "section 3.3(e)"),
    ("gemini-4-argon", "trains_on_outputs", Finding.CONDITIONAL, "compete"),
    ("grok-4.7", "trains_on_outputs", Finding.FAILED, "section 3.2"),
    ("qwen3.8-max", "trains_on_outputs", Finding.NOT_KNOWN, "no clause"),
]


@pytest.mark.parametrize(("slug", "choice", "finding", "words"), SHIPPED)
def test_the_shipped_licenses_say_what_their_texts_say(
    shipped_catalog, slug, choice, finding, words
):
    asked = case(offer_of(slug, shipped_catalog), license_facts=choice)

    found = rule(choice)
    assert found.finding(asked) is finding
    told, source = found.fact(asked)
    assert words in told
    assert source in shipped_catalog.sources


def offer_of(slug: str, catalog: Catalog) -> Candidate:
    return next(one for one in catalog.candidates if one.model.slug == slug)


def candidates_by_license(catalog: Catalog) -> Iterator[Candidate]:
    seen = set()
    for one in catalog.candidates:
        terms = one.model.license
        if terms is not None and terms.name not in seen:
            seen.add(terms.name)
            yield one


@pytest.mark.parametrize("choice", CHOICES)
def test_a_shipped_license_that_passes_on_condition_says_what_to_do(
    shipped_catalog, choice
):
    for one in candidates_by_license(shipped_catalog):
        asked = case(one, license_facts=choice)
        for each in LICENSE_RULES:
            if each.choice and each.judge(asked) is CONDITIONAL:
                assert list(conditions_of(each.key, asked)), one.key


@pytest.mark.parametrize("choice", BY_CONTRACT)
def test_no_closed_model_of_the_shipped_catalog_passes_unasked(shipped_catalog, choice):
    """What nobody knows of a vendor's terms is a condition, never a silent pass."""
    for one in candidates_by_license(shipped_catalog):
        terms = one.model.license
        if one.family is Family.CLOSED and judged(one, choice) is PASSED:
            assert terms is not None
            assert rule(choice).subject in terms.clauses

"""Asks every rule, and names the rows that break it."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from catalog.drafts import part_text
from catalog.imports.references import key_paths
from catalog.integrity import benchmarks, dates, facts, lanes, offers, prices, terms
from catalog.integrity.rules import Broken, Rule
from catalog.models import CatalogRow

RULES: tuple[Rule, ...] = (
    *prices.RULES,
    *lanes.RULES,
    *facts.RULES,
    *benchmarks.RULES,
    *terms.RULES,
    *offers.RULES,
    *dates.RULES,
)


def broken_rules(today: date | None = None) -> list[Broken]:
    """Every row that breaks a rule today, at most `rules.MOST` of each rule.

    The same number of queries whatever the catalog holds. Inside a transaction it
    sees what is about to be committed.
    """
    day = today or timezone.localdate()
    return [broken for rule in RULES for broken in _broken(rule, day)]


def _broken(rule: Rule, day: date) -> list[Broken]:
    sentences = dict(rule.find(day))
    found = [
        Broken(
            rule=rule,
            pk=pk,
            row=key,
            address=admin_address(rule.model, pk),
            sentence=sentences[pk],
        )
        for pk, key in _keys(rule.model, list(sentences))
    ]
    return sorted(found, key=lambda broken: (broken.row, broken.pk))


def _keys(model: type[CatalogRow], pks: list[int]) -> Iterator[tuple[int, str]]:
    """The natural keys of the rows; no query for none."""
    if pks:
        rows = model._default_manager.filter(pk__in=pks)
        for pk, *parts in rows.values_list("pk", *key_paths(model)):
            yield pk, " | ".join(map(part_text, parts))


def admin_address(model: type[CatalogRow], pk: int) -> str:
    """Where an editor changes a row."""
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[pk])

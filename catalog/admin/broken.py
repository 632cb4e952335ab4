"""The page of rows that break a rule; what `manage.py check_catalog` prints.

All rules together take seconds on a large catalog. So the start page of the admin
does not ask them: it says what was found when somebody last opened this page, as
long as nothing has changed since.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from catalog.attention_found import newest_records
from catalog.integrity import Broken, Rule, broken_rules
from catalog.models import CatalogRow

MOST_SHOWN = 100


@dataclass
class Looked:
    """What was found, and of which state of the catalog."""

    state: tuple[Any, ...] = ()
    found: tuple[Broken, ...] = ()


_last = Looked()


def state_on(day: date) -> tuple[Any, ...]:
    """Moves with every change of the catalog, and at midnight."""
    return day, newest_records(CatalogRow.__subclasses__())


def look() -> tuple[Broken, ...]:
    """The rows that break a rule today."""
    day = timezone.localdate()
    state = state_on(day)
    if _last.state != state:
        _last.found, _last.state = tuple(broken_rules(day)), state
    return _last.found


def number_known() -> int | None:
    """How many there are, if somebody has looked since the last change."""
    is_known = _last.state == state_on(timezone.localdate())
    return len(_last.found) if is_known else None


def may_look(request: HttpRequest) -> bool:
    """Whether somebody may see every kind of row."""
    return all(
        request.user.has_perm(f"catalog.view_{model._meta.model_name}")
        for model in CatalogRow.__subclasses__()
    )


def broken_rows(request: HttpRequest) -> HttpResponse:
    """The page: by rule, with a link to each row."""
    if not may_look(request):
        raise PermissionDenied
    by_rule: dict[str, tuple[Rule, list[Broken]]] = {}
    for broken in look():
        by_rule.setdefault(broken.rule.key, (broken.rule, []))[1].append(broken)
    return TemplateResponse(
        request,
        "admin/catalog/broken_rows.html",
        {
            **admin.site.each_context(request),
            "title": "Rows that break a rule",
            "parts": [
                (rule, found[:MOST_SHOWN], max(0, len(found) - MOST_SHOWN))
                for rule, found in by_rule.values()
            ],
        },
    )

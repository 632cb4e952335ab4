"""The start page of the admin: what needs a person."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from catalog.admin.broken import may_look, number_known
from catalog.attention import CONCERNS, MOST_COUNTED, Concern
from catalog.attention_found import counts_found
from catalog.models.imports import CatalogImport, ImportState

register = template.Library()

UNDECIDED = (ImportState.READY.value, ImportState.OUTDATED.value)


@dataclass(frozen=True)
class Line:
    """One thing to look after: how often it is the case, and where to see it."""

    title: str
    count: str
    url: str


@register.inclusion_tag("admin/catalog/_attention.html", takes_context=True)
def what_needs_a_person(context: dict[str, Any]) -> dict[str, Any]:
    """A line for each concern about rows that the visitor may look at."""
    user = context["request"].user
    seen = [concern for concern in CONCERNS if _may_see(user, concern)]
    day = timezone.localdate()
    found = list(zip(seen, counts_found(seen, day), strict=True))
    lines = [_line(concern, count) for concern, count in found if count]
    lines += _line_of_imports(context["request"])
    if may_look(context["request"]):
        lines += _line_of_broken_rows()
    return {
        "may_look": bool(seen),
        "lines": lines,
        "nothing": [_lower(concern.title) for concern, count in found if not count],
    }


def _line(concern: Concern, count: int) -> Line:
    listed = reverse(f"admin:catalog_{concern.model._meta.model_name}_changelist")
    many = f"more than {MOST_COUNTED:,}"
    return Line(
        title=concern.title,
        count=many if count > MOST_COUNTED else f"{count:,}",
        url=f"{listed}?needs={concern.key}",
    )


def _line_of_imports(request: HttpRequest) -> list[Line]:
    """Files that somebody sent, and about which nobody has decided."""
    page = admin.site.get_model_admin(CatalogImport)
    if not page.has_view_permission(request):
        return []
    number = page.get_queryset(request).filter(state__in=UNDECIDED).count()
    url = f"{reverse('admin:catalog_catalogimport_changelist')}?state__in="
    line = Line(
        "Imports waiting for a decision", f"{number:,}", url + ",".join(UNDECIDED)
    )
    return [line] if number else []


def _line_of_broken_rows() -> list[Line]:
    """The rows that break a rule, if any is known or nobody has looked."""
    number = number_known()
    count = "not looked for since the last change" if number is None else f"{number:,}"
    url = reverse("admin:catalog_broken")
    return [] if number == 0 else [Line("Rows that break a rule", count, url)]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _may_see(user: Any, concern: Concern) -> bool:
    options = concern.model._meta
    return any(
        user.has_perm(f"catalog.{get_permission_codename(action, options)}")
        for action in ("view", "change")
    )

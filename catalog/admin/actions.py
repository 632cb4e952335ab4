"""Actions on chosen rows: a page says what will change, and a second click does it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import pluralize
from django.template.response import TemplateResponse
from django.utils import timezone

from catalog.admin.people import tell
from catalog.admin.sight import Watched, refusal, sight_in, sight_of
from catalog.bulk import Plan, checked_on, retirement
from catalog.models import CatalogRow, Price
from catalog.models.history import for_reason

MOST_AT_ONCE = 1_000
MOST_SHOWN = 200


@dataclass(frozen=True)
class Kind:
    """One action: what it plans, and how it is told."""

    name: str
    title: str
    reason: str
    explanation: str
    plan: Callable[[Iterable[Any], date], Plan]


CHECKED = Kind(
    "mark_checked",
    "Mark as checked today",
    "Checked: the source still says so",
    "You looked at the sources today, and each of them still states the same figure. "
    "Only the date changes. If a figure has changed, add a new row instead.",
    checked_on,
)
RETIRED = Kind(
    "retire",
    "Retire",
    "Retired",
    "What is retired is no longer advised. Prices in force end today; prices that "
    "were to begin later are deleted. The history keeps all of it.",
    retirement,
)


@admin.action(permissions=["change"], description="Mark as checked today")
def mark_checked(
    page: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Any]
) -> HttpResponse | None:
    """The same figures from the same sources, as of today."""
    return _ask_or_do(CHECKED, page, request, queryset)


@admin.action(permissions=["change"], description="Retire, and end prices today")
def retire(
    page: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Any]
) -> HttpResponse | None:
    """Models, options and offerings out of use, with their prices."""
    return _ask_or_do(RETIRED, page, request, queryset)


def _ask_or_do(
    kind: Kind, page: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Any]
) -> HttpResponse | None:
    rows = list(queryset.order_by("pk")[: MOST_AT_ONCE + 1])
    if len(rows) > MOST_AT_ONCE:
        messages.error(request, f"Choose at most {MOST_AT_ONCE:,} rows at once.")
        return None
    plan = kind.plan(rows, timezone.localdate())
    if not all(request.user.has_perm(f"catalog.{name}") for name in plan.permissions()):
        raise PermissionDenied
    if "post" not in request.POST:
        return _question(kind, page, request, rows, plan)
    why_not = refusal(sight_in(request.POST.get("seen")), _watched(plan))
    if why_not:
        tell(request, why_not)
        return _question(kind, page, request, rows, plan)
    with for_reason(kind.reason):
        plan.carry_out()
    _log(kind, page, request, plan)
    messages.success(request, f"{kind.title}: {counted(plan)}.")
    return None


def counted(plan: Plan) -> str:
    """How many rows were changed, and deleted where any was."""
    told = f"{len(plan.edits)} row{pluralize(len(plan.edits))} changed"
    return f"{told}, {len(plan.deletions)} deleted" if plan.deletions else told


def _question(
    kind: Kind,
    page: admin.ModelAdmin,
    request: HttpRequest,
    rows: list[CatalogRow],
    plan: Plan,
) -> HttpResponse:
    lines = [
        *((edit.row, _named(edit.row), edit.told()) for edit in plan.edits),
        *((row, _named(row), ["is deleted"]) for row in plan.deletions),
    ]
    return TemplateResponse(
        request,
        "admin/catalog/confirm_action.html",
        {
            **page.admin_site.each_context(request),
            "title": kind.title,
            "kind": kind,
            "opts": page.opts,
            "rows": rows,
            "lines": lines[:MOST_SHOWN],
            "more": max(0, len(lines) - MOST_SHOWN),
            "left_alone": [
                (_named(row), why) for row, why in plan.left_alone[:MOST_SHOWN]
            ],
            "seen": sight_of(_watched(plan)).text(),
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        },
    )


def _watched(plan: Plan) -> list[Watched]:
    return [
        Watched(model, Q(id__in=pks))
        for model, pks in sorted(
            plan.touched().items(), key=lambda item: item[0].__name__
        )
    ]


def _named(row: CatalogRow) -> str:
    kind = str(row._meta.verbose_name).capitalize()
    if isinstance(row, Price):
        return f"{kind} {row} ({row.offering})"
    return f"{kind} “{row}”"


def _log(kind: Kind, page: admin.ModelAdmin, request: HttpRequest, plan: Plan) -> None:
    for edit in plan.edits:
        if isinstance(edit.row, page.model):
            page.log_change(request, edit.row, f"{kind.title}.")

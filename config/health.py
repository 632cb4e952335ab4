"""Liveness and readiness, for whoever watches the server."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.models import CatalogRevision


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; says nothing of the database."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers, its schema is today's and the catalog is in it."""
    obstacle = find_obstacle()
    if obstacle:
        return JsonResponse({"status": "not ready", "because": obstacle}, status=503)
    return JsonResponse({"status": "ready"})


def find_obstacle() -> str | None:
    """What stands in the way of serving, or None."""
    try:
        if has_pending_migrations():
            return "migrations are not applied"
        if not CatalogRevision.objects.exists():
            return "the catalog is not loaded"
    except DatabaseError:
        return "the database does not answer"
    return None


def has_pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

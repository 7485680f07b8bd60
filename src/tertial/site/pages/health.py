"""Is the service well? For the machine that watches it, without signing in and without secrets."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

UNAVAILABLE = 503


@login_not_required
@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and every migration is applied; else 503 with the reason."""
    try:
        names = missing_migrations()
    except DatabaseError:
        return JsonResponse({"status": "fel", "orsak": "Databasen svarar inte."}, status=UNAVAILABLE)
    if names:
        reason = "Databasen saknar migreringar. Kör: tertial prepare"
        return JsonResponse({"status": "fel", "orsak": reason, "saknas": names}, status=UNAVAILABLE)
    return JsonResponse({"status": "ok"})


def missing_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]

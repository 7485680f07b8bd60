"""Show me where it stands: every row of an adopted plan in its document, for ever."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tertial.goals.pages.reading import may_edit, plan_or_404
from tertial.organisation.pages.reading import actor_of
from tertial.planning.pages.reading import is_key
from tertial.planning.queries import evidence as queries
from tertial.planning.queries.remarks import Remarks
from tertial.planning.queries.review import rows_of
from tertial.planning.queries.source import source_of, table_of


@require_GET
def plan_evidence(request: HttpRequest, key: str) -> HttpResponse:
    """Every row of the plan, and where in the document it stands."""
    found = plan_or_404(key)
    rows = rows_of(queries.evidence_of(found), Remarks())
    document = rows[0].proposal.reading.document if rows else None
    context = {"plan": found, "rows": rows, "document": document}
    if rows and may_edit(actor_of(request), found.unit):
        context["reading"] = rows[0].proposal.reading
    return render(request, "planning/plan_evidence.html", context)


@require_GET
def evidence_for(request: HttpRequest, about: str, key: str) -> HttpResponse:
    """Where a goal, an indicator or an activity stands: its place, or its places in the plans of many years."""
    if about not in queries.ABOUT:
        raise Http404
    found = queries.evidence_for(about, key)
    if not found:
        raise Http404
    if len(found) == 1:
        return evidence(request, found[0].pk)
    return render(request, "planning/evidence_places.html", {"rows": rows_of(found, Remarks())})


@require_GET
def evidence(request: HttpRequest, row: int) -> HttpResponse:
    """The passage of one adopted row; of a table also of the one row that is asked for."""
    now = get_object_or_404(queries.adopted_rows().select_related("goal", "measure", "activity"), pk=row)
    shown = rows_of([now], Remarks())[0]
    table = table_of(now)
    asked = request.GET.get("tabellrad", "")
    at = int(asked) if is_key(asked) and table and int(asked) < len(table.lines) else None
    context = {
        "row": shown,
        "source": {"row": shown, "text": source_of(now, at)},
        "plan": now.reading.plan,
        "table": table,
        "table_row": at,
        "below": rows_of(queries.evidence_below(now), Remarks()),
    }
    return render(request, "planning/evidence.html", context)

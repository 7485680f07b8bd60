"""What stands before the goals in the document: what is to be decided, the appendices, whose case, who signs."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tertial.goals.pages.reading import plan_or_404, require_edit
from tertial.organisation.pages.reading import actor_of, fill_in
from tertial.planning.actions.front import write_front
from tertial.planning.pages.forms import FrontForm
from tertial.planning.queries.front import front_of, suggested_front


@require_http_methods(["GET", "POST"])
def front(request: HttpRequest, key: str) -> HttpResponse:
    found = plan_or_404(key)
    actor = actor_of(request)
    require_edit(actor, found.unit)
    now = front_of(found)
    start = suggested_front(found)

    def do(values: dict[str, Any]) -> HttpResponse:
        write_front(by=actor, plan=found, **values)
        messages.success(request, _("Sparat."))
        return redirect("plan", key=key)

    lines = start.front.as_lines() if start else now.as_lines()
    form = FrontForm(request.POST or None, initial={**lines, "version": now.version})
    context = {"plan": found, "earlier": start.earlier if start else None}
    return fill_in(request, "planning/front.html", form, context, do)

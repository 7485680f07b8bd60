"""Adopting what has been judged, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import actor_of, fill_in, told
from tertial.planning.actions import adopting as actions
from tertial.planning.models import Reading
from tertial.planning.pages.forms import AdoptForm
from tertial.planning.pages.reading import reading_or_404
from tertial.planning.queries import review
from tertial.planning.queries.remarks import remarks_of_reading


@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, key: str) -> HttpResponse:
    found = reading_or_404(request, key)
    if found.state != Reading.State.READY:
        return redirect("reading", key=key)
    head = found.frame.get("head") or {}
    form = AdoptForm(request.POST or None, initial={"case_number": head.get("case_number") or ""})

    def do(values: dict[str, Any]) -> HttpResponse:
        decided = actions.Decided(values["decided_on"], values["case_number"])
        plan = actions.adopt(by=actor_of(request), reading=found, decided=decided)
        messages.success(request, _("%(plan)s är införd.") % {"plan": plan})
        return redirect("plan", key=plan.key)

    remarks = remarks_of_reading(found)
    return fill_in(
        request,
        "planning/adopt.html",
        form,
        {"reading": found, "counts": review.counts_of(found), "remarks": remarks},
        do,
    )


@require_POST
def undo(request: HttpRequest, key: str) -> HttpResponse:
    found = reading_or_404(request, key)
    try:
        actions.take_back(by=actor_of(request), reading=found)
        messages.success(request, _("Införandet är ångrat. Granskningen är kvar som den var."))
    except Refused as refusal:
        messages.error(request, told(refusal))
    return redirect("reading", key=key)

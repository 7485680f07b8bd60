"""Adopting what has been judged, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tertial.organisation.pages.reading import CONFLICT, actor_of, fill_in, refusals_told
from tertial.planning.actions import adopting as actions
from tertial.planning.models import Reading
from tertial.planning.pages.forms import AdoptForm
from tertial.planning.pages.reading import reading_or_404
from tertial.planning.queries import review
from tertial.planning.queries.homes import homeless
from tertial.planning.queries.portions import version_of
from tertial.planning.queries.remarks import remarks_of_reading


@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, key: str) -> HttpResponse:
    found = reading_or_404(request, key)
    if found.state != Reading.State.READY:
        return redirect("reading", key=key)
    now = version_of(
        found
    )  # before what the page shows is looked up, so that nothing comes in between unseen
    form = AdoptForm(request.POST if request.method == "POST" else None, initial={"version": now})

    def do(values: dict[str, Any]) -> HttpResponse:
        decided = actions.Decided(values["decided_on"], values["case_number"])
        seen = values["version"] or 0  # a page without one has shown nothing
        try:
            plan = actions.adopt(by=actor_of(request), reading=found, decided=decided, version=seen)
        except actions.ReviewChangedMeanwhile:
            return _changed(request, found)
        messages.success(request, _("%(plan)s är införd.") % {"plan": plan})
        return redirect("plan", key=plan.key)

    return fill_in(request, "planning/adopt.html", form, _shown(found), do)


def _shown(reading: Reading) -> dict[str, Any]:
    return {
        "reading": reading,
        "counts": review.counts_of(reading),
        "remarks": remarks_of_reading(reading),
        "homeless": homeless(reading),
        "unattached": review.unattached(reading),
    }


def _changed(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The page as it stands now, with what was typed: adopting again is adopting this."""
    reading.refresh_from_db()
    typed = request.POST.dict() | {"version": str(version_of(reading))}
    context = _shown(reading) | {"form": AdoptForm(typed), "changed": True}
    return render(request, "planning/adopt.html", context, status=CONFLICT)


@require_POST
def undo(request: HttpRequest, key: str) -> HttpResponse:
    found = reading_or_404(request, key)
    with refusals_told(request):
        actions.take_back(by=actor_of(request), reading=found)
        messages.success(request, _("Införandet är ångrat. Granskningen är kvar som den var."))
    return redirect("reading", key=key)

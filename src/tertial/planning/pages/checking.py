"""The checks in the web: what they say of a plan, dismissing a remark with a reason, and the list of all rules."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tertial.goals.pages.reading import may_edit, plan_or_404
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.pages.reading import actor_of, told
from tertial.planning.actions import dismissing as actions
from tertial.planning.pages.forms import DismissForm
from tertial.planning.pages.reading import reading_or_404
from tertial.planning.queries.remarks import remarks_of_plan, rules


@require_GET
def checks(request: HttpRequest) -> HttpResponse:
    return render(request, "planning/checks.html", {"families": rules()})


@require_GET
def plan_remarks(request: HttpRequest, key: str) -> HttpResponse:
    found = plan_or_404(key)
    actor = actor_of(request)
    may = may_edit(actor, found.unit)
    if not (may or actor.may_read_draft(found.unit.key)):
        raise Http404
    context = {
        "plan": found,
        "remarks": remarks_of_plan(found),
        "form": DismissForm(),
        "dismiss_address": reverse("plan_dismiss", args=[key]),
        "may": may,
    }
    return render(request, "planning/plan_remarks.html", context)


@require_POST
def plan_dismiss(request: HttpRequest, key: str) -> HttpResponse:
    found = plan_or_404(key)
    _dismiss(request, found.unit, found.year)
    return redirect("plan_remarks", key=key)


@require_POST
def reading_dismiss(request: HttpRequest, key: str) -> HttpResponse:
    found = reading_or_404(request, key)
    _dismiss(request, found.unit, found.year or 0)
    return redirect(f"{reverse('reading', args=[key])}?vy=anmarkningar")


def _dismiss(request: HttpRequest, unit: Unit, year: int) -> None:
    about: dict[str, Any] = {"by": actor_of(request), "unit": unit, "year": year}
    if "restore" in request.POST:
        actions.restore(**about, fingerprint=request.POST["restore"])
        messages.success(request, _("Anmärkningen står kvar igen."))
        return
    form = DismissForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Skriv varför anmärkningen inte behöver åtgärdas."))
    try:
        actions.dismiss(**about, **{name: form.data.get(name, "") for name in form.fields})
        messages.success(request, _("Anmärkningen är avfärdad tills det den handlar om ändras."))
    except Refused as refusal:
        if form.is_valid():
            messages.error(request, told(refusal))

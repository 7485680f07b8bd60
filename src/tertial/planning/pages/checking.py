"""The checks in the web: what they say of a plan, dismissing a remark with a reason, and the list of all rules."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tertial.foundation.check import Severity
from tertial.foundation.words import N_
from tertial.goals.actions.asking import require_plan
from tertial.goals.pages.reading import may_edit, plan_or_404
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.pages.reading import actor_of, refusals_told
from tertial.planning.actions import dismissing as actions
from tertial.planning.pages.forms import DismissForm
from tertial.planning.pages.reading import kept_of, reading_or_404
from tertial.planning.queries.evidence import evidence_of
from tertial.planning.queries.remarks import Remarks, remarks_of_plan, remarks_of_reading, row_at, rules
from tertial.planning.rules.reading_remarks import READING

ON_A_PAGE = 30
NOWHERE: Mapping[int, int] = MappingProxyType({})
PARTS = {
    "fel": (Severity.ERROR, N_("Fel")),
    "varningar": (Severity.WARNING, N_("Varningar")),
    "upplysningar": (Severity.INFO, N_("Upplysningar")),
    "avfardade": (None, N_("Avfärdade")),
}


def parts_of(
    request: HttpRequest, remarks: Remarks, address: str, rows: Mapping[int, int] = NOWHERE
) -> dict[str, Any]:
    """The remarks in parts by how serious they are, the worst that there are any of first, a page at a time.

    `rows` are those that the lines belong to: every place that a remark compares leads to its row.
    """
    found = {
        code: [each for each in remarks.standing if each.remark.severity is severity]
        for code, (severity, _name) in PARTS.items()
    } | {"avfardade": remarks.dismissed}
    asked = request.GET.get("del", "")
    part = asked if asked in found else next((code for code in found if found[code]), "fel")
    page = Paginator(found[part], ON_A_PAGE).get_page(request.GET.get("sida"))
    return {
        "remarks": remarks,
        "parts": [(code, _(PARTS[code][1]), len(each)) for code, each in found.items()],
        "part": part,
        "part_address": address,
        "page": page,
        "shown": [
            (told, [(place, rows.get(place.line or 0)) for place in told.remark.evidence])
            for told in page.object_list
        ],
    }


@require_GET
def checks(request: HttpRequest) -> HttpResponse:
    return render(request, "planning/checks.html", {"families": rules(), "reading": sorted(READING.items())})


@require_GET
def plan_remarks(request: HttpRequest, key: str) -> HttpResponse:
    found = plan_or_404(key)
    actor = actor_of(request)
    may = may_edit(actor, found.unit)
    if not (may or actor.may_read_draft(found.unit.key)):
        raise Http404
    context = {
        "plan": found,
        "form": DismissForm(),
        "dismiss_address": reverse("plan_dismiss", args=[key]),
        "may": may,
        **parts_of(request, remarks_of_plan(found), "?del=", row_at(evidence_of(found))),
    }
    return render(request, "planning/plan_remarks.html", context)


@require_POST
def plan_dismiss(request: HttpRequest, key: str) -> HttpResponse:
    found = plan_or_404(key)
    require_plan(actor_of(request), found.unit, words_needed=False)
    _dismiss(request, found.unit, found.year, remarks_of_plan(found))
    return redirect(f"{reverse('plan_remarks', args=[key])}?{kept_of(request.POST, '_')}")


@require_POST
def reading_dismiss(request: HttpRequest, key: str) -> HttpResponse:
    found = reading_or_404(request, key)
    _dismiss(request, found.unit, found.year or 0, remarks_of_reading(found))
    return redirect(f"{reverse('reading', args=[key])}?vy=anmarkningar&{kept_of(request.POST, '_')}")


def _dismiss(request: HttpRequest, unit: Unit, year: int, remarks: Remarks) -> None:
    """What is dismissed is a remark that stands now; one whose row has changed since is another remark."""
    about: dict[str, Any] = {"by": actor_of(request), "unit": unit, "year": year}
    if "restore" in request.POST:
        actions.restore(**about, fingerprint=request.POST["restore"])
        messages.success(request, _("Anmärkningen står kvar igen."))
        return
    told = remarks.with_fingerprint(request.POST.get("fingerprint", ""))
    with refusals_told(request):
        if told is None:
            raise Refused(N_("Anmärkningen står inte längre så. Inget är avfärdat: se efter hur den är nu."))
        what: dict[str, Any] = {"code": told.remark.code, "fingerprint": told.fingerprint}
        actions.dismiss(**about, **what, reason=request.POST.get("reason", ""))
        messages.success(request, _("Anmärkningen är avfärdad tills det den handlar om ändras."))

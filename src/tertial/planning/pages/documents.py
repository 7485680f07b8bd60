"""Documents on their way to become plans: the list, uploading, reading as it goes, throwing away."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.goals.queries import years_with_plans
from tertial.intake.actions.deliveries import refuse_large
from tertial.organisation.access import require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import actor_of, fill_in, told
from tertial.organisation.roles import Permission
from tertial.planning.actions import receiving as actions
from tertial.planning.pages.forms import UploadForm
from tertial.planning.pages.reading import reading_or_404, units_for
from tertial.planning.queries.review import plans_of, readings_for

SAMPLES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan of a year, and the documents that this person has under review."""
    actor = actor_of(request)
    years = years_with_plans()
    asked = request.GET.get("ar", "")
    now = timezone.localdate().year
    year = (
        int(asked)
        if asked.isdigit() and int(asked) in years
        else now
        if now in years
        else max(years, default=now)
    )
    units = units_for(actor)
    context = {
        "year": year,
        "years": [(str(each), f"?ar={each}") for each in years],
        "current": f"?ar={year}",
        "plans": plans_of(year),
        "may": bool(units),
        "readings": readings_for(actor, units),
    }
    return render(request, "planning/plans.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    units = units_for(actor)
    if not units:
        require(actor, Permission.EDIT_GOALS)
    asked = request.GET.get("enhet", "")
    boards = [each.key for each in units]
    initial = {"unit": asked if asked in boards else next(iter(boards), "")}
    form = UploadForm(request.POST or None, request.FILES or None, units=units, initial=initial)

    def do(values: dict[str, Any]) -> HttpResponse:
        file = values["file"]
        refuse_large(file.size)
        made = actions.receive_plan(
            by=actor, unit=values["unit"], name=file.name, content=file.read(), year=values["year"]
        )
        return redirect("reading", key=made.key)

    samples = list(SAMPLES) if settings.DEMO else []
    return fill_in(request, "planning/reading_new.html", form, {"samples": samples, "upload": True}, do)


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    try:
        actions.discard_reading(by=actor_of(request), reading=reading_or_404(request, key))
        messages.success(request, _("Granskningen är kastad. Inget har ändrats."))
    except Refused as refusal:
        messages.error(request, told(refusal))
        return redirect("reading", key=key)
    return redirect("plans")


@require_POST
def again(request: HttpRequest, key: str) -> HttpResponse:
    """Read it once more, when the reading was stopped or failed."""
    try:
        actions.read_again(by=actor_of(request), reading=reading_or_404(request, key))
    except Refused as refusal:
        messages.error(request, told(refusal))
    return redirect("reading", key=key)


@require_GET
def sample(request: HttpRequest, kind: str) -> HttpResponse | FileResponse:
    """The demo city's sample plan, for the tour; only in demo mode."""
    if not settings.DEMO or kind not in SAMPLES or not settings.PROFILE:
        raise Http404
    path = Path(settings.PROFILE) / f"verksamhetsplan.{kind}"
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type=SAMPLES[kind])

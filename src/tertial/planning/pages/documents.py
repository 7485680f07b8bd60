"""Documents on their way to become plans: the list, uploading, reading as it goes, throwing away."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.goals.queries import years_with_plans
from tertial.intake.actions.kept import LARGE_DOCUMENT, refuse_large
from tertial.organisation.access import require
from tertial.organisation.pages.reading import actor_of, fill_in, refusals_told
from tertial.organisation.roles import Permission
from tertial.planning.actions import comparing
from tertial.planning.actions import receiving as actions
from tertial.planning.models import Reading
from tertial.planning.pages.forms import UploadForm, YearForm
from tertial.planning.pages.reading import reading_or_404, units_for
from tertial.planning.queries.review import plans_of, readings_for

ON_THE_WAY = (Reading.State.WAITING, Reading.State.READY, Reading.State.FAILED)
ON_A_PAGE = 30


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan of a year, and the documents that this person has under review."""
    actor = actor_of(request)
    years = years_with_plans()
    asked = request.GET.get("ar", "")
    now = timezone.localdate().year
    year = (
        int(asked)
        if asked.isdecimal() and int(asked) in years
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
        "readings": Paginator(readings_for(units, *ON_THE_WAY), ON_A_PAGE).get_page(request.GET.get("dok")),
        "adopted": readings_for(units, Reading.State.ADOPTED).filter(year=year),
        "put_away": readings_for(units, Reading.State.DISCARDED),
    }
    return render(request, "planning/plans.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    units = units_for(actor)
    if not units:
        require(actor, Permission.EDIT_GOALS)
    asked = request.GET.get("enhet", "")
    keys = [each.key for each in sorted(units, key=lambda each: each.kind != "board")]
    initial = {"unit": asked if asked in keys else next(iter(keys), "")}
    form = UploadForm(request.POST or None, request.FILES or None, units=units, initial=initial)

    def do(values: dict[str, Any]) -> HttpResponse:
        file = values["file"]
        refuse_large(file.size, LARGE_DOCUMENT)
        began = timezone.now()
        made = actions.receive_plan(
            by=actor, unit=values["unit"], name=file.name, content=file.read(), year=values["year"]
        )
        if made.begun_at < began:
            text = _("%(who)s har redan lämnat in dokumentet. Här är granskningen av det.")
            messages.info(request, text % {"who": made.begun_by_name})
        return redirect("reading", key=made.key)

    return fill_in(request, "planning/reading_new.html", form, {"upload": True, "demo": settings.DEMO}, do)


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    with refusals_told(request):
        actions.discard_reading(by=actor_of(request), reading=reading_or_404(request, key))
        messages.success(request, _("Granskningen är undanlagd. Inget i planerna har ändrats."))
        return redirect("plans")
    return redirect("reading", key=key)


@require_POST
def compare(request: HttpRequest, key: str) -> HttpResponse:
    """For another year, or with the council's goals that have come since."""
    found = reading_or_404(request, key)
    form = YearForm(request.POST)
    year = form.cleaned_data["year"] if form.is_valid() else 0
    with refusals_told(request):
        now = comparing.compare_again(by=actor_of(request), reading=found, year=year)
        messages.success(request, _("Raderna är jämförda igen, som plan för %(year)s.") % {"year": now.year})
    return redirect("reading", key=key)


@require_POST
def again(request: HttpRequest, key: str) -> HttpResponse:
    """Read it once more, when the reading was stopped or failed."""
    with refusals_told(request):
        actions.read_again(by=actor_of(request), reading=reading_or_404(request, key))
    return redirect("reading", key=key)

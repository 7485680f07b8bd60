"""Activities: the list with its filters, one activity with its log, adding, editing and telling how it goes."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tertial.goals.actions import activities as actions
from tertial.goals.models import Activity, ActivityUnit, Goal
from tertial.goals.pages.conflicts import Meanwhile, as_words, both_shown
from tertial.goals.pages.forms import ActivityFilter, EditActivityForm, NewActivityForm, ReportForm
from tertial.goals.pages.reading import activity_or_404, goal_or_404, may_edit, require_edit
from tertial.goals.pages.rows import part_name, shown, tallied
from tertial.goals.queries import (
    Wanted,
    activities_wanted,
    as_infos,
    counts_of,
)
from tertial.history import queries as history
from tertial.organisation.access import Actor, require
from tertial.organisation.models import Person, Unit
from tertial.organisation.pages.forms import unit_choices
from tertial.organisation.pages.reading import actor_of, fill_in
from tertial.organisation.queries import Organisation
from tertial.organisation.roles import Permission

Values = dict[str, Any]
PER_PAGE = 100
CHANGED = ("text", "start", "end", "responsible_id")


@require_GET
def activities(request: HttpRequest) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    form = ActivityFilter(request.GET)
    form.fields["enhet"].widget.choices = unit_choices(actor.organisation)
    chosen = form.cleaned_data if form.is_valid() else {}
    wanted = _wanted(chosen, actor.organisation)
    found = activities_wanted(wanted, today)
    counts = counts_of(found, today)
    pages = Paginator(found.select_related("responsible"), PER_PAGE)
    pages.count = sum(counts.values())
    leaf = pages.get_page(request.GET.get("sida"))
    context = {
        "form": form,
        "leaf": leaf,
        "rows": [shown(each) for each in as_infos(leaf.object_list, today)],
        "count": pages.count,
        "tally": tallied(counts),
        "now_at": year_gone(today),
        "is_narrowed": any(chosen.values()),
        "narrowed_by": _told(wanted, actor.organisation),
    }
    return render(request, "goals/activities.html", context)


def year_gone(today: date) -> int:
    """How much of the year has gone, of a hundred."""
    return round(today.timetuple().tm_yday / 3.66)


def _wanted(chosen: dict[str, Any], organisation: Organisation) -> Wanted:
    unit = chosen.get("enhet") or ""
    below = [each.key for _depth, each in organisation.walk(unit)] if unit else []
    return Wanted(
        text=chosen.get("q") or "",
        units=(unit, *below) if unit else (),
        goal=chosen.get("mal") or "",
        person=chosen.get("ansvarig") or "",
        state=chosen.get("lage") or "",
        until=chosen.get("slutar"),
    )


def _told(wanted: Wanted, organisation: Organisation) -> str:
    """What the list is, in words: the unit, the person or the goal it is about."""
    unit = organisation.units.get(wanted.units[0]) if wanted.units else None
    names = [unit.name] if unit else []
    if wanted.person:
        names += Person.objects.filter(key=wanted.person).values_list("name", flat=True)
    if wanted.goal:
        names += map(str, Goal.objects.filter(key=wanted.goal))
    return ", ".join(names)


@require_GET
def activity(request: HttpRequest, key: str) -> HttpResponse:
    found = activity_or_404(key)
    actor, today = actor_of(request), timezone.localdate()
    (info,) = as_infos([found], today)
    row = shown(info)
    context = {
        "activity": found,
        "row": row,
        "parts": [
            (part_name(part.part), part.unit)
            for part in sorted(
                found.units.select_related("unit"), key=lambda each: each.part != ActivityUnit.Part.LEAD
            )
        ],
        "goals": [reason.goal for reason in found.reasons.select_related("goal")],
        "moments": history.timeline("activity", key),
        "may_edit": _may_edit(actor, found),
        "may_report": _may_report(actor, found),
    }
    return render(request, "goals/activity.html", context)


def _may_edit(actor: Actor, found: Activity) -> bool:
    unit = actions.plan_unit(actor, found)
    return may_edit(actor, unit) if unit else actor.may(Permission.EDIT_CITY_GOALS)


def require_change(actor: Actor, found: Activity) -> Unit:
    """The unit whose plan it is changed in; what the council has given is changed as the council's."""
    unit = actions.plan_unit(actor, found) or Unit(kind="council")
    require_edit(actor, unit)
    return unit


def _reporting(actor: Actor, found: Activity) -> str | None:
    """The unit for which the person may report: any that takes part."""
    keys = [part.unit.key for part in found.units.select_related("unit")]
    return next((key for key in keys if actor.may(Permission.REPORT, key)), keys[0] if keys else None)


def _may_report(actor: Actor, found: Activity) -> bool:
    return actor.may(Permission.REPORT, _reporting(actor, found))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    goal = goal_or_404(key)
    actor, unit = actor_of(request), goal.plan.unit
    require_edit(actor, unit)
    form = NewActivityForm(request.POST or None, initial={"lead": unit.key}, unit=unit)
    form.fields["lead"].choices = unit_choices(actor.organisation)  # type: ignore[attr-defined]

    def do(fields: Values) -> HttpResponse:
        lead = fields.pop("lead")
        units = {lead: ActivityUnit.Part.LEAD}
        made = actions.add_activity(by=actor, goals=[goal], units=units, **fields)
        messages.success(request, _("Aktiviteten är tillagd."))
        return redirect("activity", key=made.key)

    return fill_in(request, "goals/activity_new.html", form, {"goal": goal}, do)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    found = activity_or_404(key)
    actor = actor_of(request)
    unit = require_change(actor, found)
    initial = {name: getattr(found, name) for name in ("text", "start", "end", "version")}
    initial["responsible"] = found.responsible.key if found.responsible else None
    form = EditActivityForm(request.POST or None, initial=initial, unit=unit)

    def do(fields: Values) -> HttpResponse:
        try:
            actions.edit_activity(by=actor, activity=found, **fields)
        except actions.ActivityChangedMeanwhile as error:
            return _conflict(request, fields, error.current, unit)
        messages.success(request, _("Sparat."))
        return redirect("activity", key=key)

    return fill_in(request, "goals/activity_edit.html", form, {"activity": found}, do)


def _conflict(request: HttpRequest, mine: Values, current: Activity, unit: Unit) -> HttpResponse:
    kept = mine | {"responsible": mine["responsible"] and mine["responsible"].key, "version": current.version}
    form = EditActivityForm(initial=kept, unit=unit)
    last = history.versions_of(current, CHANGED)[-1]
    address, back = (reverse(name, args=[current.key]) for name in ("activity_edit", "activity"))
    theirs = {name: getattr(current, name) for name in ("text", "start", "end", "responsible")}
    other = Meanwhile(current.text, theirs, last.by, last.at, address, back)
    return both_shown(request, form, mine, other, as_words)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, key: str) -> HttpResponse:
    found = activity_or_404(key)
    actor = actor_of(request)
    require(actor, Permission.REPORT, _reporting(actor, found))
    initial = {"status": found.status, "progress": found.progress}
    form = ReportForm(request.POST or None, initial=initial)

    def do(fields: Values) -> HttpResponse:
        actions.report_activity(by=actor, activity=found, **fields)
        messages.success(request, _("Rapporterat."))
        return redirect("activity", key=key)

    return fill_in(request, "goals/activity_report.html", form, {"activity": found}, do)

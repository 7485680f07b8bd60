"""Who takes part in an activity and how, and which goals it serves."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tertial.goals.actions import activities as actions
from tertial.goals.actions.asking import is_the_citys
from tertial.goals.models import Activity, Goal
from tertial.goals.pages.activities import require_change
from tertial.goals.pages.forms import PartForm, ReasonForm
from tertial.goals.pages.reading import activity_or_404, goal_or_404, level_name
from tertial.goals.pages.rows import part_name
from tertial.organisation.pages.forms import unit_choices
from tertial.organisation.pages.reading import actor_of, fill_in, refusals_told, unit_or_404

Values = dict[str, Any]


@require_http_methods(["GET", "POST"])
def units(request: HttpRequest, key: str) -> HttpResponse:
    """Every unit that takes part, and one more."""
    found = activity_or_404(key)
    actor = actor_of(request)
    holder = require_change(actor, found)
    form = PartForm(request.POST or None, holder=holder)
    form.fields["unit"].choices = unit_choices(actor.organisation)  # type: ignore[attr-defined]
    parts = sorted(found.units.select_related("unit"), key=lambda each: (each.part != "lead", each.unit.name))
    context = {
        "activity": found,
        "parts": [(each.unit, part_name(each.part), each.part == "lead") for each in parts],
        "is_citys": is_the_citys(holder),
    }

    def do(fields: Values) -> HttpResponse:
        actions.set_part(by=actor, activity=found, **fields)
        messages.success(request, _("Sparat."))
        return redirect("activity_units", key=key)

    return fill_in(request, "goals/activity_units.html", form, context, do)


@require_http_methods(["GET", "POST"])
def goals(request: HttpRequest, key: str) -> HttpResponse:
    """Every goal it serves, and one more: the activity is never copied for it."""
    found = activity_or_404(key)
    holder = require_change(actor_of(request), found)
    reasons = list(found.reasons.select_related("goal__plan__unit").order_by("goal__number"))
    years = {each.goal.plan.year for each in reasons}
    others = Goal.objects.filter(plan__year__in=years, ended_on__isnull=True)
    others = others.exclude(pk__in=[each.goal_id for each in reasons]).order_by("-plan__year", "number")
    form = ReasonForm(request.POST or None, unit=holder, goals=others)
    context = {
        "activity": found,
        "goals": [(each.goal, level_name(each.goal.level)) for each in reasons],
        "is_citys": is_the_citys(holder),
    }

    def do(fields: Values) -> HttpResponse:
        actions.add_reason(by=actor_of(request), activity=found, **fields)
        messages.success(request, _("Sparat."))
        return redirect("activity_goals", key=key)

    return fill_in(request, "goals/activity_goals.html", form, context, do)


@require_POST
def unit_away(request: HttpRequest, key: str, unit: str) -> HttpResponse:
    other = unit_or_404(unit)
    return _away(request, key, "activity_units", actions.remove_part, unit=other)


@require_POST
def goal_away(request: HttpRequest, key: str, goal: str) -> HttpResponse:
    return _away(request, key, "activity_goals", actions.remove_reason, goal=goal_or_404(goal))


def _away(
    request: HttpRequest, key: str, back: str, remove: Callable[..., None], **what: Any
) -> HttpResponse:
    found: Activity = get_object_or_404(Activity, key=key)
    actor = actor_of(request)
    require_change(actor, found)
    with refusals_told(request):
        remove(by=actor, activity=found, decision=request.POST.get("decision", ""), **what)
        messages.success(request, _("Borttaget."))
    return redirect(back, key=key)

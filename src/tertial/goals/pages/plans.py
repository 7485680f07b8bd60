"""Plans: the list of a year, starting one and putting a first goal in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tertial.goals.actions import goals as goal_actions
from tertial.goals.actions import plans as actions
from tertial.goals.models import Goal
from tertial.goals.pages.forms import PlanForm, PlanGoalForm
from tertial.goals.pages.reading import (
    may_edit,
    may_start,
    plan_kind,
    plan_or_404,
    require_edit,
    version_word,
    year_or_now,
)
from tertial.goals.queries import plans_of, years_with_plans
from tertial.organisation.access import Actor, require
from tertial.organisation.models import Unit
from tertial.organisation.pages.forms import unit_choices
from tertial.organisation.pages.reading import actor_of, fill_in
from tertial.organisation.roles import Permission

Values = dict[str, Any]


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan of a year and how far it has come."""
    asked = request.GET.get("ar", "")
    year = year_or_now(int(asked) if asked.isdecimal() and len(asked) == 4 else None)
    rows = [(each, plan_kind(each.plan.kind), *version_word(each.version)) for each in plans_of(year)]
    context = {
        "year": year,
        "years": [(each, f"{reverse('plans')}?ar={each}") for each in years_with_plans()],
        "rows": rows,
        "drafts": sum(each.version is None for each, *_rest in rows),
        "may_start": may_start(actor_of(request)),
    }
    return render(request, "goals/plans.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """An empty plan for one of the units whose plans the person may change."""
    actor = actor_of(request)
    if not may_start(actor):
        require(actor, Permission.EDIT_GOALS)
    mine = [(key, name) for key, name in unit_choices(actor.organisation) if not key or _may(actor, key)]
    form = PlanForm(request.POST or None, initial={"year": timezone.localdate().year + 1})
    form.fields["unit"].choices = mine  # type: ignore[attr-defined]
    if not actor.may(Permission.EDIT_CITY_GOALS):
        del form.fields["decision"]

    def do(fields: Values) -> HttpResponse:
        made = actions.create_plan(by=actor, **fields)
        messages.success(request, _("%(plan)s är upplagd. Lägg till det första målet.") % {"plan": made})
        return redirect("plan", key=made.key)

    return fill_in(request, "goals/plan_new.html", form, {}, do)


def _may(actor: Actor, key: str) -> bool:
    unit = actor.organisation.units[key]
    return may_edit(actor, Unit(key=key, kind=unit.kind))


@require_http_methods(["GET", "POST"])
def goal_new(request: HttpRequest, key: str) -> HttpResponse:
    """A goal in this plan, under a goal of another plan or at the top of the chain."""
    found = plan_or_404(key)
    actor = actor_of(request)
    require_edit(actor, found.unit)
    goals = Goal.objects.filter(plan__year=found.year, ended_on__isnull=True).select_related("plan__unit")
    form = PlanGoalForm(request.POST or None, plan=found, goals=goals)

    def do(fields: Values) -> HttpResponse:
        made = goal_actions.add_goal(by=actor, plan=found, **fields)
        messages.success(request, _("Målet är tillagt."))
        return redirect("goal", key=made.key)

    return fill_in(request, "goals/plan_goal_new.html", form, {"plan": found}, do)
